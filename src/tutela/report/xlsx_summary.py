"""The first sheet of the workbook: what was found, section by section, and how to read and use the rest."""

from __future__ import annotations

from xlsxwriter.format import Format

from tutela.evidence.finding import STATUSES
from tutela.report.page import Page
from tutela.report.people import Tally
from tutela.report.quotation import Piece, capped
from tutela.report.xlsx_book import CELL_LIMIT, Book

_WIDTHS = (9, 78, 14, 14, 16, 10)

_LINE, _LETTERS_A_LINE = 15, 160
"""Height of a line in points, and how many letters the merged cells of a line of text hold."""


class Summary:
    """The sheet in the making, written from top to bottom."""

    def __init__(self, book: Book, shown: Page) -> None:
        self._book = book
        self._shown = shown
        self._sheet = book.sheet("summary")
        self._sheet.fit_to_pages(1, 1)
        self._sheet.hide_gridlines(2)
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._row = 0

    def write(self) -> None:
        """Write all of it."""
        words, shown = self._book.words, self._shown
        assessment = shown.assessment
        register = assessment.register
        self._line(shown.title, self._book.title, 30)
        instrument = register.instrument[words.language]
        self._prose(words.fill("report.subject", instrument=instrument, symbol=register.symbol))
        made_on = words.fill("report.made-on", date=words.date(assessment.created), version=assessment.version)
        self._prose(made_on, self._book.quiet)
        self._line(words["section.summary"], self._book.subtitle, 30)
        for text in (shown.summary, shown.searched, *shown.caveats):
            self._prose(text)
        self._row += 1
        self._sections()
        self._row += 1
        self._overview()
        if shown.people:
            self._people(shown.people)
        self._line(words["section.how-to-read"], self._book.subtitle, 30)
        people = ("people",) if shown.people else ()
        for key in ("support", "not-no", *people, "grades", "scores", "disclaimer"):
            self._prose(words[f"read.{key}"])
        self._line(words["workbook.how-to-use"], self._book.subtitle, 30)
        self._prose(words["workbook.about-measures"])
        for sheet in ("evidence", "contrary", "to-decide"):
            self._prose(words[f"workbook.about-{sheet}"])
        self._prose(words.fill("workbook.about-misses", status=words.status("not-found")))
        if shown.people:
            self._prose(words["workbook.about-rejected"])
        self._prose(words["workbook.about-documents"])
        self._prose(words["workbook.about-judged" if shown.people else "workbook.about-judgement"])

    def _line(self, text: str, look: Format, height: float) -> None:
        shown = "".join(piece.text for piece in capped([Piece(text, False)], CELL_LIMIT))
        self._sheet.write_string(self._row, 0, shown, look)
        self._sheet.set_row(self._row, height)
        self._row += 1

    def _prose(self, text: str, look: Format | None = None) -> None:
        """Text over the whole width. No program fits the height of merged cells by itself."""
        look = look or self._book.prose
        self._sheet.merge_range(self._row, 0, self._row, len(_WIDTHS) - 1, "", look)
        self._line(text, look, _LINE * (1 + len(text) // _LETTERS_A_LINE))

    def _sections(self) -> None:
        """Sections and statuses, with their sum."""
        words, book, sheet, counts = self._book.words, self._book, self._sheet, self._shown.counts
        statuses = [words.status(status) for status in STATUSES]
        sheet.set_row(self._row, 2 * _LINE)
        for column, text in enumerate((words["column.section"], "", *statuses, words["column.total"])):
            sheet.write_string(self._row, column, text, book.head)
        for group in self._shown.groups:
            self._row += 1
            sheet.write_string(self._row, 0, group.section.id, book.text)
            sheet.write_string(self._row, 1, group.heading, book.text)
            for column, status in enumerate(STATUSES, 2):
                look = book.counts[status] if group.counts[status] else book.count
                sheet.write_number(self._row, column, group.counts[status], look)
            sheet.write_number(self._row, 5, sum(group.counts.values()), book.count)
        self._row += 1
        sheet.write_string(self._row, 0, words["column.total"], book.strong)
        sheet.write_blank(self._row, 1, None, book.strong)
        for column, status in enumerate(STATUSES, 2):
            sheet.write_number(self._row, column, counts[status], book.total)
        sheet.write_number(self._row, 5, sum(counts.values()), book.total)
        self._row += 1

    def _overview(self) -> None:
        """Where the measures are answered, and which of them a reviewer must look at."""
        words, book, sheet, overview = self._book.words, self._book, self._sheet, self._shown.overview
        sheet.merge_range(self._row, 0, self._row, 1, "", book.head)
        sheet.write_string(self._row, 0, words["where.overview"], book.head)
        sheet.write_string(self._row, 2, words["where.measures"], book.head)
        sheet.set_row(self._row, 2 * _LINE)
        for key, count in overview.places.items():
            self._row += 1
            sheet.merge_range(self._row, 0, self._row, 1, "", book.text)
            sheet.write_string(self._row, 0, words[key], book.text)
            sheet.write_number(self._row, 2, count, book.count)
        self._row += 1
        self._prose(words["where.note"], book.quiet)
        self._prose(words.plural("contrary.measures", len(overview.contrary)), book.marked)
        for measure in overview.contrary:
            self._prose(f"{self._shown.titles[measure]} ({measure})")
        self._prose(words.plural("unsure.measures", len(overview.unsure)), book.marked)

    def _people(self, people: Tally) -> None:
        """What people decided, and for how many measures it gives another status."""
        words, book, sheet = self._book.words, self._book, self._sheet
        self._row += 1
        sheet.merge_range(self._row, 0, self._row, 1, "", book.head)
        sheet.write_string(self._row, 0, words["people.title"], book.head)
        sheet.write_string(self._row, 2, words["column.passages"], book.head)
        sheet.set_row(self._row, 2 * _LINE)
        for outcome, count in people.passages.items():
            self._row += 1
            sheet.merge_range(self._row, 0, self._row, 1, "", book.text)
            sheet.write_string(self._row, 0, words[f"people.passages-{outcome}"], book.text)
            sheet.write_number(self._row, 2, count, book.count)
        self._row += 1
        self._prose(words.plural("people.measures", people.measures))
        self._prose(words.plural("people.changed", people.changed), book.marked)
