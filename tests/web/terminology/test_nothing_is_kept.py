"""Nothing of a text that is checked is left, and what its reading hands over is not believed blindly."""

from __future__ import annotations

import logging
import re
import tempfile
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.documents.files import damaged_pdf, pdf
from tests.web.terminology.pages import LAW, SECRET, address, text_file, word_file

from tutela.web.documents.confinement import StoppedError
from tutela.web.terminology import asking
from tutela.web.terminology.examining import Asked, examined
from tutela.web.terminology.result import result_from_json, result_to_json

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


def files() -> set[str]:
    """All files of the site's data, and what the site has put among those of other programs."""
    own = {str(path) for path in Path(settings.DATA).rglob("*") if path.is_file()}
    return own | {
        str(path) for path in Path(tempfile.gettempdir()).glob("tutela-*") if not path.name.startswith("tutela-test-")
    }


@pytest.mark.parametrize(
    "given",
    [
        lambda: {"text": f"{SECRET} had child pornography."},
        lambda: {"text": f"{SECRET} had child pornography. " * 1000},
        lambda: {"file": text_file(f"{SECRET} had child pornography." * 60_000, "draft.txt")},
        lambda: {"file": word_file(f"{SECRET} had child pornography.", name="draft.docx")},
        lambda: {"file": SimpleUploadedFile("draft.pdf", pdf(f"{SECRET} had child pornography."))},
        lambda: {"file": SimpleUploadedFile("draft.pdf", damaged_pdf())},
    ],
    ids=["text", "long-text", "too-long-file", "docx", "pdf", "damaged"],
)
@pytest.mark.parametrize("result", ["page", "docx"])
@pytest.mark.parametrize("person", ["anonymous", "alice"])
def test_nothing_is_stored(
    client: Client, as_alice: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path, given: object, result: str, person: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # of this test alone: others work beside it
    caplog.set_level(logging.DEBUG)
    for name in ("tutela", "django"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    visitor = as_alice if person == "alice" else client
    session = dict(visitor.session.items()) if person == "alice" else {}
    before_rows, before_files = rows(), files()
    response = visitor.post(address(), {"language": "en", "result": result, **given()})  # type: ignore[operator]
    assert response.status_code == 200
    response.getvalue()
    assert rows() == before_rows
    assert files() == before_files
    assert list(tmp_path.iterdir()) == []
    assert SECRET not in caplog.text
    assert SECRET not in repr(response.headers)
    if person == "alice":
        assert dict(visitor.session.items()) == session
    else:
        assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_the_check_asks_the_database_nothing(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        client.post(address(), {"text": LAW, "language": ""})


def test_what_the_process_says_is_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An error on the way may name words of the text."""
    from tutela.web.documents.confinement import run

    question = tmp_path / "asked.json"
    question.write_text('{"name": "' + SECRET + '"', encoding="utf-8")  # not JSON: its error would say so
    with pytest.raises(StoppedError):
        run(asking.EXAMINING, question, tmp_path / "out", folder=tmp_path, memory=2_000_000_000, seconds=60)
    assert (tmp_path / "said").read_text() == ""


# --- what the process hands over ------------------------------------------------------------------------------------


def test_a_result_is_handed_over_whole() -> None:
    result = examined(Asked("Text", LAW, language="en", exceptions=True))
    assert result_from_json(result_to_json(result)) == result


@pytest.mark.parametrize(
    "change",
    [
        {"language": "../.."},
        {"text": "short"},
        {"findings": [{"rule": "no-such-rule", "language": "en", "start": 0, "end": 3}]},
        {"findings": [{"rule": "minor", "language": "xx", "start": 0, "end": 3}]},
        {"findings": [{"rule": "minor", "language": "en", "start": 5, "end": 3}]},
        {"findings": [{"rule": "minor", "language": "en", "start": 0, "end": 3, "kind": "invented"}]},
        {"findings": [{"unknown": 1}]},
        {"notices": [["no-such-notice", []]]},
        {"unknown": 1},
    ],
    ids=["language", "text", "rule", "rule-language", "span", "kind", "finding", "notice", "key"],
)
def test_what_is_no_result_is_not_believed(change: dict[str, object]) -> None:
    told = result_to_json(examined(Asked("Text", LAW, language="en")))
    with pytest.raises((ValueError, KeyError, TypeError)):
        result_from_json({**told, **change})


def test_pages_have_no_script_or_style_of_their_own(client: Client) -> None:
    body = client.post(address(), {"text": LAW, "language": "en"}).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", body)
