"""Reading records from files: ISO 2709, MARCXML, MARCMaker, MARC in JSON, plain or gzipped.

A record that cannot be read is set aside, with its number in the file and the reason, and the next one is read.
"""

from __future__ import annotations

import gzip
import io
import json
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from tutela.catalogue.marcxml import read_elements
from tutela.catalogue.record import Record

END = b"\x1d"
LONGEST = 2_000_000
"""Bytes of a damaged record that are kept for whoever mends it."""

# pymarc tells of odd records by its logger; here the remark says so, with the record.
logging.getLogger("pymarc").setLevel(logging.ERROR)

_ODD_CODE = re.compile(rb"\x1f[^\x21-\x7e]")
_ODD_INDICATORS = re.compile(rb"\x1e(?:[^\x1f\x1e\x1d]?|[^\x1f\x1e\x1d]{3,})\x1f")
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPED = re.compile(rb"\x1b")


class SetAside(NamedTuple):
    """A record that could not be read: its ``number`` in the file (from 1), a ``reason`` code (words/set_aside.yaml), a
    ``detail`` in the words of the program that read it, and the data as they stand."""

    number: int
    reason: str
    detail: str
    data: bytes


def read_file(path: Path) -> Iterator[Record | SetAside]:
    """The records of a file, whatever its format, one after the other.

    Raises OSError where the file cannot be opened. A file that holds no records at all gives one SetAside.
    """
    with path.open("rb") as stream:
        yield from read_stream(stream, path.name)


def read_stream(stream: IO[bytes], name: str = "") -> Iterator[Record | SetAside]:
    """The records of an open file; ``name`` helps where its beginning does not tell the format."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        buffered = io.BufferedReader(gzip.GzipFile(fileobj=buffered))  # type: ignore[arg-type]
    try:
        form = form_of(buffered.peek(4096)[:4096], name)
        yield from _READERS[form](buffered)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield SetAside(0, "not-gzip", str(error), b"")


def form_of(beginning: bytes, name: str = "") -> str:
    """The format of a file by its first bytes: "iso2709", "marcxml", "json", "mrk" or "empty"."""
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return "empty"
    if start[:1] == b"<" or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "marcxml"
    if start[:1] in b"[{":
        return "json"
    if start[:1] == b"=" or name.endswith(".mrk"):
        return "mrk"
    return "iso2709"


# --- ISO 2709 -----------------------------------------------------------------------------------------------------


def read_iso2709(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    for number, chunk in enumerate(_chunks(stream), 1):
        yield read_chunk(chunk, number)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The records of a file as they lie there: by the length that each gives, or, where that is wrong, by the sign that
    ends a record. Line breaks between records belong to none."""
    buffer = b""
    place = 0
    while True:
        if len(buffer) - place < 100_000:
            buffer = buffer[place:] + stream.read(1_000_000)
            place = 0
            if not buffer:
                return
        while buffer[place : place + 1] in (b"\n", b"\r", b"\x1a", b"\x00", b" ") and place < len(buffer):
            place += 1
        if place == len(buffer):
            continue
        head = buffer[place : place + 5]
        length = int(head) if head.isdigit() and len(head) == 5 else 0
        end = place + length
        if not length or buffer[end - 1 : end] != END or END in buffer[place : end - 1]:
            found = buffer.find(END, place)
            while found < 0 and len(buffer) - place < LONGEST and (more := stream.read(1_000_000)):
                buffer += more
                found = buffer.find(END, place)
            end = found + 1 if found >= 0 else len(buffer)
        yield buffer[place:end]
        place = end


