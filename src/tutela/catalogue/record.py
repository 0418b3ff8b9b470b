"""A bibliographic record: its MARC 21 data, whole, and typed views of what it says.

Tags and subfields are those of the MARC 21 Format for Bibliographic Data (Library of Congress). The views leave nothing
out of the record: they only read it. Punctuation of the ISBD that stands at the end of a subfield is taken off in the
views (it belongs to the display), and stays in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pymarc

from tutela.catalogue.codes import language_of, short_language
from tutela.catalogue.elements import (
    Contributor,
    Description,
    Facts,
    Identifier,
    Note,
    OnlineResource,
    Publication,
    Relation,
    Series,
    Subject,
    Title,
)
from tutela.catalogue.once import once
from tutela.catalogue.punctuation import element

_MARKS = frozenset(":;/,=+.،؛")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")


@dataclass(eq=False)
class Record:
    """A record. ``marc`` is the data; ``source`` the bytes of ISO 2709 that it came as, where it did and nothing was
    changed since; ``remarks`` codes of what was odd in them and could be read all the same (words/remarks.yaml)."""

    marc: pymarc.Record
    source: bytes | None = None
    remarks: tuple[str, ...] = ()
    _tags: dict[str, list[pymarc.Field]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._tags = {}
        for one in self.marc.fields:
            self._tags.setdefault(one.tag, []).append(one)

    # --- the data -------------------------------------------------------------------------------------------------

    def fields(self, *tags: str) -> Iterator[pymarc.Field]:
        """The fields with these tags, tag after tag."""
        for tag in tags:
            yield from self._tags.get(tag, ())

    def control(self, tag: str) -> str:
        """The text of a control field, "" where there is none."""
        found = self._tags.get(tag)
        return (found[0].data or "") if found else ""

    def first(self, tag: str, codes: str) -> str:
        """The first subfield of these codes in the fields of a tag, without final punctuation; "" where none is."""
        for one in self._tags.get(tag, ()):
            for code, value in one.subfields:
                if code in codes and value:
                    return tidy(value)
        return ""

    @property
    def leader(self) -> str:
        return str(self.marc.leader)

    @property
    def number(self) -> str:
        """The control number (001)."""
        return self.control("001").strip()

    # --- views ----------------------------------------------------------------------------------------------------

    @once
    def title(self) -> Title:
        """The title; its ``proper`` is "" where the record has none."""
        return _title(self)

    @once
    def contributors(self) -> tuple[Contributor, ...]:
        return tuple(_contributors(self))

    @once
    def edition(self) -> str:
        return "; ".join(tidy(" ".join(_values(one, "ab"))) for one in self.fields("250"))

    @once
    def publications(self) -> tuple[Publication, ...]:
        return tuple(_publications(self))

    @once
    def date(self) -> str:
        """The date of publication as the record prints it ("[2019?]"), else the one that is coded in 008."""
        for one in self.publications:
            if one.date:
                return one.date
        coded = self.control("008")[7:11]
        return coded if _YEAR.fullmatch(coded) else ""

    @once
    def year(self) -> int | None:
        """The year of publication, as coded in 008 or else printed; None where neither tells."""
        if found := _YEAR.fullmatch(self.control("008")[7:11]):
            return int(found.group())
        for one in self.publications:
            if found := _YEAR.search(one.date):
                return int(found.group())
        return None

    @once
    def descriptions(self) -> tuple[Description, ...]:
        return tuple(
            Description(*(tidy(" ; ".join(tidy(value) for value in _values(one, code))) for code in "abce"))
            for one in self.fields("300")
        )

    @once
    def series(self) -> tuple[Series, ...]:
        return tuple(_series(self))

    @once
    def notes(self) -> tuple[Note, ...]:
        """All notes (5XX) but summaries (520), in the order of the record."""
        return tuple(
            Note(one.tag, " ".join(value for code, value in one.subfields if code.isalpha() and value))
            for one in self.marc.fields
            if one.tag[0] == "5" and one.tag != "520" and one.tag.isdigit()
        )

    @once
    def summaries(self) -> tuple[str, ...]:
        """Summaries (520)."""
        return tuple(filter(None, (" ".join(_values(one, "ab")).strip() for one in self.fields("520"))))

    def summary_in(self, language: str) -> str:
        """The summary in a language ("en", "fr", "es"), which 520 $9 gives (docs/library-records.md), else the first
        one; "" where there is none."""
        for one in self.fields("520"):
            if any(short_language(language_of(code)) == language for code in _values(one, "9")):
                return " ".join(_values(one, "ab")).strip()
        return self.summaries[0] if self.summaries else ""

    @once
    def subjects(self) -> tuple[Subject, ...]:
        return tuple(_subjects(self))

    @once
    def identifiers(self) -> tuple[Identifier, ...]:
        return tuple(_identifiers(self))

    @once
    def symbol(self) -> str:
        """The document symbol of an intergovernmental organisation ("CRC/C/156"; 191, 086, or 024 $2 undocs)."""
        return next((one.value for one in self.identifiers if one.kind == "symbol" and one.is_valid), "")

    @once
    def languages(self) -> tuple[str, ...]:
        """Languages of the text (041 $a, else 008), as codes of ISO 639-2/B."""
        return tuple(_languages(self))

    @once
    def translated_from(self) -> tuple[str, ...]:
        """Languages that it was translated from (041 $h)."""
        return tuple(value[:3].lower() for one in self.fields("041") for value in _values(one, "h"))

    @once
    def relations(self) -> tuple[Relation, ...]:
        return tuple(_relations(self))

    @once
    def online(self) -> tuple[OnlineResource, ...]:
        return tuple(_online(self))

    @once
    def facts(self) -> Facts:
        return _facts(self)

    @once
    def material(self) -> str:
        """What it is made of: "book", "article", "serial", "map", "score", "film", "recording", "image", "computer",
        "kit", "object", "manuscript", "website" or "mixed" (leader 06 and 07)."""
        return _material(self)


@lru_cache(maxsize=50_000)  # headings, places and publishers come back from record to record
def tidy(text: str) -> str:
    """A subfield without the punctuation that leads over to the next one, and without the full stop of the area.

    Abbreviations and initials keep theirs: "ed.", "U.N.".
    """
    text = text.strip()
    if "  " in text or "\n" in text or "\t" in text:
        text = " ".join(text.split())
    return element(text) if text[-1:] in _MARKS else text


def _values(one: pymarc.Field, codes: str) -> list[str]:
    return [value for code, value in one.subfields if code in codes and value]


def _joined(one: pymarc.Field, codes: str) -> str:
    return tidy(" ".join(_values(one, codes)))


def _title(record: Record) -> Title:
    parallel: list[str] = []
    variants: list[str] = []
    for one in record.fields("246"):
        (parallel if one.indicator2 == "1" else variants).append(_joined(one, "abnp"))
    variants += [_joined(one, "anp") for one in record.fields("740")]
    uniform = next((_joined(one, "adfgklmnoprs") for one in record.fields("240", "130")), "")
    main = next(record.fields("245"), None)
    if main is None:
        return Title("", parallel=tuple(parallel), variants=tuple(variants), uniform=uniform)
    return Title(
        proper=_joined(main, "a") or _joined(main, "k"),
        remainder=_joined(main, "b"),
        responsibility=_joined(main, "c"),
        part=tidy(", ".join(tidy(value) for value in _values(main, "np"))),
        medium=_joined(main, "h").strip("[]"),
        parallel=tuple(filter(None, parallel)),
        variants=tuple(filter(None, variants)),
        uniform=uniform,
    )


_NAMES = {
    "100": "person", "700": "person", "110": "body", "710": "body", "111": "meeting", "711": "meeting",
    "720": "body",  # as it came from elsewhere, uncontrolled: a name that is not taken apart
}  # fmt: skip
_NAME_CODES = {"person": "abc", "body": "abcdn", "meeting": "acdenq"}
_ROLE_CODES = {"person": "e4", "body": "e4", "meeting": "j4"}


def _contributors(record: Record) -> Iterator[Contributor]:
    for tag, kind in sorted(_NAMES.items(), key=lambda pair: pair[0]):
        for one in record.fields(tag):
            name = _joined(one, _NAME_CODES[kind])
            if not name or (tag[0] == "7" and one.indicator2 == "2" and _values(one, "t")):
                continue  # a part of the resource, not somebody who made it
            roles = tuple(dict.fromkeys(tidy(value).rstrip(".") for value in _values(one, _ROLE_CODES[kind])))
            dates = _joined(one, "d") if kind == "person" else ""
            yield Contributor(name, kind, roles, dates, is_main=tag[0] == "1")


_KINDS = {"0": "production", "1": "publication", "2": "distribution", "3": "manufacture", "4": "copyright"}


def _publications(record: Record) -> Iterator[Publication]:
    """The publication first, whatever the order in the record."""
    found = [(_KINDS.get(one.indicator2 or "", "publication"), one) for one in record.fields("264")]
    found += [("publication", one) for one in record.fields("260")]
    for kind, one in sorted(found, key=lambda pair: pair[0] != "publication"):
        places = tuple(tidy(value) for value in _values(one, "a"))
        publishers = tuple(tidy(value) for value in _values(one, "b"))
        yield Publication(places, publishers, _joined(one, "c"), kind)


def _series(record: Record) -> Iterator[Series]:
    for one in record.fields("490", "440"):
        yield Series(_joined(one, "anp"), _joined(one, "v"), _joined(one, "x"))
    if not any(record.fields("490", "440")):
        for one in record.fields("800", "810", "811", "830"):
            yield Series(_joined(one, "t" if one.tag != "830" else "anp"), _joined(one, "v"), _joined(one, "x"))


_SUBJECT_KINDS = {
    "600": "person", "610": "body", "611": "meeting", "630": "title", "648": "period", "650": "topic", "651": "place",
    "653": "free", "655": "genre",
}  # fmt: skip
_VOCABULARIES = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "cash", "6": "rvm"}
_DIVISIONS = "vxyz"
OWN = "tutela"
"""The code in $2 of what Tutela's own vocabularies name."""


