"""The report as a workbook: a summary, a row a measure to work through, every passage, every file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from tutela.evidence.finding import Assessment
from tutela.report.page import Page, page
from tutela.report.people import is_judged
from tutela.report.quotation import legible, shortened, whole
from tutela.report.rows import (
    PASSAGE_COLUMNS,
    WHERE_COLUMNS,
    Cells,
    Row,
    contrary_rows,
    evidence_rows,
    measure_rows,
    miss_rows,
    rejected_rows,
    unsure_rows,
)
from tutela.report.words import Words, words
from tutela.report.xlsx_book import Badge, Book, Value
from tutela.report.xlsx_summary import Summary

REVIEW_COLUMNS = ("judgement", "note")
"""For the person who reviews: empty, or with what people have decided already."""

MEASURE_COLUMNS = (
    *("measure", "section", "section-heading", "articles", "title", "asks", "addressees", "themes", "status"),
    *("passages", "documents", *WHERE_COLUMNS, "best", "best-quotation", "document", "label", "page"),
    *REVIEW_COLUMNS,
)
JUDGED_MEASURE_COLUMNS = (
    *MEASURE_COLUMNS[: MEASURE_COLUMNS.index("status") + 1],
    *("machine", "confirmed", "rejected"),
    *MEASURE_COLUMNS[MEASURE_COLUMNS.index("status") + 1 :],
)
"""The columns of the measures where people have judged."""
EVIDENCE_COLUMNS = ("measure", "section", "title", "status", *PASSAGE_COLUMNS, *REVIEW_COLUMNS)
MISS_COLUMNS = (
    *("measure", "section", "title"),
    *(column for column in PASSAGE_COLUMNS if column != "direction"),  # these are too weak to say it
    *REVIEW_COLUMNS,
)
DOCUMENT_COLUMNS = (
    "file",
    "result",
    "document",
    "format",
    "language",
    "pages",
    "passages-read",
    "digest",
    "what",
    "next",
)


def to_xlsx(assessment: Assessment, language: str) -> bytes:
    """The workbook, with headings and names in ``language``; the same assessment gives the same bytes."""
    file = io.BytesIO()
    said = words(language)
    shown = page(assessment, said)
    cells = Cells(assessment, said)
    # Nothing in a cell is taken for a formula, a link or a number: documents come from anywhere.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as workbook:
        workbook.set_properties(_properties(shown, said))
        judged = is_judged(assessment)
        book = Book(workbook, said, judged=judged)
        Summary(book, shown).write()
        columns = JUDGED_MEASURE_COLUMNS if judged else MEASURE_COLUMNS
        book.table(book.sheet("measures"), columns, _measures(assessment, cells))
        book.table(book.sheet("evidence"), EVIDENCE_COLUMNS, _passages(evidence_rows(assessment), cells))
        book.table(book.sheet("contrary"), EVIDENCE_COLUMNS, _passages(contrary_rows(assessment), cells))
        book.table(book.sheet("to-decide"), EVIDENCE_COLUMNS, _passages(unsure_rows(assessment), cells))
        if judged:
            rejected = _passages(rejected_rows(assessment), cells)
            book.table(book.sheet("rejected-passages"), EVIDENCE_COLUMNS, rejected)
        book.table(book.sheet("misses"), MISS_COLUMNS, _passages(miss_rows(assessment), cells))
        book.table(book.sheet("documents"), DOCUMENT_COLUMNS, _files(shown, said))
    return file.getvalue()


def _properties(shown: Page, words: Words) -> dict[str, Any]:
    register, language = shown.assessment.register, words.language
    return {
        "title": legible(shown.title),
        "subject": words.fill("report.subject", instrument=register.instrument[language], symbol=register.symbol),
        "author": f"Tutela {shown.assessment.version}",
        "created": datetime.fromisoformat(shown.assessment.created).replace(tzinfo=None),
        "comments": words["read.disclaimer"],
    }


def _measures(assessment: Assessment, cells: Cells) -> Iterator[Mapping[str, Value]]:
    for row in measure_rows(assessment):
        values: dict[str, Value] = dict(cells.of(row))
        values["status"] = Badge(row.finding.status, cells.status(row))
        if row.finding.machine is not None:
            values["machine"] = Badge(row.finding.machine, str(values["machine"]))
        if row.located is not None:
            values["best"] = values["score"]
            values["best-quotation"] = shortened(row.located.match)
        yield values


def _passages(rows: Iterable[Row], cells: Cells) -> Iterator[Mapping[str, Value]]:
    for row in rows:
        if row.located is None:
            continue
        status = Badge(row.finding.status, cells.status(row))
        told = cells.of(row)
        people = {"judgement": told["decision"], "note": told["said"]}
        yield {**told, **people, "status": status, "quotation": whole(row.located.match)}


def _files(shown: Page, words: Words) -> Iterator[Mapping[str, Value]]:
    """A row for each file, read or set aside; what there is to say of a file stands in one cell."""
    for file in shown.files:
        translate = [words["document.other-languages-note"]] if file.foreign else []
        yield {
            "file": legible(file.document.path),
            "result": words["workbook.read"],
            "document": legible(file.document.title),
            "format": file.kind,
            "language": file.language,
            "pages": file.document.pages,
            "passages-read": len(file.document.passages),
            "digest": file.document.sha256,
            "what": legible("\n".join((*(remark.what for remark in file.remarks), *file.foreign))),
            "next": legible("\n".join((*(remark.next_step for remark in file.remarks), *translate))),
        }
    for aside, remark in shown.set_aside:
        yield {
            "file": legible(aside.path),
            "result": words["workbook.set-aside"],
            "digest": aside.sha256,
            "what": legible(remark.what),
            "next": legible(remark.next_step),
        }
