"""The page of a measure: what is asked, and the passages with their reasons, in groups and in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.factories import document_in
from tests.web.review.conftest import MEASURE, Address, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import AssessedDocument, Assessment, Match
from tutela.web.documents.models import Document, Passage
from tutela.web.review.decisions import decide
from tutela.web.workspaces.models import Workspace

PassageOf = Callable[[int], Passage]


@pytest.fixture
def page(bare: Assessment, address: Address, as_alice: Client) -> Callable[..., Any]:
    """The page as a tree: ``page(page=2)``."""

    def of(client: Client = as_alice, measure: str = MEASURE, **query: object) -> Any:
        response = client.get(address("measure", bare, measure=measure), query)
        assert response.status_code == 200
        return lxml.html.fromstring(response.content.decode())

    return of


def shown(tree: Any) -> dict[str, list[int]]:
    """The numbers of the passages in each group."""
    groups: dict[str, list[int]] = {}
    for group in tree.cssselect("[data-group]"):
        name = group.cssselect("h2")[0].get("id").removeprefix("g-")
        links = [card.cssselect("h3 a")[0].get("href") for card in group.cssselect(".passage")]
        groups[name] = [int(re.search(r"#p-(\d+)$", link)[1]) for link in links]  # type: ignore[index]
    return groups


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_a_real_run_shows_what_is_asked_beside_what_was_found(
    assessed: Assessment, address: Address, as_rita: Client
) -> None:
    tree = lxml.html.fromstring(as_rita.get(address("measure", assessed, measure=MEASURE)).content.decode())
    assert text_of(tree.cssselect("h1")[0]) == "Oblige professionals to report"
    beside = text_of(tree.cssselect("aside")[0])
    assert "Oblige professionals who work with children to report" in beside
    assert "What counts as evidence" in beside
    assert "Education" in beside
    (card,) = tree.cssselect(".passage")
    assert "Child Protection Act" in text_of(card.cssselect("h3")[0])
    assert "law · does what is asked" in text_of(card)
    marked = [mark.text for mark in card.cssselect("mark")]
    assert "teacher" in " ".join(marked).lower()
    assert "A teacher, doctor, social worker or other professional" in text_of(card.cssselect("blockquote")[0])
    assert "duty to report" in text_of(card.cssselect(".why")[0])
    assert "Strength 0.9" in text_of(card)
    link = card.cssselect("h3 a")[0].get("href")
    assert re.fullmatch(rf".*/documents/\d+/\?assessment={assessed.pk}&p=\d+#p-\d+", link)
    assert [text_of(one) for one in tree.cssselect("#standing dd")] == ["Addressed", "nobody has decided yet"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Obliger les professionnels", "correspond à ce qui est demandé", "obligation de signalement"]),
        ("es", ["Obligar a los profesionales", "corresponde a lo que se pide", "deber de denunciar"]),
    ],
)
def test_measure_reasons_and_grades_are_in_the_language_of_the_page(
    assessed: Assessment, address: Address, as_rita: Client, language: str, words: list[str]
) -> None:
    url = address("measure", assessed, measure=MEASURE).replace("/en/", f"/{language}/")
    page = as_rita.get(url).content.decode().lower()
    assert [word for word in words if word.lower() not in page.replace("&#x27;", "'")] == []


def test_groups_stand_in_their_order_and_the_best_come_first(lay: Lay, page: Callable[..., Any]) -> None:
    lay(1, "evidence", 0.6)
    lay(2, "unsure", 0.36)
    lay(3, "evidence", 0.9)
    lay(4, "contrary", 0.45)
    lay(5, "unsure", 0.49)
    lay(6, "miss", 0.34)
    groups = shown(page())
    assert groups == {"contrary": [4], "evidence": [3, 1], "unsure": [5, 2]}
    assert list(groups) == ["contrary", "evidence", "unsure"]


def test_the_nearest_misses_stand_in_only_where_there_is_nothing_else(lay: Lay, page: Callable[..., Any]) -> None:
    for number in range(1, 6):
        lay(number, "miss", 0.30 + number / 100)
    tree = page()
    assert shown(tree) == {"miss": [5, 4, 3]}
    assert "not evidence" in text_of(tree.cssselect("#g-miss")[0])
    lay(9, "unsure")
    assert shown(page()) == {"unsure": [9]}


def test_passages_move_to_where_people_put_them(
    bare: Assessment, lay: Lay, page: Callable[..., Any], passage: PassageOf, alice: User, bob: User
) -> None:
    for number, verdict in ((1, "evidence"), (2, "evidence"), (3, "unsure"), (4, "contrary"), (5, "evidence")):
        lay(number, verdict)
    lay(6, "contrary")
    decide(bare, MEASURE, [passage(1), passage(4)], alice, "rejected")
    decide(bare, MEASURE, [passage(2)], alice, "unsure")
    decide(bare, MEASURE, [passage(3), passage(5), passage(6)], alice, "confirmed")
    decide(bare, MEASURE, [passage(5)], bob, "rejected")
    tree = page()
    assert shown(tree) == {"contrary": [6], "evidence": [3], "unsure": [2, 5], "rejected": [1, 4]}
    disputed = tree.get_element_by_id(f"m-{passage(5).pk}")
    assert "reviewers disagree" in text_of(disputed)
    assert tree.cssselect("details.rejected-ones")[0].get("open") is None


def test_a_decision_on_what_this_run_did_not_find_is_shown_apart(
    bare: Assessment, lay: Lay, page: Callable[..., Any], passage: PassageOf, alice: User
) -> None:
    lay(1)
    decide(bare, MEASURE, [passage(7)], alice, "confirmed", "Said in other words.")
    tree = page()
    assert shown(tree) == {"evidence": [1], "earlier": [7]}
    assert "Said in other words." in text_of(tree.get_element_by_id(f"m-{passage(7).pk}"))
    decide(bare, MEASURE, [passage(7)], alice, "withdrawn")
    assert shown(page()) == {"evidence": [1]}


def test_the_passage_that_the_reader_comes_back_to_has_not_moved(
    bare: Assessment, lay: Lay, page: Callable[..., Any], passage: PassageOf, alice: User
) -> None:
    for number in range(1, 41):
        lay(number, "evidence", 0.99 - number / 100)
    decide(bare, MEASURE, [passage(35)], alice, "rejected")
    assert shown(page(passage=passage(35).pk)) == {"evidence": list(range(31, 41))}
    assert shown(page()) == {"evidence": list(range(1, 31))}
    assert shown(page(page=2)) == {"evidence": [31, 32, 33, 34, 36, 37, 38, 39, 40], "rejected": [35]}


@pytest.mark.parametrize(
    ("asked", "first"),
    [("1", 1), ("2", 31), ("3", 61), ("99", 61), ("0", 61), ("-1", 61), ("x", 1), ("\x00", 1), ("1e9", 1), ("", 1)],
)
def test_pages_of_thirty_passages(lay: Lay, page: Callable[..., Any], asked: str, first: int) -> None:
    for number in range(1, 66):
        lay(number, "evidence", 0.99 - number / 1000)
    tree = page(page=asked)
    assert shown(tree)["evidence"][0] == first
    assert tree.cssselect("#g-evidence .count")[0].text == "65"


@pytest.mark.parametrize("given", ["", "x", "\x00", "-1", "9" * 30, str(2**63)])
def test_a_passage_that_cannot_be_changes_nothing(lay: Lay, page: Callable[..., Any], given: str) -> None:
    lay(1)
    assert shown(page(passage=given)) == {"evidence": [1]}


def test_contrary_passages_are_marked_and_confirmed_as_contrary(lay: Lay, page: Callable[..., Any]) -> None:
    lay(1, "contrary")
    lay(2)
    contrary, evidence = page().cssselect(".passage")
    assert "≠ contrary" in text_of(contrary)
    assert "Confirm as contrary" in text_of(contrary)
    assert "Strength" not in text_of(contrary)
    assert "contrary" not in text_of(evidence)


def test_evidence_of_a_replaced_document_is_stale(
    workspace: Workspace, document: Document, lay: Lay, page: Callable[..., Any]
) -> None:
    lay(1)
    assert "stale" not in text_of(page())
    newer = document_in(workspace, "# A Long Act\n\n1. A new wording.", "long-act-2.md")
    newer.replaces = document
    newer.save()
    assert "stale: the document was replaced by a newer version" in text_of(page().cssselect(".passage")[0])


def test_what_was_said_is_shown_with_name_note_and_time_and_what_came_before(
    bare: Assessment, lay: Lay, page: Callable[..., Any], passage: PassageOf, alice: User, bob: User
) -> None:
    lay(1)
    decide(bare, MEASURE, [passage(1)], bob, "confirmed", "At first sight.")
    decide(bare, MEASURE, [passage(1)], bob, "unsure", "On second thoughts.")
    decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    card = page().cssselect(".passage")[0]
    now = text_of(card.cssselect(".said")[0])
    assert "Bob unsure" in now
    assert "On second thoughts." in now
    assert "At first sight." not in now
    assert "Alice (you) confirmed" in now
    past = text_of(card.cssselect(".past")[0])
    assert past.startswith("History: 3 decisions")
    assert "At first sight." in past
    assert card.cssselect(".said time")[0].get("datetime").startswith("20")


def test_the_pressed_button_and_the_note_are_ones_own(
    bare: Assessment, lay: Lay, page: Callable[..., Any], passage: PassageOf, alice: User, bob: User, as_bob: Client
) -> None:
    lay(1)
    decide(bare, MEASURE, [passage(1)], alice, "rejected", "Alice's reason")

    def pressed(tree: Any) -> dict[str, str]:
        return {one.get("value"): one.get("aria-pressed") for one in tree.cssselect(".decide [aria-pressed]")}

    assert pressed(page()) == {"confirmed": "false", "rejected": "true", "unsure": "false"}
    assert page().cssselect("textarea")[0].text.strip() == "Alice's reason"
    assert set(pressed(page(as_bob)).values()) == {"false"}
    assert not (page(as_bob).cssselect("textarea")[0].text or "").strip()
    assert page().cssselect('.decide [value="withdrawn"]')
    assert not page(as_bob).cssselect('.decide [value="withdrawn"]')


def test_words_of_documents_and_notes_are_never_code(
    workspace: Workspace, bare: Assessment, address: Address, as_alice: Client, alice: User
) -> None:
    evil = document_in(
        workspace, "# <script>alert(1)</script>\n\n1. A \u202e<img src=x onerror=alert(2)> rule.", "x.md"
    )
    AssessedDocument.objects.create(assessment=bare, document=evil, run=1)
    row = evil.passages.order_by("-number")[0]
    Match.objects.create(
        assessment=bare, run=1, measure=MEASURE, passage=row, score=0.8, grade="law", direction="does",
        verdict="evidence", reasons=[["child", [[-5, 3], [2, 9], [9999, 99999]], 1.0]],
    )  # fmt: skip
    decide(bare, MEASURE, [row], alice, "unsure", '"><script>alert(3)</script>')
    page = as_alice.get(address("measure", bare, measure=MEASURE)).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(3)" in page


def test_a_long_passage_is_shortened_around_the_words_found_and_given_whole(
    workspace: Workspace, bare: Assessment, page: Callable[..., Any]
) -> None:
    text = "1. " + "Opening words of no interest. " * 60 + "A teacher shall report it. " + "Closing words. " * 60
    long = document_in(workspace, f"# Act\n\n{text}", "long.md")
    AssessedDocument.objects.create(assessment=bare, document=long, run=1)
    row = long.passages.order_by("-number")[0]
    at = row.text.index("teacher")
    Match.objects.create(
        assessment=bare, run=1, measure=MEASURE, passage=row, score=0.8, grade="law", direction="does",
        verdict="evidence", reasons=[["child", [[at, at + 7]], 1.0]],
    )  # fmt: skip
    (card,) = page().cssselect(".passage")
    short = text_of(card.cssselect("blockquote")[0])
    assert "[…]" in short
    assert "A teacher shall report it." in short
    assert len(short) < 640
    whole = text_of(card.cssselect("details.whole blockquote")[0])
    assert whole == " ".join(row.text.split())
    assert [mark.text for mark in card.cssselect("details.whole mark")] == ["teacher"]


@pytest.mark.parametrize(
    ("is_complete", "words"), [(True, "This does not mean that nothing exists"), (False, "has not been assessed yet")]
)
def test_where_nothing_is_shown_the_page_says_what_that_means(
    bare: Assessment, page: Callable[..., Any], is_complete: bool, words: str
) -> None:
    Assessment.objects.update(is_complete=is_complete)
    refresh(bare)
    assert words in text_of(page().cssselect(".empty")[0])


def test_neighbours_lead_through_the_register(page: Callable[..., Any]) -> None:
    first = page(measure="legislation.incorporate")
    assert not first.cssselect(".neighbours [rel=prev]")
    assert first.cssselect(".neighbours [rel=next]")[0].get("href").endswith("/measures/legislation.child-under-18/")
    assert "Measure 1 of 105" in text_of(first)
    middle = page(measure="legislation.child-under-18")
    assert middle.cssselect(".neighbours [rel=prev]")[0].get("href").endswith("/measures/legislation.incorporate/")


def test_the_number_of_queries_does_not_grow_with_passages_and_people(
    bare: Assessment,
    lay: Lay,
    address: Address,
    as_alice: Client,
    passage: PassageOf,
    alice: User,
    bob: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lay(1)
    url = address("measure", bare, measure=MEASURE)
    as_alice.get(url)
    with django_assert_num_queries(QUERIES):
        as_alice.get(url)
    for number in range(2, 60):
        lay(number, ("evidence", "unsure", "contrary")[number % 3])
    decide(bare, MEASURE, [passage(number) for number in range(1, 65)], alice, "confirmed", "So it is.")
    decide(bare, MEASURE, [passage(number) for number in range(1, 30)], bob, "rejected", "It is not.")
    with django_assert_num_queries(QUERIES):
        as_alice.get(url)


QUERIES = 10
