"""UNIMARC: the core of its fields converted to MARC 21, with a list of all that was left out.

UNIMARC Manual, Bibliographic Format (IFLA, 3rd edition with updates); MARC 21 Format for Bibliographic Data. The
description gets ISBD punctuation at the ends of subfields, as MARC 21 has it (leader/18 "i").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from tutela.catalogue.record import Record
from tutela.catalogue.unimarc import coded, description, iso5426, links, names
from tutela.catalogue.unimarc.given import Given, LeftOut, made, tables

UNIMARC = "unimarc"
"""The remark of a record that was converted: ``source`` holds UNIMARC."""


@dataclass(frozen=True)
class Converted:
    """A record in MARC 21, what was ``left_out`` of the UNIMARC one in its order, the ``original`` as it was read (its
    bytes are ``original.source``), and the ``encoding`` its text was in: "utf-8", "iso5426", or "other" where neither
    fits and the text is that of the record as read."""

    record: Record
    left_out: tuple[LeftOut, ...]
    original: Record
    encoding: str

    @property
    def places_left_out(self) -> tuple[str, ...]:
        """The tags, or tags and subfields ("200$z"), that something was left out of, each once."""
        return tuple(dict.fromkeys(one.place for one in self.left_out))


_CODED = re.compile(r"\d{8}[a-z|u ]")
_TELLING = ("010", "101", "210", "214", "215", "700", "701", "702", "710", "801")


def is_unimarc(record: Record) -> bool:
    """Whether a record is in UNIMARC by what it holds: a title in 200 and none in 245, and either coded data in 100 or
    two other fields that are used so."""
    if any(record.fields("245")) or not any(code == "a" for one in record.fields("200") for code, _ in one.subfields):
        return False
    is_coded = _CODED.match(_coded_data(record)) is not None
    return is_coded or sum(any(record.fields(tag)) for tag in _TELLING) > 1


def _coded_data(record: Record) -> str:
    return next((value for one in record.fields("100") for code, value in one.subfields if code == "a" and value), "")


def from_unimarc(record: Record, *, force: bool = False) -> Converted:
    """The record in MARC 21. Raises ValueError for one that does not look like UNIMARC, unless ``force`` is set."""
    if not force and not is_unimarc(record):
        raise ValueError("not a record in UNIMARC")
    source, encoding = _in_unicode(record)
    fields: list[Field] = [coded.fixed_field(source), *coded.sources(source)]
    left_out: list[LeftOut] = []
    for one in source.marc.fields:
        if one.control_field:
            if one.tag in ("001", "005"):
                fields.append(one)
            else:
                left_out.append(LeftOut(one.tag, one.data or ""))
            continue
        given = Given(one)
        convert = _converter(one.tag)
        found = list(convert(given, source)) if convert else []
        fields += [field for field in found if field.subfields]
        left_out += given.left_out(is_converted=bool(found) or one.tag in _TOLD_ELSEWHERE)
    marc = pymarc.Record()
    marc.leader = Leader(coded.leader_of(source.leader))
    marc.fields = sorted(fields, key=lambda field: field.tag)
    # The bytes that it came in stay with it: an export gives back what came, until somebody changes the record.
    converted = Record(marc, record.source, (*record.remarks, UNIMARC))
    return Converted(converted, tuple(left_out), record, encoding)


# --- which field becomes what -------------------------------------------------------------------------------------

_Convert = Callable[[Given, Record], Iterable[Field]]


def _taken_elsewhere(given: Given, _record: Record) -> Iterable[Field]:
    """100 and 801: their data stand in 008 and 040."""
    given.all_parts()
    return ()


_TOLD_ELSEWHERE = frozenset(("100", "101", "801"))
"""Tags that may give no field of their own: their data stand in 008 and 040."""
_CONVERTERS: dict[str, _Convert] = {
    "100": _taken_elsewhere,
    "101": coded.languages,
    "102": coded.countries,
    **dict.fromkeys(("181", "182", "183"), description.content),
    "200": description.title,
    "205": description.edition,
    "206": description.scale,
    "207": description.numbering,
    **dict.fromkeys(("210", "214"), description.publication),
    "215": description.material,
    "225": description.series,
    "410": links.series_heading,
    **dict.fromkeys(("500", "501"), description.uniform_title),
    **dict.fromkeys(("600", "601", "602", "605", "606", "607", "608"), names.subject),
    "610": names.free_terms,
    "801": _taken_elsewhere,
}


def _converter(tag: str) -> _Convert | None:
    known = tables()
    if tag in _CONVERTERS:
        return _CONVERTERS[tag]
    if tag in known["fields"]:
        return _plainly
    if tag in known["links"]:
        return links.link
    if tag in known["persons"]:
        return names.person
    return names.body if tag in known["bodies"] else None


_CLASSES = frozenset(("675", "676", "680", "686"))


def _plainly(given: Given, _record: Record) -> Iterable[Field]:
    """A field that goes over subfield by subfield."""
    table = dict(tables()["fields"][given.tag])
    tag, indicators = table.pop("to").split(" ")
    if given.tag == "856":
        indicators = f"{given.first}{given.second}".replace(" ", "#")
    parts = [(table[code], value) for code, value in given.parts("".join(table))]
    if given.tag in _CLASSES:
        parts = [(code, value.rstrip(".")) for code, value in parts]
    elif given.tag == "856":  # a text for the link, or, in older records, how it is reached
        parts = [("2" if value.lower() in ("http", "https", "ftp") else code, value) for code, value in parts]
    if parts:
        yield made(tag, indicators, parts)


# --- characters ---------------------------------------------------------------------------------------------------

_HIGH = re.compile(rb"[\x80-\xff]")
_ISO_5426 = "03"


def _in_unicode(record: Record) -> tuple[Record, str]:
    """The record with its text as Unicode: what was read as MARC-8 is read again as ISO 5426 where 100 says that it is,
    or says nothing."""
    source = record.source
    if source is None or source[9:10] == b"a" or not _HIGH.search(source) or "utf8-not-said" in record.remarks:
        return record, "utf-8"
    coded = _coded_data(record)
    sets = {coded[26:28], coded[28:30], coded[30:32]} - {"", "  ", "||", "01", "50"}
    if b"\x1b" in source or not sets <= {_ISO_5426}:
        return record, "other"
    try:
        raw = pymarc.Record(data=source, to_unicode=False)
    except (PymarcException, ValueError, IndexError, KeyError):
        return record, "other"
    marc = pymarc.Record()
    marc.leader = raw.leader
    fields = []
    for one in raw.fields:
        if one.control_field:
            fields.append(Field(one.tag, data=_text(one.data)))
        else:
            subfields = [Subfield(code, _text(value)) for code, value in one.subfields]
            fields.append(Field(one.tag, Indicators(one.indicator1 or " ", one.indicator2 or " "), subfields))
    marc.fields = fields
    return Record(marc), "iso5426"


def _text(value: object) -> str:
    return iso5426.decode(value) if isinstance(value, bytes) else str(value or "")
