"""Reading records of ISO 2709 whose lengths are wrong, where it is certain what they hold.

The lengths of a leader and directory go wrong when a program counts characters instead of bytes, or when a record is
longer than four or five digits can say. The signs that end the fields are still there: where there are as many of them
as entries in the directory, in the same order, the fields are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from tutela.catalogue.reading.iso2709 import ENTRY, LEADER, to_unicode
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import SetAside

_TAG = re.compile(rb"[0-9A-Za-z]{3}")
_ENTRIES = re.compile(rb"(?:[0-9A-Za-z]{3}[\d ]{9})+")
_WRAP = 50_000
"""A place that falls by more than this has passed 99,999 and began anew."""
_MENDABLE = frozenset({"wrong-length", "wrong-leader", "wrong-directory"})
_HARDLY_MARC8 = re.compile(rb"[\x80-\xa0\xbe-\xdf\xff]")
"""Bytes that MARC-8 lacks, or has for signs that are rare in a record: UTF-8 and Latin-1 are full of them."""
_SURELY_MARC8 = re.compile(rb"[\xe2\xe8][AEIOUaeiou]|\xf0[Cc]|\xb9\d")
"""An acute accent or diaeresis and its vowel, a cedilla and its c, a pound sign and its number; in Latin-1 these bytes
would be "âe", "èo", "ðc", "¹5", which no language writes. (A caron and s would be "és", a tilde and n "än".)"""


class _Entry(NamedTuple):
    tag: str
    data: bytes


def mended(found: SetAside) -> Record | None:
    """The record, with the remark "mended" and without its source; None where it is not certain what it holds."""
    if found.reason == "wrong-characters":
        return _in_marc8(found.data)
    if found.reason not in _MENDABLE:
        return None
    chunk = found.data
    end = chunk.find(b"\x1e")
    if end < LEADER + ENTRY - 1 or not chunk.endswith(b"\x1e\x1d"):
        return None
    fields = chunk[end + 1 : -2].split(b"\x1e")
    entries = _confirmed(chunk, end, fields) or _in_order(_directory(chunk, end), fields)
    if entries is None or not all(map(_fits, entries)):
        return None
    return _record(chunk, entries)


def _in_marc8(chunk: bytes) -> Record | None:
    """A record whose leader says UTF-8, and whose characters are MARC-8 beyond doubt."""
    if chunk[9:10] != b"a" or not _SURELY_MARC8.search(chunk) or _HARDLY_MARC8.search(chunk):
        return None
    if b"(B" in chunk.replace(b"\x1b(B", b""):
        return None  # escapes that lost their sign
    try:
        marc = pymarc.Record(data=chunk[:9] + b" " + chunk[10:], to_unicode=False)
    except (PymarcException, ValueError):
        return None
    return None if to_unicode(marc) else Record(marc, None, ("mended", "marc8-not-said"))


def _directory(chunk: bytes, end: int) -> bytes:
    """Where the leader lacks its last character, the directory begins before its place."""
    is_short = chunk[LEADER - 4 : LEADER - 1] == b"450" and (end - LEADER) % ENTRY == ENTRY - 1
    return chunk[LEADER - 1 if is_short else LEADER : end]


def _confirmed(chunk: bytes, end: int, fields: list[bytes]) -> list[_Entry] | None:
    """The fields where each entry says exactly the length and place of its field, be it with more digits than the
    format has; the leader may lack its last character."""
    for start in (LEADER, LEADER - 1):
        place = start
        offset = 0
        entries = []
        for data in fields:
            tag = chunk[place : place + 3]
            said = b"%04d%05d" % (len(data) + 1, offset)
            if not _TAG.fullmatch(tag) or chunk[place + 3 : place + 3 + len(said)] != said:
                break
            entries.append(_Entry(tag.decode(), data))
            place += 3 + len(said)
            offset += len(data) + 1
        else:
            if place == end:
                return entries
    return None


def _in_order(directory: bytes, fields: list[bytes]) -> list[_Entry] | None:
    if not _ENTRIES.fullmatch(directory) or len(directory) // ENTRY != len(fields):
        return None
    said = [directory[place : place + ENTRY] for place in range(0, len(directory), ENTRY)]
    tags = [entry[:3].decode() for entry in said]
    try:
        offsets = [int(entry[7:]) for entry in said]
        lengths = [int(entry[3:7]) for entry in said]
    except ValueError:
        return None
    starts = {}
    place = 0
    for data in fields:
        starts[place, len(data) + 1] = data
        place += len(data) + 1
    if len(set(offsets)) == len(offsets) and all(pair in starts for pair in zip(offsets, lengths, strict=True)):
        return [_Entry(tag, starts[pair]) for tag, pair in zip(tags, zip(offsets, lengths, strict=True), strict=True)]
    for before, after in pairwise(offsets):
        if after < before and before - after < _WRAP:
            return None
    return [_Entry(tag, data) for tag, data in zip(tags, fields, strict=True)]


def _fits(entry: _Entry) -> bool:
    """Whether the data can be of that tag: subfields after two indicators or fewer, or none at all (00X)."""
    return (b"\x1f" not in entry.data) if _is_control(entry) else b"\x1f" in entry.data[:3]


def _is_control(entry: _Entry) -> bool:
    return entry.tag < "010" and entry.tag.isdigit()


def _record(chunk: bytes, entries: list[_Entry]) -> Record | None:
    data = chunk[LEADER:]
    is_utf8 = chunk[9:10] == b"a"
    remarks = ["mended"]
    if any(not _is_control(entry) and entry.data[2:3] != b"\x1f" for entry in entries):
        remarks.append("odd-indicators")
    if not is_utf8 and b"\x1b" not in data:
        try:
            data.decode()
            is_utf8 = True
            if not data.isascii():
                remarks.append("utf8-not-said")
        except UnicodeDecodeError:
            pass
    try:
        marc = pymarc.Record(leader=_leader(chunk))
        marc.fields.extend(_field(entry) for entry in entries)
        if is_utf8:
            _decode(marc)
        else:
            remarks += to_unicode(marc)
    except (PymarcException, ValueError):
        return None
    return Record(marc, None, tuple(remarks))


def _leader(chunk: bytes) -> str:
    """The leader with what every MARC 21 record has in it; one that is a character short lacks its last, a zero."""
    told = chunk[:LEADER].decode("ascii", "replace")
    return str(Leader(f"00000{told[5:10]}2200000{told[17:20]}4500"))


def _field(entry: _Entry) -> Field:
    """The field as pymarc would read it, still in bytes."""
    if _is_control(entry):
        return Field(tag=entry.tag, data=entry.data)  # type: ignore[arg-type]
    first, *parts = entry.data.split(b"\x1f")
    indicators = first.decode("ascii").ljust(2)
    return Field(entry.tag, Indicators(*indicators[:2]), list(_subfields(parts)))


def _subfields(parts: list[bytes]) -> Iterator[Subfield]:
    for part in parts:
        if part:
            yield Subfield(part[:1].decode("ascii"), part[1:])  # type: ignore[arg-type]


def _decode(marc: pymarc.Record) -> None:
    for field in marc.fields:
        if field.control_field:
            field.data = field.data.decode()  # type: ignore[union-attr]
        else:
            field.subfields = [Subfield(code, value.decode()) for code, value in field.subfields]  # type: ignore[attr-defined]
