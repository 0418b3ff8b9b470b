"""What stands around a term: a window of the text, folded and as written, and the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tutela.terms.finding import Exemption, Kind
from tutela.terms.folding import folded
from tutela.terms.matching import Hit

REACH = 600
"""Characters before and after a term that are looked at."""

SHOWN = 120

_MARKS = str.maketrans(dict.fromkeys("\x84\x93\x94", '"'))
"""Folded text has the codes of cp1252: „ “ ” are these."""

_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.!?](?=[\"”»'’)\]*]*\s+[\"“«‘(¿¡\[*]*[A-ZÀ-Þ0-9])|\n[ \t]*\r?\n|\n[ \t]*(?=[-*•–]\s)")
_SHORT = re.compile(
    r"(?:\b(?:art|arts|arg|sec|secs|s|ss|no|nos|n|nro|num|núm|p|pp|para|paras|par|cf|al|v|vs|cap|c|ch|ed|éd|eds|vol|"
    r"inc|lit|let|fr|dr|mr|mrs|ms|sr|sra|st|mme|mm|m|op|cit|e\.g|i\.e|resp|approx|[a-zà-þ])|\bN\.?º)$",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word of a window: folded, and where it stands there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Surroundings:
    """A term in its text. Places are those of the window: as long folded (``plain``) as written (``cased``)."""

    text: str
    hit: Hit

    @cached_property
    def _first(self) -> int:
        return max(0, self.hit.start - REACH)

    @cached_property
    def _parts(self) -> tuple[str, str, tuple[int, int], list[int] | None]:
        raw = self.text[self._first : self.hit.end + REACH]
        plain = folded(raw)
        start, end = self.hit.start - self._first, self.hit.end - self._first
        if plain.places is None:
            return plain.text.translate(_MARKS), raw, (start, end), None
        cased = "".join(raw[place] for place in plain.places)
        edges = bisect_left(plain.places, start), bisect_left(plain.places, end)
        return plain.text.translate(_MARKS), cased, edges, plain.places

    @property
    def plain(self) -> str:
        """The window, folded; all double quotation marks but guillemets are straight."""
        return self._parts[0]

    @property
    def cased(self) -> str:
        """The window as written, character for character as long as ``plain``."""
        return self._parts[1]

    @property
    def start(self) -> int:
        """Where the term begins in the window."""
        return self._parts[2][0]

    @property
    def end(self) -> int:
        """Where the term ends in the window."""
        return self._parts[2][1]

    @cached_property
    def before(self) -> list[Word]:
        """The words before the term, the nearest first."""
        return [Word(match[0], *match.span()) for match in _WORD.finditer(self.plain, 0, self.start)][::-1]

    def after(self) -> Iterator[Word]:
        """The words after the term."""
        return (Word(match[0], *match.span()) for match in _WORD.finditer(self.plain, self.end))

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The sentence around the term, in the window."""
        start, end = 0, len(self.cased)
        for match in _STOP.finditer(self.cased):
            if match[0] == "." and _SHORT.search(self.cased, max(0, match.start() - 8), match.start()):
                continue
            if match.end() <= self.start:
                start = match.end()
            elif match.start() >= self.end:
                end = match.end()
                break
        return start, end

    def line(self) -> tuple[int, int]:
        """The line or lines on which the term stands, in the window."""
        start = self.cased.rfind("\n", 0, self.start) + 1
        end = self.cased.find("\n", self.end)
        return start, len(self.cased) if end < 0 else end

    def exemption(self, kind: Kind, start: int, end: int) -> Exemption:
        """An exemption for a span of the window."""
        places = self._parts[3]
        if places is None:
            return exemption(self.text, kind, start + self._first, end + self._first)
        return exemption(self.text, kind, places[start] + self._first, places[end - 1] + 1 + self._first)


def exemption(text: str, kind: Kind, start: int, end: int) -> Exemption:
    """An exemption for a span of the text, with its words on one line and not too long."""
    what = " ".join(text[start : min(end, start + 4 * SHOWN)].split())
    return Exemption(kind, start, end, what if len(what) <= SHOWN else what[: SHOWN - 1].rstrip() + "…")
