"""MODS 3.8: the record in the Metadata Object Description Schema of the Library of Congress.

A mapping of our own from MARC 21 after the Library's "MARC 21 to MODS Mapping" (version 3.7). A field in another script
(880) becomes an element of its own with the ``altRepGroup`` of the field that it belongs to. Tutela's own codes (655,
385, 690, 691 with $2 tutela) go out with ``authority="tutela"``.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from tutela.catalogue.codes import language_of
from tutela.catalogue.formats.mods_elements import (
    MODS,
    add,
    address,
    authority,
    fields,
    name,
    text_of,
    title_info,
    values,
)
from tutela.catalogue.formats.mods_links import PARTS
from tutela.catalogue.record import Record

VERSION = "3.8"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XLINK = "http://www.w3.org/1999/xlink"


def element_of_mods(record: Record, page: str = "") -> Any:
    """The element <mods> of a record; ``page`` is the address of its page in the catalogue."""
    namespaces: Any = {None: MODS, "xsi": _XSI, "xlink": _XLINK}
    root = etree.Element(f"{{{MODS}}}mods", nsmap=namespaces, version=VERSION)
    root.set(f"{{{_XSI}}}schemaLocation", f"{MODS} {SCHEMA}")
    for part in (titles, names, _types, _genres, _origin, _languages, _physical, _texts, _notes):
        part(root, record)
    for linked in PARTS:
        linked(root, record)
    if page:
        add(add(root, "location"), "url", page, access="object in context")
    _record_info(root, record)
    return root


def to_mods(record: Record, page: str = "") -> bytes:
    """The element in UTF-8."""
    data: bytes = etree.tostring(element_of_mods(record, page), encoding="utf-8")
    return data


# --- titles and names ---


def titles(root: Any, record: Record) -> None:
    for one, link in fields(record, "245"):
        title_info(root, one, "afgks", link, skip=one.indicator2 or "", usage="primary")
    kinds: tuple[tuple[tuple[str, ...], str, str], ...] = (
        (("210",), "abbreviated", "a"), (("242",), "translated", "a"), (("246",), "", "af"),
        (("130", "240"), "uniform", "adfklmors"), (("740",), "alternative", "ah"),
    )  # fmt: skip
    for tags, kind, codes in kinds:
        for one, link in fields(record, *tags):
            if one.tag == "740" and one.indicator2 == "2":
                continue  # the title of a part
            of = kind or ("translated" if one.indicator2 == "1" else "alternative")
            title_info(root, one, codes, link, type_=of, lang="".join(values(one, "y")), displayLabel=text_of(one, "i"))


def names(root: Any, record: Record) -> None:
    for tag in ("100", "110", "111", "700", "710", "711"):
        for one, link in fields(record, tag):
            if not (tag[0] == "7" and (one.get("t") or one.indicator2 == "2")):
                name(root, one, link, usage="primary" if tag[0] == "1" else "")


# --- kind, origin, language ---------------------------------------------------------------------------------------

_TYPES = {
    "a": "text", "t": "text", "e": "cartographic", "f": "cartographic", "c": "notated music", "d": "notated music",
    "i": "sound recording-nonmusical", "j": "sound recording-musical", "k": "still image", "g": "moving image",
    "r": "three dimensional object", "m": "software, multimedia", "o": "mixed material", "p": "mixed material",
}  # fmt: skip


def _types(root: Any, record: Record) -> None:
    kind, level = record.leader[6:7], record.leader[7:8]
    if kind in _TYPES:
        manuscript = "yes" if kind in "dft" else ""
        add(root, "typeOfResource", _TYPES[kind], collection="yes" if level == "c" else "", manuscript=manuscript)


_NATURE = {
    "a": "abstract or summary", "b": "bibliography", "c": "catalog", "d": "dictionary", "e": "encyclopedia",
    "f": "handbook", "g": "legal article", "i": "index", "k": "discography", "l": "legislation", "m": "theses",
    "n": "survey of literature", "o": "review", "p": "programmed text", "q": "filmography", "r": "directory",
    "s": "statistics", "t": "technical report", "v": "legal case and case notes", "w": "law report or digest",
    "z": "treaty",
}  # fmt: skip


def _genres(root: Any, record: Record) -> None:
    coded = record.control("008")
    if record.leader[6:7] in ("a", "t") and record.leader[7:8] in "acdm":
        for sign in dict.fromkeys(coded[24:28]):
            if sign in _NATURE:
                add(root, "genre", _NATURE[sign], authority="marcgt")
        if coded[29:30] == "1":
            add(root, "genre", "conference publication", authority="marcgt")
    for one, link in fields(record, "655"):
        if text := "--".join(values(one, "avxyz")):
            add(root, "genre", text, authority=authority(one), altRepGroup=link, valueURI=address(one))


_EVENTS = {"0": "production", "1": "publication", "2": "distribution", "3": "manufacture", "4": "copyright notice"}
_DATES = {"0": "dateCreated", "4": "copyrightDate"}
_ISSUANCE = {"b": "continuing", "s": "serial", "i": "integrating resource"}


def _origin(root: Any, record: Record) -> None:
    statements = list(fields(record, "260", "264"))
    first = True
    for one, link in statements:
        kind = one.indicator2 or "" if one.tag == "264" else "1"
        element = add(root, "originInfo", eventType=_EVENTS.get(kind, "publication"), altRepGroup=link)
        for place in values(one, "a"):
            add(add(element, "place"), "placeTerm", place, type_="text")
        for publisher in values(one, "b"):
            add(element, "publisher", publisher)
        for date in values(one, "c"):
            add(element, _DATES.get(kind, "dateIssued"), date)
        if first and not link:
            _coded_origin(element, record)
            first = False
    if first:
        element = add(root, "originInfo", eventType="publication")
        _coded_origin(element, record)


def _coded_origin(element: Any, record: Record) -> None:
    """What 008, 250, 310 and the leader say of the origin."""
    coded = record.control("008")
    country = coded[15:18].strip(" |#^")
    if country.isalpha() and country != "xx":  # unknown or undetermined
        add(add(element, "place"), "placeTerm", country, type_="code", authority="marccountry")
    for one in record.fields("269"):  # the exact date, where the United Nations give one
        for date in values(one, "a"):
            add(element, "dateIssued", date, encoding="w3cdtf" if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else "")
    start, end = coded[7:11], coded[11:15]
    if re.fullmatch(r"[\du]{4}", start) and start != "uuuu":
        is_range = coded[6:7] in "cdikmqu" and re.fullmatch(r"[\du]{4}", end) is not None
        doubt = "questionable" if coded[6:7] == "q" else ""
        add(element, "dateIssued", start, encoding="marc", point="start" if is_range else "", qualifier=doubt)
        if is_range:
            add(element, "dateIssued", end, encoding="marc", point="end", qualifier=doubt)
    if record.edition:
        add(element, "edition", record.edition)
    add(element, "issuance", _ISSUANCE.get(record.leader[7:8], "monographic"))
    for one in record.fields("310"):
        for value in values(one, "a"):
            add(element, "frequency", value)


_PARTS = {
    "a": "", "b": "summary or abstract", "d": "sung or spoken text", "e": "libretto", "f": "table of contents",
    "g": "accompanying material", "h": "original", "j": "subtitles",
}  # fmt: skip


def _languages(root: Any, record: Record) -> None:
    found: dict[tuple[str, str], None] = dict.fromkeys(("", code) for code in record.languages)
    for one in record.fields("041"):
        for code, value in one.subfields:
            if code in _PARTS and code != "a" and (language := language_of((value or "")[:3])):
                found[_PARTS[code], language] = None
    for part, language in found:
        element = add(root, "language", objectPart=part)
        add(element, "languageTerm", language, type_="code", authority="iso639-2b")


def _physical(root: Any, record: Record) -> None:
    extents = [text for one, _link in fields(record, "300") if (text := text_of(one, "abce3f"))]
    forms = [(value, one) for one in record.fields("337", "338") for value in values(one, "a")]
    types = [value for one in record.fields("856") for value in values(one, "q")]
    if not (extents or forms or types):
        return
    element = add(root, "physicalDescription")
    for value, one in forms:
        add(
            element,
            "form",
            value,
            type_="media" if one.tag == "337" else "carrier",
            authority=next(iter(values(one, "2")), ""),
        )
    for value in dict.fromkeys(types):
        add(element, "internetMediaType", value)
    for extent in extents:
        add(element, "extent", extent)


def _texts(root: Any, record: Record) -> None:
    for one, link in fields(record, "520"):
        if text := " ".join(value for code, value in one.subfields if code in "ab" and value).strip():
            add(root, "abstract", text, altRepGroup=link)
    for one, link in fields(record, "505"):
        if text := " ".join(value for code, value in one.subfields if code in "agrtu" and value):
            add(root, "tableOfContents", text, altRepGroup=link)
    for one in record.fields("521"):
        for value in values(one, "ab"):
            add(root, "targetAudience", value)
    for one in record.fields("385"):
        for value in values(one, "a"):
            add(root, "targetAudience", value, authority=next(iter(values(one, "2")), ""))


_NOTES = {
    "502": "thesis", "504": "bibliography", "508": "creation/production credits", "511": "performers",
    "515": "numbering", "518": "venue", "524": "preferred citation", "530": "additional physical form",
    "533": "reproduction", "534": "original version", "535": "original location", "536": "funding",
    "538": "system details", "541": "acquisition", "545": "biographical/historical", "546": "language",
    "561": "ownership", "562": "version identification", "581": "publications", "583": "action", "585": "exhibitions",
}  # fmt: skip
_NO_NOTES = frozenset({"505", "506", "520", "521", "540"})


def _notes(root: Any, record: Record) -> None:
    for one, link in fields(record, "245"):
        if said := text_of(one, "c"):
            add(root, "note", said, type_="statement of responsibility", altRepGroup=link)
    tags = sorted({one.tag for one in record.marc.fields if one.tag[0] == "5" and one.tag not in _NO_NOTES})
    for one, link in fields(record, *tags):
        text = " ".join(value for code, value in one.subfields if code.isalpha() and value)
        if text:
            add(root, "note", text, type_=_NOTES.get(one.tag, ""), altRepGroup=link)


def _record_info(root: Any, record: Record) -> None:
    element = add(root, "recordInfo")
    for one in record.fields("040"):
        for value in values(one, "e"):
            add(element, "descriptionStandard", value)
        for value in values(one, "a"):
            add(element, "recordContentSource", value, authority="marcorg")
    made, changed = record.control("008")[:6], record.control("005").strip()
    if made.isdigit():
        add(element, "recordCreationDate", made, encoding="marc")
    if re.fullmatch(r"\d{14}(\.\d)?", changed):
        add(element, "recordChangeDate", changed, encoding="iso8601")
    if record.number:
        add(element, "recordIdentifier", record.number, source=record.control("003").strip())
    add(element, "recordOrigin", "Converted from MARC 21 by Tutela.")
    for one in record.fields("040"):
        for value in values(one, "b"):
            language = add(element, "languageOfCataloging")
            add(language, "languageTerm", value, type_="code", authority="iso639-2b")
