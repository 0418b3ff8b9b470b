"""The parts of Markdown that are no prose: code, targets of links, and the fields before a text. Terms in them are
reported, but not replaced, for other things depend on their letters."""

from __future__ import annotations

import re
from bisect import bisect_right

_FRONT_MATTER = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\r?\n.*?^(?P=fence)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*\r?$|\Z)", re.DOTALL | re.MULTILINE
)
_INDENTED = re.compile(r"(?:\A|(?<=\n)[ \t]*\r?\n)(?:(?: {4}|\t)[^\r\n]*(?:\r?\n|\Z))+")
_INLINE = re.compile(r"(?<!`)(?P<ticks>`{1,3})(?!`)[^`]*?(?:[^`\n]|\n(?!\s*\n))(?<!`)(?P=ticks)(?!`)")
_TARGET = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*|^ {0,3}\[[^\]\n]+\]:[ \t]*\S+|<(?:https?:|mailto:|/?[a-z])[^>\n]*>", re.M
)


class Protected:
    """The stretches of a text in which nothing is replaced."""

    def __init__(self, text: str) -> None:
        spans: list[tuple[int, int]] = []
        for pattern in (_FRONT_MATTER, _FENCED, _INDENTED, _INLINE, _TARGET):
            spans += [match.span() for match in pattern.finditer(text)]
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def has(self, start: int, end: int) -> bool:
        """Whether a stretch of the text reaches into one of them."""
        number = bisect_right(self._starts, end - 1) - 1
        return number >= 0 and self._ends[number] > start
