"""From lines to paragraphs: where one ends and the next begins.

A page shows it by a wider gap, an indent, a line that stops short although the next word would have fitted, a change
of type, or a number. None of these is sure by itself: a line may begin with "(a)" in the middle of a sentence, and a
heading's second line is set like its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from tutela.text.lines import opens_paragraph
from tutela.text.numbering import find_mark
from tutela.text.pdf_layout import Flow, Table
from tutela.text.pdf_lines import HYPHENS, Line
from tutela.text.pdf_measures import Measures, edges, is_central

_ENDS = ".;:!?…—"
_CLOSING = '”"»’)]'
_LEADER = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,})\s*(?:[\divxlc–-]{1,9}\s*){0,2}$", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"\D\d{1,4}$")
_WIDER = 1.28  # times the usual distance of lines


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. ``left`` and ``right`` are the edges of the column in which they stand."""

    lines: list[Line]
    page: int
    left: float
    right: float
    mark: str = ""
    """Of a footnote: the number or sign with which it begins."""
    is_aside: bool = False
    """Whether it stands in the margin, as a title of what is beside it."""

    @property
    def is_centred(self) -> bool:
        """Whether its lines are set in the middle of the column, and not as wide as it."""
        inset = self.left + 0.04 * (self.right - self.left) + 2
        return all(is_central(line, self.left, self.right) for line in self.lines) and any(
            line.left > inset for line in self.lines
        )


def paragraphs(flow: Flow, page: int, measures: Measures) -> list[Paragraph]:
    """The paragraphs of lines that are read one after the other."""
    lines = flow.lines
    if not lines:
        return []
    column = _Column(lines, measures)
    starts = [0]
    for at in range(1, len(lines)):
        if column.begins(at, starts[-1]):
            starts.append(at)
    ends = [*starts[1:], len(lines)]
    return [Paragraph(lines[a:b], page, column.left, column.right) for a, b in zip(starts, ends, strict=True)]


class _Column:
    """Lines one below the other, and the edges between which they stand."""

    def __init__(self, lines: list[Line], measures: Measures) -> None:
        self.lines = lines
        self.measures = measures
        self.left, self.right = edges(lines)
        if sum([line.right > self.right - 2 for line in lines]) < 3:  # no line tells where the column ends
            self.right = max(self.right, measures.right(self.left, self.right))
        self.width = self.right - self.left
        self.entries = [is_entry(line.text) for line in lines]
        self.entries_end = 0.0
        if sum(self.entries) > 2:
            self.entries_end = median(line.right for line, entry in zip(lines, self.entries, strict=True) if entry)

    def begins(self, at: int, first: int) -> bool:
        """Whether a line begins a new paragraph; ``first`` is the first line of the one that is open."""
        line, before = self.lines[at], self.lines[at - 1]
        step, size = line.y - before.y, before.size
        if step < 0.5 * size or step > _WIDER * self.measures.leading(min(size, line.size)) + 0.5:
            return True
        if not 0.88 < line.size / size < 1.14 or self._is_entry(at - 1):
            return True
        if self._goes_on_as_heading(at, first):
            return False
        is_short = fits(line, before, self.left, self.right)
        text, ends = line.text, ends_sentence(before.text)
        if is_short and (ends or not text[0].islower()):
            return True
        if (ends or is_short) and self._changes_weight(at, first):
            return True
        is_listed = ends and at - first == 1 and text[0].isdigit() and before.text[0].isdigit()
        if is_listed and abs(line.left - before.left) < 2:
            return True  # entries of a list, one a line
        stands_out = at - first > 1 and abs(line.left - before.left) > 0.6 * line.size
        if (is_short or ends or stands_out) and opens_paragraph(text, before.text):
            return True
        if is_central(line, self.left, self.right) and is_central(before, self.left, self.right):
            return False
        return self._indent_begins(at, first, ends)

    def _is_entry(self, at: int) -> bool:
        """Whether a line is an entry of a table of contents, among others even without leaders."""
        if self.entries[at] or not self.entries_end:
            return self.entries[at]
        line = self.lines[at]
        return abs(line.right - self.entries_end) < 4 and bool(_PAGE_AT_END.search(line.text))

    def _goes_on_as_heading(self, at: int, first: int) -> bool:
        """Whether a line is set as the heading's line before it is, so that it goes on where that was broken on
        purpose."""
        line, before, measures = self.lines[at], self.lines[at - 1], self.measures
        if before.width < 0.5 * self.width or at - first > 3 or ends_sentence(before.text):
            return False
        is_bold = before.bold and before.bold_end and line.bold and line.bold_end and not measures.is_bold
        is_upper = before.text.isupper() and line.text.isupper()
        if not (is_bold or is_upper or before.size > 1.12 * measures.size) or find_mark(line.text):
            return False
        is_level = abs(line.left - before.left) < 2 or (
            is_central(line, self.left, self.right) and is_central(before, self.left, self.right)
        )
        return is_level and line.y - before.y < 1.5 * line.size

    def _changes_weight(self, at: int, first: int) -> bool:
        """Whether bold lines end, or begin, before a line."""
        line = self.lines[at]
        if line.bold and line.bold_end:
            return not self.lines[at - 1].bold_end
        return not line.bold and all(other.bold and other.bold_end for other in self.lines[first:at])

    def _indent_begins(self, at: int, first: int, ends: bool) -> bool:
        """Whether the indent of a line tells that a paragraph begins with it."""
        line, before = self.lines[at], self.lines[at - 1]
        tolerance = 0.7 * line.size
        shift = line.left - before.left
        if abs(shift) < tolerance or line.text[0].islower():
            return False
        if before.text[-1] in ":—":
            return True
        if shift < 0:  # further out: the second line, or a hanging paragraph's first
            return at - first > 1 and ends
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        returns = after is not None and after.left < line.left - tolerance and after.y - line.y < 3 * line.size
        if at - first == 1 and not returns:  # further in: the second line of a hanging paragraph
            return ends and after is None
        return ends or (returns and at - first > 1)