def _subjects(record: Record) -> Iterator[Subject]:
    for tag, kind in _SUBJECT_KINDS.items():
        for one in record.fields(tag):
            source = _values(one, "2")
            vocabulary = source[0] if source else _VOCABULARIES.get(one.indicator2 or "", "")
            if tag == "655" and vocabulary == OWN:
                continue  # the type of resource
            main = _joined(one, "abcdgnpqt")
            parts = [main, *(tidy(value) for value in _values(one, _DIVISIONS))]
            if tag == "653":
                for value in _values(one, "a"):
                    yield Subject((tidy(value),), "", kind)
            elif main:
                uri = next((value for value in _values(one, "01") if "://" in value or value.startswith("urn:")), "")
                yield Subject(tuple(filter(None, parts)), vocabulary, kind, uri)


def _identifiers(record: Record) -> Iterator[Identifier]:
    for one in record.fields("020", "022"):
        kind = "isbn" if one.tag == "020" else "issn"
        for code, value in one.subfields:
            if code in "az" and value:
                number, _, rest = value.strip().partition(" ")
                yield Identifier(kind, number.rstrip(":.,;"), rest.strip(" :()"), is_valid=code == "a")
    for one in record.fields("024"):
        source = next(iter(_values(one, "2")), "").lower()
        kind = "symbol" if source in ("undocs", "symbol") else source or "other"
        for code, value in one.subfields:
            if code in "az" and value:
                yield Identifier(kind, value.strip(), is_valid=code == "a")
    for one in record.fields("191"):
        for value in _values(one, "a"):
            yield Identifier("symbol", value.strip())
    for one in record.fields("086"):
        kind = "symbol" if next(iter(_values(one, "2")), "").lower() in ("undocs", "undoc", "symbol") else "government"
        for value in _values(one, "a"):
            yield Identifier(kind, value.strip())
    for tag, kind in (("088", "report"), ("027", "report"), ("010", "lccn"), ("035", "control")):
        for one in record.fields(tag):
            for value in _values(one, "a"):
                yield Identifier(kind, value.strip())


