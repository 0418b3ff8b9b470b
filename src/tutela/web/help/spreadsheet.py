"""The directory as a spreadsheet (CSV): read with care, written so that it can be read back.

A row with a fault is set aside and told of; the others come in. Who has confirmed an entry is written, never read:
confirming is what a person does at the desk.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from tutela.errors import TutelaError
from tutela.web.help.entry_rules import COLUMNS, columns_of, entry_of
from tutela.web.help.models import Entry

LARGEST = 2_000_000
"""Bytes of a file, at most (and signs of its text)."""

MOST_ROWS = 5000

CONFIRMED = "confirmed"
"""The column that is written and not read: the day of the confirmation."""

_SEPARATORS = (",", ";", "\t")
# A cell that begins so is taken for a formula by spreadsheets; an apostrophe before it makes it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MADE_TEXT = re.compile(r"'+[=+\-@\t\r]")


class SpreadsheetError(TutelaError):
    """A file is no spreadsheet that can be read at all."""


class Problem(NamedTuple):
    """What is wrong with a row, as spreadsheets count them (1 is the head), and what to do; ``column`` may be ""."""

    row: int
    column: str
    what: str


class Read(NamedTuple):
    """The entries of a file, not saved, and what was set aside; ``rows`` are the numbers of the entries' rows."""

    entries: list[Entry]
    problems: list[Problem]
    rows: list[int]


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark. Raises SpreadsheetError for anything else."""
    if len(data) > LARGEST:
        raise SpreadsheetError(
            _("The file has more than %(size)d MB.") % {"size": LARGEST // 1_000_000}, _("Divide it into several.")
        )
    if data.startswith(b"PK"):
        raise SpreadsheetError(
            _("The file is a workbook, not CSV."), _("Save it as “CSV UTF-8” in your spreadsheet program.")
        )
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpreadsheetError(
            _("The letters of the file cannot be read: it is not in UTF-8."),
            _("Save it as “CSV UTF-8” in your spreadsheet program."),
        ) from error


def read_entries(text: str) -> Read:
    """The entries of a spreadsheet with the columns of COLUMNS, in any order, separated by comma, semicolon or tab."""
    if len(text) > LARGEST:
        return Read([], [Problem(1, "", _("The file is too large. Divide it into several."))], [])
    text = text.removeprefix("\ufeff")
    entries: list[Entry] = []
    problems: list[Problem] = []
    numbers: list[int] = []
    rows = _rows(text, problems)
    head = [cell.strip().lower() for cell in next(rows, (1, []))[1]]
    problems += _faults_of(head)
    if any(not one.column or one.column in COLUMNS for one in problems):
        return Read([], problems, [])
    seen: dict[str, int] = {}
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if number > MOST_ROWS:
            problems.append(Problem(number, "", _("The file has too many rows. Divide it into several.")))
            break
        if len(cells) > len(head):
            what = _("The row has more cells than the first row. Cells with a separator in them need quotation marks.")
            problems.append(Problem(number, "", what))
            continue
        entry, faults = entry_of({column: _plain(cell) for column, cell in zip(head, cells, strict=False)})
        if entry.key in seen:
            what = _("Row %(row)d has the same key. Each entry needs one of its own.") % {"row": seen[entry.key]}
            problems.append(Problem(number, "key", what))
            continue
        if entry.key:
            seen[entry.key] = number
        problems += [Problem(number, fault.column, fault.what) for fault in faults]
        if not faults:
            entries.append(entry)
            numbers.append(number)
    return Read(entries, problems, numbers)


def write_entries(rows: Iterable[Entry]) -> str:
    """The entries as CSV with commas, the head first; cells that spreadsheets would calculate are made text."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([*COLUMNS, CONFIRMED])
    for entry in rows:
        cells = columns_of(entry)
        confirmed = entry.confirmed.date().isoformat() if entry.confirmed else ""
        writer.writerow([*(_safe(column, cells[column]) for column in COLUMNS), confirmed])
    return target.getvalue()


def _safe(column: str, cell: str) -> str:
    if column == "phone" and cell.startswith("+"):
        return cell  # of digits and a few signs only (entry_rules): nothing to calculate that could do harm
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if _MADE_TEXT.match(cell) else cell


def _rows(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers; what breaks the file off becomes a problem."""
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            yield number, cells
    except csv.Error:
        what = _("The file breaks off after this row: a quotation mark is not closed, or stands within a cell. Mend "
                 "it, and read the file again.")  # fmt: skip
        problems.append(Problem(number, "", what))


def _faults_of(head: Sequence[str]) -> list[Problem]:
    """What is wrong with the first row: with a column missing or twice, nothing can be read."""
    if not any(head):
        return [
            Problem(1, "", _("The file is empty. Its first row names the columns: export the directory to see them."))
        ]
    counts = Counter(head)
    found = [
        Problem(1, column, _("The column is missing. Export the directory to see all columns; they may be empty."))
        for column in COLUMNS
        if column not in counts
    ]
    found += [
        Problem(1, column, _("The column is there twice. Take one away."))
        for column, count in counts.items()
        if count > 1 and column in COLUMNS
    ]
    unknown = [column for column in counts if column and column not in COLUMNS and column != CONFIRMED]
    what = _("There is no such column. It was left out; see whether its name is misspelt.")
    return [*found, *(Problem(1, column[:60], what) for column in unknown)]
