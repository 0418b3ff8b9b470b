"""The audit log: for owners, filtered, as CSV, and not for ever."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.audit.log import ACTIONS, record
from tutela.web.audit.models import Entry
from tutela.web.audit.purging import purge
from tutela.web.workspaces.models import Membership, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(workspace: Workspace) -> str:
    return f"/en/w/{workspace.slug}/audit/"


def shown(client: Client, path: str, **query: str) -> list[str]:
    """The cells of the table, row by row."""
    return [row.split("</tr>")[0] for row in client.get(path, query).content.decode().split("<tr>")[2:]]


def rows_of(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_only_what_was_done_here_is_shown(
    as_alice: Client, alice: User, bob: User, charlie: User, workspace: Workspace, path: str
) -> None:
    record("document.uploaded", user=bob, workspace=workspace, subject="act.pdf")
    record(
        "document.uploaded",
        user=charlie,
        workspace=Membership.objects.get(user=charlie).workspace,
        subject="secret.pdf",
    )
    record("account.signed-in", user=bob)
    rows = shown(as_alice, path)
    assert len(rows) == 1
    assert all(part in rows[0] for part in ("document uploaded", "Bob", "act.pdf"))


def test_roles_are_in_words(as_alice: Client, alice: User, bob: User, workspace: Workspace, path: str) -> None:
    record("member.role-changed", user=alice, about=bob, workspace=workspace, subject="reader > owner")
    assert "Bob; reader → owner" in shown(as_alice, path)[0]


def test_filters(as_alice: Client, alice: User, bob: User, workspace: Workspace, path: str) -> None:
    record("document.uploaded", user=bob, workspace=workspace, subject="one")
    record("document.deleted", user=alice, workspace=workspace, subject="two")
    record("document.uploaded", user=alice, workspace=workspace, subject="three")
    Entry.objects.filter(subject="three").update(at=timezone.now() - timedelta(days=10))
    today, then = timezone.now().date().isoformat(), (timezone.now() - timedelta(days=10)).date().isoformat()
    assert len(shown(as_alice, path)) == 3
    assert len(shown(as_alice, path, action="document.uploaded")) == 2
    assert len(shown(as_alice, path, person=str(bob.pk))) == 1
    assert len(shown(as_alice, path, since=today)) == 2
    assert len(shown(as_alice, path, until=then)) == 1
    assert len(shown(as_alice, path, action="document.uploaded", person=str(alice.pk), since=then, until=then)) == 1
    assert shown(as_alice, path, action="document.deleted", person=str(bob.pk)) == []


@pytest.mark.parametrize(
    "query",
    [
        {"action": "x"},
        {"person": "x"},
        {"person": "9" * 40},
        {"person": "\0"},
        {"since": "yesterday"},
        {"until": "9999-99-99"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"page": "-3"},
        {"page": "9" * 40},
        {"page": "x\0"},
    ],
)
def test_queries_that_make_no_sense(as_alice: Client, path: str, query: dict[str, str]) -> None:
    assert as_alice.get(path, query).status_code == 200
    assert as_alice.get(f"{path}csv/", query).status_code == 200


def test_pages(
    as_alice: Client, alice: User, workspace: Workspace, path: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(120):
        record("document.uploaded", user=alice, workspace=workspace, subject=f"{number}")
    with django_assert_max_num_queries(9):
        assert len(shown(as_alice, path)) == 50
    assert len(shown(as_alice, path, page="3")) == 20
    assert "action=document.uploaded&amp;page=2" in as_alice.get(path, {"action": "document.uploaded"}).content.decode()


def test_csv_has_all_of_them_and_no_formula(as_alice: Client, alice: User, workspace: Workspace, path: str) -> None:
    for number in range(60):
        record("document.uploaded", user=alice, workspace=workspace, subject=f"{number}")
    record("document.deleted", user=alice, workspace=workspace, subject='=HYPERLINK("https://x.example.org")')
    rows = rows_of(as_alice.get(f"{path}csv/"))
    assert rows[0] == ["Time (UTC)", "Code", "What", "Who", "Concerning", "Subject"]
    assert datetime.strptime(rows[1][0], "%Y-%m-%d %H:%M:%S").date() == timezone.now().date()
    assert {row[1] for row in rows[1:]} == {"document.uploaded", "document.deleted", "audit.downloaded"}
    assert [row[5] for row in rows if row[1] == "document.deleted"] == ['\'=HYPERLINK("https://x.example.org")']
    assert len(rows_of(as_alice.get(f"{path}csv/", {"action": "document.deleted"}))) == 2


def test_the_log_outlives_accounts_without_their_names(
    as_alice: Client, alice: User, bob: User, workspace: Workspace, path: str
) -> None:
    record("member.removed", user=alice, about=bob, workspace=workspace)
    bob.delete()
    rows = shown(as_alice, path)
    assert len(rows) == 1
    assert "Bob" not in rows[0]


def test_only_known_actions_are_recorded() -> None:
    with pytest.raises(KeyError):
        record("something.else")


def test_nobody_changes_it_over_the_site(as_alice: Client, path: str) -> None:
    assert as_alice.post(path).status_code == 405


def test_entries_end(alice: User, settings: Any) -> None:
    settings.AUDIT_DAYS = 30
    for days in (1, 29, 31, 400):
        record("account.signed-in", user=alice)
        Entry.objects.filter(pk=Entry.objects.latest("pk").pk).update(at=timezone.now() - timedelta(days=days))
    assert purge() == 2
    assert Entry.objects.count() == 2


def test_every_action_has_a_name() -> None:
    assert all(str(name).strip() for name in ACTIONS.values())
