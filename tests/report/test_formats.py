"""docs/formats.md names every column, sheet and property of the reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.assessments import meridia

from tutela.report import csv_report, xlsx_report
from tutela.report.json_report import SCHEMA, schema, to_json
from tutela.report.rows import heading
from tutela.report.words import words
from tutela.report.writing import FORMATS

GUIDE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def part(title: str) -> str:
    """The part of the guide under a heading."""
    return GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_format_has_a_part() -> None:
    for format in FORMATS:
        assert part(format.upper()).strip()


def test_every_csv_column_is_described_in_three_languages_in_order() -> None:
    rows = [line.strip("| ").split(" | ") for line in part("CSV").splitlines() if line.startswith("| ")]
    head, *described = rows
    assert head[:3] == ["English", "français", "español"]
    said = [words(language) for language in ("en", "fr", "es")]
    expected = [[heading(column, language) for language in said] for column in csv_report.COLUMNS]
    assert [row[:3] for row in described] == expected


@pytest.mark.parametrize(
    ("sheet", "columns"),
    [("measures", xlsx_report.MEASURE_COLUMNS), ("documents", xlsx_report.DOCUMENT_COLUMNS)],
)
def test_every_column_of_the_workbook_is_described_in_order(sheet: str, columns: tuple[str, ...]) -> None:
    said = words("en")
    table = part("XLSX").split(f"\n**{said[f'workbook.{sheet}']}**")[1].split("\n**")[0]
    head, *rows = [line.strip("| ").split(" |")[0] for line in table.splitlines() if line.startswith("| ")]
    assert head == "heading"
    assert rows == [heading(column, said) for column in columns]


@pytest.mark.parametrize("sheet", ["summary", "measures", "evidence", "contrary", "to-decide", "misses", "documents"])
def test_every_sheet_is_described(sheet: str) -> None:
    assert f"**{words('en')[f'workbook.{sheet}']}**" in part("XLSX")


def test_every_property_of_the_json_report_is_described() -> None:
    report = to_json(meridia(), "en")
    assert list(report) == list(schema()["properties"])
    rows = [line.strip("| ").split(" | ") for line in part("JSON").splitlines() if line.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == list(report)
    inner = {name for name, value in schema()["$defs"].items() for name in value["properties"]}
    for name in inner | set(report["register"]) | set(report["summary"]) | set(report["repeat"]):
        assert f"`{name}`" in part("JSON"), name


def test_the_schema_is_where_the_guide_says() -> None:
    assert SCHEMA in part("JSON")
    place = "src/tutela/report/assessment.schema.json"
    assert f"`{place}`" in part("JSON")
    assert (Path(__file__).parents[2] / place).is_file()
