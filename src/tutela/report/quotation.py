"""The words of a passage as a report shows them: legible, with the words found marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tutela.evidence.match import Match
from tutela.report.excerpt import Place, excerpt

ELLIPSIS = "[…]"

# What XML 1.0 (and so DOCX and XLSX) cannot hold; the C1 controls, which no program shows; the controls of
# writing direction, with which a text can turn around what is printed after it.
_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_NOT_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Piece(NamedTuple):
    """A stretch of a quotation; ``marked`` where it holds words that made the passage match."""

    text: str
    marked: bool


def legible(text: str) -> str:
    """The text without characters that a report cannot hold.

    Old line and page breaks become a space, controls go, and what is no character at all (half a surrogate
    pair, as in a file name that is not UTF-8) becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():  # nearly all cells; three searches saved
        return text
    return _NOT_CHARACTERS.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub(" ", text)))


def marks(match: Match) -> list[Place]:
    """Where the words found stand in ``match.passage.text``: in order, without overlap, never empty."""
    origin, length = match.passage.span.start, len(match.passage.text)
    return merged(
        ((span.start - origin, span.end - origin) for reason in match.reasons for span in reason.spans), length
    )


def merged(places: Iterable[Place], length: int) -> list[Place]:
    """Places in a text of this length: in order, those that touch as one, what lies outside of it left out."""
    found: list[Place] = []
    for first, last in sorted(places):
        start, end = max(first, 0), min(last, length)
        if start >= end:
            continue  # the idea stands outside the passage, in its heading or lead
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def pieces(text: str, marks: Sequence[Place], stretches: Sequence[Place]) -> list[Piece]:
    """Stretches of a text in marked and unmarked pieces, with ELLIPSIS for what is left out between them.

    Each of ``marks`` lies wholly within one of ``stretches`` or outside of all; both are in order.
    """
    parts: list[Piece] = []
    for start, end in stretches:
        if start:
            parts.append(Piece(f" {ELLIPSIS} " if parts else f"{ELLIPSIS} ", False))
        at = start
        for first, last in marks:
            if start <= first and last <= end:
                parts += [Piece(text[at:first], False), Piece(text[first:last], True)]
                at = last
        parts.append(Piece(text[at:end], False))
    if stretches[-1][1] < len(text):
        parts.append(Piece(f" {ELLIPSIS}", False))
    return parts


def whole(match: Match) -> list[Piece]:
    """All of the passage."""
    text = match.passage.text
    return pieces(text, marks(match), [(0, len(text))])


def shortened(match: Match) -> list[Piece]:
    """The passage, or the parts of it around the words found where it is long."""
    found = marks(match)
    return pieces(match.passage.text, found, excerpt(match.passage.text, found))


def capped(pieces: Iterable[Piece], limit: int) -> list[Piece]:
    """The pieces, legible, none of them empty, up to ``limit`` characters in all, ELLIPSIS where cut off.

    Characters are counted as Word and Excel count them, in UTF-16 units.
    """
    shown = [Piece(text, piece.marked) for piece in pieces if (text := legible(piece.text))]
    if sum(_units(piece.text) for piece in shown) <= limit:
        return shown
    parts: list[Piece] = []
    room = limit - len(ELLIPSIS) - 1
    for piece in shown:
        size = _units(piece.text)
        if size > room:
            kept = piece.text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
            return [*parts, Piece(f"{kept} {ELLIPSIS}", piece.marked)]
        parts.append(piece)
        room -= size
    return parts


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
