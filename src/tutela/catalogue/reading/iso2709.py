"""Records in ISO 2709, the transmission format of MARC, one after the other as they lie in a file.

pymarc decodes them. It takes the lengths of a leader and directory on trust, so these are checked first: a record whose
lengths are wrong is set aside. ``mending`` can read some of those all the same.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from typing import IO

import pymarc
from pymarc import Field, Subfield
from pymarc.exceptions import BadSubfieldCodeWarning, PymarcException

from tutela.catalogue.reading.marc8 import translate
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import LONGEST, SetAside

END = b"\x1d"
END_OF_FIELD = 0x1E
LEADER = 24
"""Bytes of a leader."""
ENTRY = 12
"""Bytes of an entry in the directory: tag, four of length, five of place."""

# pymarc tells of odd records by its logger and by warnings; here the remark says so, with the record.
logging.getLogger("pymarc").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", category=BadSubfieldCodeWarning)

_BLOCK = 1_000_000
_FILLERS = re.compile(rb"[\n\r\x1a\x00 \x1d]*")
_LEADER = re.compile(rb"[\d ]{5}[\x20-\x7e]{5}[\x20-\x7e]{2}[\d ]{5}[\x20-\x7e]{7}")
_BEGIN = re.compile(rb"(?=(\d{5})[a-z][\x20-\x7e]{6}(\d{5}))")
_DIRECTORY = re.compile(rb"(?:[\x20-\x7e]{3}\d{9})+")
_PLAIN_TAGS = re.compile(rb"(?:[0-9A-Za-z]{3}\d{9})+")
_ENTRIES = re.compile(rb".{12}", re.DOTALL)
_ODD_CODE = re.compile(rb"\x1f[^\x21-\x7e]")
_ODD_INDICATORS = re.compile(rb"\x1e(?:[^\x1f\x1e\x1d]?|[^\x1f\x1e\x1d]{3,})\x1f")
_NOT_ASCII = re.compile(rb"[\x1b\x80-\xff]")
_ESCAPE = b"\x1b"

Mend = Callable[[SetAside], Record | None]


Chunk = tuple[int, bytes]
"""A record as it lies in its file, with its number there."""


def read_iso2709(stream: IO[bytes], mend: Mend | None = None) -> Iterator[Record | SetAside]:
    """The records of a file, and in their places what could not be read."""
    for one in chunks(stream):
        yield one if isinstance(one, SetAside) else read_numbered(one, mend)


def read_numbered(chunk: Chunk, mend: Mend | None = None) -> Record | SetAside:
    """The record of a chunk; one that could not be read is given to ``mend`` first."""
    number, data = chunk
    found = read_chunk(data, number)
    return (mend(found) or found) if mend is not None and isinstance(found, SetAside) else found


def chunks(stream: IO[bytes]) -> Iterator[Chunk | SetAside]:
    """The records of a file as they lie there, not decoded yet. Bytes between them that are no record are set aside as
    "garbage"; a file that has nothing else is one SetAside, "not-marc"."""
    number = 0
    seen = False
    garbage: list[bytes] = []
    for piece in _pieces(stream):
        if _is_garbage(piece):
            if sum(map(len, garbage)) < LONGEST:
                garbage.append(piece)
            continue
        seen = True
        if garbage:
            number += 1
            yield _garbage(number, garbage)
            garbage = []
        number += 1
        yield number, piece
    if garbage and seen:
        yield _garbage(number + 1, garbage)
    elif not seen:
        yield SetAside(0, "not-marc", _shown(b"".join(garbage)[:40]), b"".join(garbage)[:LONGEST])


def _garbage(number: int, pieces: list[bytes]) -> SetAside:
    return SetAside(number, "garbage", _shown(pieces[0][:40]), b"".join(pieces)[:LONGEST])


def _is_garbage(piece: bytes) -> bool:
    return b"\x1e" not in piece and not _LEADER.match(piece)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The records, and what stands before one without an end of its own (a record that breaks off, garbage)."""
    for chunk in _chunks(stream):
        place = 0 if _is_whole(chunk, 0) else _last_whole(chunk)
        if place:
            yield chunk[:place]
        yield chunk[place:]


def _is_whole(chunk: bytes, place: int) -> bool:
    head = chunk[place : place + 5]
    return head.isdigit() and int(head) == len(chunk) - place


