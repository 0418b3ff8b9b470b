"""Footnotes, taken from the feet of columns."""

from __future__ import annotations

import re
from collections import Counter

from tutela.text.pdf_layout import Flow
from tutela.text.pdf_lines import Line, Page
from tutela.text.pdf_measures import edges
from tutela.text.pdf_paragraphs import Paragraph

_MARK = re.compile(
    r"(?:(\d{1,3}(?!\d)|\*{1,4}|[†‡§¶]|[a-z](?=[.)]))\s?[.)]?\s*(?=[^\W\d_]|[«“\"‘(¿\[/\d])"
    r"|\(\s?(\*+|\d{1,3})\s?\)\s*(?=\S))"
)
_SMALL = 0.94  # times the size of the text: letters of footnotes
_MOST = 0.7  # of a page's lines
_LOW = 0.6  # of a page's height: footnotes end below it, and in letters of the text's size stand below it


def take_footnotes(flows: list[Flow], page: Page, size: float) -> list[Paragraph]:
    """Take the footnotes out of the flows of a page; ``size`` is that of the document's text."""
    lines = [line for flow in flows for line in flow.lines]
    if sum(1 for line in lines if line.size > 0.96 * size) < 2 and lines:  # a page in smaller letters
        size = min(size, Counter(round(line.size * 4) / 4 for line in lines).most_common(1)[0][0])
    notes: list[Paragraph] = []
    for flow in flows:
        start = _small_start(flow.lines, size, bool(notes))
        if start is None and page.marks:
            start = _referred_start(flow.lines, page)
        if start is None or len(flow.lines) - start > _MOST * len(lines) or flow.lines[-1].y < _LOW * page.height:
            continue
        first = flow.lines[start]
        if first.size < _SMALL * size and any(
            line.y > first.y and line.size > 0.96 * size and line.left < first.right and first.left < line.right
            for line in lines
        ):
            continue  # text stands below them
        _add_notes(notes, flow.lines[start:], page.number)
        del flow.lines[start:]
    return notes


def _small_start(lines: list[Line], size: float, is_next: bool) -> int | None:
    """Where the small lines at the foot of a column begin to be footnotes. ``is_next``: the column before it ends in
    one, which may go on here."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALL * size:
        at -= 1
    if is_next and at < len(lines) and lines[at].text[0].islower():
        return at
    return next((i for i in range(at, len(lines)) if _mark(lines[i])), None)


def _referred_start(lines: list[Line], page: Page) -> int | None:
    """Where footnotes as large as the text begin: after a gap, with a mark that the text of the page refers to."""
    for at in range(len(lines) - 1, max(0, len(lines) - 15), -1):
        line = lines[at]
        if line.y < _LOW * page.height:
            return None
        if line.y - lines[at - 1].y > 2 * line.size and _mark(line) in page.marks:
            return at
    return None


def _mark(line: Line) -> str:
    """The mark with which a footnote begins on this line, or ""."""
    if line.raised:
        return line.text[: line.raised].strip()
    found = _MARK.match(line.text)
    return (found[1] or found[2]) if found else ""


def _add_notes(notes: list[Paragraph], lines: list[Line], page: int) -> None:
    """Part lines at the foot of a column into footnotes."""
    left, right = edges(lines)
    for line in lines:
        mark = _mark(line)
        last = notes[-1].mark if notes else ""
        follows = not last or line.raised or (mark.isdigit() and last.isdigit() and int(mark) == int(last) + 1)
        if mark and (follows or not mark.isalnum()):
            found = None if line.raised else _MARK.match(line.text)
            rest = line.text[found.end() if found else line.raised :].lstrip(" .)")
            first = Line(rest or mark, line.left, line.right, line.y, line.size)
            notes.append(Paragraph([first], page, left, right, mark))
        else:
            notes[-1].lines.append(line)
