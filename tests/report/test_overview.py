"""The measures counted by where they are answered, and the passages that stand open for one of them."""

from __future__ import annotations

import pytest
from tests.report.assessments import Draft, empty, match
from tests.report.graded import graded

from tutela.evidence.finding import Finding, Located
from tutela.evidence.match import Direction, Grade, Match
from tutela.report.overview import by_grade, overview
from tutela.report.page import SHOWN, open_and_folded, remark
from tutela.report.rows import direction
from tutela.report.words import words


def test_law_policy_and_practice_are_counted_apart() -> None:
    told = overview(graded().findings)
    assert told.by_grade == {"law": 2, "policy": 1, "practice": 1, "recommendation": 1}
    assert told.only_recommended == 1
    assert told.places == {"where.law": 2, "where.policy": 1, "where.practice": 1, "where.only-recommended": 1}


def test_contrary_and_unsure_passages_count_whatever_the_status() -> None:
    told = overview(graded().findings)
    assert told.contrary == ("legislation.child", "online.report", "online.plan")
    assert told.unsure == ("legislation.counsel", "data.collect")


def test_passages_that_are_no_evidence_have_no_grade_in_the_counts() -> None:
    assert by_grade(graded().findings[1]) == {"law": 0, "policy": 0, "practice": 0, "recommendation": 0}
    assert by_grade(graded().findings[3]) == {"law": 6, "policy": 1, "practice": 1, "recommendation": 0}


def test_nothing_read() -> None:
    told = overview(empty().findings)
    assert (set(told.places.values()), told.contrary, told.unsure) == ({0}, (), ())


def of(*grades: Grade) -> list[Located]:
    passage = Draft("act.txt", "text", "Act", "en").add("Text.")
    return [
        Located(0, Match("online.report", passage, 0.9 - n / 100, (), grade=grade)) for n, grade in enumerate(grades)
    ]


@pytest.mark.parametrize(
    ("grades", "shown"),
    [
        ((), []),
        (("law", "law"), [0, 1]),
        (("law",) * 8, [0, 1, 2, 3, 4]),
        (("law",) * 7 + ("practice",), [0, 1, 2, 3, 7]),
        (("law",) * 6 + ("policy", "policy", "recommendation", "practice"), [0, 1, 6, 8, 9]),
        (("practice", "law", "law", "law", "law", "law"), [0, 1, 2, 3, 4]),
    ],
)
def test_the_strongest_of_each_grade_stands_open(grades: tuple[Grade, ...], shown: list[int]) -> None:
    located = of(*grades)
    opened, folded = open_and_folded(located)
    assert opened == [located[number] for number in shown]
    assert folded == [place for place in located if place not in opened]
    assert len(opened) <= SHOWN


@pytest.mark.parametrize(("number", "key"), [(0, ""), (1, "unsure.only"), (2, ""), (3, ""), (4, "contrary.only")])
def test_a_measure_without_evidence_says_what_else_was_found(number: int, key: str) -> None:
    said = words("en")
    assert remark(graded().findings[number], said) == (said[key] if key else "")
    assert remark(Finding("online.plan", "not-found", (), ()), said) == ""


@pytest.mark.parametrize(
    ("score", "way", "expected"),
    [
        (0.9, "does", "does what is asked"),
        (0.5, "part", "does part of it"),
        (0.49, "does", "may do what is asked"),
        (0.36, "part", "may do part of it"),
        (0.45, "contrary", "contrary"),
        (0.32, "contrary", "contrary"),
        (0.31, "does", ""),
    ],
)
def test_what_is_said_of_the_direction(score: float, way: Direction, expected: str) -> None:
    passage = Draft("act.txt", "text", "Act", "en").add("Text.")
    assert direction(Match("online.report", passage, score, (), direction=way), words("en")) == expected


def test_a_match_is_a_law_that_does_what_is_asked_unless_it_says_otherwise() -> None:
    found = match("online.report", Draft("act.txt", "text", "Act", "en").add("Text."), 0.9)
    assert (found.grade, found.direction) == ("law", "does")
