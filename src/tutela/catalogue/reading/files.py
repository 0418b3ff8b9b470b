"""Reading records from files: ISO 2709, MARCXML, MARCMaker, MARC in JSON, plain or gzipped.

A record that cannot be read is set aside, with its number in the file and the reason, and the next one is read. Files
are read piece by piece: a large one takes no more memory than its longest record.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

from tutela.catalogue.marcxml import NoRecordsError, read_elements
from tutela.catalogue.reading.iso2709 import Chunk, chunks, read_iso2709
from tutela.catalogue.reading.marcjson import read_json
from tutela.catalogue.reading.mending import mended
from tutela.catalogue.reading.mrk import read_mrk
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import LONGEST, SetAside

_BLANKS = b" \t\r\n\x00\x1a"
_BEGINNING = 65_536


def read_file(path: Path, *, mend: bool = False) -> Iterator[Record | SetAside]:
    """The records of a file, whatever its format, one after the other.

    With ``mend``, records of ISO 2709 with wrong lengths are read where it is certain what they hold (``mending``),
    with the remark "mended". Raises OSError where the file cannot be opened. A file without any records gives one
    SetAside, number 0.
    """
    with path.open("rb") as stream:
        yield from read_stream(stream, path.name, mend=mend)


def read_stream(stream: IO[bytes], name: str = "", *, mend: bool = False) -> Iterator[Record | SetAside]:
    """The records of an open file; ``name`` helps where its beginning does not tell the format."""
    yield from opened(stream, name).records(mend=mend)


def opened(stream: IO[bytes], name: str = "") -> Opened:
    """An open file, unzipped where it is zipped, of which the format is known."""
    counted = _Counted(stream)
    buffered: io.BufferedReader = io.BufferedReader(counted, _BEGINNING)
    unzipped = None
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        unzipped = _Unzipped(buffered)
        buffered = io.BufferedReader(unzipped, _BEGINNING)
    return Opened(form_of(buffered.peek(_BEGINNING)[:_BEGINNING], name), buffered, counted, unzipped)


@dataclass(frozen=True)
class Opened:
    """A file of records: its ``form`` (as ``form_of`` gives it), and what is in it."""

    form: str
    stream: io.BufferedReader
    _counted: _Counted
    _unzipped: _Unzipped | None

    def records(self, *, mend: bool = False) -> Iterator[Record | SetAside]:
        """The records, one after the other."""
        if self.form == "marcxml":
            yield from read_marcxml(self.stream)
        elif self.form == "iso2709":
            yield from read_iso2709(self.stream, mended if mend else None)
        elif self.form != "empty":
            yield from (read_json if self.form == "json" else read_mrk)(self.stream)
        yield from self._end()

    def chunks(self) -> Iterator[Chunk | SetAside]:
        """The records of a file of ISO 2709, not decoded yet (``read_numbered`` does that)."""
        yield from chunks(self.stream)
        yield from self._end()

    def place(self) -> int:
        """How many bytes of the file were read so far."""
        return self._counted.size

    def _end(self) -> Iterator[SetAside]:
        if self._unzipped is not None and self._unzipped.error:
            yield SetAside(0, "broken-gzip", self._unzipped.error, b"")
        elif self.form == "empty":
            yield SetAside(0, "empty", "", b"")


class _Counted(io.RawIOBase):
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, place: Any) -> int:
        part = self._stream.read(len(place))
        place[: len(part)] = part
        self.size += len(part)
        return len(part)


class _Unzipped(io.RawIOBase):
    """What gzip gives, up to where it is broken: ``error`` then says how."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._file = gzip.GzipFile(fileobj=stream)
        self.error = ""

    def readable(self) -> bool:
        return True

    def readinto(self, place: Any) -> int:
        if self.error:
            return 0
        try:
            part = self._file.read1(len(place))
        except (EOFError, zlib.error, OSError) as error:
            self.error = str(error) or type(error).__name__
            return 0
        place[: len(part)] = part
        return len(part)


def form_of(beginning: bytes, name: str = "") -> str:
    """The format of a file by its first bytes: "iso2709", "marcxml", "json", "mrk" or "empty"."""
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):
        beginning = beginning[: len(beginning) // 2 * 2].decode("utf-16", "ignore").encode()
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANKS)
    if not start:
        return "empty" if len(beginning) < _BEGINNING // 2 else "iso2709"
    if start[:1] == b"<":
        return "marcxml"
    if start[:1] in b"[{":
        return "json"
    if start[:1] == b"=" or name.lower().endswith(".mrk"):
        return "mrk"
    return "iso2709"


def read_marcxml(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    """The records of a file of MARCXML, with or without a collection, OAI-PMH or SRU around them."""
    number = 0
    try:
        for found in read_elements(stream):
            number += 1
            if isinstance(found, Record):
                yield found
                continue
            error, data = found
            reason = "broken-xml" if isinstance(error, etree.XMLSyntaxError) else "not-marcxml"
            yield SetAside(number, reason, str(error), data[:LONGEST])
    except NoRecordsError:
        yield SetAside(0, "no-records", "", b"")
