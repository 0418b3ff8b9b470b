"""Tables with ruled cells, their head repeated on every page."""

from __future__ import annotations

from typing import NamedTuple

from typesetting.lines import Font, Line, break_lines, draw_line
from typesetting.pages import Pages
from typesetting.source import Block, Run

_PADDING = 4.0


class _Cell(NamedTuple):
    lines: list[Line]
    width: float


def draw_table(pages: Pages, rows: list[Block], shares: tuple[float, ...], size: float = 8.5) -> None:
    """Set a table over the width of the column; ``shares`` are the widths of its columns, adding up to 1."""
    head, body = Font(pages.design.body.family, size, "B"), Font(pages.design.body.family, size)
    first = _cells(pages, rows[0], shares, head)
    _draw_row(pages, first, head, is_head=True)
    for row in rows[1:]:
        cells = _cells(pages, row, shares, body)
        if pages.room < _row_height(cells, body):
            pages.open_page()
            pages.start_columns(1, pages.design.top)
            _draw_row(pages, first, head, is_head=True)
        _draw_row(pages, cells, body, is_head=False)
    pages.y += 10


def _cells(pages: Pages, row: Block, shares: tuple[float, ...], font: Font) -> list[_Cell]:
    widths = [share * pages.width for share in shares]
    return [
        _Cell(break_lines(pages.pdf, [Run(text)], font, width - 2 * _PADDING), width)
        for text, width in zip(row.cells, widths, strict=True)
    ]


def _row_height(cells: list[_Cell], font: Font) -> float:
    return max(len(cell.lines) for cell in cells) * font.size * 1.2 + 2 * _PADDING


def _draw_row(pages: Pages, cells: list[_Cell], font: Font, *, is_head: bool) -> None:
    height, x = _row_height(cells, font), pages.x
    for cell in cells:
        if is_head:
            pages.pdf.set_fill_color(226, 232, 238)
        pages.pdf.rect(x, pages.y, cell.width, height, style="DF" if is_head else "D")
        for number, line in enumerate(cell.lines):
            draw_line(pages.pdf, line, font, x + _PADDING, pages.y + _PADDING + font.size + number * font.size * 1.2)
        x += cell.width
    pages.y += height
