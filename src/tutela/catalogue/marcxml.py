"""MARCXML, read and written (MARC21slim, Library of Congress).

A file that breaks off or is no well-formed XML in places is read as far as it can be: each record by itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import IO, Any

import pymarc
from lxml import etree
from pymarc import Field, Indicators, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import LONGEST

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOLD = "set-aside"
_BLOCK = 64_000
_OPENING = re.compile(r"<(?:[\w.-]+:)?record(?=[\s>])")
_CLOSING = re.compile(r"</(?:[\w.-]+:)?record\s*>")
_FIELDS = re.compile(r"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)\b")
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


class NotARecordError(ValueError):
    """An element that is not what MARC21slim asks of a record."""


class NoRecordsError(ValueError):
    """A file of XML without a single record."""


def read_elements(stream: IO[bytes]) -> Iterator[Record | tuple[Exception, bytes]]:
    """The records of a file; in the place of one that cannot be read, the exception, with its bytes where known.

    Entities that a file declares are never expanded, and nothing is fetched. Raises NoRecordsError for XML without any.
    """
    parser = etree.XMLPullParser(**_SAFE)
    kept: list[bytes] = []  # blocks from the one on in which the last record ended
    ended = 0  # elements <record> that ended in these
    found = is_stuck = False
    error: Exception | None = None
    beginning = b""
    while not (is_stuck or error) and (block := stream.read(_BLOCK)):
        beginning = beginning or block[:4096]
        kept.append(block)
        try:
            parser.feed(block)
        except etree.XMLSyntaxError as raised:
            error = raised
        now = 0
        for _event, element in parser.read_events():
            now += 1
            for one in _read_with_outer(element):
                found = True
                yield one
            _forget(element)
        if now:
            kept, ended = [block], now
        else:
            is_stuck = _is_stuck(kept[1:], encoding_of(beginning))
    error = error or _closed(parser, is_stuck)
    if error is not None or is_stuck:
        error = error or NotARecordError(f"no record within {LONGEST} bytes")
        yield from records_in_pieces(_rest(kept, ended, stream, beginning), encoding_of(beginning), error)
    elif not found:
        raise NoRecordsError


def _is_stuck(blocks: list[bytes], encoding: str) -> bool:
    """Whether the parser came upon an error, of which it only tells at the end: records end, and it gives none."""
    if sum(map(len, blocks)) > LONGEST:
        return True
    return bool(blocks[1:]) and _CLOSING.search(b"".join(blocks[:-1]).decode(encoding, "replace")) is not None


def _closed(parser: Any, is_early: bool) -> Exception | None:
    """The error that the parser tells at the end; before it, that the end is missing is none."""
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        fatal = [entry.type_name for entry in parser.feed_error_log.filter_from_fatals()]
        return error if fatal and not (is_early and fatal[0] == "ERR_TAG_NOT_FINISHED") else None
    return None


def _rest(kept: list[bytes], ended: int, stream: IO[bytes], beginning: bytes) -> Iterator[bytes]:
    """What comes after the last record that the parser finished."""
    encoding = encoding_of(beginning)
    text = b"".join(kept).decode(encoding, "replace")
    for _ in range(ended):
        end = _CLOSING.search(text)
        text = text[end.end() :] if end else text
    yield text.encode(encoding)
    while part := stream.read(_BLOCK):
        yield part


def _read_with_outer(element: Any) -> Iterator[Record | tuple[Exception, bytes]]:
    """The record, and before it one around it, whose own end is missing; nothing for an envelope."""
    outer = element.getparent()
    if outer is not None and _name(outer) == "record" and not _is_envelope(outer) and not outer.get(_TOLD):
        outer.set(_TOLD, "1")
        outer.remove(element)
        yield NotARecordError("a record that does not end"), etree.tostring(outer, with_tail=False)[:LONGEST]
        outer.append(element)
    if not element.get(_TOLD) and not _is_envelope(element):
        yield _read(element)


def _read(element: Any) -> Record | tuple[Exception, bytes]:
    try:
        return record_of(element)
    except (NotARecordError, PymarcException) as error:
        return error, etree.tostring(element, with_tail=False)[:LONGEST]


_SAFE: dict[str, Any] = {
    "events": ("end",), "tag": ("{*}record",), "resolve_entities": False, "no_network": True, "huge_tree": False,
    "load_dtd": False,
}  # fmt: skip


def _forget(element: Any) -> None:
    """Free what was read, so that a large file takes no more memory than one of its records."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def encoding_of(beginning: bytes) -> str:
    """The encoding that an XML file gives, by its first bytes or its declaration."""
    for sign, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if beginning.startswith(sign):
            return name
    declared = _DECLARED.search(beginning[:200])
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def records_in_pieces(
    parts: Iterable[bytes], encoding: str, error: Exception
) -> Iterator[Record | tuple[Exception, bytes]]:
    """The records of a file that is no well-formed XML, each parsed by itself; what is not well-formed as the error."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = ""
    is_told = is_skipping = False
    for part in parts:
        text += decoder.decode(part)
        place = 0
        while end := _CLOSING.search(text, place):
            for start, stop in _starts(text, place, end.end()):
                one = _parsed(text[start:stop])
                is_told = is_told or not isinstance(one, Record)
                yield one
            place = end.end()
            is_skipping = False
        text = text[place:]
        if len(text) > LONGEST:
            if not is_skipping:
                yield error, text[:LONGEST].encode()
            is_told = is_skipping = True
            text = text[-100:]
    left = _OPENING.search(text)
    if left and _FIELDS.search(text, left.end()):
        yield error, text[left.start() :][:LONGEST].encode()
    elif not is_told:
        yield error, text[:2000].encode()


def _starts(text: str, place: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the record that ends there begins, and before it any that has no end."""
    openings = [match.start() for match in _OPENING.finditer(text, place, end)]
    for start, stop in pairwise([*openings, end]):
        if _FIELDS.search(text, start, stop):
            yield start, stop


