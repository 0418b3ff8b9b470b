"""Sheets and cells of the workbook: how they look, how they print, and what may stand in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import ceil
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tutela.evidence.finding import STATUSES, Status
from tutela.report.colours import ACCENT, FILL, INK, QUIET
from tutela.report.quotation import Piece, capped
from tutela.report.rows import WHERE_COLUMNS, heading
from tutela.report.words import Words

CELL_LIMIT = 32_767
"""Characters that a cell of Excel holds."""

# In characters of the body font. A column that is not named here is narrow.
_NARROW = 9
_COLUMNS_OF_WIDTH = {
    12: ("documents", "kind", "language", "result", "confirmed", "rejected", *WHERE_COLUMNS),
    14: ("status", "machine", "label", "judgement", "grade", "direction"),
    20: ("section-heading", "addressees", "themes"),
    24: ("measure", "document", "file", "heading", "lead", "digest"),
    28: ("title", "reasons", "against", "note"),
    36: ("asks", "what", "next"),
    64: ("quotation", "best-quotation"),
}
_WIDTHS = {column: width for width, columns in _COLUMNS_OF_WIDTH.items() for column in columns}

_LETTERS = 1.15
"""Letters to one unit of a column's width, of which each holds a digit."""

_LINE, _TALLEST = 13, 260
"""Height of a line, and of the tallest row, in points: a row taller than the screen cannot be scrolled."""

_ONE_PAGE = 10
"""Columns that a page holds in letters that can be read."""

_JUDGEMENTS = ("confirmed", "rejected", "unsure")

_EDGE = {"border": 1, "border_color": "#C9CED6", "valign": "top"}


class Badge(NamedTuple):
    """A status and its name, to stand on its colour."""

    status: Status
    name: str


Value = str | int | float | None | Badge | list[Piece]
"""What may stand in a cell; Pieces are shown with the marked ones in bold."""


class Book:
    """A workbook in the making; ``words`` gives its headings; ``judged`` where it holds people's judgements."""

    def __init__(self, workbook: Workbook, words: Words, *, judged: bool = False) -> None:
        self.words = words
        self.judged = judged
        self._workbook = workbook
        # The apostrophe that Excel keeps out of sight: text stays text when somebody edits the cell.
        text = {**_EDGE, "text_wrap": True, "quote_prefix": True}
        self.head = self._format(**_EDGE, text_wrap=True, bold=True, font_color="#FFFFFF", bg_color=f"#{ACCENT}")
        self.text = self._format(**text)
        self.score = self._format(**_EDGE, num_format="0.00", align="center")
        self.count = self._format(**_EDGE, num_format="#,##0", align="center")
        self.tally = self._format(**_EDGE, num_format='#,##0;-#,##0;"–"', align="center")
        self.review = self._format(**text, bg_color="#FFFDF3")
        self.plain, self.bold = self._format(), self._format(bold=True)
        self.strong = self._format(**text, bold=True)
        self.status = {
            status: self._format(**text, bold=True, font_color=f"#{INK[status]}", bg_color=f"#{FILL[status]}")
            for status in STATUSES
        }
        self.counts = {
            status: self._format(**_EDGE, align="center", font_color=f"#{INK[status]}", bg_color=f"#{FILL[status]}")
            for status in STATUSES
        }
        self.total = self._format(**_EDGE, bold=True, align="center")
        self.title = self._format(bold=True, font_size=18, font_color=f"#{ACCENT}")
        self.subtitle = self._format(bold=True, font_size=12, font_color=f"#{ACCENT}", valign="bottom")
        self.prose = self._format(text_wrap=True, valign="top", quote_prefix=True)
        self.marked = self._format(text_wrap=True, valign="top", bold=True, quote_prefix=True)
        self.quiet = self._format(text_wrap=True, valign="top", font_color=f"#{QUIET}", quote_prefix=True)

    def _format(self, **properties: Any) -> Format:
        return self._workbook.add_format({"font_name": "Arial", "font_size": 10, **properties})

    def sheet(self, name: str) -> Worksheet:
        """A sheet that prints on A4 landscape, one page wide, with its name and page numbers."""
        sheet = self._workbook.add_worksheet(self.words[f"workbook.{name}"])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8Tutela – &A&R&8&P / &N")
        return sheet

    def table(self, sheet: Worksheet, columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> None:
        """A table from the first row on, with filters and a head that stays in sight; rows are by column."""
        widths = [_WIDTHS.get(column, _NARROW) for column in columns]
        looks = [self._look(column) for column in columns]
        for number, column in enumerate(columns):
            sheet.set_column(number, number, widths[number])
            sheet.write_string(0, number, heading(column, self.words), self.head)
        count = 0
        for count, row in enumerate(rows, 1):
            lines = 1
            for number, column in enumerate(columns):
                length = self._write(sheet, count, number, row.get(column), looks[number])
                lines = max(lines, ceil(length / widths[number] / _LETTERS))
            # Excel would find the height by itself, LibreOffice does not.
            sheet.set_row(count, min(_LINE * lines + 3, _TALLEST))
        sheet.set_row(0, 3 * _LINE)
        if len(columns) > _ONE_PAGE:
            sheet.fit_to_pages(2, 0)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        self._judgements(sheet, columns, count)

    def _look(self, column: str) -> Format:
        if column in ("judgement", "note"):
            return self.review
        if column in ("confirmed", "rejected"):
            return self.tally
        if column in ("rank", "page", "pages", "passages", "passages-read", "documents"):
            return self.count
        if column in WHERE_COLUMNS:
            return self.tally
        return self.score if column in ("score", "best") else self.text

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> int:
        """Write a value and give its length; texts are cut where Excel's cells end."""
        match value:
            case None | "":
                sheet.write_blank(row, column, None, look)
                return 0
            case int() | float():
                sheet.write_number(row, column, value, look)
                return 1
            case Badge(status, text):
                sheet.write_string(row, column, text, self.status[status])
                return len(text)
            case str() if len(value) <= CELL_LIMIT // 2:  # which cannot be more than CELL_LIMIT in UTF-16
                sheet.write_string(row, column, value, look)
                return len(value)
            case str():
                return self._write_pieces(sheet, row, column, [Piece(value, False)], look)
            case _:
                return self._write_pieces(sheet, row, column, value, look)

    def _write_pieces(self, sheet: Worksheet, row: int, column: int, pieces: Iterable[Piece], look: Format) -> int:
        """Marked pieces are bold. Excel knows no rich text of a single piece."""
        shown = capped(pieces, CELL_LIMIT)
        if len(shown) > 1:
            runs = ((self.bold if piece.marked else self.plain, piece.text) for piece in shown)
            sheet.write_rich_string(row, column, *chain.from_iterable(runs), look)
        else:
            marked = any(piece.marked for piece in shown)
            sheet.write_string(row, column, "".join(piece.text for piece in shown), self.strong if marked else look)
        return sum(len(piece.text) for piece in shown)

    def _judgements(self, sheet: Worksheet, columns: Sequence[str], count: int) -> None:
        """The list to choose from where a person says what they make of a row."""
        if "judgement" not in columns or not count:
            return
        number = columns.index("judgement")
        hint = "judged-hint" if self.judged else "judgement-hint"
        sheet.data_validation(
            1, number, count, number,
            {
                "validate": "list",
                "source": [self.words[f"workbook.{choice}"] for choice in _JUDGEMENTS],
                "input_title": self.words["column.judgement"][:32],
                "input_message": self.words[f"workbook.{hint}"][:255],
                "error_message": self.words["workbook.judgement-error"][:255],
            },
        )  # fmt: skip
