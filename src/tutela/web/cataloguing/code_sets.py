"""The parts of a form that are chosen from lists: languages, types of resource, audiences, sectors, measures and
countries; and the coded year (008)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import pymarc
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.codes import language_of
from tutela.catalogue.record import OWN, Record

_YEAR = re.compile("[0-9]{4}")


class CodeSet(NamedTuple):
    """A list of codes of a record: how it is read, and how another list is written in its place."""

    name: str
    read: Callable[[Record], Sequence[str]]
    write: Callable[[pymarc.Record, list[str]], None]


# --- Tutela's own facts -----------------------------------------------------------------------------------------------


def _own(tag: str, second: str) -> Callable[[pymarc.Record, list[str]], None]:
    """Writes codes as fields of one code each, with $2 tutela; a field whose code stays is not touched."""

    def write(marc: pymarc.Record, codes: list[str]) -> None:
        known: set[str] = set()
        kept: list[Field] = []
        for one in marc.fields:
            if one.tag != tag or not any(sub == ("2", OWN) for sub in one.subfields):
                kept.append(one)
                continue
            there = [sub for sub in one.subfields if sub.code != "a" or sub.value.strip() in codes]
            known.update(sub.value.strip() for sub in there if sub.code == "a")
            if any(sub.code == "a" for sub in there):
                one.subfields = there
                kept.append(one)
        marc.fields = kept
        for code in codes:
            if code not in known:
                insert(marc, Field(tag, Indicators(" ", second), [Subfield("a", code), Subfield("2", OWN)]))

    return write


def _write_countries(marc: pymarc.Record, codes: list[str]) -> None:
    known: set[str] = set()
    kept: list[Field] = []
    for one in marc.fields:
        if one.tag == "043":
            stays = [sub for sub in one.subfields if not _is_country(sub) or sub.value.strip().upper() in codes]
            known.update(sub.value.strip().upper() for sub in stays if _is_country(sub))
            if not stays:
                continue
            one.subfields = stays
        kept.append(one)
    marc.fields = kept
    new = [Subfield("c", code) for code in codes if code not in known]
    if not new:
        return
    there = next((one for one in marc.fields if one.tag == "043"), None)
    if there is None:
        insert(marc, Field("043", Indicators(" ", " "), new))
    else:
        there.subfields = [*there.subfields, *new]


def _is_country(sub: Subfield) -> bool:
    return sub.code == "c" and len(sub.value.strip()) == 2


# --- languages --------------------------------------------------------------------------------------------------------


def _write_languages(marc: pymarc.Record, codes: list[str]) -> None:
    """All languages in 041, where there is more than one or such a field already; the first one in 008."""
    coded_008(marc, {35: (codes[0] if codes else "und")})
    _write_041(marc, codes, "a")


def _originals(record: Record) -> Sequence[str]:
    return tuple(dict.fromkeys(filter(None, map(language_of, record.translated_from))))


def _write_originals(marc: pymarc.Record, codes: list[str]) -> None:
    _write_041(marc, codes, "h")


def _write_041(marc: pymarc.Record, codes: list[str], code: str) -> None:
    there = [one for one in marc.fields if one.tag == "041"]
    if not there:
        if len(codes) < 2 and code == "a":
            return
        first = [Subfield("a", language) for language in _of_008(marc)] if code == "h" else []
        one = Field("041", Indicators("1" if code == "h" else "0", " "), first + [Subfield(code, c) for c in codes])
        if one.subfields:
            insert(marc, one)
        return
    for field in there[1:]:
        field.subfields = [sub for sub in field.subfields if sub.code != code]
    one = there[0]
    others = [sub for sub in one.subfields if sub.code != code]
    new = [Subfield(code, language) for language in codes]
    one.subfields = [*new, *others] if code == "a" else [*others, *new]
    if code == "h":
        one.indicators = Indicators("1" if codes else "0", one.indicator2 or " ")
    marc.fields = [field for field in marc.fields if field.tag != "041" or field.subfields]


def _of_008(marc: pymarc.Record) -> list[str]:
    coded = next((one.data or "" for one in marc.fields if one.tag == "008"), "")
    found = language_of(coded[35:38])
    return [found] if found else []


# --- 008 --------------------------------------------------------------------------------------------------------------


def year_of(record: Record) -> str:
    """The coded year of publication, "" where none is coded."""
    coded = record.control("008")[7:11]
    return coded if _YEAR.fullmatch(coded) else ""


def write_year(marc: pymarc.Record, year: str) -> None:
    """Code the year of publication; "" codes that it is not known."""
    data = next((one.data or "" for one in marc.fields if one.tag == "008"), "").ljust(40)
    kind = data[6]
    if not year:
        coded_008(marc, {6: "n", 7: "uuuu", 11: "uuuu"})
    elif kind in "bn| #" or (kind == "s" and data[11:15].strip()):
        coded_008(marc, {6: "s", 7: year, 11: "    "})
    else:
        coded_008(marc, {7: year})


def coded_008(marc: pymarc.Record, places: dict[int, str]) -> None:
    """Write into 008 at these places; make one of 40 characters where there is none."""
    one = next((one for one in marc.fields if one.tag == "008"), None)
    if one is None:
        one = Field("008", data=blank_008())
        insert(marc, one)
    data = (one.data or "").ljust(40)
    for place, text in places.items():
        data = data[:place] + text + data[place + len(text) :]
    one.data = data


def blank_008(day: date | None = None) -> str:
    """An 008 that says nothing but the day on which the record was made: | is the sign for "not coded"."""
    return f"{(day or date.today()):%y%m%d}nuuuuuuuuxx {'|' * 17}und d"


def insert(marc: pymarc.Record, *new: Field) -> None:
    """Put fields in their places: after the last one whose tag is not greater. The others keep their order."""
    for one in new:
        place = 0
        for number, other in enumerate(marc.fields, 1):
            if other.tag <= one.tag:
                place = number
        marc.fields.insert(place, one)


SETS: dict[str, CodeSet] = {
    one.name: one
    for one in (
        CodeSet("languages", lambda record: record.languages, _write_languages),
        CodeSet("originals", _originals, _write_originals),
        CodeSet("types", lambda record: record.facts.types, _own("655", "7")),
        CodeSet("audiences", lambda record: record.facts.audiences, _own("385", " ")),
        CodeSet("sectors", lambda record: record.facts.sectors, _own("690", "7")),
        CodeSet("measures", lambda record: record.facts.measures, _own("691", "7")),
        CodeSet("countries", lambda record: record.facts.countries, _write_countries),
    )
}  # fmt: skip
