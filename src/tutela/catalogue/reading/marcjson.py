"""MARC in JSON (as pymarc, Koha and others write it): one record, a list of them, or one after the other."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import LONGEST, SetAside

_BLOCK = 256_000
_BETWEEN = re.compile(r"[\s,\[\]]*")
_RECORD = re.compile(r'\{\s*"(?:leader|fields)"')
_UNDECODED = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(strict=False)  # line breaks within text, which many programs leave


def read_json(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    """The records of a file. Between two that can be read, what cannot is one SetAside."""
    text = _Text(stream)
    number = 0
    while text.skip(_BETWEEN):
        number += 1
        try:
            value = text.value()
        except ValueError as error:
            yield SetAside(number, "not-json", str(error), text.drop())
            continue
        except RecursionError as error:
            yield SetAside(number, "not-json", str(error), text.drop(LONGEST))
            continue
        if not isinstance(value, dict):
            yield SetAside(number, "not-marc-json", f"{value!r:.60}", text.drop())
            continue
        try:
            marc, is_lossy = marc_of(value)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            data = json.dumps(value, ensure_ascii=True).encode()[:LONGEST]
            yield SetAside(number, "not-marc-json", f"{type(error).__name__}: {error}", data)
            continue
        yield Record(marc, remarks=("lost-characters",) if is_lossy else ())
    if not number:
        yield SetAside(0, "no-records", "", b"")


class _Text:
    """The text of a stream, read on as far as the next value needs it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        beginning = stream.read(_BLOCK)
        encoding = "utf-16" if beginning[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if "8" in encoding else "replace")
        self._text = self._decoder.decode(beginning)
        self._place = 0

    def _more(self) -> bool:
        part = self._stream.read(_BLOCK)
        self._text = self._text[self._place :] + self._decoder.decode(part, final=not part)
        self._place = 0
        return bool(part)

    def skip(self, pattern: re.Pattern[str]) -> bool:
        """Go to the next sign that is not of the pattern; False at the end."""
        while True:
            match = pattern.match(self._text, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._text):
                return True
            if not self._more():
                return False

    def value(self) -> Any:
        """The value that begins here. Raises ValueError where there is none."""
        while True:
            try:
                value, self._place = _DECODER.raw_decode(self._text, self._place)
            except ValueError:
                if len(self._text) - self._place > LONGEST or not self._more():
                    raise
            else:
                return value

    def drop(self, least: int = 1) -> bytes:
        """Go on to where a record may begin again; gives what lies before (of much, the beginning)."""
        dropped = ""
        begin = self._place
        self._place = min(begin + least, len(self._text))
        while not (match := _RECORD.search(self._text, self._place)):
            dropped += self._text[begin : begin + LONGEST - len(dropped)]
            self._place = max(self._place, len(self._text) - 100)
            begin = len(self._text) - self._place
            if not self._more():
                self._place = len(self._text)
                return dropped.encode("utf-8", "replace")
        dropped += self._text[begin : match.start()][: LONGEST - len(dropped)]
        self._place = match.start()
        return dropped.encode("utf-8", "replace")


def marc_of(value: Any) -> tuple[pymarc.Record, bool]:
    """The record of a value of JSON, and whether characters of it were lost. Raises ValueError, KeyError, TypeError or
    AttributeError where it is none."""
    marc = pymarc.Record()
    marc.leader = Leader(str(value["leader"])[:24].ljust(24))
    is_lossy = False

    def plain(text: Any) -> str:
        nonlocal is_lossy
        if not isinstance(text, str):
            raise TypeError(f"{text!r} in the place of text")
        whole, lost = _UNDECODED.subn("\ufffd", text)
        is_lossy = is_lossy or lost > 0
        return whole

    for item in value["fields"]:
        for tag, content in item.items():
            if len(tag) != 3 or not tag.isascii() or not tag.isalnum():
                raise ValueError(f"tag {tag!r}")
            if isinstance(content, str):
                field = Field(tag=tag, data=plain(content))
                field.control_field = True
                field.data = plain(content)
            else:
                parts = [Subfield(code, plain(text)) for pair in content["subfields"] for code, text in pair.items()]
                indicators = Indicators(*((content.get(name) or " ")[0] for name in ("ind1", "ind2")))
                field = Field(tag=tag, indicators=indicators, subfields=parts)
            marc.fields.append(field)
    if not marc.fields:
        raise ValueError("no fields")
    return marc, is_lossy
