"""MARC-8, the character sets of MARC before Unicode, read by pymarc; here it is noticed where characters get lost.

Rules: MARC 21 Specifications for Record Structure, Character Sets, and Exchange Media, part 2 (Library of Congress).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pymarc.marc8 import MARC8ToUnicode
from pymarc.marc8_mapping import CODESETS

_PLAIN = re.compile(rb"[\x20-\x7e]*")
# East Asian characters (EACC) take three bytes each, from this escape sequence to the next one.
_EAST_ASIAN = re.compile(rb"(\x1b\$,?1)([^\x1b]*)")
_BROKEN_ESCAPE = re.compile(rb"\x1b(?:[(),\-$][,)\-]?)?\Z")
# Control characters have no place in a subfield, but for escapes, signs of non-sorting and of joining (88, 89, 8D, 8E).
_NO_CHARACTER = re.compile(rb"[\x00-\x1a\x1c-\x1f\x80-\x87\x8a-\x8c\x8f-\x9f]")
_ESCAPE = b"\x1b"
_OTHER_SET = re.compile(rb"\x1b[(,]?([^B$(),\-s\x1b])([^\x1b]*)")
# In ANSEL a combining mark (E0-FE) stands before its letter. Where it does not, or three stand together, the bytes are
# more likely of another character set (Latin-1, Windows-1251).
_DOUBTFUL = re.compile(rb"[\xe0-\xfe]{3}|[\xe0-\xfe](?:[^A-Za-z\xa1-\xbd\xe0-\xfe]|\Z)")


class Translated(NamedTuple):
    """A subfield in Unicode; whether characters were lost, and whether its bytes are hardly MARC-8 at all."""

    text: str
    is_lossy: bool = False
    is_doubtful: bool = False


class _Converter(MARC8ToUnicode):
    """Pymarc's converter, which asks ``quiet`` just where it meets a character that it does not know."""

    unknown = 0

    @property
    def quiet(self) -> bool:
        self.unknown += 1
        return True

    @quiet.setter
    def quiet(self, value: bool) -> None:
        """Pymarc's constructor sets it."""


def translate(data: bytes) -> Translated:
    """The text of a subfield in MARC-8. What cannot be translated becomes a space, and is told as a loss."""
    if _PLAIN.fullmatch(data):
        return Translated(data.decode("ascii"))
    is_lossy = False
    has_escapes = _ESCAPE in data
    if has_escapes:
        whole = _BROKEN_ESCAPE.sub(b"", _EAST_ASIAN.sub(_whole_characters, data))
        is_lossy = whole != data
        data = whole
    elif _NO_CHARACTER.search(data):
        is_lossy = True
    converter = _Converter()
    try:
        text = converter.translate(data)  # type: ignore[no-untyped-call]
    except (IndexError, TypeError, ValueError, OverflowError):
        return Translated(data.decode("ascii", "replace"), is_lossy=True)
    if not has_escapes and 0xE0 <= data[-1] <= 0xFE:
        is_lossy = True  # a mark without its letter
    is_lossy = is_lossy or converter.unknown > (_spaces(data) if has_escapes else 0)
    return Translated(text, is_lossy, not has_escapes and _DOUBTFUL.search(data) is not None)


def _whole_characters(match: re.Match[bytes]) -> bytes:
    signs = match[2]
    return match[1] + signs[: len(signs) - len(signs) % 3]


def _spaces(data: bytes) -> int:
    """Blanks among characters of a set that has none of its own: pymarc does not know them, and gives a blank."""
    return sum(match[2].count(b" ") for match in _OTHER_SET.finditer(data) if 0x20 not in CODESETS.get(match[1][0], ()))
