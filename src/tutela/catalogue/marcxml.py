"""MARCXML, read and written (MARC21slim, Library of Congress).

A file that breaks off or is no well-formed XML in places is read as far as it can be: each record by itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Any

import pymarc
from lxml import etree
from pymarc import Field, Indicators, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from tutela.catalogue.record import Record

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 50_000_000  # bytes of a broken file that are searched for records


class NotARecordError(ValueError):
    """An element that is not what MARC21slim asks of a record."""


def read_elements(stream: IO[bytes]) -> Iterator[Record | tuple[Exception, bytes]]:
    """The records of a file; in the place of one that cannot be read, the exception, with its bytes where known."""
    # The parser may read far ahead: what it took is kept, so that a broken file can be searched again.
    taken = _Taken(stream)
    done = 0
    try:
        for _event, element in etree.iterparse(taken, **_SAFE):
            if _name(element) != "record" or _is_inner(element):
                continue
            try:
                yield record_of(element)
            except (NotARecordError, PymarcException) as error:
                yield error, etree.tostring(element)
            done += 1
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        yield from _each_by_itself(taken.everything(), done, error)


_SAFE: dict[str, Any] = {
    "events": ("end",), "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False,
}  # fmt: skip


class _Taken(io.RawIOBase):
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._parts: list[bytes] = []
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        if self._size < _LONGEST:
            self._parts.append(part)
            self._size += len(part)
        return part

    def everything(self) -> bytes:
        return b"".join([*self._parts, self._stream.read(max(0, _LONGEST - self._size))])


_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:collection|[\w.-]+)\b[^>]*>")
_RECORD = re.compile(rb"<((?:[\w.-]+:)?)record\b[^>]*>.*?(?:</\1record\s*>|(?=<\1record\b)|\Z)", re.DOTALL)


def _each_by_itself(data: bytes, done: int, error: Exception) -> Iterator[Record | tuple[Exception, bytes]]:
    root = _ROOT.search(re.sub(rb"<\?.*?\?>|<!--.*?-->", b"", data[:4096], flags=re.DOTALL))
    declared = b" ".join(re.findall(rb"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')", root.group() if root else b""))
    found = list(_RECORD.finditer(data))[done:]
    if not found and not done:
        yield error, data[:2000]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for match in found:
        try:
            whole = etree.fromstring(b"<r " + declared + b">" + match.group() + b"</r>", parser)
            yield record_of(whole[0])
        except (etree.XMLSyntaxError, NotARecordError, PymarcException, ValueError) as inner:
            yield inner, match.group()


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_inner(element: Any) -> bool:
    """Whether it is the envelope of OAI-PMH (<record><header/><metadata/></record>), not a record of MARC."""
    return any(_name(child) in ("header", "metadata", "recordData", "recordSchema") for child in element)


def record_of(element: Any) -> Record:
    """The record of an element <record>. Raises NotARecordError where tags or codes are missing."""
    marc = pymarc.Record()
    fields: list[Field] = []
    for child in element:
        name = _name(child)
        text = child.text or ""
        if name == "leader":
            marc.leader = _leader(text)
        elif name == "controlfield":
            fields.append(Field(tag=_tag(child), data=text))
        elif name == "datafield":
            fields.append(_data_field(child))
        elif name:
            raise NotARecordError(f"unexpected element <{name}>")
    if not fields:
        raise NotARecordError("no fields")
    marc.add_field(*fields)
    return Record(marc)


def _leader(text: str) -> Leader:
    try:
        return Leader(text if len(text) == 24 else text[:24].ljust(24))
    except PymarcException as error:
        raise NotARecordError(f"leader of {len(text)} characters") from error


def _tag(child: Any) -> str:
    tag: str = child.get("tag", "")
    if len(tag) != 3 or not tag.isascii() or not tag.isalnum():
        raise NotARecordError(f"tag {tag!r}" if tag else f"<{_name(child)}> without a tag")
    return tag


def _data_field(child: Any) -> Field:
    subfields = []
    for inner in child:
        name = _name(inner)
        if not name:
            continue  # a comment
        code = inner.get("code", "")
        if name != "subfield" or len(code) != 1:
            raise NotARecordError(f"field {child.get('tag')}: <{name}> without a code of one character")
        subfields.append(Subfield(code, inner.text or ""))
    tag = _tag(child)
    first, second = (child.get(name, " ") or " " for name in ("ind1", "ind2"))
    if len(first) != 1 or len(second) != 1:
        raise NotARecordError(f"field {tag}: indicators {first!r} {second!r}")
    if tag < "010" and tag.isdigit():
        raise NotARecordError(f"field {tag} with subfields")
    return Field(tag=tag, indicators=Indicators(first, second), subfields=subfields)


def element_of(record: Record) -> Any:
    """The element <record> of a record. Characters that XML cannot hold become U+FFFD."""
    element = etree.Element(f"{{{NAMESPACE}}}record", nsmap={None: NAMESPACE})
    leader = etree.SubElement(element, f"{{{NAMESPACE}}}leader")
    leader.text = _legal(record.leader)
    for field in record.marc.fields:
        if field.control_field:
            inner = etree.SubElement(element, f"{{{NAMESPACE}}}controlfield", tag=field.tag)
            inner.text = _legal(field.data or "")
            continue
        inner = etree.SubElement(
            element,
            f"{{{NAMESPACE}}}datafield",
            tag=field.tag,
            ind1=_legal(field.indicator1 or " "),
            ind2=_legal(field.indicator2 or " "),
        )
        for code, value in field.subfields:
            etree.SubElement(inner, f"{{{NAMESPACE}}}subfield", code=_legal(code)).text = _legal(value or "")
    return element


def to_marcxml(record: Record) -> bytes:
    """A record as an element, in UTF-8."""
    data: bytes = etree.tostring(element_of(record), encoding="utf-8")
    return data


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