def _parsed(text: str) -> Record | tuple[Exception, bytes]:
    prefixes = dict.fromkeys(prefix for prefix in _PREFIX.findall(text) if prefix not in ("xml", "xmlns"))
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACE}"' for prefix in prefixes if f"xmlns:{prefix}" not in text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        whole = etree.fromstring(f"<r {declared}>{text}</r>".encode(), parser)
    except etree.XMLSyntaxError as error:
        return error, text[:LONGEST].encode()
    return _read(whole[0]) if len(whole) else (NotARecordError("no element"), text.encode())


def _name(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]  # the prefix stays where the file does not declare it


def _is_envelope(element: Any) -> bool:
    """Whether it is the envelope of OAI-PMH (<record><header/><metadata/></record>) or SRU, not a record of MARC."""
    return any(_name(child) in ("header", "metadata", "recordData", "recordSchema") for child in element)


def record_of(element: Any) -> Record:
    """The record of an element <record>. Raises NotARecordError where tags or codes are missing, or where text hides
    behind an entity."""
    marc = pymarc.Record()
    fields: list[Field] = []
    remarks: tuple[str, ...] = ()
    for child in element:
        name = _name(child)
        if name == "leader":
            marc.leader = _leader(_text(child))
        elif name == "controlfield":
            fields.append(_control_field(child))
        elif name == "datafield":
            fields.append(_data_field(child))
        elif name in _OF_THE_ENVELOPE:
            remarks = ("foreign-elements",)
        elif name:
            raise NotARecordError(f"unexpected element <{name}>")
    if not fields:
        raise NotARecordError("no fields")
    marc.fields.extend(fields)
    return Record(marc, remarks=remarks)


_OF_THE_ENVELOPE = frozenset({"identifier", "datestamp", "setSpec"})
"""What some programs leave in a record of the header that OAI-PMH gives it."""


def _text(element: Any) -> str:
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for inner in element:
        if inner.tag not in (etree.Comment, etree.ProcessingInstruction):
            raise NotARecordError(f"<{_name(element)}> with {inner.text if inner.tag is etree.Entity else inner.tag}")
        parts.append(inner.tail or "")
    return "".join(parts)


def _control_field(child: Any) -> Field:
    field = Field(tag=_tag(child), data=_text(child))
    if not field.control_field:  # tags of letters, like the FMT of Aleph, which pymarc takes for fields with subfields
        field.control_field = True
        field.data = _text(child)
    return field


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
        if inner.tag is etree.Entity:
            raise NotARecordError(f"field {child.get('tag')} with {inner.text}")
        if not name:
            continue  # a comment
        code = inner.get("code", "")
        if name != "subfield" or len(code) != 1:
            raise NotARecordError(f"field {child.get('tag')}: <{name}> without a code of one character")
        subfields.append(Subfield(code, _text(inner)))
    tag = _tag(child)
    first, second = (child.get(name, " ") or " " for name in ("ind1", "ind2"))
    if len(first) != 1 or len(second) != 1:
        raise NotARecordError(f"field {tag}: indicators {first!r} {second!r}")
    if tag < "010" and tag.isdigit():
        raise NotARecordError(f"field {tag} with subfields")
    return Field(tag=tag, indicators=Indicators(first, second), subfields=subfields)


def element_of(record: Record) -> Any:
    """The element <record> of a record. Characters that XML cannot hold become U+FFFD."""
    element = etree.Element(f"{{{NAMESPACE}}}record", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
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
