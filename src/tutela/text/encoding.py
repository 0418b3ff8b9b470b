"""How the letters of a text file are encoded."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE),
)
_TEXT_CODECS = re.compile(
    r"(?:cp|iso8859|mac|koi8|big5|gb|euc|shift_jis|iso2022|hz|tis|johab|utf-8|ascii|kz|ptcp)[\w-]*"
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_HEAD = 4096


class Encoding(NamedTuple):
    """The name of a Python codec, and whether nothing in the file says so."""

    codec: str
    is_guessed: bool


def find_encoding(data: bytes) -> Encoding:
    """The encoding of a text: its byte order mark; UTF-8 where the bytes are valid UTF-8; what HTML or XML declares;
    else a guess, UTF-8 where nearly all of it is, and windows-1252 otherwise.

    UTF-8 goes before a declaration: valid UTF-8 with accents is never another encoding by chance, but pages that were
    saved anew often still declare an old one. Pages that declare Latin-1 are read as windows-1252, as browsers do.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return Encoding(codec, False)
    if wide := _wide_codec(data[:_HEAD]):
        return Encoding(wide, True)
    try:
        data.decode("utf-8")
        return Encoding("utf-8", False)
    except UnicodeDecodeError:
        pass
    declared = _declared_codec(data[:_HEAD])
    if declared not in (None, "utf-8", "ascii"):
        return Encoding(str(declared), False)
    good = sum(map(len, _SEQUENCE.findall(data)))
    high = sum(map(len, _HIGH.findall(data)))
    return Encoding("utf-8" if good > 0.9 * high else "windows-1252", True)


def decode(data: bytes, codec: str) -> str:
    """The text of ``data``; bytes that the codec does not know become U+FFFD, and NUL characters go."""
    return data.decode(codec, errors="replace").replace("\0", "")


def _wide_codec(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    if len(head) < 4:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _declared_codec(head: bytes) -> str | None:
    """What the beginning of an HTML or XML file declares, as a Python codec; None where it is none that reads text."""
    for pattern in _DECLARED:
        if found := pattern.search(head):
            try:
                name = codecs.lookup(found[1].decode("ascii")).name
            except (LookupError, UnicodeDecodeError):
                continue
            if name == "iso8859-1":
                return "windows-1252"
            if _TEXT_CODECS.fullmatch(name):  # not UTF-16: then the declaration could not have been read
                return name
    return None
