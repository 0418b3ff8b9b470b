"""Deciding without knowing what others said: nothing on any page gives it away before one has decided."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from django.test import Client
from tests.web.review.conftest import MEASURE, Address, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import decide

PassageOf = Callable[[int], Passage]


@pytest.fixture
def hidden(bare: Assessment, lay: Lay, address: Address, as_alice: Client, passage: PassageOf, bob: User) -> str:
    """Bob has decided on four passages; Alice hides it. The address of the page."""
    for number in (1, 2, 3):
        lay(number, "evidence")
    lay(4, "unsure")
    decide(bare, MEASURE, [passage(1)], bob, "rejected", "Bob's secret reason")
    decide(bare, MEASURE, [passage(4), passage(9)], bob, "confirmed", "Bob's other reason")
    as_alice.post(address("independently", bare), {"measure": MEASURE, "hide": "yes"})
    return address("measure", bare, measure=MEASURE)


def texts(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().replace("&#x27;", "'").split())


def test_before_deciding_the_page_is_as_if_nobody_had(hidden: str, as_alice: Client, passage: PassageOf) -> None:
    page = texts(as_alice, hidden)
    assert "Bob" not in page
    assert "reason" not in page.replace("reasons", "")
    assert "hidden while you decide independently" in page
    tree = lxml.html.fromstring(page)
    assert len(tree.cssselect("#g-evidence ~ .passage")) == 3  # none has moved, by what Bob said
    assert len(tree.cssselect("#g-unsure ~ .passage")) == 1
    assert not tree.cssselect("#g-rejected")
    assert not tree.cssselect("#g-earlier")


def test_after_deciding_what_others_said_appears(
    bare: Assessment, hidden: str, address: Address, as_alice: Client, passage: PassageOf
) -> None:
    url = address("decide", bare, measure=MEASURE)
    data = {"answer": "confirmed", "passage": passage(1).pk}
    answer = as_alice.post(url, data, headers={"Accept": "application/json"}).json()
    card = answer["passages"][str(passage(1).pk)].replace("&#x27;", "'")
    assert "Bob's secret reason" in card
    assert "reviewers disagree" in card
    assert "Bob's other reason" not in texts(as_alice, hidden)


def test_the_peoples_status_appears_once_nothing_is_hidden(
    bare: Assessment, hidden: str, as_alice: Client, passage: PassageOf, alice: User
) -> None:
    decide(bare, MEASURE, [passage(number) for number in (1, 2, 3, 4, 9)], alice, "rejected")
    page = texts(as_alice, hidden)
    assert "hidden while you decide" not in page
    assert "Bob's other reason" in page


def test_history_leaves_out_what_is_hidden(
    bare: Assessment, hidden: str, address: Address, as_alice: Client, as_bob: Client, passage: PassageOf, alice: User
) -> None:
    for name in ("history", "history-csv"):
        assert "Bob's" not in texts(as_alice, address(name, bare))
        assert "Bob's secret reason" in texts(as_bob, address(name, bare))
    decide(bare, MEASURE, [passage(1)], alice, "unsure")
    for name in ("history", "history-csv"):
        page = texts(as_alice, address(name, bare))
        assert "Bob's secret reason" in page
        assert "Bob's other reason" not in page


def test_agreement_tells_only_what_both_have_said(
    bare: Assessment, hidden: str, address: Address, as_alice: Client, passage: PassageOf, alice: User
) -> None:
    decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    page = texts(as_alice, address("agreement", bare))
    assert "Bob's secret reason" in page
    assert "Bob's other reason" not in page


def test_agreement_of_two_others_lists_no_differences(
    bare: Assessment, hidden: str, address: Address, as_alice: Client, passage: PassageOf, bob: User, rita: User
) -> None:
    decide(bare, MEASURE, [passage(1)], rita, "confirmed")  # she was a reviewer once
    page = texts(as_alice, f"{address('agreement', bare)}?first={bob.pk}&second={rita.pk}")
    assert "Bob's secret reason" not in page
    assert "what others said is hidden here" in page


def test_the_choice_is_ones_own_for_one_assessment_and_can_be_taken_back(
    bare: Assessment, hidden: str, address: Address, as_alice: Client, as_rita: Client
) -> None:
    assert "Bob's secret reason" in texts(as_rita, hidden)
    response = as_alice.post(address("independently", bare), {"measure": MEASURE, "hide": "no"})
    assert response["Location"] == f"{hidden}#passages"
    assert "Bob's secret reason" in texts(as_alice, hidden)


@pytest.mark.parametrize("measure", ["", "no.such", "\x00", "//evil.example"])
def test_the_way_back_leads_to_a_measure_and_nowhere_else(
    bare: Assessment, address: Address, as_alice: Client, measure: str
) -> None:
    assert as_alice.post(address("independently", bare), {"measure": measure, "hide": "yes"}).status_code == 404
