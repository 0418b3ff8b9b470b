"""What people decided stands in every report: beside each passage, in the statuses, in the counts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html
from lxml.html import HtmlElement
from openpyxl import load_workbook
from tests.report.assessments import empty, meridia
from tests.report.graded import graded
from tests.report.judged import ANA, BOB, NOTE, REJECTED_NOTE, judged, without_names
from tests.report.judged import said as judgement
from tests.report.test_json_report import check

from tutela.evidence.finding import Finding, Located
from tutela.evidence.judgement import decided
from tutela.evidence.match import Match
from tutela.report.csv_report import COLUMNS, JUDGED_COLUMNS, csv_text
from tutela.report.docx_report import to_docx
from tutela.report.html import Published, policy_of, to_html
from tutela.report.json_report import json_text, to_json
from tutela.report.people import tally
from tutela.report.rows import heading
from tutela.report.words import words
from tutela.report.writing import FORMATS, write_reports
from tutela.report.xlsx_report import JUDGED_MEASURE_COLUMNS, to_xlsx

each_language = pytest.mark.parametrize("language", ["en", "fr", "es"])
STATUSES = {
    "legislation.child": ("not-found", "addressed"),
    "legislation.counsel": ("partly", "not-found"),
    "data.collect": ("partly", None),
    "online.report": ("addressed", "addressed"),
    "online.plan": ("not-found", "not-found"),
}
"""Each measure's status after people's decisions, and by the program alone."""
COUNTS = {"confirmed": 3, "rejected": 3, "unsure": 1, "disputed": 1, "undecided": 18}


def plain(text: str) -> str:
    """The text with single spaces, none of them a no-break space."""
    return re.sub(r"\s+", " ", text).strip()


def text(element: HtmlElement) -> str:
    return plain(element.text_content())


def page(language: str = "en", **options: Any) -> HtmlElement:
    return html.document_fromstring(to_html(judged(), language, **options))


def all_text(formats: dict[str, bytes]) -> Iterator[str]:
    """The text that each report holds, markup and all."""
    for content in formats.values():
        if content[:2] == b"PK":
            package = zipfile.ZipFile(io.BytesIO(content))
            yield "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
        else:
            yield content.decode()


def written(assessment: Any, language: str, folder: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in write_reports(assessment, language, folder, FORMATS)}


def test_the_statuses_are_those_that_people_make() -> None:
    found = {finding.measure: (finding.status, finding.machine) for finding in judged().findings}
    assert found == STATUSES


def test_outcomes_are_counted_once_each() -> None:
    counted = tally(judged().findings)
    assert counted is not None
    assert dict(counted.passages) == COUNTS
    assert (counted.measures, counted.changed) == (4, 2)
    assert tally(graded().findings) is None


# JSON


@each_language
def test_the_json_report_fits_its_schema(language: str) -> None:
    check(json.loads(json_text(to_json(judged(), language))))
    check(json.loads(json_text(to_json(without_names(), language))))


def test_the_json_report_holds_every_decision() -> None:
    report = to_json(judged(), "en")
    assert report["summary"]["people"] == {"measures": 4, "changed": 2, "passages": COUNTS}
    measures = {measure["id"]: measure for measure in report["measures"]}
    assert {id: (measure["status"], measure.get("machine")) for id, measure in measures.items()} == STATUSES
    [rejected] = measures["legislation.child"]["rejected"]
    assert rejected["outcome"] == "rejected"
    assert rejected["judgements"] == [
        {"answer": "rejected", "by": ANA, "at": "2026-11-20T08:30:00+00:00", "note": REJECTED_NOTE}
    ]
    assert [one.get("outcome") for one in measures["legislation.counsel"]["unsure"]] == [
        "disputed", "unsure", None, None, None,
    ]  # fmt: skip
    assert [one["by"] for one in measures["online.report"]["evidence"][0]["judgements"]] == [ANA, BOB]
    assert not {"machine", "rejected"} & measures["data.collect"].keys()


@pytest.mark.parametrize("assessment", [meridia(), empty(), graded()], ids=["meridia", "empty", "graded"])
def test_a_report_that_nobody_judged_says_nothing_of_people(assessment: Any, tmp_path: Path) -> None:
    reports = written(assessment, "en", tmp_path)
    said = words("en")
    for content in all_text(reports):
        for key in ("people.title", "people.nobody", "read.people", "column.machine", "repeat.people"):
            assert said[key] not in content
    report = json.loads(reports[".json"])
    assert "people" not in report["summary"]
    assert not any({"machine", "rejected"} & measure.keys() for measure in report["measures"])


@each_language
def test_names_stand_in_no_report_where_they_are_not_to_be_shown(language: str, tmp_path: Path) -> None:
    named = list(all_text(written(judged(), language, tmp_path / "named")))
    assert all(ANA in content and "O’Hara" in content for content in named)
    for content in all_text(written(without_names(), language, tmp_path / "unnamed")):
        assert ANA not in content
        assert "Hara" not in content


# CSV


def csv_rows(language: str = "en") -> list[dict[str, str]]:
    head, *rows = csv.reader(io.StringIO(csv_text(judged(), language).lstrip("\ufeff")))
    said = words(language)
    assert head == [heading(column, said) for column in JUDGED_COLUMNS]
    return [dict(zip(JUDGED_COLUMNS, row, strict=True)) for row in rows]


@each_language
def test_the_table_lists_rejected_passages_last_and_says_who_decided_what(language: str) -> None:
    said = words(language)
    rows = [row for row in csv_rows(language) if row["measure"] == "legislation.counsel"]
    assert [row["taken-as"] for row in rows] == [
        said["taken-as.evidence"], *[said["taken-as.unsure"]] * 5, said["taken-as.rejected"],
    ]  # fmt: skip
    assert [row["decision"] for row in rows] == [
        said["people.confirmed"], said["people.disputed"], said["people.unsure"], "", "", "", said["people.rejected"],
    ]  # fmt: skip
    assert {row["machine"] for row in rows} == {said["status.not-found"]}
    assert {row["status"] for row in rows} == {said["status.partly"]}
    assert rows[1]["said"].splitlines()[0].startswith(ANA)
    assert rows[1]["said"].splitlines()[1].startswith(BOB)


def test_a_measure_all_of_whose_passages_were_rejected_has_no_empty_row() -> None:
    rows = [row for row in csv_rows() if row["measure"] == "online.plan"]
    assert [row["decision"] for row in rows] == ["rejected"]


def test_the_guide_names_the_columns_and_the_sheet() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    part = guide.split("\n## People's decisions\n")[1].split("\n## ")[0]
    said = [words(language) for language in ("en", "fr", "es")]
    table = [line.strip("| ").split(" | ")[:3] for line in part.splitlines() if line.startswith("| ")][1:]
    assert table == [[heading(column, one) for one in said] for column in JUDGED_COLUMNS[len(COLUMNS) :]]
    assert f"**{said[0]['workbook.rejected-passages']}**" in part
    told = " ".join(part.split())
    for column in ("machine", "confirmed", "rejected"):
        assert f"*{heading(column, said[0])}*" in told


# XLSX


@each_language
def test_the_workbook_is_filled_with_what_people_said(language: str) -> None:
    said = words(language)
    book = load_workbook(io.BytesIO(to_xlsx(judged(), language)))
    assert said["workbook.rejected-passages"] in book.sheetnames
    head, *measures = book[said["workbook.measures"]].iter_rows(values_only=True)
    assert list(head) == [heading(column, said) for column in JUDGED_MEASURE_COLUMNS]
    rows = [dict(zip(JUDGED_MEASURE_COLUMNS, row, strict=True)) for row in measures]
    name = {status: said[f"status.{status}"] for status in ("addressed", "partly", "not-found")}
    expected = [(name[after], name.get(alone or "")) for after, alone in STATUSES.values()]
    assert [(row["status"], row["machine"]) for row in rows] == expected
    assert [(row["confirmed"], row["rejected"]) for row in rows] == [(1, 1), (1, 1), (0, 0), (1, 0), (0, 1)]
    assert {row["judgement"] for row in rows} == {None}
    for sheet, judgements in {
        "evidence": ["confirmed", None, "confirmed", *[None] * 7],
        "contrary": ["confirmed", *[None] * 6],
        "to-decide": ["disputed", "unsure", *[None] * 4],
        "rejected-passages": ["rejected"] * 3,
    }.items():
        head, *found = book[said[f"workbook.{sheet}"]].iter_rows(values_only=True)
        column = list(head).index(said["column.judgement"])
        told = [said[f"people.{one}"] if one else None for one in judgements]
        assert [row[column] for row in found] == told, sheet
        assert list(head).index(said["column.note"]) == column + 1
    rejected = next(iter(book[said["workbook.rejected-passages"]].iter_rows(min_row=2, values_only=True)))
    assert str(rejected[-1]).startswith(ANA)
    assert str(rejected[-1]).endswith(REJECTED_NOTE)
    summary = "\n".join(str(row[0]) for row in book[said["workbook.summary"]].iter_rows(values_only=True))
    assert said["read.people"] in summary
    assert said["workbook.about-judged"] in summary
    assert said["workbook.about-judgement"] not in summary
    assert said.plural("people.changed", 2) in summary


def test_nothing_that_a_reviewer_writes_runs_in_a_spreadsheet() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(judged(), "en")))
    cells = [cell for row in book["Evidence"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [cell.data_type for cell in cells if "=Second line" in str(cell.value)] == ["s"]
    assessment = judged()
    report = assessment.findings[3]
    formula = tuple(replace(one, by="=HYPERLINK(1)") for one in report.evidence[0].judgements)
    evidence = (replace(report.evidence[0], judgements=formula), *report.evidence[1:])
    findings = tuple(replace(one, evidence=evidence) if one is report else one for one in assessment.findings)
    text = csv_text(replace(assessment, findings=findings), "en")
    assert "'=HYPERLINK(1)" in text
    assert '"=HYPERLINK' not in text.replace("'=HYPERLINK", "")


# DOCX


@each_language
def test_the_word_report_says_what_people_decided(language: str) -> None:
    said = words(language)
    document = Document(io.BytesIO(to_docx(judged(), language)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert said["read.people"] in lines
    assert said["repeat.people"] in lines
    assert said.plural("people.measures", 4) in lines
    assert lines.count(said["people.rejected-title"]) == 3
    assert lines.count(said["people.nobody"]) == 14
    assert said.fill("people.status", status=said.status("addressed")) in lines
    rejected = [line for line in lines if REJECTED_NOTE in line]
    assert len(rejected) == 1
    assert "Art. 1" in rejected[0]
    assert any(line.startswith(f"{ANA}") and NOTE.splitlines()[0] in line for line in lines)
    tables = {table.rows[0].cells[0].text: table for table in document.tables}
    counted = {row.cells[0].text: row.cells[1].text for row in tables[said["people.title"]].rows[1:]}
    assert counted == {said[f"people.passages-{outcome}"]: str(count) for outcome, count in COUNTS.items()}


# HTML


@each_language
def test_the_page_shows_both_statuses_and_who_decided(language: str) -> None:
    said, root = words(language), page(language)
    for id, (after, alone) in STATUSES.items():
        measure = root.get_element_by_id(f"measure-{id}")
        assert measure.get("data-status") == after
        told = [text(one) for one in measure.cssselect(".by-people")]
        assert told == ([plain(said.fill("people.status", status=said[f"status.{alone}"]))] if alone else [])
    places = {
        text(one.cssselect("dt")[0]): text(one.cssselect("dd")[0]) for one in root.cssselect(".people .places > div")
    }
    assert places == {said[f"people.passages-{outcome}"]: str(count) for outcome, count in COUNTS.items()}
    assert plain(said["read.people"]) in text(root.get_element_by_id("how-to-read"))
    disputed = root.cssselect(".said.disputed")
    assert len(disputed) == 1
    assert text(disputed[0]).startswith(said["people.disputed"])
    assert [ANA in text(one) or BOB in text(one) for one in disputed[0].cssselect("li")] == [True, True]
    undecided = [one for one in root.cssselect(".passages > li") if one.cssselect(".said.nobody")]
    assert len(undecided) == COUNTS["undecided"]


@each_language
def test_rejected_passages_are_folded_and_kept(language: str) -> None:
    said, root = words(language), page(language)
    folded = root.cssselect("details.rejected-passages")
    assert [fold.get("open") for fold in folded] == [None] * 3
    assert [text(fold.cssselect("summary")[0]) for fold in folded] == [said.plural("people.rejected-count", 1)] * 3
    assert REJECTED_NOTE in text(folded[0])
    assert "eighteen" in text(folded[0])
    plan = root.get_element_by_id("measure-online.plan")
    assert said["measure.no-misses"] not in text(plan)


def test_confirmed_passages_stand_open_and_are_not_called_too_weak() -> None:
    measure = page().get_element_by_id("measure-legislation.counsel")
    [open] = measure.xpath("./ol")
    assert "does part of it" in text(open)
    assert words("en")["strength.confirmed"] in text(open)
    assert words("en")["strength.weak"] not in text(open)


def test_what_a_reviewer_writes_is_text_and_nothing_else() -> None:
    source = to_html(judged(), "en")
    assert "<b>only</b>" not in source
    assert "&lt;b&gt;only&lt;/b&gt;" in source
    root = html.document_fromstring(source)
    ids = [one.get("id") for one in root.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_measures_can_be_filtered_by_what_people_did() -> None:
    root = page()
    boxes = [box.get("value") for box in root.xpath("//input[@name='holds']")]
    assert boxes[-2:] == ["judged", "rejected"]
    holds = {
        one.get("id").removeprefix("measure-"): one.get("data-holds").split() for one in root.cssselect(".measure")
    }
    assert [id for id, held in holds.items() if "judged" in held] == [
        id for id, (_, alone) in STATUSES.items() if alone
    ]
    assert [id for id, held in holds.items() if "rejected" in held] == [
        "legislation.child", "legislation.counsel", "online.plan",
    ]  # fmt: skip


def test_a_passage_that_only_people_chose_says_so() -> None:
    assessment = graded()
    plan = assessment.findings[4]
    chosen = Located(0, Match("online.plan", assessment.documents[0].passages[2], 0.0, (), grade="law"))
    finding = decided(Finding("online.plan", "not-found", (), (chosen,)), {0: (judgement("confirmed"),)})
    assert (finding.status, finding.machine) == ("addressed", "not-found")
    changed = replace(assessment, findings=tuple(finding if one is plan else one for one in assessment.findings))
    root = html.document_fromstring(to_html(changed, "en"))
    measure = root.get_element_by_id("measure-online.plan")
    assert words("en")["people.chosen"] in text(measure)
    assert not measure.cssselect(".strength")
    assert words("en")["people.chosen"] in csv_text(changed, "en")
    lines = [paragraph.text for paragraph in Document(io.BytesIO(to_docx(changed, "en"))).paragraphs]
    assert any(line == f"Why: {words('en')['people.chosen']}." for line in lines)


# The published page

PUBLISHED = Published(
    'Ombudsman <i>of</i> "Maravel"',
    "2026-11-30T10:00:00+00:00",
    (("fr", "Français", "../../../fr/published/x/"),),
)


@each_language
def test_a_published_page_says_who_published_it_and_that_it_is_a_copy(language: str) -> None:
    said, root = words(language), page(language, published=PUBLISHED)
    [note] = root.cssselect(".published")
    expected = said.fill("published.note", by=PUBLISHED.by, at=said.date(PUBLISHED.at))
    assert text(note.cssselect("p")[0]) == plain(expected)
    [link] = note.cssselect("a")
    assert (link.get("href"), link.get("lang"), text(link)) == ("../../../fr/published/x/", "fr", "Français")


def test_the_policy_of_a_page_is_the_one_that_it_carries() -> None:
    for source in (to_html(graded(), "en"), to_html(judged(), "fr", published=PUBLISHED)):
        [policy] = html.document_fromstring(source).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy_of(source) == policy
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
    with pytest.raises(ValueError, match="not a page"):
        policy_of("<html><head></head></html>")
