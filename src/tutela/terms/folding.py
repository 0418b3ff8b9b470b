"""Text as the rules see it: without accents and capitals, character for character, so that places stay what they are.

Almost all text folds by a table, one byte a character. Text with characters that are no letter of their own (soft
hyphens, combining accents, ligatures) or with words divided at the end of a line is taken apart first, with a list of
where each character stood.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Sequence
from functools import cached_property, lru_cache

_SIGNS = (
    dict.fromkeys("\u2010\u2011\u2012\u2212", "-")
    | dict.fromkeys("\u202f\u2009", " ")
    | dict.fromkeys("\u02bc\u02b9", "'")
    | dict.fromkeys("\u2027\u22c5", "·")
)
"""Signs outside of cp1252 that have one there."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_NO_LETTERS = _INVISIBLE + _COMBINING + _LIGATURES
_MOVING = re.compile(
    rf"[-\u2010{_NO_LETTERS}](?:(?<=(?:[^\W\d_]|[{_COMBINING}])[-\u00ad\u2010])[ \t]*\r?\n[ \t]*(?=[^\W\d_])"
    rf"|(?<=[{_NO_LETTERS}]))"
)
"""A word divided at the end of a line, characters that are no letter of their own, letters in one that are several."""


def _table() -> bytes:
    table = bytearray(range(256))
    for code in range(256):
        try:
            sign = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            continue
        plain = fold_sign(sign)
        if len(plain) == 1 and plain.isascii():
            table[code] = ord(plain)
    return bytes(table)


@lru_cache(maxsize=4096)
def fold_sign(sign: str) -> str:
    """A character without accent and capital."""
    if sign in "œŒ":
        return "e"
    if sign in "’‘ʼ´`":
        return "'"
    if sign in "–—\u2010\u2011\u2012\u2212":
        return "-"
    if sign in "\u00a0\u202f\u2009":
        return " "
    plain = unicodedata.normalize("NFKD", sign.lower())
    return "".join(one for one in plain if not unicodedata.combining(one)) or sign


def fold(text: str) -> str:
    """A text without accents and capitals; not always as long as it was."""
    return "".join(map(fold_sign, unicodedata.normalize("NFC", text)))


_TABLE = _table()


class Folded:
    """``text`` folded, and where its characters stood."""

    def __init__(self, text: str, pieces: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self._begins = [begin for begin, _ in pieces]
        self._moves = [move for _, move in pieces]

    @cached_property
    def places(self) -> list[int] | None:
        """Where each character stood; None where nothing moved."""
        return [self._place(place) for place in range(len(self.text))] if self._begins else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text as it was of one in the folded text."""
        return (self._place(start), self._place(end - 1) + 1) if self._begins else (start, end)

    def _place(self, place: int) -> int:
        return place + self._moves[bisect(self._begins, place) - 1]


def folded(text: str) -> Folded:
    """Fold a text, with the places of its characters."""
    if text.isascii() and "-" not in text:
        return Folded(_by_table(text))
    kept: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = last = 0

    def keep(part: str, start: int) -> None:
        nonlocal length
        if part:
            kept.append(part)
            pieces.append((length, start - length))
            length += len(part)

    for match in _MOVING.finditer(text):
        keep(text[last : match.start()], last)
        last = match.end()
        if match[0] in _LIGATURES:
            for letter in unicodedata.normalize("NFKC", match[0]):
                keep(letter, match.start())
    if not last:
        return Folded(_by_table(text))
    keep(text[last:], last)
    return Folded(_by_table("".join(kept)), pieces)


def _by_table(text: str) -> str:
    if not text.isascii():
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
    return text.encode("cp1252", "replace").translate(_TABLE).decode("latin-1")