def _last_whole(chunk: bytes) -> int:
    """Where in a chunk that is no record, but ends like one, a record begins that has its length; 0 where none does."""
    if not chunk.endswith(END):
        return 0
    for match in _BEGIN.finditer(chunk, max(1, len(chunk) - 99_999)):
        place = match.start()
        base = place + int(match[2])
        if int(match[1]) == len(chunk) - place and chunk[base - 1 : base] == b"\x1e":
            return place
    return 0


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The file cut by the length that each record gives, or, where that is wrong, by the sign that ends a record. Line
    breaks, blanks and the like between records belong to none."""
    buffer = b""
    place = 0
    while True:
        if len(buffer) - place < 100_000:
            buffer = buffer[place:] + stream.read(_BLOCK)
            place = 0
            if not buffer:
                return
        place = _FILLERS.match(buffer, place).end()  # type: ignore[union-attr]
        if place == len(buffer):
            continue
        head = buffer[place : place + 5]
        length = int(head) if head.isdigit() else 0
        end = place + length
        if length < 5 or buffer[end - 1 : end] != END or buffer.find(END, place, end - 1) >= 0:
            found = buffer.find(END, place)
            while found < 0 and len(buffer) - place < LONGEST and (more := stream.read(_BLOCK)):
                searched = len(buffer)
                buffer += more
                found = buffer.find(END, searched)
            end = found + 1 if found >= 0 else len(buffer)
        yield buffer[place:end]
        place = end


def read_chunk(chunk: bytes, number: int = 1) -> Record | SetAside:
    """The record that these bytes of ISO 2709 are."""
    if not _is_whole(chunk, 0):
        why = "truncated" if not chunk.endswith(END) else "wrong-length"
        return SetAside(number, why, f"length {_shown(chunk[:5])}, {len(chunk)} bytes", chunk[:LONGEST])
    if problem := _wrong_directory(chunk):
        return SetAside(number, *problem, chunk)
    remarks = []
    if not _PLAIN_TAGS.fullmatch(chunk, LEADER, int(chunk[12:17]) - 1):
        remarks.append("odd-tag")
    if _ODD_CODE.search(chunk):
        remarks.append("odd-subfield-code")
    if _ODD_INDICATORS.search(chunk):
        remarks.append("odd-indicators")
    try:
        if chunk[9:10] == b"a" or not _NOT_ASCII.search(chunk):
            marc = pymarc.Record(data=chunk, force_utf8=True, hide_utf8_warnings=True)
        elif _is_utf8(chunk):
            marc = pymarc.Record(data=chunk, force_utf8=True, hide_utf8_warnings=True)
            remarks.append("utf8-not-said")
        else:
            marc = pymarc.Record(data=chunk, to_unicode=False)
            remarks += to_unicode(marc)
    except UnicodeDecodeError as error:
        return SetAside(number, "wrong-characters", str(error), chunk)
    except (PymarcException, ValueError, IndexError, KeyError) as error:
        return SetAside(number, "damaged", f"{type(error).__name__}: {error}".rstrip(": "), chunk)
    return Record(marc, chunk, tuple(remarks))


def _shown(data: bytes) -> str:
    """Bytes as text for whoever mends the record; what is no ASCII as \\x and two digits."""
    return "".join(chr(one) if 0x20 <= one < 0x7F else f"\\x{one:02x}" for one in data)


def _wrong_directory(chunk: bytes) -> tuple[str, str] | None:
    """Reason and detail where leader and directory do not say where the fields are."""
    if not chunk[:LEADER].isascii():
        return "wrong-leader", _shown(chunk[:LEADER])
    if not chunk[12:17].isdigit():
        return "wrong-leader", f"base address {_shown(chunk[12:17])}"
    base = int(chunk[12:17])
    directory = chunk[LEADER : base - 1] if base > LEADER else b""
    if chunk[LEADER : LEADER + 1] == b"\x1e":
        return "no-fields", ""
    if chunk[base - 1 : base] != b"\x1e" or not _DIRECTORY.fullmatch(directory):
        return "wrong-directory", f"base address {base}, directory of {len(directory)} bytes"
    total = 0
    size = len(chunk)
    for entry in _ENTRIES.findall(directory):
        length, start = int(entry[3:7]), base + int(entry[7:])
        end = start + length
        total += length
        if not length or end > size or chunk[start - 1] != END_OF_FIELD or chunk[end - 1] != END_OF_FIELD:
            return "wrong-directory", f"field {entry[:3].decode()}"
    if total != len(chunk) - base - 1 or chunk.count(b"\x1e") != len(directory) // ENTRY + 1:
        return "wrong-directory", f"fields of {total} bytes, data of {len(chunk) - base - 1}"
    return None


def _is_utf8(chunk: bytes) -> bool:
    if _ESCAPE in chunk:
        return False
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


def to_unicode(marc: pymarc.Record) -> list[str]:
    """Turn a record that pymarc left in bytes from MARC-8 into Unicode; gives the remarks on it."""
    is_lossy = is_doubtful = False
    fields = []
    for raw in marc.fields:
        if raw.control_field:
            fields.append(Field(tag=raw.tag, data=raw.data.decode("iso8859-1")))  # type: ignore[union-attr]
            continue
        subfields = []
        for code, value in raw.subfields:
            translated = translate(value)  # type: ignore[arg-type]
            is_lossy = is_lossy or translated.is_lossy
            is_doubtful = is_doubtful or translated.is_doubtful
            subfields.append(Subfield(code, translated.text))
        fields.append(Field(tag=raw.tag, indicators=raw.indicators, subfields=subfields))
    marc.fields = fields
    marc.to_unicode = True
    told = {"lost-characters": is_lossy, "doubtful-characters": is_doubtful}
    return [code for code, holds in told.items() if holds]
