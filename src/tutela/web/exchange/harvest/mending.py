"""Answers of real repositories that are not quite XML: what is wrong with them most often, mended."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import Any

from lxml import etree

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']", re.DOTALL)
_PROLOGUE = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,8});|#[xX]([0-9A-Fa-f]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_OWN = {"amp", "lt", "gt", "quot", "apos"}
_PIECE = re.compile(
    r"<((?:[\w.-]+:)?)record\b[^>]*>\s*<\1header\b.*?(?=<\1record\b[^>]*>\s*<\1header\b|</\1ListRecords|\Z)", re.DOTALL
)


def parser() -> Any:
    """A parser that reads what is in the file and nothing else: no entities, no DTD, no network."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parse(data: bytes) -> Any:
    """The root of an answer, mended where it has to be. Raises lxml.etree.XMLSyntaxError."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        root = etree.fromstring(data, parser())
    except (etree.XMLSyntaxError, ValueError):
        return etree.fromstring(mended(data).encode(), parser())
    # What a document type declares has no place in OAI-PMH: entities stay names.
    has_type = root.getroottree().docinfo.internalDTD is not None
    return etree.fromstring(mended(data).encode(), parser()) if has_type else root


def mended(data: bytes) -> str:
    """The text of an answer, without what XML forbids: bytes that its encoding does not know, control characters, names
    of characters that only HTML has, ampersands that stand for themselves."""
    declared = _DECLARED.match(data)
    try:
        text = data.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    text = _DOCTYPE.sub("", _PROLOGUE.sub("", text), count=1)
    return _REFERENCE.sub(_reference, _ILLEGAL.sub("\ufffd", text))


def _reference(match: re.Match[str]) -> str:
    number, hexadecimal, name = match.groups()
    if name:
        if name in _OWN:
            return match.group()
        return chr(name2codepoint[name]) if name in name2codepoint else f"&amp;{match.group()[1:]}"
    if number or hexadecimal:
        code = int(number) if number else int(hexadecimal, 16)
        return match.group() if code < 0x110000 and not _ILLEGAL.match(chr(code)) else "\ufffd"
    return "&amp;"


def pieces(data: bytes) -> list[str]:
    """The records of an answer that cannot be read whole, each by itself as it stands."""
    return [match.group() for match in _PIECE.finditer(mended(data))]
