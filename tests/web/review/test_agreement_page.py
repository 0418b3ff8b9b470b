"""The page on the agreement of two reviewers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.factories import member_of
from tests.web.review.conftest import MEASURE, Address, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import decide
from tutela.web.review.pairs import Answers
from tutela.web.workspaces.models import Role, Workspace

PassageOf = Callable[[int], Passage]
OTHER = "legislation.child-under-18"


@pytest.fixture
def page(bare: Assessment, address: Address, as_rita: Client) -> Callable[..., Any]:
    def of(**query: object) -> Any:
        response = as_rita.get(address("agreement", bare), query)
        assert response.status_code == 200
        return lxml.html.fromstring(response.content.decode())

    return of


@pytest.fixture
def judged(bare: Assessment, passage: PassageOf, alice: User, bob: User) -> None:
    """Alice and Bob: 20 times both confirm, 5 Alice alone confirms, 10 Bob alone, 15 both reject."""
    passages = [passage(number) for number in range(1, 51)]
    decide(bare, MEASURE, passages[:25], alice, "confirmed")
    decide(bare, MEASURE, passages[25:], alice, "rejected", "Alice's reason")
    decide(bare, MEASURE, passages[:20] + passages[25:35], bob, "confirmed")
    decide(bare, MEASURE, passages[20:25] + passages[35:], bob, "rejected", "Bob's reason")
    decide(bare, MEASURE, [passage(51)], alice, "confirmed")
    decide(bare, MEASURE, [passage(52)], bob, "confirmed")


def words(elements: list[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


@pytest.mark.usefixtures("judged")
def test_the_figures_of_an_example_worked_by_hand(page: Callable[..., Any]) -> None:
    tree = page()
    assert words(tree.cssselect(".figure")) == ["50", "70%", "0.40"]
    assert [words(row.cssselect("td")) for row in tree.cssselect(".confusion tbody tr")] == [
        ["20", "5", "0", "25"],
        ["10", "15", "0", "25"],
        ["0", "0", "0", "0"],
    ]
    assert words(tree.cssselect(".confusion tfoot td")) == ["30", "20", "0", "50"]
    assert words(tree.cssselect(".confusion caption")) == ["How often each decided what: rows Alice, columns Bob"]
    assert "Agreement expected by chance: 50%" in tree.text_content()
    assert "Cohen" in tree.text_content()


@pytest.mark.usefixtures("judged")
def test_differences_stand_with_both_notes_and_lead_to_the_passage(
    page: Callable[..., Any], bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    decide(bare, OTHER, [passage(60)], alice, "unsure", "Not sure at all")
    decide(bare, OTHER, [passage(60)], bob, "confirmed")
    rows = page().cssselect(".differences > li")
    assert len(rows) == 16
    assert "Alice" in rows[0].text_content()
    assert "Bob's reason" in rows[0].text_content()
    assert "Not sure at all" in rows[-1].text_content()  # one who is unsure comes after open contradictions
    assert "Protect every person under 18" in rows[-1].text_content()
    link = rows[0].cssselect("h3 a")[0].get("href")
    assert link.endswith(f"/measures/{MEASURE}/?passage={passage(21).pk}#m-{passage(21).pk}")


def test_what_was_withdrawn_or_followed_is_not_compared(
    page: Callable[..., Any], bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    for number in (1, 2, 3):
        decide(bare, MEASURE, [passage(number)], alice, "confirmed")
        decide(bare, MEASURE, [passage(number)], bob, "rejected")
    decide(bare, MEASURE, [passage(1)], bob, "withdrawn")
    decide(bare, MEASURE, [passage(2)], bob, "confirmed")
    tree = page()
    assert words(tree.cssselect(".figure")) == ["2", "50%", "0.00"]
    assert len(tree.cssselect(".differences > li")) == 1


def test_kappa_that_is_not_defined_is_said_so(
    page: Callable[..., Any], bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    for person in (alice, bob):
        decide(bare, MEASURE, [passage(1), passage(2)], person, "confirmed")
    tree = page()
    assert words(tree.cssselect(".figure")) == ["2", "100%", "–"]
    assert "kappa cannot be worked out" in tree.text_content()
    assert "They decided the same on every passage." in tree.text_content()


def test_a_share_just_short_of_all_does_not_read_as_all(
    page: Callable[..., Any], bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    for measure in (MEASURE, OTHER, "offence.buyer", "offence.csam-conduct"):
        decide(bare, measure, [passage(number) for number in range(1, 71)], alice, "confirmed")
        decide(bare, measure, [passage(number) for number in range(1, 71)], bob, "confirmed")
    decide(bare, MEASURE, [passage(1)], bob, "rejected")
    assert words(page().cssselect(".figure"))[1] == "99%"


@pytest.mark.parametrize("deciders", [0, 1])
def test_fewer_than_two_people_cannot_be_compared(
    page: Callable[..., Any], bare: Assessment, passage: PassageOf, alice: User, deciders: int
) -> None:
    if deciders:
        decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    tree = page()
    assert "Fewer than two people" in tree.text_content()
    assert not tree.cssselect(".figure")


def test_two_who_have_nothing_in_common(
    page: Callable[..., Any], bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    decide(bare, OTHER, [passage(1)], bob, "confirmed")
    assert "There is no passage on which both Alice and Bob have decided." in words(page().cssselect(".empty"))[0]


def test_the_pair_with_most_in_common_is_shown_unless_another_is_asked_for(
    page: Callable[..., Any], workspace: Workspace, bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    dora = member_of(workspace, "Dora", Role.REVIEWER)
    decide(bare, MEASURE, [passage(number) for number in (1, 2, 3)], dora, "rejected")
    decide(bare, MEASURE, [passage(1)], alice, "rejected")
    decide(bare, MEASURE, [passage(number) for number in (1, 2)], bob, "rejected")
    assert Answers(bare).most_in_common() == (bob.pk, dora.pk)
    chosen = words(page().cssselect("option[selected]"))
    assert chosen == ["Bob", "Dora"]
    tree = page(first=dora.pk, second=alice.pk)
    assert words(tree.cssselect("option[selected]")) == ["Dora", "Alice"]
    assert words(tree.cssselect(".figure"))[0] == "1"


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize(
    "query",
    [
        {"first": "x", "second": "y"},
        {"first": "999999"},
        {"first": "\x00", "second": "1"},
        {"first": "9" * 40, "second": ""},
        {"first": "same", "second": "same"},
    ],
)
def test_a_pair_that_cannot_be_is_refused_in_words(
    page: Callable[..., Any], alice: User, query: dict[str, str]
) -> None:
    given = {name: str(alice.pk) if value == "same" else value for name, value in query.items()}
    tree = page(**given)
    assert tree.cssselect(".errorlist")
    assert not tree.cssselect(".figure")


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize("number", ["1", "99", "x", "\x00", "-3"])
def test_any_page_number_shows_a_page(page: Callable[..., Any], number: str) -> None:
    assert page(page=number).cssselect(".differences > li")


@pytest.mark.usefixtures("judged")
def test_the_number_of_queries_is_fixed(
    bare: Assessment,
    lay: Lay,
    address: Address,
    as_rita: Client,
    passage: PassageOf,
    alice: User,
    bob: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    url = address("agreement", bare)
    with django_assert_num_queries(7):
        as_rita.get(url)
    decide(bare, OTHER, [passage(number) for number in range(1, 40)], alice, "confirmed")
    decide(bare, OTHER, [passage(number) for number in range(1, 40)], bob, "unsure")
    with django_assert_num_queries(7):
        as_rita.get(url)
