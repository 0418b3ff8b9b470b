"""The way from measure to measure with something left to decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.review.conftest import Address, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.models import AssessedDocument, Assessment
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import decide
from tutela.web.review.undecided import undecided_measures

PassageOf = Callable[[int], Passage]
FIRST, SECOND, LAST = "legislation.child-under-18", "offence.buyer", "reporting.mandatory"


@pytest.fixture
def three(lay: Lay) -> None:
    """Something to decide in three measures, laid out in no order; a miss in a fourth."""
    lay(1, "contrary", measure=LAST)
    lay(2, "evidence", measure=FIRST)
    lay(3, "unsure", measure=SECOND)
    lay(4, "miss", measure="offence.csam-conduct")


@pytest.mark.parametrize(
    ("after", "following"),
    [
        ("", FIRST),
        (FIRST, SECOND),
        (SECOND, LAST),
        (LAST, FIRST),
        ("legislation.incorporate", FIRST),
        ("no.such", FIRST),
        ("\x00", FIRST),
    ],
)
@pytest.mark.usefixtures("three")
def test_measures_come_in_the_order_of_the_register_and_round_again(
    bare: Assessment, address: Address, as_alice: Client, after: str, following: str
) -> None:
    response = as_alice.get(address("next", bare), {"after": after})
    assert response["Location"] == address("measure", bare, measure=following)


@pytest.mark.usefixtures("three")
def test_each_reviewer_has_their_own(bare: Assessment, passage: PassageOf, alice: User, bob: User) -> None:
    decide(bare, FIRST, [passage(2)], alice, "unsure")
    decide(bare, SECOND, [passage(3)], bob, "rejected")
    decide(bare, LAST, [passage(1)], bob, "confirmed")
    decide(bare, LAST, [passage(1)], bob, "withdrawn")
    assert undecided_measures(bare, alice.pk) == [SECOND, LAST]
    assert undecided_measures(bare, bob.pk) == [FIRST, LAST]


@pytest.mark.usefixtures("three")
def test_the_last_one_leads_to_itself_and_then_all_is_done(
    bare: Assessment, address: Address, as_alice: Client, passage: PassageOf, alice: User
) -> None:
    decide(bare, FIRST, [passage(2)], alice, "confirmed")
    decide(bare, SECOND, [passage(3)], alice, "confirmed")
    url = address("next", bare)
    assert as_alice.get(url, {"after": LAST})["Location"] == address("measure", bare, measure=LAST)
    decide(bare, LAST, [passage(1)], alice, "confirmed")
    response = as_alice.get(url, {"after": LAST})
    assert response["Location"].endswith(f"/assessments/{bare.pk}/")
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "You have decided on every passage that was found in this assessment."
    ]


def test_what_is_asked_can_always_be_decided(
    bare: Assessment, lay: Lay, passage: PassageOf, alice: User, bob: User
) -> None:
    """Neither what an earlier run found nor a document that left the assessment sends the reviewer round in circles."""
    lay(1, "evidence", measure=FIRST)
    lay(2, "contrary", 0.0, measure=SECOND)  # kept for what somebody decided in an earlier run
    Assessment.objects.update(shown_run=2)
    bare.refresh_from_db()
    assert undecided_measures(bare, alice.pk) == []
    Assessment.objects.update(shown_run=1)
    bare.refresh_from_db()
    assert undecided_measures(bare, alice.pk) == [FIRST]
    AssessedDocument.objects.all().delete()
    assert undecided_measures(bare, alice.pk) == []


@pytest.mark.usefixtures("three")
def test_one_query(bare: Assessment, alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        undecided_measures(bare, alice.pk)
