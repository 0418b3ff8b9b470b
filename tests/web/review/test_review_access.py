"""Who may see and do what in review: owner, reviewer, reader, stranger, and nobody."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.factories import assessment_in, document_in
from tests.web.review.conftest import MEASURE, Address, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Judgement
from tutela.web.workspaces.models import Workspace

PAGES = ("measure", "agreement", "history", "history-csv")
STRANGE = {"as_charlie": 404, "anonymous": 302}


@pytest.fixture
def clients(as_alice: Client, as_bob: Client, as_rita: Client, as_charlie: Client, client: Client) -> dict[str, Client]:
    return {"as_alice": as_alice, "as_bob": as_bob, "as_rita": as_rita, "as_charlie": as_charlie, "anonymous": client}


def more(name: str) -> dict[str, str]:
    return {"measure": MEASURE} if name in ("measure", "decide") else {}


@pytest.mark.parametrize("name", PAGES)
def test_members_see_every_page_and_strangers_none(
    bare: Assessment, lay: Lay, address: Address, clients: dict[str, Client], name: str
) -> None:
    lay(1)
    url = address(name, bare, **more(name))
    expected = {"as_alice": 200, "as_bob": 200, "as_rita": 200, **STRANGE}
    assert {who: client.get(url).status_code for who, client in clients.items()} == expected
    assert clients["anonymous"].get(url)["Location"].startswith("/en/sign-in/")


@pytest.mark.parametrize("name", ["decide", "independently"])
def test_owners_and_reviewers_change_and_readers_do_not(
    bare: Assessment, lay: Lay, address: Address, clients: dict[str, Client], name: str
) -> None:
    match = lay(1)
    url = address(name, bare, **more(name))
    data = {"answer": "confirmed", "passage": match.passage_id, "measure": MEASURE, "hide": "yes"}
    expected = {"as_alice": 302, "as_bob": 302, "as_rita": 403, **STRANGE}
    assert {who: client.post(url, data).status_code for who, client in clients.items()} == expected
    if name == "decide":
        assert set(Judgement.objects.values_list("reviewer__name", flat=True)) == {"Alice", "Bob"}
    assert {client.get(url).status_code for client in clients.values()} == {405}


def test_only_those_who_decide_are_led_to_what_is_undecided(
    bare: Assessment, lay: Lay, address: Address, clients: dict[str, Client]
) -> None:
    lay(1)
    expected = {"as_alice": 302, "as_bob": 302, "as_rita": 403, **STRANGE}
    assert {who: client.get(address("next", bare)).status_code for who, client in clients.items()} == expected


def test_readers_see_what_was_said_and_no_way_to_decide(
    bare: Assessment, lay: Lay, address: Address, as_alice: Client, as_rita: Client
) -> None:
    match = lay(1)
    data = {"answer": "unsure", "passage": match.passage_id, "note": "Ask the ministry."}
    as_alice.post(address("decide", bare, measure=MEASURE), data)
    page = as_rita.get(address("measure", bare, measure=MEASURE)).content.decode()
    assert "Alice" in page
    assert "Ask the ministry." in page
    assert 'name="answer"' not in page
    assert "Next undecided" not in page
    assert "/decide/" not in page
    assert 'name="answer"' in as_alice.get(address("measure", bare, measure=MEASURE)).content.decode()


@pytest.mark.parametrize("name", [*PAGES, "next", "decide", "independently"])
def test_an_assessment_is_reached_through_its_own_workspace_only(
    charlie: User, address: Address, bare: Assessment, as_alice: Client, name: str
) -> None:
    theirs = Workspace.objects.get(memberships__user=charlie)
    other = assessment_in(theirs, [document_in(theirs)], by=charlie)
    url = address(name, other, **more(name))  # in the address of Alice's workspace
    response = as_alice.post(url) if name in ("decide", "independently") else as_alice.get(url)
    assert response.status_code == 404


def test_a_passage_of_another_workspace_cannot_be_decided_on(
    charlie: User, bare: Assessment, address: Address, as_alice: Client
) -> None:
    theirs = Workspace.objects.get(memberships__user=charlie)
    passage = document_in(theirs).passages.order_by("number")[0]
    data = {"answer": "confirmed", "passage": passage.pk}
    response = as_alice.post(address("decide", bare, measure=MEASURE), data, headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("measure", ["no.such-measure", "x\x00y", "é" * 300, "%00"])
@pytest.mark.parametrize("name", ["measure", "decide"])
def test_a_measure_that_is_not_in_the_register_is_not_found(
    bare: Assessment, address: Address, as_alice: Client, name: str, measure: str
) -> None:
    url = address(name, bare, measure=measure)
    response = as_alice.get(url) if name == "measure" else as_alice.post(url, {"answer": "confirmed"})
    assert response.status_code == 404


@pytest.mark.parametrize("pk", [0, 10**6, 2**63, 10**40])
@pytest.mark.parametrize("name", PAGES)
def test_an_assessment_that_is_not_there_is_not_found(
    bare: Assessment, address: Address, as_alice: Client, name: str, pk: int
) -> None:
    url = address(name, bare, **more(name)).replace(f"/{bare.pk}/", f"/{pk}/")
    assert as_alice.get(url).status_code == 404
