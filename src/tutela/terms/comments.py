"""Inline comments that leave terms alone.

    <!-- tutela-terms: off --> ... <!-- tutela-terms: on -->    what stands between them
    <!-- tutela-terms: ignore -->                               the line
    # tutela-terms: ignore child-pornography, minor             these rules on the line
    // tutela-terms: ignore-next-line                           the line that follows

A comment begins with ``<!--``, ``#``, ``//``, ``/*``, ``%``, ``;``, ``--``, ``..`` or ``{#``, or stands alone on its
line. In code quotes (`` ` ``) it is an example, not a comment. A reason may follow after `` -- ``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tutela.terms.finding import Exemption, Kind
from tutela.terms.matching import Hit
from tutela.terms.surroundings import exemption

_MARK = "tutela-terms:"
_ORDER = re.compile(
    r"tutela-terms:[ \t]*(off|on|ignore-next-line|ignore)(?!\w|-\w)"
    r"((?:[ \t,]+[a-z0-9]+(?:-[a-z0-9]+)*)*)"
)
_OPENED = re.compile(r"(?:(?:<!--|\[//\]:[ \t]*#|#|//|/\*|%|;|--|\.\.|\{#)[ \t]*[(\"]?|^[ \t]*)$", re.MULTILINE)
_BEFORE = 40


class _Stretch(NamedTuple):
    start: int
    end: int
    rules: frozenset[str]
    """Those that are left alone; empty: all."""
    said: tuple[int, int]


@dataclass
class Comments:
    """The comments of a text, in its order."""

    text: str
    _stretches: list[_Stretch] = field(default_factory=list)
    _last: tuple[int, int] = (0, -1)

    def __post_init__(self) -> None:
        open_since: dict[frozenset[str], tuple[int, int]] = {}
        place = self.text.find(_MARK)
        while place >= 0:
            if (match := _ORDER.match(self.text, place)) and self._is_comment(place):
                self._read(match, open_since)
            place = self.text.find(_MARK, place + len(_MARK))
        for rules, said in open_since.items():
            self._stretches.append(_Stretch(said[1], len(self.text), rules, said))
        self._stretches.sort()

    def exemptions(self, hits: Sequence[Hit]) -> list[Exemption | None]:
        """For each of some terms, in the order of the text, the comment that leaves it alone."""
        found: list[Exemption | None] = []
        waiting = iter(self._stretches)
        following = next(waiting, None)
        holding: list[_Stretch] = []
        for hit in hits:
            while following is not None and following.start < hit.end:
                holding.append(following)
                following = next(waiting, None)
            holding = [one for one in holding if one.end > hit.start]
            held = next((one for one in holding if not one.rules or hit.rule.id in one.rules), None)
            found.append(exemption(self.text, Kind.COMMENT, *held.said) if held else None)
        return found

    def _is_comment(self, place: int) -> bool:
        first = max(self.text.rfind("\n", max(0, place - _BEFORE), place) + 1, place - _BEFORE, 0)
        before = self.text[first:place]
        opened = _OPENED.search(before)
        if opened is None or (not opened[0].strip() and first and self.text[first - 1] != "\n"):
            return False
        return opened.start() == 0 or before[opened.start() - 1] != "`"

    def _read(self, order: re.Match[str], open_since: dict[frozenset[str], tuple[int, int]]) -> None:
        rules, said = frozenset(re.findall(r"[a-z0-9-]+", order[2])), order.span()
        if order[1] == "off":
            open_since.setdefault(rules, said)
        elif order[1] == "on":
            for known in [one for one in open_since if not rules or (one and one <= rules)]:
                was = open_since.pop(known)
                self._stretches.append(_Stretch(was[1], order.start(), known, was))
        else:
            self._stretches.append(_Stretch(*self._line(order), rules, said))

    def _line(self, order: re.Match[str]) -> tuple[int, int]:
        first, last = self._last
        if last < order.end():  # Not the line of the comment before: a text may be one long line with many of them.
            first = self.text.rfind("\n", max(0, last), order.start()) + 1
            self._last = first, last = first, self._end_of_line(order.end())
        return (first, last) if order[1] == "ignore" else (min(last + 1, len(self.text)), self._end_of_line(last + 1))

    def _end_of_line(self, place: int) -> int:
        end = self.text.find("\n", place)
        return end if end >= 0 else len(self.text)
