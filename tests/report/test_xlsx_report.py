"""The workbook as a spreadsheet program opens it: every measure and passage, nothing that runs."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.assessments import HOSTILE, STATE, empty, large, meridia
from tests.report.graded import graded
from tests.report.passages import assessment_of
from tests.report.test_csv_report import FORMULAS

from tutela.evidence.finding import Assessment
from tutela.register.loading import load_register
from tutela.report.quotation import ELLIPSIS, legible
from tutela.report.rows import heading
from tutela.report.words import words
from tutela.report.xlsx_report import (
    DOCUMENT_COLUMNS,
    EVIDENCE_COLUMNS,
    MEASURE_COLUMNS,
    MISS_COLUMNS,
    REVIEW_COLUMNS,
    to_xlsx,
)

LANGUAGES = ("en", "fr", "es")
SHEETS = {
    "measures": MEASURE_COLUMNS,
    "evidence": EVIDENCE_COLUMNS,
    "contrary": EVIDENCE_COLUMNS,
    "to-decide": EVIDENCE_COLUMNS,
    "misses": MISS_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
}
SHEET_NAMES = ("summary", *SHEETS)


def opened(assessment: Assessment, language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(to_xlsx(assessment, language)), rich_text=True)


def sheet_of(book: Workbook, name: str, language: str = "en") -> Worksheet:
    sheet = book[words(language)[f"workbook.{name}"]]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(book: Workbook, name: str, language: str = "en") -> list[dict[str, object]]:
    """The rows of a sheet by column; empty cells are None."""
    head, *found = sheet_of(book, name, language).iter_rows(values_only=True)
    said = words(language)
    assert list(head) == [heading(column, said) for column in SHEETS[name]]
    return [dict(zip(SHEETS[name], row, strict=True)) for row in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_row_in_the_order_of_the_register(language: str) -> None:
    assessment = meridia()
    book = opened(assessment, language)
    found = rows(book, "measures", language)
    assert [row["measure"] for row in found] == [measure.id for measure in assessment.register.measures]
    said = words(language)
    statuses = [said.status(finding.status) for finding in assessment.findings]
    assert [row["status"] for row in found] == statuses
    assert [row["passages"] for row in found] == [1, 0, 2, 9, 0]
    assert [row["documents"] for row in found] == [1, 0, 1, 2, 0]
    assert found[0]["asks"] == assessment.register.measures[0].asks[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_and_nearest_passages_stand_apart(language: str) -> None:
    book = opened(meridia(), language)
    evidence, misses = rows(book, "evidence", language), rows(book, "misses", language)
    assert [row["rank"] for row in evidence] == [1, 1, 2, *range(1, 10)]
    assert all(isinstance(row["score"], float) and row["score"] >= 0.5 for row in evidence)
    assert [(row["measure"], row["score"]) for row in misses] == [("legislation.counsel", 0.31)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_says_where_it_is_answered(language: str) -> None:
    found = rows(opened(graded(), language), "measures", language)
    columns = ("law", "policy", "practice", "recommendation", "contrary", "unsure")
    assert [[row[column] for column in columns] for row in found] == [
        [1, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 7], [0, 0, 0, 1, 0, 1], [6, 1, 1, 0, 6, 0], [0, 0, 0, 0, 1, 0],
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_contrary_passages_and_those_to_decide_on_have_sheets_of_their_own(language: str) -> None:
    book, said = opened(graded(), language), words(language)
    contrary, unsure = rows(book, "contrary", language), rows(book, "to-decide", language)
    assert [row["rank"] for row in contrary] == [1, *range(1, 7), 1]
    assert {row["direction"] for row in contrary} == {said["direction.contrary"]}
    assert [row["rank"] for row in unsure] == [*range(1, 8), 1]
    assert unsure[0]["grade"] == said["grade.policy"]
    assert len(str(unsure[0]["against"]).split("; ")) == 4
    assert len(rows(book, "evidence", language)) == 1 + 1 + 8
    assert rows(book, "misses", language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_names_measures_with_contrary_passages(language: str) -> None:
    said = words(language)
    found = list(sheet_of(opened(graded(), language), "summary", language).iter_rows(values_only=True))
    counts = {row[0]: row[2] for row in found}
    assert (counts[said["where.law"]], counts[said["where.only-recommended"]]) == (2, 1)
    text = "\n".join(str(row[0]) for row in found)
    assert said.plural("contrary.measures", 3) in text
    assert "(online.plan)" in text
    assert said.plural("unsure.measures", 2) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_has_a_row_with_what_to_do_next(language: str) -> None:
    found = rows(opened(meridia(), language), "documents", language)
    said = words(language)
    assert [row["result"] for row in found] == [said["workbook.read"]] * 3 + [said["workbook.set-aside"]] * 4
    assert [row["pages"] for row in found][:3] == [48, None, None]
    assert [row["passages-read"] for row in found][:3] == [12, 4, 1]
    assert all(row["what"] and row["next"] for row in found[3:])


def test_words_found_are_bold() -> None:
    [row] = [row for row in rows(opened(meridia()), "evidence") if row["label"] == "Art. 12 (b)"]
    quotation = row["quotation"]
    assert isinstance(quotation, CellRichText)
    bold = [run.text for run in quotation if isinstance(run, TextBlock) and run.font.b]
    assert bold == ["report to the police", "without delay"]
    assert str(quotation) == "(b) report to the police, without delay, any material that they find on their services;"


def test_a_passage_that_is_bold_from_end_to_end() -> None:
    sheet = sheet_of(opened(assessment_of("Shall report.", "Shall report.")), "evidence")
    cell = sheet.cell(2, EVIDENCE_COLUMNS.index("quotation") + 1)
    assert (cell.value, cell.font.b) == ("Shall report.", True)


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_is_run(formula: str) -> None:
    content = to_xlsx(assessment_of(formula, label=formula, title=formula, path=formula, state=formula), "en")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in package.read(name)
                assert b"<hyperlink" not in package.read(name)
        assert not [name for name in package.namelist() if "externalLink" in name]
    book = load_workbook(io.BytesIO(content))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    cell = sheet_of(book, "evidence").cell(2, EVIDENCE_COLUMNS.index("quotation") + 1)
    assert cell.value == legible(formula)
    assert cell.quotePrefix  # and stays text when somebody edits the cell


@pytest.mark.parametrize("found", ["", "shall report"])
def test_cells_end_where_excel_ends_them(found: str) -> None:
    text = "Providers shall report without delay. 𝒜 " * 1_000
    assert len(text) == 40_000
    book = opened(assessment_of(text, found, label=text, title=text, state=text))
    [row] = rows(book, "evidence")
    for column in ("quotation", "label", "document"):
        shown = str(row[column])
        assert 30_000 < len(shown.encode("utf-16-le")) // 2 <= 32_767
        assert shown.endswith(ELLIPSIS)


@given(st.text())
@settings(max_examples=25, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    [row] = rows(opened(assessment_of(text, label=text)), "evidence")
    # openpyxl gives None for ""
    assert str(row["quotation"] or "") == legible(text)


def test_hostile_text_is_text() -> None:
    [row] = [row for row in rows(opened(meridia()), "evidence") if row["language"] == "es"]
    assert row["label"] == legible(HOSTILE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_made_for_work_and_for_paper(language: str) -> None:
    book = opened(meridia(), language)
    said = words(language)
    names = [said[f"workbook.{name}"] for name in SHEET_NAMES]
    assert book.sheetnames == names
    assert book.properties.title == STATE
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for name, columns in SHEETS.items():
        sheet = sheet_of(book, name, language)
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.max_column == len(columns)
        assert all(cell.alignment.wrap_text for cell in sheet[2] if cell.data_type == "s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reviewer_chooses_from_a_list(language: str) -> None:
    sheet = sheet_of(opened(meridia(), language), "measures", language)
    [rule] = sheet.data_validations.dataValidation
    said = words(language)
    choices = ",".join(said[f"workbook.{choice}"] for choice in ("confirmed", "rejected", "unsure"))
    assert (rule.type, rule.formula1) == ("list", f'"{choices}"')
    assert str(rule.sqref) == "W2:W6"
    for row in sheet.iter_rows(min_row=2, values_only=True):
        assert row[-len(REVIEW_COLUMNS) :] == (None, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_names_the_sheets_and_says_that_not_found_is_not_no(language: str) -> None:
    book = opened(meridia(), language)
    said = words(language)
    text = "\n".join(str(row[0]) for row in sheet_of(book, "summary", language).iter_rows(values_only=True))
    assert said["read.not-no"] in text
    for name in SHEETS:
        assert said[f"workbook.{name}"] in said[f"workbook.about-{name}"]
        assert said[f"workbook.{name}"] in text
    for column in REVIEW_COLUMNS:
        assert said[f"column.{column}"] in said["workbook.about-judgement"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_read_still_makes_a_workbook(language: str) -> None:
    book = opened(empty(), language)
    assert len(rows(book, "measures", language)) == 5
    assert rows(book, "evidence", language) == []
    assert len(rows(book, "documents", language)) == 4


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert to_xlsx(meridia(), "fr") == to_xlsx(meridia(), "fr")


def test_two_thousand_passages_do_not_take_long() -> None:
    assessment = large(load_register())
    start = time.process_time()
    to_xlsx(assessment, "en")
    assert time.process_time() - start < 5  # a second on an idle machine
