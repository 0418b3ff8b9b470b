"""Pages filled from top to bottom, column by column, with the footnotes of each page at its foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from fpdf import FPDF

from typesetting.lines import Font, Line, Word, break_lines, draw_line
from typesetting.source import Block, Run, Source

WIDTH, HEIGHT = 595.28, 841.89
"""A4, in points."""
_FEWEST_LINES = 2
"""A paragraph leaves no fewer lines than these alone at the foot of a column, where it has as many."""
_LINES_BELOW_HEADING = 3
"""Headings stand at the foot of a column only with room for so many lines of text below them."""


@dataclass(frozen=True)
class HeadingStyle:
    """How headings of one rank are set: font, alignment, and the points of space before and after."""

    font: Font
    align: str = "left"
    before: float = 12
    after: float = 5


@dataclass(frozen=True)
class Design:
    """How a document is set, in points.

    ``hang`` is the room for the number of a provision, ``indent`` how much further in each level stands. With
    ``is_hanging`` the text keeps to the right of its number; without, later lines return to the margin, as in UN
    documents.
    """

    body: Font
    headings: dict[int, HeadingStyle]
    left: float = 72
    right: float = 72
    top: float = 80
    bottom: float = 76
    columns: int = 1
    gutter: float = 22
    leading: float = 1.28
    gap: float = 5
    indent: float = 22
    hang: float = 22
    is_hanging: bool = True
    is_justified: bool = False

    @property
    def column_width(self) -> float:
        return (WIDTH - self.left - self.right - (self.columns - 1) * self.gutter) / self.columns


@dataclass
class Pages:
    """A document in the making: where the next line goes. ``furniture`` draws what every page has."""

    pdf: FPDF
    design: Design
    source: Source
    furniture: Callable[[FPDF, int], None]
    prepare: Callable[[str], str] = str
    column: int = 0
    top: float = 0.0
    y: float = 0.0
    notes: list[list[Line]] = field(default_factory=list)
    columns: int = 1  # on this page, from ``top`` on

    def open_page(self) -> None:
        """Begin a page; what is written goes to its first column."""
        self._place_notes()
        self.pdf.add_page()
        self.furniture(self.pdf, self.pdf.page_no())
        self.start_columns(self.design.columns, self.design.top)

    def start_columns(self, count: int, top: float) -> None:
        """Go on in this number of columns from ``top`` on."""
        self.columns, self.column, self.top, self.y = count, 0, top, top

    def close(self) -> None:
        """Finish the last page."""
        self._place_notes()

    @property
    def x(self) -> float:
        return self.design.left + self.column * (self.width + self.design.gutter)

    @property
    def width(self) -> float:
        return (WIDTH - self.design.left - self.design.right) if self.columns == 1 else self.design.column_width

    @property
    def room(self) -> float:
        """Points left in the column above the footnotes."""
        return HEIGHT - self.design.bottom - self._notes_height(self.notes) - self.y

    def advance(self) -> None:
        """Go on in the next column, or on a new page."""
        if self.column + 1 < self.columns:
            self.column, self.y = self.column + 1, self.top
        else:
            self.open_page()

    def add(self, blocks: list[Block]) -> None:
        """Set headings, paragraphs and bullets; headings stay with the text that they head."""
        for is_heading, group in groupby(blocks, key=lambda block: block.kind == "heading"):
            together = list(group)
            if is_heading:
                self._headings(together)
            else:
                for block in together:
                    self._paragraph(block)

    def _headings(self, blocks: list[Block]) -> None:
        styles = [self.design.headings[block.level] for block in blocks]
        broken = [
            break_lines(self.pdf, block.runs, style.font, self.width)
            for block, style in zip(blocks, styles, strict=True)
        ]
        needed = _LINES_BELOW_HEADING * self._height + sum(
            style.before + style.after + len(lines) * style.font.size * self.design.leading
            for style, lines in zip(styles, broken, strict=True)
        )
        if self.room < needed:
            self.advance()
        for style, lines in zip(styles, broken, strict=True):
            self.y += style.before if self.y > self.top else 0
            for line in lines:
                self.put(line, style.font, align=style.align)
            self.y += style.after

    def _paragraph(self, block: Block) -> None:
        design = self.design
        inset = block.level * design.indent
        hang = design.hang if block.mark and design.is_hanging else 0.0
        runs = [Run(self.prepare(run.text), run.style) for run in block.runs]
        if block.mark and not design.is_hanging:
            runs = [Run(block.mark + "\t"), *runs]
        width = self.width - inset - hang
        lines = break_lines(self.pdf, runs, design.body, width, is_justified=design.is_justified, tab=design.hang)
        for number, line in enumerate(lines):
            is_torn = number == 0 and len(lines) >= _FEWEST_LINES and self.room < _FEWEST_LINES * self._height
            if is_torn:
                self.advance()
            self.put(line, design.body, inset + hang, mark=block.mark if number == 0 and hang else "", at=inset)
        self.y += design.gap

    @property
    def _height(self) -> float:
        return self.design.body.size * self.design.leading

    def put(self, line: Line, font: Font, inset: float = 0, mark: str = "", at: float = 0, align: str = "left") -> None:
        """Set one line where there is room for it and for the footnotes that it calls."""
        height = font.size * self.design.leading
        called = [self._note(number) for number in line.notes]
        if self.room < height + self._notes_height([*self.notes, *called]) - self._notes_height(self.notes):
            self.advance()
        self.notes += called
        baseline = self.y + font.size
        if mark:
            draw_line(self.pdf, Line([Word([Run(mark)])], 0), font, self.x + at, baseline)
        draw_line(self.pdf, line, font, self.x + inset, baseline, align)
        self.y += height

    # Footnotes

    @property
    def _note_font(self) -> Font:
        return Font(self.design.body.family, self.design.body.size * 0.82)

    def _note(self, number: str) -> list[Line]:
        runs = [Run(number, "raised"), Run(" "), *Block("note", self.source.notes[number]).runs]
        return break_lines(self.pdf, runs, self._note_font, WIDTH - self.design.left - self.design.right)

    def _notes_height(self, notes: list[list[Line]]) -> float:
        count = sum(len(note) for note in notes)
        return count * self._note_font.size * self.design.leading + 14 if notes else 0

    def _place_notes(self) -> None:
        if not self.notes:
            return
        y = HEIGHT - self.design.bottom - self._notes_height(self.notes) + 10
        self.pdf.line(self.design.left, y, self.design.left + 110, y)
        for line in (line for note in self.notes for line in note):
            draw_line(self.pdf, line, self._note_font, self.design.left, y + self._note_font.size + 3)
            y += self._note_font.size * self.design.leading
        self.notes = []
