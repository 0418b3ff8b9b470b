"""Letters on a server without mail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from tutela.web import settings as site
from tutela.web.accounts.outbox import OutboxBackend


def test_it_is_what_a_server_without_mail_uses() -> None:
    assert not site.HAS_MAIL
    assert f"{OutboxBackend.__module__}.{OutboxBackend.__name__}" == site.EMAIL_BACKEND


def test_letters_are_files_for_the_server_alone_and_on_the_terminal(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    letters = [
        EmailMessage(f"Subject {n}", "Bonjour, « lien » : https://x.example.org/é", to=["a@example.org"])
        for n in (1, 2)
    ]
    assert OutboxBackend().send_messages(letters) == 2
    files = list((tmp_path / "mail").iterdir())
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    texts = sorted(file.read_text(encoding="utf-8") for file in files)
    assert texts[0].startswith("To: a@example.org\nSubject: Subject 1\n\nBonjour, « lien » : https://x.example.org/é")
    said = capsys.readouterr().out
    assert all(text in said for text in texts)
