"""The report as one plain table, for spreadsheets and scripts: a row for each measure and passage."""

from __future__ import annotations

import csv
import io

from tutela.evidence.finding import Assessment
from tutela.report.people import is_judged
from tutela.report.quotation import legible
from tutela.report.rows import (
    MEASURE_COLUMNS,
    PASSAGE_COLUMNS,
    PEOPLE_COLUMNS,
    WHERE_COLUMNS,
    Cell,
    Cells,
    all_rows,
    heading,
)
from tutela.report.words import words

COLUMNS = ("state", *MEASURE_COLUMNS, *WHERE_COLUMNS, "taken-as", *PASSAGE_COLUMNS)
JUDGED_COLUMNS = (*COLUMNS, *PEOPLE_COLUMNS)
"""The columns where people have judged."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(assessment: Assessment, language: str) -> str:
    """The table, with headings in ``language``; a measure without any has one row with no passage.

    RFC 4180: commas, double quotes, CRLF. It begins with a byte order mark, without which Excel takes UTF-8
    for the code page of the machine. An apostrophe stands before what a spreadsheet would run as a formula.
    """
    said = words(language)
    cells = Cells(assessment, said)
    state = legible(assessment.state)
    table = io.StringIO(newline="")
    table.write("\ufeff")
    writer = csv.writer(table)
    columns = JUDGED_COLUMNS if is_judged(assessment) else COLUMNS
    writer.writerow([heading(column, said) for column in columns])
    for row in all_rows(assessment):
        values = {"state": state, **cells.of(row)}
        writer.writerow([inert(values.get(column)) for column in columns])
    return table.getvalue()


def inert(cell: Cell) -> Cell:
    """The cell, safe from being run: documents come from anywhere, and a spreadsheet runs "=..."."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_FORMULA_SIGNS):
        return f"'{cell}"
    return cell
