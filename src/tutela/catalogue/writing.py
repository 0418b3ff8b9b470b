"""Writing records: ISO 2709, MARCXML, MARCMaker, MARC in JSON; and how the site keeps them.

A record that came as valid ISO 2709 and was not changed goes out as the same bytes.
"""

from __future__ import annotations

import json
from typing import Literal

import pymarc
from lxml import etree

from tutela.catalogue.marcxml import record_of, to_marcxml
from tutela.catalogue.reading import SetAside, read_chunk
from tutela.catalogue.reading.mrk import mrk_text
from tutela.catalogue.record import Record
from tutela.catalogue.unimarc.conversion import UNIMARC, from_unimarc

LONGEST_RECORD = 99_999
LONGEST_FIELD = 9_999

Form = Literal["iso2709", "unimarc", "marcxml"]


class TooLongError(ValueError):
    """A record that ISO 2709 cannot hold: more than 99,999 bytes, or a field of more than 9,999."""


def to_iso2709(record: Record) -> bytes:
    """The record as it came, or in UTF-8. Raises TooLongError."""
    if record.source is not None:
        return record.source
    data: bytes = record.marc.as_marc()
    if len(data) > LONGEST_RECORD or any(len(one.as_marc("utf-8")) > LONGEST_FIELD for one in record.marc.fields):
        raise TooLongError
    return data


def to_mrk(record: Record) -> str:
    """MARCMaker lines, ended by an empty one."""
    return mrk_text(record.marc)


def to_json(record: Record) -> str:
    """MARC in JSON, on one line."""
    return json.dumps(record.marc.as_dict(), ensure_ascii=False)


def keep(record: Record) -> tuple[Form, bytes]:
    """The record as the site keeps it, whole: the ISO 2709 that it came as ("unimarc" where it was converted), else ISO
    2709, or MARCXML where that cannot hold it or would not give back the same fields."""
    if record.source is not None:
        return "unimarc" if UNIMARC in record.remarks else "iso2709", record.source
    try:
        data = to_iso2709(record)
    except (TooLongError, UnicodeEncodeError):
        return "marcxml", to_marcxml(record)
    again = read_chunk(data)
    if isinstance(again, SetAside) or again.remarks or not same_fields(again.marc, record.marc):
        return "marcxml", to_marcxml(record)
    return "iso2709", data


def kept(form: str, data: bytes) -> Record:
    """The record that was kept so. Raises ValueError where it cannot be read any more."""
    if form in ("iso2709", "unimarc"):
        record = read_chunk(data)
        if isinstance(record, SetAside):
            raise ValueError(f"{record.reason}: {record.detail}")
        return from_unimarc(record, force=True).record if form == "unimarc" else record
    return record_of(etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)))


def same_fields(one: pymarc.Record, other: pymarc.Record) -> bool:
    """Whether two records have the same fields in the same order, whatever lengths and encoding their leaders give."""
    return _telling(one) == _telling(other)


def _telling(marc: pymarc.Record) -> tuple[str, list[tuple[str, str | None, str, list[tuple[str, str]]]]]:
    leader = str(marc.leader)
    fields = [
        (
            field.tag,
            field.data if field.control_field else None,
            "" if field.control_field else f"{field.indicator1}{field.indicator2}",
            [(code, value) for code, value in field.subfields],
        )
        for field in marc.fields
    ]
    return leader[5:9] + leader[10:12] + leader[17:], fields
