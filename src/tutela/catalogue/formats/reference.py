"""A record as a reference: what reference managers, citation styles and web schemas ask of it, once for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tutela.catalogue.codes import short_language
from tutela.catalogue.elements import Series
from tutela.catalogue.formats.dating import Dating, dating_of
from tutela.catalogue.formats.genre import Genre, genre_of
from tutela.catalogue.formats.host import Host, host_of
from tutela.catalogue.formats.makers import Maker, makers_of
from tutela.catalogue.record import Record

_NOT_KNOWN = re.compile(r"^\W*(?:s\.?\s?[lnde]\.?)?\W*$|not identified|non identifi|no identificad", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(\d+)\s*(?:st|nd|rd|th|e|ème|re|ère|er|a|ª|º|o)?\.?\s*(?:[ée]d(?:ition|ición|\.)?)?\W*", re.IGNORECASE
)
_PAGES = re.compile(r"(\d+)\s*(?:unnumbered\s)?(?:p(?:ages?|áginas?)?|pág)\b", re.IGNORECASE)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_NATURE = re.compile(r"^(?P<kind>[^(:.–—]+?)\s*(?:[(:–—]|--)")


@dataclass(frozen=True)
class Reference:
    """A record as a reference. ``page`` is the address of the record in the catalogue, "" where there is none."""

    record: Record
    page: str = ""

    @cached_property
    def genre(self) -> Genre:
        return genre_of(self.record)

    @cached_property
    def dating(self) -> Dating:
        """The date of publication; of the issue that an article stands in where it has none of its own."""
        own = dating_of(self.record)
        issue = self.host.dating if self.host is not None else Dating()
        is_exacter = issue.year is not None and own.year in (None, issue.year) and not own.month
        return issue if is_exacter else own

    @cached_property
    def host(self) -> Host | None:
        found = host_of(self.record)
        return found if found is not None and found.title else None

    @cached_property
    def makers(self) -> tuple[Maker, ...]:
        return makers_of(self.record)

    def by_role(self, *roles: str) -> tuple[Maker, ...]:
        """Those who made it in these roles, in the order of the record."""
        return tuple(one for one in self.makers if one.role in roles)

    @cached_property
    def title(self) -> str:
        """Title with part and other title information, without a second mark after "?" or "!"."""
        title = self.record.title
        main = ". ".join(filter(None, (title.proper, title.part)))
        return joined(main, self.remainder, self.language)

    @cached_property
    def remainder(self) -> str:
        """Other title information, without the punctuation of the ISBD and without parallel titles."""
        first = next(self.record.fields("245"), None)
        before = (first.get("a") or "").rstrip() if first is not None else ""
        text = self.record.title.remainder
        if before.endswith("=") or text.startswith("="):
            return ""
        text = re.split(r"\s=\s", text, maxsplit=1)[0]
        return re.sub(r"\s+([:;])\s", r"\1 ", text).strip()

    @cached_property
    def short_title(self) -> str:
        return self.record.title.proper

    @cached_property
    def original_title(self) -> str:
        """The title of the work that this one translates: uniform title (240 with $l) or 765."""
        for one in self.record.relations:
            if one.kind == "translation-of" and one.title:
                return one.title
        for field in self.record.fields("240"):
            if field.get("l"):
                return self.record.first("240", "a")
        return ""

    @cached_property
    def language(self) -> str:
        """The language of the text as a tag of BCP 47; of the first one where there are several; "" for none."""
        return short_language(self.record.languages[0]) if self.record.languages else ""

    @cached_property
    def places(self) -> tuple[str, ...]:
        return self._published("places") or self._of_host("place")

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        return self._published("publishers") or self._of_host("publisher")

    def _published(self, what: str) -> tuple[str, ...]:
        for one in self.record.publications:
            if one.kind == "copyright":
                continue
            found = (text.strip("[] ") for text in getattr(one, what))
            if known := tuple(text for text in found if text and not _NOT_KNOWN.search(text)):
                return known
        return ()

    def _of_host(self, what: str) -> tuple[str, ...]:
        return tuple(filter(None, (getattr(self.host, what),))) if self.host is not None else ()

    @cached_property
    def edition(self) -> str:
        """The edition: a number where it is no more than that ("2" for "2nd ed."), else as it stands."""
        text = self.record.edition.strip("[]")
        if found := _ORDINAL.fullmatch(text):
            return found[1]
        word, _, rest = text.casefold().partition(" ")
        return str(_WORDS[word]) if word in _WORDS and rest.strip(". ") in ("", "ed", "edition") else text

    @cached_property
    def series(self) -> Series | None:
        return next((one for one in self.record.series if one.title), None)

    @cached_property
    def extent(self) -> str:
        """The number of pages, "" where the record gives none."""
        found = _PAGES.search(self.record.descriptions[0].extent) if self.record.descriptions else None
        return found[1] if found else ""

    def identifier(self, *kinds: str) -> str:
        """The first valid number of these kinds."""
        known = self.record.identifiers
        return next((one.value for kind in kinds for one in known if one.kind == kind and one.is_valid), "")

    @cached_property
    def number(self) -> str:
        """The document symbol, else the number of the report."""
        return self.record.symbol or self.identifier("report")

    @cached_property
    def isbn(self) -> str:
        return self.identifier("isbn") or (self.host.isbn if self.host else "")

    @cached_property
    def issn(self) -> str:
        return self.identifier("issn") or (self.host.issn if self.host else "")

    @cached_property
    def doi(self) -> str:
        return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.identifier("doi"), flags=re.IGNORECASE)

    @cached_property
    def url(self) -> str:
        """Where the resource is online; "" where only related ones are."""
        return next((one.url for one in self.record.online if one.kind != "related" and is_address(one.url)), "")

    @cached_property
    def thesis(self) -> tuple[str, str]:
        """The kind of thesis and the institution (502: $b and $c, or the note $a)."""
        degree, school = self.record.first("502", "b"), self.record.first("502", "c")
        note = self.record.first("502", "a")
        if not degree and (found := _NATURE.match(note)):
            degree = found["kind"]
            inner = re.search(r"\(([^()]*)\)\s*(?:--|–|—|,|:)?\s*([^,;(]*)", note)
            degree, school = (f"{degree} ({inner[1]})", inner[2].strip()) if inner else (degree, school)
        return degree, school or next(iter(self.publishers), "")

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.label for one in self.record.subjects if one.kind != "genre"))

    @cached_property
    def key(self) -> str:
        """What tells it from others: the control number, else symbol, ISBN or the title's letters."""
        title = re.sub(r"\W+", "-", self.short_title)[:40].strip("-")
        return self.record.number or self.number or self.isbn or title or "record"


def joined(main: str, remainder: str, language: str) -> str:
    """Title proper and other title information, with the colon of the language; none after "?" or "!"."""
    if not remainder:
        return main
    if main[-1:] in "?!…":
        return f"{main} {remainder}"
    return f"{main}\u00a0: {remainder}" if language == "fr" else f"{main}: {remainder}"


def is_address(text: str) -> bool:
    """Whether it is an address of the web, and safe to be linked."""
    return bool(re.fullmatch(r"(?:https?|ftp)://[^\s<>\"]+", text, re.IGNORECASE))
