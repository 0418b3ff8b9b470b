"""From the pages of a PDF file to blocks: headings, paragraphs, items, rows, footnotes; and the title."""

from __future__ import annotations

import re

from tutela.text.blocks import Block
from tutela.text.numbering import find_mark
from tutela.text.pdf_footnotes import take_footnotes
from tutela.text.pdf_layout import Flow, Gutters, Layout, Table, lay_out
from tutela.text.pdf_lines import Line, Page
from tutela.text.pdf_margins import strip_margins
from tutela.text.pdf_measures import Measures, measure
from tutela.text.pdf_paragraphs import Paragraph, join_over_breaks, paragraphs, uses_indents
from tutela.text.pdf_ranks import Ranks
from tutela.text.pdf_text import LineJoiner
from tutela.text.titles import sensible_title

_LEADER = re.compile(r"\s*\.{2,}$")
_FILE_NAME = re.compile(r"\.\w{3,4}$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r"\D+\s\S")
_OPENING = 60
"""So many blocks make the opening of a document, in which its title comes again."""

_Part = tuple[int, Flow | Table, list[Paragraph]]
"""The number of a page, a part of it, and the part's paragraphs (none for a table)."""


def blocks_of(pages: list[Page], metadata_title: str = "") -> tuple[list[Block], str]:
    """The blocks of a document in reading order, and its title. Takes the running heads out of the pages."""
    running_head = strip_margins(pages)
    gutters = Gutters()
    layouts = [lay_out(page, gutters) for page in pages]
    flows = [part for layout in layouts for part in layout.parts if isinstance(part, Flow)]
    measures = measure(flows)
    parts, notes = _parts(layouts, measures)
    measures.has_indents = uses_indents(paragraph for _, _, own in parts for paragraph in own)
    join_over_breaks(((part, own) for _, part, own in parts), measures)
    ranks = Ranks(measures, [paragraph for _, _, own in parts for paragraph in own if paragraph.lines])
    blocks = _Blocks(LineJoiner(pages), ranks, notes)
    for number, part, own in parts:
        blocks.open_page(number)
        if isinstance(part, Table):
            blocks.add_table(part, number)
        for paragraph in own:
            blocks.add(paragraph)
    blocks.open_page(pages[-1].number + 1 if pages else 1)
    return blocks.found, _title(blocks, metadata_title, running_head)


def _parts(layouts: list[Layout], measures: Measures) -> tuple[list[_Part], dict[int, list[Paragraph]]]:
    """The paragraphs and tables of all pages in order, and the footnotes of each page."""
    parts: list[_Part] = []
    notes: dict[int, list[Paragraph]] = {}
    for layout in layouts:
        number = layout.page.number
        flows = [part for part in layout.parts if isinstance(part, Flow)]
        if found := take_footnotes(flows, layout.page, measures.size):
            notes[number] = found
        for part in layout.parts:
            own = paragraphs(part, number, measures) if isinstance(part, Flow) else []
            if own and layout.notes:
                _insert_margin_notes(own, layout)
            parts.append((number, part, own))
    return parts, notes


def _insert_margin_notes(own: list[Paragraph], layout: Layout) -> None:
    """Set each note of the margin before the paragraph beside it."""
    for lines in layout.notes:
        first = lines[0]
        at = max((i for i, p in enumerate(own) if p.lines[0].y <= first.y + 0.6 * first.size), default=0)
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        own.insert(at, Paragraph(lines, layout.page.number, left, right, is_aside=True))
    layout.notes = []


class _Blocks:
    """The blocks as they come; footnotes follow the text of their page."""

    def __init__(self, joiner: LineJoiner, ranks: Ranks, notes: dict[int, list[Paragraph]]) -> None:
        self.found: list[Block] = []
        self.headings: list[tuple[float, Block]] = []
        """The headings of the first page that has any, with the size of their letters."""
        self._joiner = joiner
        self._ranks = ranks
        self._notes = notes
        self._depths: list[float] = []  # the indents of the open items

    def open_page(self, number: int) -> None:
        """Before what stands on a page: set down the footnotes of the pages before it."""
        for page in [page for page in self._notes if page < number]:
            for note in self._notes.pop(page):
                text = self._joiner.join([line.text for line in note.lines])
                self.found.append(Block("footnote", f"{note.mark} {text}".strip(), page))

    def add(self, paragraph: Paragraph) -> None:
        """Set down a paragraph."""
        lines = paragraph.lines
        if not lines:
            return
        text = self._joiner.join([line.text[line.raised :].lstrip() if line.raised else line.text for line in lines])
        if not any(map(str.isalnum, text)):
            return
        if rank := self._ranks.rank(paragraph):
            block = Block("heading", text, paragraph.page, rank)
            is_first = not self.headings or self.headings[0][1].page == paragraph.page
            if is_first and not paragraph.is_aside:
                self.headings.append((max(line.size for line in lines), block))
        elif not text[0].isalnum() and (mark := find_mark(text)) and mark.rank == "bullet":
            block = Block("item", text, paragraph.page, self._depth(lines[0]))
        else:
            block = Block("paragraph", text, paragraph.page)
        if block.kind != "item":
            self._depths.clear()
        self.found.append(block)

    def _depth(self, line: Line) -> int:
        """The depth of a list's item by its indent, from 1."""
        while self._depths and line.left < self._depths[-1] - 0.5 * line.size:
            self._depths.pop()
        if not self._depths or line.left > self._depths[-1] + 0.5 * line.size:
            self._depths.append(line.left)
        return len(self._depths)

    def add_table(self, table: Table, page: int) -> None:
        """Set down a table, row by row."""
        self._depths.clear()
        for row in table.rows:
            cells = [_LEADER.sub("", self._joiner.join(cell)) for cell in row]
            if text := " | ".join(cell for cell in cells if cell):
                self.found.append(Block("row", text, page))


def _title(blocks: _Blocks, metadata: str, running_head: str) -> str:
    """The title that the file carries, where the document has its words; else the largest heading at the beginning
    that says something, or the running head."""
    opening = " ".join(block.text for block in blocks.found[:_OPENING]).lower()
    title = sensible_title(metadata)
    words = _LONG_WORD.findall(title.lower())
    if len(words) > 1 and sum(word in opening for word in words) >= 0.6 * len(words) and not _FILE_NAME.search(title):
        return title
    telling = [(size, block.text) for size, block in blocks.headings if _SENTENCE.match(block.text)]
    telling = [(size, text) for size, text in telling if not find_mark(text)]
    if not telling and running_head:
        return running_head
    telling = telling or [(size, block.text) for size, block in blocks.headings]
    largest = max((size for size, _ in telling), default=0.0)
    return next((text for size, text in telling if size > 0.97 * largest), "")