def fits(line: Line, before: Line, left: float, right: float) -> bool:
    """Whether the first word of a line would have had room at the end of the line before it, which so ends a
    paragraph."""
    if before.text[-1] in HYPHENS:
        return False
    word = line.text.find(" ")
    share = (word if word > 0 else len(line.text)) / len(line.text)
    width = right - left
    needed = 1.1 * share * line.width + 0.5 * line.size + 0.02 * width
    if before.left > left + max(line.size, 0.08 * width) and is_central(before, left, right):
        return width - before.width > needed
    return right - before.right > needed


def ends_sentence(text: str) -> bool:
    """Whether a line ends as sentences and listed things do."""
    last = text[-1]
    return last in _ENDS or (last in _CLOSING and text[-2:-1] in _ENDS)


def is_entry(text: str) -> bool:
    """Whether a line is an entry of a table of contents: leaders, and a page number."""
    return ("...." in text or ". . ." in text or "……" in text or "____" in text) and bool(_LEADER.search(text))


def join_over_breaks(parts: Iterable[tuple[Flow | Table, list[Paragraph]]], measures: Measures) -> None:
    """Join the paragraphs that go on in the next column or on the next page, in place: the second one is left
    without lines."""
    opened: dict[int, tuple[Paragraph, int]] = {}  # by strand: the last paragraph, and the page where it ends
    for flow, found in parts:
        if isinstance(flow, Table):
            opened.clear()
        if isinstance(flow, Table) or not found:
            continue
        page = found[0].page
        before, last_page = opened.get(flow.strand, (None, 0))
        if before is not None and page - last_page < 2 and _goes_on(found[0], before, measures):
            before.lines += found[0].lines
            found[0].lines = []
            if len(found) == 1:
                opened[flow.strand] = before, page
                continue
        opened[flow.strand] = found[-1], page


def _goes_on(after: Paragraph, before: Paragraph, measures: Measures) -> bool:
    """Whether a paragraph at the top of a column is the rest of the one at the foot of the last."""
    first, last = after.lines[0], before.lines[-1]
    if not 0.94 < first.size / last.size < 1.06 or is_entry(last.text):
        return False
    if last.text[-1] in HYPHENS:
        return True
    opens = opens_paragraph(first.text, last.text)
    is_short = fits(first, last, before.left, before.right)
    if ends_sentence(last.text):
        is_indented = first.left > after.left + 0.5 * first.size
        return measures.has_indents and not (is_short or is_indented or opens or first.bold != last.bold_end)
    if first.text[0].islower():
        return not (opens and is_short)
    is_full = last.width > 0.6 * (before.right - before.left)
    return is_full and not (opens or is_short or before.is_centred or (first.bold and not last.bold_end))


def uses_indents(found: Iterable[Paragraph]) -> bool:
    """Whether most paragraphs of several lines begin further in than they go on."""
    long = [p for p in found if len(p.lines) > 2]
    indented = sum(1 for p in long if p.lines[0].left > p.lines[1].left + 0.5 * p.lines[0].size)
    return len(long) > 3 and indented > 0.6 * len(long)
