"""The part of the mapping to MODS that leads elsewhere: subjects, classes, identifiers, places, related resources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pymarc import Field

from tutela.catalogue.formats.host import host_of
from tutela.catalogue.formats.mods_elements import (
    add,
    address,
    authority,
    fields,
    name,
    text_of,
    title_info,
    values,
)
from tutela.catalogue.record import OWN, Record, tidy

_DIVISIONS = {"x": "topic", "y": "temporal", "z": "geographic", "v": "genre"}
_HEADINGS = {"648": "temporal", "650": "topic", "651": "geographic", "654": "topic", "656": "occupation"}
_NAMES = ("600", "610", "611")


def subjects(root: Any, record: Record) -> None:
    for one, link in fields(record, *_NAMES, "630", *_HEADINGS):
        element = add(root, "subject", authority=authority(one), altRepGroup=link, valueURI=address(one))
        if one.tag in _NAMES:
            name(element, _without_roles(one))
            if one.get("t"):
                add(add(element, "titleInfo"), "title", text_of(one, "t"))
        elif one.tag == "630":
            title_info(element, one, "adfklmorst")
        elif main := text_of(one, "abc" if one.tag == "654" else "ab"):
            add(element, _HEADINGS[one.tag], main)
        for code, value in one.subfields:
            if code in _DIVISIONS and (text := tidy(value or "")):
                add(element, _DIVISIONS[code], text)
        if not len(element):
            root.remove(element)
    for one, link in fields(record, "653"):
        for value in values(one, "a"):
            add(add(root, "subject", altRepGroup=link), "topic", value)
    for one in record.fields("690", "691"):
        if OWN in values(one, "2"):
            for value in values(one, "a"):
                kind = "tutela-sector" if one.tag == "690" else "tutela-measure"
                add(add(root, "subject", authority=kind), "topic", value)


def _without_roles(one: Field) -> Field:
    kept = [part for part in one.subfields if part.code not in "e4jt"]
    return Field(one.tag, one.indicators, kept)


def places(root: Any, record: Record) -> None:
    """Codes of places (043) and what maps say of themselves (255, 034)."""
    for one in record.fields("043"):
        for code, vocabulary in (("a", "marcgac"), ("c", "iso3166")):
            for value in values(one, code):
                add(add(root, "subject"), "geographicCode", value.rstrip("-"), authority=vocabulary)
    for one in record.fields("255"):
        element = add(add(root, "subject"), "cartographics")
        for code, part in (("a", "scale"), ("b", "projection"), ("c", "coordinates")):
            if text := text_of(one, code):
                add(element, part, text)


def classes(root: Any, record: Record) -> None:
    known = {"050": "lcc", "060": "nlm", "080": "udc", "082": "ddc"}
    for one in record.fields("050", "060", "080", "082", "084"):
        said = next(iter(values(one, "2")), "")
        text = " ".join(values(one, "ab"))
        if text:
            edition = said if one.tag == "082" else ""
            add(root, "classification", text, authority=known.get(one.tag, said), edition=edition)


def identifiers(root: Any, record: Record) -> None:
    for one in record.identifiers:
        if one.kind == "control":
            continue  # numbers of records, not of what they describe
        kind = {"report": "report number", "government": "govdoc"}.get(one.kind, one.kind)
        add(root, "identifier", one.value, type_="" if kind == "other" else kind, invalid="" if one.is_valid else "yes")
    for field in record.fields("037", "028"):
        for value in values(field, "a"):
            add(root, "identifier", value, type_="stock number" if field.tag == "037" else "music publisher")


def locations(root: Any, record: Record) -> None:
    for one in record.fields("852"):
        element = add(root, "location")
        if where := text_of(one, "abj" if one.get("j") and not one.get("h") else "ab"):
            add(element, "physicalLocation", where)
        if shelf := text_of(one, "hij"):
            add(element, "shelfLocator", shelf)
        if not len(element):
            root.remove(element)
    is_first = True
    for one in record.fields("856"):
        if one.indicator2 == "2":
            continue
        for url in values(one, "u"):
            usage = "primary" if is_first and one.indicator2 == "0" else ""
            is_first = is_first and not usage
            label = text_of(one, "y") or text_of(one, "3")
            element = add(root, "location")
            add(element, "url", url, displayLabel=label, note=text_of(one, "z"), usage=usage)


def conditions(root: Any, record: Record) -> None:
    for one in record.fields("506", "540"):
        kind = "restriction on access" if one.tag == "506" else "use and reproduction"
        if text := " ".join(values(one, "abcdu")):
            add(root, "accessCondition", text, type_=kind)


_RELATED = {
    "760": ("series", ""), "762": ("constituent", ""), "765": ("", "translation of"), "767": ("", "translated as"),
    "770": ("", "supplement"), "772": ("", "supplement to"), "773": ("host", ""), "774": ("constituent", ""),
    "775": ("otherVersion", ""), "776": ("otherFormat", ""), "777": ("", "issued with"), "780": ("preceding", ""),
    "785": ("succeeding", ""), "786": ("", "data source"), "787": ("", "related"),
}  # fmt: skip


def related(root: Any, record: Record) -> None:
    for one, link in fields(record, *_RELATED):
        kind, other = _RELATED[one.tag]
        element = add(
            root, "relatedItem", type_=kind, otherType=other, displayLabel=text_of(one, "i"), altRepGroup=link
        )
        if text := text_of(one, "t") or text_of(one, "s"):
            add(add(element, "titleInfo"), "title", text)
        if text := text_of(one, "a"):
            add(add(element, "name"), "namePart", text)
        if text := text_of(one, "d"):
            add(add(element, "originInfo"), "publisher", text)
        numbers = {"w": "local", "x": "issn", "z": "isbn", "r": "report number", "u": "symbol", "o": ""}
        for code, value in one.subfields:
            if value and code in numbers:
                add(element, "identifier", value.strip(), type_=numbers[code])
        if one.tag == "773":
            _part(element, record, one)
    for one, link in fields(record, "440", "490"):
        _series(root, one, link)
    if not any(record.fields("440", "490")):
        for one, link in fields(record, "800", "810", "811", "830"):
            _series(root, one, link)
    for one, link in fields(record, "700", "710", "711"):
        if one.get("t"):
            of = "constituent" if one.indicator2 == "2" else ""
            element = add(root, "relatedItem", type_=of, altRepGroup=link)
            name(element, _without_roles(one))
            add(add(element, "titleInfo"), "title", text_of(one, "t"))
    for one in record.fields("856"):
        if one.indicator2 == "2":
            element = add(root, "relatedItem", displayLabel=text_of(one, "y") or text_of(one, "3"))
            for url in values(one, "u"):
                add(add(element, "location"), "url", url)


def _series(root: Any, one: Field, link: str) -> None:
    element = add(root, "relatedItem", type_="series", altRepGroup=link)
    title = text_of(one, "t" if one.tag in ("800", "810", "811") else "a")
    info = add(element, "titleInfo")
    add(info, "title", title)
    for code, part in (("v", "partNumber"), ("p", "partName")):
        if text := text_of(one, code):
            add(info, part, text)
    for value in values(one, "x"):
        add(element, "identifier", value, type_="issn")


def _part(element: Any, record: Record, one: Field) -> None:
    """Volume, issue and pages within the host."""
    host = host_of(record)
    said = text_of(one, "g")
    if host is None or not (said or host.volume or host.pages):
        return
    part = add(element, "part")
    for kind, number in (("volume", host.volume), ("issue", host.issue)):
        if number:
            add(add(part, "detail", type_=kind), "number", number)
    first, _, last = host.pages.partition("–")
    if first:
        extent = add(part, "extent", unit="pages")
        add(extent, "start", first)
        if last:
            add(extent, "end", last)
    if host.dating.year:
        add(part, "date", host.dating.iso)
    if said:
        add(part, "text", said)


PARTS: tuple[Callable[[Any, Record], None], ...] = (
    subjects,
    places,
    classes,
    identifiers,
    locations,
    conditions,
    related,
)
"""The functions that add these parts to an element <mods>, in this order."""
