"""The CSV report as a spreadsheet program reads it: every measure, nothing that runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.assessments import HOSTILE, STATE, empty, meridia
from tests.report.graded import graded
from tests.report.passages import MEASURE, assessment_of

from tutela.evidence.finding import Assessment
from tutela.report.csv_report import COLUMNS, csv_text
from tutela.report.quotation import legible
from tutela.report.rows import heading
from tutela.report.words import words

LANGUAGES = ("en", "fr", "es")


def read(assessment: Assessment, language: str = "en") -> list[dict[str, str]]:
    """The rows by column, as Excel reads them: byte order mark, commas, quotes."""
    content = csv_text(assessment, language).encode()
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    said = words(language)
    assert head == [heading(column, said) for column in COLUMNS]
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_row_in_the_order_of_the_register(language: str) -> None:
    rows = read(meridia(), language)
    assert list(dict.fromkeys(row["measure"] for row in rows)) == [
        "legislation.child", "legislation.counsel", "data.collect", "online.report", "online.plan",
    ]  # fmt: skip
    assert len(rows) == 1 + 1 + 2 + 9 + 1
    assert {row["state"] for row in rows} == {STATE}
    assert {row["status"] for row in rows if row["measure"] == "online.plan"} == {words(language).status("not-found")}


def test_it_begins_with_a_byte_order_mark_and_ends_lines_as_rfc_4180_says() -> None:
    text = csv_text(meridia(), "en")
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == 15
    assert "\n" not in text.replace("\r\n", "")


def test_a_row_says_where_the_passage_stands_and_why() -> None:
    row = read(meridia())[5]
    expected = {
        "rank": "2", "score": "0.91", "document": "Children Act", "file": "laws/children-act.pdf",
        "label": "Art. 12 (b)", "page": "14", "language": "en",
    }  # fmt: skip
    assert {column: row[column] for column in expected} == expected
    assert row["heading"] == "Part II Protection of children › Duties of providers"
    assert row["lead"] == "Providers of internet access shall:"
    assert row["reasons"] == "duty to report; internet provider (in the heading or opening words); without delay"


def test_a_measure_without_evidence_has_empty_cells_for_the_passage() -> None:
    rows = read(empty(), "fr")
    assert len(rows) == 5
    for row in rows:
        assert not any(row[column] for column in ("rank", "score", "document", "quotation", "page", "reasons"))
        assert row["title"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_contrary_and_unsure_passages_are_told_apart(language: str) -> None:
    said, rows = words(language), read(graded(), language)
    assert [(row["measure"], row["taken-as"], row["rank"]) for row in rows] == [
        (measure, said[f"taken-as.{taken_as}"], str(rank))
        for measure, taken_as, count in (
            ("legislation.child", "evidence", 1), ("legislation.child", "contrary", 1),
            ("legislation.counsel", "unsure", 7),
            ("data.collect", "evidence", 1), ("data.collect", "unsure", 1),
            ("online.report", "evidence", 8), ("online.report", "contrary", 6),
            ("online.plan", "contrary", 1),
        )
        for rank in range(1, count + 1)
    ]  # fmt: skip
    assert {row["direction"] for row in rows if row["taken-as"] == said["taken-as.contrary"]} == {
        said["direction.contrary"]
    }


def test_a_row_says_where_its_measure_is_answered_and_what_spoke_against_its_passage() -> None:
    rows = read(graded())
    report = [row for row in rows if row["measure"] == "online.report"]
    columns = ("law", "policy", "practice", "recommendation", "contrary", "unsure")
    assert {tuple(row[column] for column in columns) for row in report} == {("6", "1", "1", "0", "6", "0")}
    assert [row["grade"] for row in report[5:8]] == ["law", "policy or plan", "practice or service reported"]
    assert report[8]["against"] == "exception"
    assert rows[2]["against"] == "exception; no duty is stated; another topic; ideas far apart"


FORMULAS = [
    "=1+1", "=HYPERLINK(\"x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "＝1+1",
    "- a list item", "=cmd|' /C calc'!A0",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_is_run(formula: str) -> None:
    [row] = [row for row in read(assessment_of(formula, label=formula, title=formula, path=formula)) if row["rank"]]
    for column in ("quotation", "label", "document", "file"):
        assert row[column] == f"'{legible(formula)}"


@given(st.text())
@settings(max_examples=100)
def test_any_text_stands_in_one_cell_that_does_not_run(text: str) -> None:
    [row] = [row for row in read(assessment_of(text, state=text)) if row["rank"]]
    assert row["quotation"] in (legible(text), f"'{legible(text)}")
    assert not row["quotation"].lstrip().startswith(("=", "+", "-", "@"))


def test_a_passage_of_40_000_characters_is_whole() -> None:
    text = "Providers shall report without delay. " * 1_100
    [row] = [row for row in read(assessment_of(text)) if row["measure"] == MEASURE]
    assert row["quotation"] == text


def test_hostile_text_loses_only_what_cannot_be_shown() -> None:
    [row] = [row for row in read(meridia()) if row["language"] == "es"]
    assert row["label"] == HOSTILE.replace("\u202e", "").replace("\u202c", "").replace("\x07", "")
    assert "\ufffd" in row["file"]