def _languages(record: Record) -> Iterator[str]:
    known: dict[str, None] = {}
    for one in record.fields("041"):
        for value in _values(one, "a"):
            # Older records write several codes without a break: "engfre".
            codes = [value[place : place + 3] for place in range(0, len(value) - 2, 3)] if len(value) % 3 == 0 else []
            known.update(dict.fromkeys(code for code in map(language_of, codes) if code))
    if not known and (code := language_of(record.control("008")[35:38])):
        known[code] = None
    yield from known


_RELATIONS = {
    "760": "series", "762": "part", "765": "translation-of", "767": "translated-as", "770": "supplement",
    "772": "supplement-to", "773": "host", "774": "part", "775": "edition", "776": "form", "777": "issued-with",
    "780": "earlier", "785": "later", "786": "related", "787": "related",
}  # fmt: skip


def _relations(record: Record) -> Iterator[Relation]:
    for tag, kind in _RELATIONS.items():
        for one in record.fields(tag):
            title = _joined(one, "t") or _joined(one, "s") or _joined(one, "a")
            keys = tuple(value.strip() for value in _values(one, "wzxru"))
            symbol = next((value.strip() for value in _values(one, "ru")), "")
            yield Relation(kind, title, _joined(one, "i"), symbol, keys)


_ONLINE = {"0": "resource", "1": "version", "2": "related"}


def _online(record: Record) -> Iterator[OnlineResource]:
    for one in record.fields("856"):
        label = _joined(one, "y") or _joined(one, "3")
        note = " ".join(_values(one, "z")).strip()
        for url in _values(one, "u"):
            yield OnlineResource(url.strip(), label, _ONLINE.get(one.indicator2 or "", "resource"), note)


def _facts(record: Record) -> Facts:
    def codes(tag: str, subfields: str, source: str) -> tuple[str, ...]:
        found = (
            value.strip()
            for one in record.fields(tag)
            if source in ("", *_values(one, "2"))
            for value in _values(one, subfields)
        )
        return tuple(dict.fromkeys(found))

    return Facts(
        types=codes("655", "a", OWN),
        audiences=codes("385", "a", OWN),
        sectors=codes("690", "a", OWN),
        measures=codes("691", "a", OWN),
        countries=tuple(code.upper() for code in codes("043", "c", "") if len(code) == 2),
    )


_MATERIALS = {
    "c": "score", "d": "score", "e": "map", "f": "map", "g": "film", "i": "recording", "j": "recording", "k": "image",
    "m": "computer", "o": "kit", "p": "mixed", "r": "object", "t": "manuscript",
}  # fmt: skip


def _material(record: Record) -> str:
    leader = record.leader
    kind, level = leader[6:7], leader[7:8]
    if kind in _MATERIALS:
        return _MATERIALS[kind]
    if level in "ab" and kind == "a":
        return "article"
    if level in "is" and kind == "a":
        return "website" if level == "i" and record.control("008")[21:22] in "wd" else "serial"
    return "book"
