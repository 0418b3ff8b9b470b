"""Where a finding stands, as its reader looks for it: line and column in an editor, page or paragraph in a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

CONTEXT = 60
"""Characters before and after the words of a finding that are shown around them, at most."""

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file. ``line`` and ``column`` count from 1, in characters, and ``end_column`` is the one after the
    last; they are None in documents, which have ``page`` (None where the format has none) and ``label`` ("Art. 3").
    ``before`` and ``after`` are the words around, on one line."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    label: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Lines:
    """The lines of a text."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, start: int, end: int, before: str = "", after: str = "") -> Place:
        """The place of a stretch."""
        line, column = self.position(start)
        end_line, end_column = self.position(max(start, end - 1))
        return Place(line, column, end_line, end_column + (1 if end > start else 0), before=before, after=after)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a stretch: whole words, of the same paragraph, on one line."""
    first = max(0, start - CONTEXT)
    before, after = text[first:start], text[end : end + CONTEXT]
    if (gap := max(before.rfind("\n\n"), before.rfind("\n\r\n"))) >= 0:
        before = before[gap:]
    elif first:
        before = "…" + (before if text[first - 1].isspace() else re.sub(r"^\S*\s*", "", before))
    gaps = [gap for gap in (after.find("\n\n"), after.find("\r\n\r\n")) if gap >= 0]
    if gaps:
        after = after[: min(gaps)]
    elif end + CONTEXT < len(text):
        cut = after if text[end + CONTEXT].isspace() else after[: max(after.rfind(" "), after.rfind("\n"), 0)]
        after = cut.rstrip() + "…"
    return _one_line(before).lstrip(), _one_line(after).rstrip()


def _one_line(text: str) -> str:
    """White space as single blanks, one at either end kept."""
    return re.sub(r"\s+", " ", text)
