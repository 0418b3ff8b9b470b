"""The history of decisions: everything, who, when, what and why; filtered; and as a table to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import lxml.html
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.review.conftest import MEASURE, Address

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Judgement
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import decide

PassageOf = Callable[[int], Passage]
OTHER = "offence.buyer"


@pytest.fixture
def decided(bare: Assessment, passage: PassageOf, alice: User, bob: User) -> None:
    """Six decisions, one a day from 1 November."""
    decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    decide(bare, MEASURE, [passage(1)], alice, "rejected", "Repealed.")
    decide(bare, MEASURE, [passage(1)], bob, "confirmed")
    decide(bare, OTHER, [passage(1)], alice, "unsure")
    decide(bare, OTHER, [passage(2)], bob, "unsure", "=1+1")
    decide(bare, OTHER, [passage(2)], bob, "withdrawn")
    for day, judgement in enumerate(Judgement.objects.order_by("pk"), 1):
        Judgement.objects.filter(pk=judgement.pk).update(at=datetime(2026, 11, day, 23, 30, tzinfo=UTC))


@pytest.fixture
def rows(bare: Assessment, address: Address, as_rita: Client) -> Callable[..., list[str]]:
    def of(**query: object) -> list[str]:
        response = as_rita.get(address("history", bare), query)
        assert response.status_code == 200
        tree = lxml.html.fromstring(response.content.decode())
        return [" ".join(" ".join(row.itertext()).split()) for row in tree.cssselect("tbody tr")]

    return of


def days(found: list[str]) -> list[int]:
    return [int(row.split()[0]) for row in found]


@pytest.mark.usefixtures("decided")
def test_every_decision_stands_there_the_latest_first(rows: Callable[..., list[str]]) -> None:
    found = rows()
    assert days(found) == [6, 5, 4, 3, 2, 1]
    assert "6 November 2026, 23:30 Bob decision withdrawn before that: unsure" in found[0]
    assert "followed by a newer one" in found[1]
    assert "Alice rejected before that: confirmed" in found[4]
    assert "Repealed." in found[4]
    assert "Oblige professionals to report" in found[4]
    assert "before that" not in found[3]  # Bob had said nothing: what Alice said is not what his followed
    assert "before that" not in found[5]
    assert "followed by a newer one" in found[5]


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"reviewer": "Alice"}, [4, 2, 1]),
        ({"measure": OTHER}, [6, 5, 4]),
        ({"answer": "unsure"}, [5, 4]),
        ({"answer": "withdrawn"}, [6]),
        ({"since": "2026-11-04"}, [6, 5, 4]),
        ({"until": "2026-11-02"}, [2, 1]),
        ({"since": "2026-11-03", "until": "2026-11-03"}, [3]),
        ({"reviewer": "Bob", "measure": MEASURE, "answer": "confirmed"}, [3]),
        ({"reviewer": "Bob", "answer": "rejected"}, []),
        ({"reviewer": "", "measure": "", "answer": "", "since": "", "until": ""}, [6, 5, 4, 3, 2, 1]),
    ],
)
def test_filters(
    bare: Assessment,
    rows: Callable[..., list[str]],
    address: Address,
    as_rita: Client,
    alice: User,
    bob: User,
    query: dict[str, str],
    expected: list[int],
) -> None:
    people = {"Alice": str(alice.pk), "Bob": str(bob.pk)}
    query = {name: people.get(value, value) for name, value in query.items()}
    assert days(rows(**query)) == expected
    assert [row["Date (UTC)"][8:10] for row in table(as_rita, address("history-csv", bare), **query)] == [
        f"{day:02}" for day in expected
    ]


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    "query",
    [
        {"reviewer": "x"},
        {"reviewer": "\x00"},
        {"reviewer": "9" * 40},
        {"measure": "no.such"},
        {"answer": "approved"},
        {"since": "yesterday"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"until": "2026-13-01"},
        {"since": "2026-11-05", "until": "2026-11-01"},
    ],
)
def test_a_filter_that_cannot_be_is_refused_in_words(
    bare: Assessment, address: Address, as_rita: Client, query: dict[str, str]
) -> None:
    response = as_rita.get(address("history", bare), query)
    assert response.status_code == 200
    tree = lxml.html.fromstring(response.content.decode())
    assert tree.cssselect(".errorlist")
    assert not tree.cssselect("tbody tr")
    assert as_rita.get(address("history-csv", bare), query).status_code == 400


def table(client: Client, url: str, **query: str) -> list[dict[str, str]]:
    response = client.get(url, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.usefixtures("decided")
def test_the_table_holds_all_that_the_page_shows(bare: Assessment, address: Address, as_rita: Client) -> None:
    found = table(as_rita, address("history-csv", bare))
    assert found[4] == {
        "Date (UTC)": "2026-11-02T23:30:00+00:00",
        "Reviewer": "Alice",
        "Decision": "rejected",
        "Before that": "confirmed",
        "Holds": "yes",
        "Measure": MEASURE,
        "Title of the measure": "Oblige professionals to report",
        "Document": "A Long Act",
        "Place in the document": found[4]["Place in the document"],
        "Page": "",
        "Passage number": "1",
        "Note": "Repealed.",
    }
    assert [row["Holds"] for row in found] == ["yes", "no", "yes", "yes", "yes", "no"]
    assert found[1]["Note"] == "'=1+1"  # a spreadsheet must not run it


def test_decisions_of_other_assessments_stay_there(
    bare: Assessment, rows: Callable[..., list[str]], passage: PassageOf, alice: User
) -> None:
    other = Assessment.objects.create(workspace=bare.workspace, state="Elsewhere", run=1, shown_run=1)
    other.assessed_documents.create(document=passage(1).document)
    decide(other, MEASURE, [passage(1)], alice, "confirmed")
    assert rows() == []


def test_pages_keep_the_filters(
    bare: Assessment, address: Address, as_rita: Client, passage: PassageOf, alice: User
) -> None:
    decide(bare, MEASURE, [passage(number) for number in range(1, 61)], alice, "confirmed")

    def page(**query: str) -> Any:
        return lxml.html.fromstring(as_rita.get(address("history", bare), query).content.decode())

    first = page(answer="confirmed")
    assert len(first.cssselect("tbody tr")) == 50
    assert first.cssselect("nav.pages [rel=next]")[0].get("href") == "?answer=confirmed&page=2"
    assert len(page(answer="confirmed", page="2").cssselect("tbody tr")) == 10
    for number in ("x", "\x00", "99"):
        assert page(page=number).cssselect("tbody tr")


def test_the_number_of_queries_is_fixed(
    bare: Assessment,
    address: Address,
    as_rita: Client,
    passage: PassageOf,
    alice: User,
    bob: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    for name, queries in (("history", 7), ("history-csv", 6)):
        with django_assert_num_queries(queries):
            as_rita.get(address(name, bare))
    decide(bare, MEASURE, [passage(number) for number in range(1, 61)], bob, "rejected")
    for name, queries in (("history", 7), ("history-csv", 6)):
        with django_assert_num_queries(queries):
            as_rita.get(address(name, bare))