def read_chunk(chunk: bytes, number: int = 1) -> Record | SetAside:
    """The record that these bytes of ISO 2709 are."""
    if not chunk[:5].isdigit() or int(chunk[:5]) != len(chunk):
        why = "truncated" if not chunk.endswith(END) else "wrong-length"
        return SetAside(number, why, f"{chunk[:5]!r}, {len(chunk)}", chunk[:LONGEST])
    remarks = []
    force = False
    if chunk[9:10] != b"a" and _HIGH.search(chunk):
        force = _is_utf8(chunk)
        if force:
            remarks.append("utf8-not-said")
    if _ODD_CODE.search(chunk):
        remarks.append("odd-subfield-code")
    if _ODD_INDICATORS.search(chunk):
        remarks.append("odd-indicators")
    try:
        marc = pymarc.Record(data=chunk, force_utf8=force, hide_utf8_warnings=True)
    except UnicodeDecodeError as error:
        return SetAside(number, "wrong-characters", str(error), chunk)
    except (PymarcException, ValueError, IndexError, KeyError, UnicodeError) as error:
        return SetAside(number, "damaged", f"{type(error).__name__}: {error}".rstrip(": "), chunk)
    return Record(marc, chunk, tuple(remarks))


def _is_utf8(chunk: bytes) -> bool:
    if _ESCAPED.search(chunk):
        return False
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


# --- the other formats --------------------------------------------------------------------------------------------


def read_marcxml(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    for number, found in enumerate(read_elements(stream), 1):
        if isinstance(found, Record):
            yield found
        else:
            error, data = found
            yield SetAside(number, "not-marcxml", str(error), data[:LONGEST])


def read_json(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    """MARC in JSON, as pymarc and Koha write it: one record, a list of them, or one a line."""
    data = stream.read()
    try:
        told = json.loads(data)
        items = told if isinstance(told, list) else [told]
    except ValueError as error:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2:
            yield SetAside(1, "not-json", str(error), data[:LONGEST])
            return
        items = lines
    for number, item in enumerate(items, 1):
        try:
            text = item if isinstance(item, bytes) else json.dumps(item)
            marc = next(iter(pymarc.JSONReader(text.decode() if isinstance(text, bytes) else text)))
            yield Record(marc)
        except (PymarcException, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            yield SetAside(number, "not-json", f"{type(error).__name__}: {error}", str(item).encode()[:LONGEST])


_BLANK = re.compile(r"\n[ \t]*\n")


def read_mrk(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    """MARCMaker text (.mrk): a line a field, an empty line between records."""
    text = stream.read().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    number = 0
    for part in _BLANK.split(text):
        if not part.strip():
            continue
        number += 1
        try:
            yield Record(mrk_record(part.strip("\n")))
        except (PymarcException, ValueError, IndexError, KeyError) as error:
            yield SetAside(number, "not-mrk", str(error), part.encode()[:LONGEST])


_MRK_LINE = re.compile(r"=(?P<tag>\w{3}) {1,2}(?P<rest>.*)", re.DOTALL)
_MNEMONICS = {"{dollar}": "$", "{lcub}": "{", "{rcub}": "}", "{bsol}": "\\"}


def mrk_record(text: str) -> pymarc.Record:
    """The record of MARCMaker lines. Raises ValueError with the line that is none."""
    marc = pymarc.Record()
    for line in re.split(r"\n(?==)", text):
        match = _MRK_LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not a field: {line[:60]!r}")
        tag, rest = match["tag"], match["rest"]
        if tag in ("LDR", "000"):
            marc.leader = Leader(rest.replace("\\", " ").ljust(24)[:24])
        elif tag < "010" and tag.isdigit():
            marc.add_field(Field(tag=tag, data=rest.replace("\\", " ")))
        else:
            first, second = (sign.replace("\\", " ").replace("#", " ") for sign in rest[:2].ljust(2))
            subfields = [Subfield(part[0], _plain(part[1:])) for part in rest[2:].split("$")[1:] if part]
            marc.add_field(Field(tag=tag, indicators=Indicators(first, second), subfields=subfields))
    if not marc.fields:
        raise ValueError("no fields")
    return marc


def _plain(text: str) -> str:
    for mnemonic, sign in _MNEMONICS.items():
        text = text.replace(mnemonic, sign)
    return text


def _empty(stream: IO[bytes]) -> Iterator[SetAside]:
    yield SetAside(0, "empty", "", b"")


_READERS: dict[str, Callable[[IO[bytes]], Iterator[Record | SetAside]]] = {
    "iso2709": read_iso2709,
    "marcxml": read_marcxml,
    "json": read_json,
    "mrk": read_mrk,
    "empty": _empty,
}
