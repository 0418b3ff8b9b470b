"""PDF files that grow without end when their pages are loaded.

A page may draw a form, and the form other forms, or itself. PDFium follows such calls some dozens deep; two calls in
each form then make more objects than any memory holds, and nothing can stop it. So the calls are counted before.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutela.text.notices import UnreadableError

_MOST_DRAWN = 200_000
"""Forms that a file may draw, all calls of calls counted; honest files stay below some thousands."""
_DEEPEST = 40
_MOST_BYTES = 2_000_000  # of one stream, unpacked

_FORM = re.compile(rb"/Form\b")
_HEADER_END = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_RESOURCES = re.compile(rb"/Resources\s*(\d{1,10})\s+\d{1,5}\s+R")
_XOBJECTS = re.compile(rb"/XObject\s*(?:<<(.*?)>>|(\d{1,10})\s+\d{1,5}\s+R)", re.DOTALL)
_ENTRY = re.compile(rb"/([^\s/<>\[\]()]+)\s*(\d{1,10})\s+\d{1,5}\s+R")
_CALL = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_FIRST = re.compile(rb"/First\s+(\d+)")


def check_forms(data: bytes) -> None:
    """Raise UnreadableError "too-complex" where drawing the forms of a PDF file would not end."""
    if not _FORM.search(data):
        return
    forms = _Forms(data)
    if any(forms.calls.values()):
        drawn: dict[int, int] = {}
        for number in forms.calls:
            if forms.drawn(number, _DEEPEST, drawn) > _MOST_DRAWN:
                raise UnreadableError("too-complex", detail=f"/XObject {number} 0 R")


@dataclass(slots=True)
class _Forms:
    """The forms of a file by their object numbers, and which forms each calls, one entry a call."""

    data: bytes
    calls: dict[int, list[int]] = field(default_factory=dict)
    _packed: dict[int, bytes] | None = None

    def __post_init__(self) -> None:
        found = dict(self._dictionaries())
        for number, (dictionary, start) in found.items():
            names = {name: target for name, target in self._entries(dictionary) if target in found}
            self.calls[number] = []
            if names:
                content = _unpacked(self.data, start, b"/Filter" in dictionary)
                # A stream that cannot be read here may call each of them any number of times.
                called = [*names] * 2 if content is None else _CALL.findall(content)
                self.calls[number] = [names[name] for name in called if name in names]

    def drawn(self, number: int, depth: int, known: dict[int, int]) -> int:
        """How many forms are drawn where one is, itself included, down to a depth."""
        if depth == 0 or not self.calls[number]:
            return 1
        key = number * (_DEEPEST + 1) + depth
        if key not in known:
            count = 1
            for called in self.calls[number]:
                count += self.drawn(called, depth - 1, known)
                if count > _MOST_DRAWN:
                    break
            known[key] = count
        return known[key]

    def _dictionaries(self) -> Iterator[tuple[int, tuple[bytes, int]]]:
        """Number, dictionary and start of the stream of each form."""
        for found in _FORM.finditer(self.data):
            start = self.data.rfind(b"obj", max(0, found.start() - 4000), found.start())
            header = _HEADER_END.search(self.data, max(0, start - 20), start) if start > 0 else None
            end = self.data.find(b"stream", found.start(), found.start() + 20_000)
            if header and end > 0:
                yield int(header[1]), (self.data[start:end], end)

    def _entries(self, dictionary: bytes) -> list[tuple[bytes, int]]:
        """The names under which a form knows others, with their object numbers."""
        if (resources := _RESOURCES.search(dictionary)) is not None:
            dictionary = self._object(int(resources[1]))
        entries: list[tuple[bytes, int]] = []
        for inline, reference in _XOBJECTS.findall(dictionary):
            source = inline or self._object(int(reference))
            entries += [(name, int(number)) for name, number in _ENTRY.findall(source)]
        return entries

    def _object(self, number: int) -> bytes:
        """The source of an object that is no stream, b"" where it is not found."""
        header = b"%d 0 obj" % number
        start = self.data.rfind(header)
        while start > 0 and self.data[start - 1 : start].isdigit():
            start = self.data.rfind(header, 0, start)
        if start >= 0:
            return self.data[start : max(start, self.data.find(b"endobj", start, start + 50_000))]
        if self._packed is None:
            self._packed = dict(self._packed_objects())
        return self._packed.get(number, b"")

    def _packed_objects(self) -> Iterator[tuple[int, bytes]]:
        """The objects that are packed into streams."""
        for found in re.finditer(rb"/ObjStm\b", self.data):
            begin = self.data.rfind(b"obj", 0, found.start())
            end = self.data.find(b"stream", found.start())
            first = _FIRST.search(self.data, begin, end)
            body = _unpacked(self.data, end, True) if first else None
            if first and body:
                numbers = [int(number) for number in re.findall(rb"\d{1,10}", body[: int(first[1])])]
                places = [*numbers[1::2], len(body)]
                for number, place, after in zip(numbers[::2], places, places[1:], strict=False):
                    yield number, body[int(first[1]) + place : int(first[1]) + after]


def _unpacked(data: bytes, at: int, is_filtered: bool) -> bytes | None:
    """The beginning of the stream whose keyword stands at ``at``, unpacked where it is filtered; None where that is
    not by deflation alone."""
    start = at + len(b"stream")
    start += 2 if data[start : start + 2] == b"\r\n" else 1
    stop = data.find(b"endstream", start)
    raw = data[start : min(stop if stop > 0 else len(data), start + _MOST_BYTES)]
    if not is_filtered:
        return raw
    try:
        return zlib.decompressobj().decompress(raw, _MOST_BYTES)
    except zlib.error:
        return None
