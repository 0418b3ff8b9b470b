"""Who gets into which page of the desk, and what becomes of a record in the hands of cataloguers and librarians."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.web.cataloguing.pages import desk, send, text_of
from tests.web.library.factories import catalogued

from tutela.web.accounts.models import User
from tutela.web.audit.models import Entry
from tutela.web.cataloguing.models import Proposal
from tutela.web.library import facets, store
from tutela.web.library.models import CatalogueRecord, Item, Revision, State

pytestmark = pytest.mark.django_db

PEOPLE = ["librarian", "cataloguer", "rita", "charlie", "anonymous"]


@pytest.fixture
def clients(as_librarian: Client, as_cataloguer: Client, as_rita: Client, as_charlie: Client) -> dict[str, Client]:
    return {
        "librarian": as_librarian,
        "cataloguer": as_cataloguer,
        "rita": as_rita,
        "charlie": as_charlie,
        "anonymous": Client(),
    }


def now(row: CatalogueRecord) -> CatalogueRecord:
    return CatalogueRecord.objects.get(pk=row.pk)


STAFF = {"librarian": 200, "cataloguer": 200, "rita": 403, "charlie": 403, "anonymous": 302}
LIBRARIANS = {**STAFF, "cataloguer": 403}
PAGES: list[tuple[str, list[Any], dict[str, int]]] = [
    ("home", [], STAFF), ("choose", [], STAFF), ("new", ["book"], STAFF), ("checks", [], STAFF), ("waiting", ["draft"], STAFF),
    ("edit", ["key"], STAFF), ("marc", ["key"], STAFF), ("history", ["key"], STAFF), ("files", ["key"], STAFF), ("items", ["key"], STAFF),
    ("delete", ["key"], STAFF), ("merge", ["key"], LIBRARIANS),
]  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("name", "args", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_who_sees_which_page(
    clients: dict[str, Client], person: str, name: str, args: list[Any], expected: dict[str, int]
) -> None:
    row = catalogued(state=State.DRAFT)
    url = desk(name, None, *(row.key if one == "key" else one for one in args))
    assert clients[person].get(url).status_code == expected[person]


POSTS = {
    "state": [],
    "marc": [],
    "edit": [],
    "delete": [],
    "files": [],
    "items": [],
    "merge": [],
    "remove-cover": [],
    "restore": [1],
    "undo-merge": [1],
    "change-file": [1],
}


@pytest.mark.parametrize("person", ["rita", "charlie", "anonymous"])
@pytest.mark.parametrize("name", POSTS)
def test_readers_and_strangers_change_nothing(clients: dict[str, Client], person: str, name: str) -> None:
    row = catalogued(state=State.DRAFT)
    answer = clients[person].post(desk(name, row, *POSTS[name]), {"action": "publish", "do": "save", "version": "1"})
    assert answer.status_code == (302 if person == "anonymous" else 403)
    if person == "anonymous":
        assert answer["Location"].startswith("/en/sign-in/")
    assert (now(row).version, now(row).state) == (1, State.DRAFT)


# --- states -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "action", "as_cataloguers", "as_librarians"),
    [
        (State.DRAFT, "review", State.REVIEW, State.REVIEW),
        (State.DRAFT, "publish", State.DRAFT, State.PUBLISHED),
        (State.DRAFT, "withdraw", State.DRAFT, State.DRAFT),
        (State.REVIEW, "publish", State.REVIEW, State.PUBLISHED),
        (State.REVIEW, "return", State.REVIEW, State.DRAFT),
        (State.REVIEW, "take-back", State.DRAFT, State.REVIEW),
        (State.PUBLISHED, "withdraw", State.PUBLISHED, State.WITHDRAWN),
        (State.PUBLISHED, "return", State.PUBLISHED, State.PUBLISHED),
        (State.WITHDRAWN, "restore", State.WITHDRAWN, State.PUBLISHED),
        (State.WITHDRAWN, "publish", State.WITHDRAWN, State.WITHDRAWN),
        (State.DRAFT, "no-such", State.DRAFT, State.DRAFT),
    ],
)
def test_what_each_may_do_with_a_record(
    as_cataloguer: Client, as_librarian: Client, state: str, action: str, as_cataloguers: str, as_librarians: str
) -> None:
    for client, expected in ((as_cataloguer, as_cataloguers), (as_librarian, as_librarians)):
        row = catalogued(state=state)
        answer = client.post(desk("state", row), {"action": action, "note": "Because."})
        assert answer["Location"] == desk("edit", row)
        assert now(row).state == expected
        assert Revision.objects.filter(record=row, note="Because.").exists() == (expected != state)


def test_publishing_and_withdrawing_reach_readers_and_the_audit_log(as_librarian: Client, librarian: User) -> None:
    row = catalogued(kind="law", state=State.REVIEW)
    as_librarian.post(desk("state", row), {"action": "publish"})
    assert list(facets.everything()) == [row.pk]
    as_librarian.post(desk("state", row), {"action": "withdraw", "note": "Catalogued twice."})
    assert list(facets.everything()) == []
    assert now(row).stamp is not None
    assert list(Entry.objects.filter(action__startswith="record.").order_by("pk").values_list("action", "user")) == [
        ("record.published", librarian.pk), ("record.withdrawn", librarian.pk),
    ]  # fmt: skip


def test_a_record_is_sent_back_with_a_note_that_its_author_reads(as_librarian: Client, as_cataloguer: Client) -> None:
    row = catalogued(state=State.REVIEW)
    answer = as_librarian.post(desk("state", row), {"action": "return", "note": ""}, follow=True)
    assert "Say in the note what is to be changed" in text_of(answer)
    assert now(row).state == State.REVIEW
    as_librarian.post(desk("state", row), {"action": "return", "note": "Add the document symbol."})
    assert "Add the document symbol." in text_of(as_cataloguer.get(desk("edit", row)))
    assert "Add the document symbol." in text_of(as_cataloguer.get(desk("home")))


@pytest.mark.parametrize("note", ["x" * 301, "\0"])
def test_a_note_that_cannot_be_kept_changes_nothing(as_librarian: Client, note: str) -> None:
    row = catalogued(state=State.DRAFT)
    as_librarian.post(desk("state", row), {"action": "publish", "note": note})
    assert now(row).state == State.DRAFT


# --- deleting ---------------------------------------------------------------------------------------------------------


def test_only_what_was_never_published_is_deleted(as_cataloguer: Client, as_librarian: Client, librarian: User) -> None:
    draft = catalogued("Draft Act", state=State.DRAFT)
    Item.objects.create(record=draft, barcode="1")
    assert "1 copy is deleted too." in text_of(as_cataloguer.get(desk("delete", draft)))
    as_cataloguer.post(desk("delete", draft))
    assert not CatalogueRecord.objects.exists()
    assert Entry.objects.filter(action="record.deleted", subject__contains="Draft Act").exists()
    gone = store.change_state(catalogued(), State.WITHDRAWN, by=librarian, action="withdrawn")
    assert as_librarian.post(desk("delete", gone))["Location"] == desk("edit", gone)
    assert CatalogueRecord.objects.get() == gone


# --- proposals --------------------------------------------------------------------------------------------------------


def proposed(client: Client, row: CatalogueRecord, **boxes: str) -> Proposal:
    answer = send(client, desk("edit", row), client.get(desk("edit", row)), note="Its full name.", **boxes)
    proposal = Proposal.objects.latest("pk")
    assert answer["Location"] == desk("proposal", None, proposal.pk)
    return proposal


def test_a_cataloguer_proposes_and_a_librarian_accepts(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act")
    assert "is sent to a librarian as a proposal" in text_of(as_cataloguer.get(desk("edit", row)))
    proposal = proposed(as_cataloguer, row, title__0__title="Children Act")
    assert (now(row).title, now(row).version) == ("Act", 1)
    assert "Its full name." in text_of(as_librarian.get(desk("home")))
    page = as_librarian.get(desk("proposal", None, proposal.pk))
    assert "What would change" in text_of(page)
    assert "<ins>Children </ins>" in page.content.decode()
    as_cataloguer.post(desk("proposal", None, proposal.pk), {"decision": "accept"})
    assert now(row).title == "Act"
    as_librarian.post(desk("proposal", None, proposal.pk), {"decision": "accept"})
    assert (now(row).title, now(row).state) == ("Children Act", State.PUBLISHED)
    assert Revision.objects.get(record=row).action == "accepted"
    as_librarian.post(desk("proposal", None, proposal.pk), {"decision": "accept"})
    assert now(row).version == 2


def test_a_declined_proposal_leaves_the_record_and_is_answered(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act")
    proposal = proposed(as_cataloguer, row, title__0__title="Children Act")
    as_librarian.post(desk("proposal", None, proposal.pk), {"decision": "decline", "note": "The title page says Act."})
    assert now(row).version == 1
    assert "The title page says Act." in text_of(as_cataloguer.get(desk("proposal", None, proposal.pk)))


def test_a_second_proposal_of_the_same_person_takes_the_place_of_the_first(as_cataloguer: Client) -> None:
    row = catalogued("Act")
    first = proposed(as_cataloguer, row, title__0__title="Children Act")
    assert proposed(as_cataloguer, row, title__0__title="Children’s Act") == first
    as_cataloguer.post(desk("proposal", None, first.pk), {"decision": "decline"})
    assert Proposal.objects.get().state == "declined"


def test_a_proposal_still_fits_where_another_field_was_changed_since(
    as_cataloguer: Client, as_librarian: Client
) -> None:
    row = catalogued("Act", summary="Old.")
    proposal = proposed(as_cataloguer, row, title__0__title="Children Act")
    send(as_librarian, desk("edit", row), as_librarian.get(desk("edit", row)), summary__0__summary="New.")
    assert "the proposal still fits" in text_of(as_librarian.get(desk("proposal", None, proposal.pk)))
    as_librarian.post(desk("proposal", None, proposal.pk), {"decision": "accept"})
    assert (now(row).title, now(row).summary) == ("Children Act", "New.")


def test_a_proposal_that_no_longer_fits_is_not_forced(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act")
    proposal = proposed(as_cataloguer, row, title__0__title="Children Act")
    send(as_librarian, desk("edit", row), as_librarian.get(desk("edit", row)), title__0__title="Act of 2019")
    assert "changed since in the same fields" in text_of(as_librarian.get(desk("proposal", None, proposal.pk)))
    as_librarian.post(desk("proposal", None, proposal.pk), {"decision": "accept"})
    assert now(row).title == "Act of 2019"
    assert Proposal.objects.get().state == "waiting"


def test_withdrawing_a_record_declines_what_was_proposed(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act")
    proposal = proposed(as_cataloguer, row, title__0__title="Children Act")
    as_librarian.post(desk("state", row), {"action": "withdraw"})
    as_librarian.post(desk("proposal", None, proposal.pk), {"decision": "accept"})
    assert (now(row).title, Proposal.objects.get().state) == ("Act", "declined")


@pytest.mark.parametrize("pk", [0, 77, 10**18, 10**30])
def test_unknown_proposals_are_not_found(as_librarian: Client, pk: int) -> None:
    assert as_librarian.get(f"/en/library/desk/proposals/{pk}/").status_code == 404
