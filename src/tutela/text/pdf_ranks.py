"""Headings of a PDF file, known by how they are set, and their ranks."""

from __future__ import annotations

from collections.abc import Sequence

from tutela.text.numbering import find_mark
from tutela.text.pdf_measures import Measures
from tutela.text.pdf_paragraphs import Paragraph, is_entry

RANKS = 6
"""Headings are of at most so many ranks; a note in the margin is of the last."""
_LONGEST = 220
_LONGEST_BOLD = 130
_LONGEST_CAPITALS = 110
_LONGEST_CENTRED = 100
_LONGEST_NUMBERED = 60
_LARGE = 1.11  # times the size of the text
_VERY_LARGE = 1.3
_SMALL = 0.85

_Style = tuple[float, bool, bool, bool]
"""Size, centred, in capitals, bold: in this order a heading stands above another."""


class Ranks:
    """Which paragraphs are headings, and of what rank, as the document uses size, place, capitals and weight."""

    def __init__(self, measures: Measures, found: Sequence[Paragraph]) -> None:
        self._measures = measures
        self._last = {paragraph.page: id(paragraph) for paragraph in found}
        self._styles = {id(paragraph): _style(paragraph) for paragraph in found if self._is_heading(paragraph)}
        ordered = sorted(set(self._styles.values()), reverse=True)
        self._ranks = {style: min(at + 1, RANKS) for at, style in enumerate(ordered)}

    def rank(self, paragraph: Paragraph) -> int:
        """1 for the outermost headings; 0 for what is none."""
        if paragraph.is_aside:
            return RANKS
        style = self._styles.get(id(paragraph))
        return self._ranks[style] if style else 0

    def _is_heading(self, paragraph: Paragraph) -> bool:
        lines = paragraph.lines
        first, end, body = lines[0], lines[-1].text[-1], self._measures.size
        if end in ";," or len(lines) > 5 or (end in ".:" and not first.bold and first.size < _LARGE * body):
            return False  # most paragraphs
        size = max([line.size for line in lines])
        if size < _SMALL * body or first.text[0].islower():
            return False
        if len(lines) > 1 and sum([len(line.text) for line in lines]) > _LONGEST:
            return False
        is_bold = first.bold and not self._measures.is_bold and all(line.bold and line.bold_end for line in lines)
        is_large = size > _LARGE * body and (end not in ".:" or is_bold or size > _VERY_LARGE * body)
        if not is_large and not is_bold and end in ".:":
            return False
        text = " ".join(line.text for line in lines)
        if sum(map(str.isalpha, text)) < 3 or is_entry(text):
            return False
        if is_large or (is_bold and len(text) < _LONGEST_BOLD and end != ":"):
            return True
        return self._is_heading_by_place(paragraph, text)

    def _is_heading_by_place(self, paragraph: Paragraph, text: str) -> bool:
        """Whether a paragraph in the letters of the text is a heading: in capitals, a division's number, centred."""
        if text.isupper() and len(text) < _LONGEST_CAPITALS and len(paragraph.lines) < 4:
            return True
        if mark := find_mark(text):
            is_alone = mark.shape == "word" and len(paragraph.lines) == 1 and len(text) < _LONGEST_NUMBERED
            return is_alone and (not text[mark.end :].strip() or paragraph.is_centred)
        if self._last[paragraph.page] == id(paragraph):
            return False  # an imprint at the foot of the page, and nothing below it
        return len(text) < _LONGEST_CENTRED and paragraph.is_centred and sum(map(str.isdigit, text)) < 6


def _style(paragraph: Paragraph) -> _Style:
    lines = paragraph.lines
    is_upper = all(line.text.isupper() for line in lines)
    size = round(2 * max(line.size for line in lines)) / 2
    return size, paragraph.is_centred, is_upper, all(line.bold for line in lines)
