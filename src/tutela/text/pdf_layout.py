"""The order in which the lines of a page are read.

Most pages are one column, and their lines are read from top to bottom. Where lines stand side by side, notes in the
margin are told apart, and the rest is cut into columns and tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from tutela.text.numbering import opens_unit
from tutela.text.pdf_columns import Cutting, Flow, Gutters, Table
from tutela.text.pdf_lines import Line, Page

__all__ = ["Flow", "Gutters", "Layout", "Table", "lay_out"]

_SAME_ROW = 0.55  # of the letters' height
_BESIDE = 0.75
_DROP_CAP = 1.7  # times the size of the text
_MOST_LINES = 3000
"""A page of more lines is no page of text: its lines stay in the order of the file."""
_RULE = re.compile(r"[\W_]{3,}")  # a line drawn with letters
_MARK_ONLY = re.compile(r"\d{1,3}|\*{1,3}|[†‡]")


@dataclass(slots=True)
class Layout:
    """What stands on a page in the order of reading. ``notes`` stand in the margin beside what they are about: the
    lines of each."""

    page: Page
    parts: list[Flow | Table] = field(default_factory=list)
    notes: list[list[Line]] = field(default_factory=list)


def lay_out(page: Page, gutters: Gutters) -> Layout:
    """The lines of a page in reading order. ``gutters`` are those of the pages before it; its own are added."""
    layout = Layout(page)
    lines = [line for line in page.lines if not _RULE.fullmatch(line.text)]
    if len(lines) > _MOST_LINES:
        layout.parts.append(Flow(lines))
        return layout
    lines.sort(key=attrgetter("y"))
    lines = _with_drop_caps(_joined_rows(lines))
    beside = _beside(lines)
    if beside and not gutters.between(lines):
        lines, layout.notes = _without_margin(lines)
        if layout.notes:
            beside = _beside(lines)
    if beside:
        layout.parts = Cutting(page, gutters).parts(lines, beside)
    elif lines:
        layout.parts.append(Flow(lines))
    if page.aside:
        layout.parts.append(Flow(sorted(page.aside, key=lambda line: line.order)))
    return layout


# Rows: what stands on one foot


def _joined_rows(lines: list[Line]) -> list[Line]:
    """Lines, sorted by height, with the fragments of each put together: the file may write a line in pieces."""
    joined: list[Line] = []
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        end = at + 1
        while end < count and lines[end].y - line.y <= _SAME_ROW * max(line.size, lines[end].size):
            end += 1
        if end == at + 1:
            joined.append(line)
        else:
            joined += _joined_row(sorted(lines[at:end], key=lambda piece: piece.left))
        at = end
    return joined


def _joined_row(pieces: list[Line]) -> list[Line]:
    """Pieces of one row, from left to right, put together where they touch."""
    row = [pieces[0]]
    for piece in pieces[1:]:
        last = row[-1]
        gap, size = piece.left - last.right, max(piece.size, last.size)
        if size > _DROP_CAP * min(piece.size, last.size):
            row.append(piece)  # a drop capital stands on the foot of a line that it does not begin
            continue
        follows = 0 <= piece.order - last.order - len(last.text) < 4
        touches = -0.5 * size < gap < (0.6 if follows else 0.3) * size
        is_mark = len(last.text) < 9 and (opens_unit(last.text) or _is_raised(last, piece))
        if touches or (is_mark and -0.5 * size < gap < 4 * size):
            row[-1] = _together(last, piece, gap)
        else:
            row.append(piece)
    row.sort(key=attrgetter("y"))
    return row


def _together(first: Line, second: Line, gap: float) -> Line:
    """Two pieces of a line as one; a small number between words is the mark of a note, and not of the text."""
    larger = first if first.size >= second.size else second
    raised = first.raised
    if _is_raised(second, first):
        text = first.text + " "
    elif _is_raised(first, second):
        text, raised = first.text + second.text, len(first.text)
    elif second.text[0] in ".,;:)”’»":
        text = first.text.rstrip() + second.text
    else:
        is_apart = gap > 0.1 * larger.size or second.text[0] in "[("
        text = first.text + (" " if is_apart else "") + second.text
    right = max(first.right, second.right)
    return Line(text, first.left, right, larger.y, larger.size, first.bold, second.bold_end, raised, first.order)


def _is_raised(mark: Line, beside: Line) -> bool:
    """Whether a piece of a line is the mark of a note."""
    return mark.size < 0.8 * beside.size and bool(_MARK_ONLY.fullmatch(mark.text))


def _with_drop_caps(lines: list[Line]) -> list[Line]:
    """Lines with the large capitals that stand before them put back in their place, at the beginning of a word."""
    caps = [line for line in lines if len(line.text) < 3 and line.text.isalpha() and line.text.isupper()]
    dropped: set[int] = set()
    for cap in caps:
        top = cap.y - 0.95 * cap.size
        beside = [
            line
            for line in lines
            if line is not cap
            and cap.size > _DROP_CAP * line.size
            and 0 <= line.left - cap.right + 2 < 1.5 * line.size + 2
            and top - 0.6 * line.size < line.y - 0.9 * line.size < cap.y
        ]
        if beside and (beside[0].text[0].islower() or beside[0].text[0].isupper()):
            beside[0].text = cap.text + beside[0].text
            for line in beside:
                line.left = cap.left
            dropped.add(id(cap))
    return [line for line in lines if id(line) not in dropped] if dropped else lines


def _beside(lines: list[Line]) -> set[int]:
    """The indices of the lines, sorted by height, that have another one at their side."""
    beside: set[int] = set()
    for at, line in enumerate(lines):
        reach = line.y + _BESIDE * line.size
        other = at + 1
        while other < len(lines) and lines[other].y < reach:
            near = lines[other]
            if near.y - line.y < _BESIDE * near.size and (near.left >= line.right - 1 or near.right <= line.left + 1):
                beside.add(at)
                beside.add(other)
            other += 1
    return beside


# Notes in the margin


def _without_margin(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines of the text, and the notes in the margin beside it ("Short title" next to section 1)."""
    longest = max(line.width for line in lines)
    text = [line for line in lines if line.width > 0.5 * longest]
    if len(text) < 0.5 * len(lines) or len(text) < 4:
        return lines, []
    left, right = min(line.left for line in text), max(line.right for line in text)
    size = median(line.size for line in text)
    margin = [line for line in lines if line.right < left - 0.4 * size or line.left > right + 0.4 * size]
    if not margin or any(line.width > 0.35 * (right - left) or line.size > 1.05 * size for line in margin):
        return lines, []
    if sum(map(str.isalpha, "".join(line.text for line in margin))) < 4 * len(margin):
        return lines, []
    outside = set(map(id, margin))
    notes: list[list[Line]] = []
    for line in sorted(margin, key=lambda line: (line.left > left, line.y)):
        last = notes[-1][-1] if notes else None
        if last and 0 < line.y - last.y < 1.6 * line.size and abs(line.left - last.left) < 3 * size:
            notes[-1].append(line)
        else:
            notes.append([line])
    return [line for line in lines if id(line) not in outside], notes
