"""A record as it is described in YAML, built as MARC 21 by the rules of RDA (docs/library-records.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.record import OWN, Record

AGENCY = "tutela"
"""Who catalogued it (003, 040), and whose control numbers $w names."""
LANGUAGE = "9"
"""The subfield of 520, free for local use, that has the language of the summary (ISO 639-2/B)."""

_ENTERED = "261130"
_UNKNOWN_DATE = "[date of publication not identified]"
_YEARS = re.compile(r"(?:19|20)\d\d")
_RDA = (
    ("336", "text", "txt", "rdacontent"), ("337", "computer", "c", "rdamedia"),
    ("338", "online resource", "cr", "rdacarrier"),
)  # fmt: skip
_ROLES = {"author": "aut", "contributor": "ctb", "issuing body": "isb"}
_INTERGOVERNMENTAL = ("United Nations", "International Civil Aviation Organization")

Item = Mapping[str, Any]


def built(item: Item, described: Mapping[str, Item]) -> Record:
    """The record of an item. ``described`` are all items by id, for what links say of others. Raises KeyError for an
    item that is linked and not there."""
    marc = pymarc.Record()
    level = "a" if item.get("material") == "article" else "m"
    marc.leader = Leader(f"00000na{level} a2200000 i 4500")
    fields = [
        *_control(item), *_codes(item), *_title(item), *_publication(item), *_description(), *_notes(item),
        *_subjects(item), *_names(item), *_links(item, described),
    ]  # fmt: skip
    marc.fields.extend(sorted(fields, key=lambda one: one.tag))
    return Record(marc)


def _field(tag: str, signs: str, *pairs: tuple[str, str | None]) -> Field:
    return Field(tag, Indicators(signs[0], signs[1]), [Subfield(code, value) for code, value in pairs if value])


def _control(item: Item) -> Iterator[Field]:
    yield Field(tag="001", data=item["id"])
    yield Field(tag="003", data=AGENCY)
    yield Field(tag="007", data="cr")
    yield Field(tag="008", data=_coded(item))


def _coded(item: Item) -> str:
    """008 for books: dates, form "online", government and conference publication, language."""
    years = _YEARS.findall(item.get("date", ""))
    dates = {0: "nuuuuuuuu", 1: f"s{''.join(years[:1])}    ", 2: f"q{''.join(years[:2])}"}[len(years)]
    if "not before" in item.get("date", ""):
        dates = f"q{years[0]}uuuu"
    if item.get("adopted"):
        dates = f"e{item['adopted']}"
    body = (item.get("author") or {}).get("body", "")
    government = "i" if body in _INTERGOVERNMENTAL else " "
    meeting = "1" if "meeting" in (item.get("author") or {}) else "0"
    contents = "z   " if item["type"] == ["law"] else "    "  # z: treaties
    return f"{_ENTERED}{dates}xx      o{contents}".ljust(28) + f"{government}{meeting}00 0 {item['language']} d"


def _codes(item: Item) -> Iterator[Field]:
    yield _field("040", "  ", ("a", AGENCY), ("b", "eng"), ("e", "rda"), ("c", AGENCY))
    yield _field("041", "0 ", ("a", item["language"]))
    if item.get("countries"):
        yield _field("043", "  ", *(("c", code.lower()) for code in item["countries"]))
    if item.get("adopted"):
        yield _field("046", "  ", ("k", item["adopted"]))
    if item.get("symbol"):
        yield _field("191", "  ", ("a", item["symbol"]))


_SKIPPED = re.compile(r"\[|(?:the|a|an|la|le|les|l'|el|los|las)(?:\s+|(?<='))", re.IGNORECASE)


def _title(item: Item) -> Iterator[Field]:
    if item.get("uniform"):
        yield _field("130", "0 ", ("a", f"{item['uniform']}."))
    skipped = _SKIPPED.match(item["title"])
    signs = ("1" if item.get("author") else "0") + str(len(skipped.group()) if skipped else 0)
    rest = " : ".join(filter(None, (item.get("rest"), item.get("rest-of-title-note"))))
    end = "" if item["title"].endswith("]") or rest.endswith("]") else "."
    if rest:
        yield _field("245", signs, ("a", f"{item['title']} :"), ("b", f"{rest}{end}"))
    else:
        yield _field("245", signs, ("a", f"{item['title']}{end}"))
    for variant in item.get("variants", ()):
        yield _field("246", "3 ", ("a", variant))


def _publication(item: Item) -> Iterator[Field]:
    publishers = [item[key] for key in ("publisher", "publisher-2") if item.get(key)]
    date = item.get("date", _UNKNOWN_DATE)
    pairs = [("b", f"{name},") for name in publishers]
    if len(pairs) == 2:
        pairs[0] = ("b", f"{publishers[0]} ;")
    yield _field("264", " 1", *pairs, ("c", date if date.endswith("]") else f"{date}."))


def _description() -> Iterator[Field]:
    yield _field("300", "  ", ("a", "1 online resource"))
    for tag, term, code, source in _RDA:
        yield _field(tag, "  ", ("a", term), ("b", code), ("2", source))


def _notes(item: Item) -> Iterator[Field]:
    for note in item.get("notes", ()):
        yield _field("500", "  ", ("a", note))
    for language, text in item["summary"].items():
        yield _field("520", "  ", ("a", text), (LANGUAGE, language))


def _subjects(item: Item) -> Iterator[Field]:
    if item.get("about"):
        yield _field("630", "07", ("a", f"{item['about']}."), ("2", OWN))
    for heading in item.get("subjects", ()):
        yield _field("650", " 7", ("a", heading), ("2", OWN))
    for tag, signs, codes in (
        ("655", " 7", item["type"]), ("385", "  ", item.get("audiences", ())), ("690", " 7", item.get("sectors", ())),
        ("691", " 7", item.get("measures", ())),
    ):  # fmt: skip
        for code in codes:
            yield _field(tag, signs, ("a", code), ("2", OWN))


def _names(item: Item) -> Iterator[Field]:
    if author := item.get("author"):
        yield _name("1", author, "author")
    for one in item.get("contributors", ()):
        yield _name("7", one, one["role"])


def _name(entry: str, one: Item, role: str) -> Field:
    if "meeting" in one:
        return _field(f"{entry}11", "2 ", ("a", one["meeting"]), ("d", f"({one['year']}),"), ("j", f"{role}."))
    unit = one.get("unit")
    name = (("a", f"{one['body']}."), ("b", f"{unit},")) if unit else (("a", f"{one['body']},"),)
    return _field(f"{entry}10", "2 ", *name, ("e", f"{role}."), ("4", _ROLES[role]))


def _links(item: Item, described: Mapping[str, Item]) -> Iterator[Field]:
    if item.get("within"):
        yield _field("773", "08", ("i", "Published on:"), ("t", item["within"]))
    for version in item.get("versions", ()):
        other = described[version]
        yield _field("775", "08", ("i", "Language version:"), *_of(other), ("e", other["language"]))
    for one in item.get("related", ()):
        yield _field("787", "08", ("i", one["as"]), *_of(described[one["to"]]))


def _of(other: Item) -> Iterable[tuple[str, str | None]]:
    return ("t", other["title"].strip("[]")), ("r", other.get("symbol")), ("w", f"({AGENCY}){other['id']}")
