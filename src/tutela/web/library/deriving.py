"""What lists, filters and searches need to know of a record, derived from its MARC data."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from stdnum import isbn

from tutela.catalogue.codes import language_of, short_language
from tutela.catalogue.original_script import in_original_script
from tutela.catalogue.record import Record
from tutela.evidence.tokens import fold
from tutela.web.searching.stems import LANGUAGES, stems_of
from tutela.web.subjects.expansion import labels_by_language

GAP = "zgapz"
"""A token between texts that no phrase reaches over."""

MOST = 200  # characters of a value that is looked up
_NOT_TELLING = re.compile(r"[\W_]+")
_NOT_ISBN = re.compile(r"[^0-9Xx]+")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_CATALOGUED_IN = {"eng": "en", "fre": "fr", "spa": "es"}


class Derived(NamedTuple):
    """Columns of ``CatalogueRecord``, of ``IndexedText``, facets (kind: values); identifiers, links (kind, value)."""

    columns: dict[str, Any]
    texts: dict[str, str]
    facets: dict[str, list[str]]
    identifiers: list[tuple[str, str]]
    links: list[tuple[str, str]]


def derive(record: Record, *, body: str = "", holdings: frozenset[str] = frozenset()) -> Derived:
    """What a record says, for the tables of the site.

    ``body`` is the text of attached files; ``holdings`` what its copies add to availability ("library", "online").
    """
    title = record.title
    shown = clean(title.full)
    facets = _facets(record, holdings)
    return Derived(
        columns={
            "title": shown,
            "sort_title": _sort_title(record, shown),
            "byline": clean("; ".join(one.name for one in record.contributors[:6]))[:300],
            "year": record.year,
            "imprint": clean(_imprint(record))[:300],
            "summary": clean(record.summaries[0]) if record.summaries else "",
            "summaries": _summaries(record),
            "material": record.material,
            "symbol": clean(record.symbol)[:80],
            "language": record.languages[0] if record.languages else "",
            "work_key": _work_key(record),
            "facets": facets,
        },
        texts=_texts(record, body),
        facets=facets,
        identifiers=_identifiers(record),
        links=_links(record),
    )


def clean(text: str) -> str:
    """Without the characters that no database keeps and no reader sees."""
    return text.replace("\0", "")


def normal(kind: str, value: str) -> str:
    """A number in the form in which it is compared: ISBN of 13 digits, an address without its scheme, and otherwise
    letters and digits only, in capitals. "" where nothing is left."""
    if kind == "isbn":
        digits = _NOT_ISBN.sub("", value).upper()
        return isbn.to_isbn13(digits) if len(digits) == 10 and isbn.is_valid(digits) else digits[:MOST]
    if kind == "url":
        return clean(_SCHEME.sub("", value.strip()).rstrip("/"))[:MOST]
    return _NOT_TELLING.sub("", clean(value)).upper()[:MOST]


def _sort_title(record: Record, shown: str) -> str:
    field = next(record.fields("245"), None)
    skipped = field.indicator2 if field is not None else "0"
    start = int(skipped) if skipped and skipped.isdigit() else 0
    return fold(shown[start:].strip("\"'“”«»[]( "))[:120]


def _imprint(record: Record) -> str:
    if not record.publications:
        return record.date
    one = record.publications[0]
    where = ": ".join(filter(None, ("; ".join(one.places), "; ".join(one.publishers))))
    return ", ".join(filter(None, (where, one.date)))


def _work_key(record: Record) -> str:
    """The document symbol is that of all language versions; else author and uniform title name the work."""
    if record.symbol:
        return normal("symbol", record.symbol)[:120]
    if not record.title.uniform:
        return ""
    main = next((one.name for one in record.contributors if one.is_main), "")
    return normal("title", f"{fold(main)} {fold(record.title.uniform)}")[:120]


def _texts(record: Record, body: str) -> dict[str, str]:
    own = short_language(record.languages[0]) if record.languages else ""
    catalogued = _CATALOGUED_IN.get(record.first("040", "b"), "en")
    if own not in LANGUAGES:
        own = ""
    scripts = (record, *filter(None, [in_original_script(record)]))
    publications = [one for script in scripts for one in script.publications]
    publishers = [part for one in publications for part in (*one.publishers, *one.places)]
    return {
        "title": stems_of(" . ".join(text for one in scripts for text in _titles(one)), own),
        "subject": _subject_stems(record, catalogued),
        "name": stems_of(" . ".join(text for one in scripts for text in _names(one)), ""),
        "identifier": stems_of(" . ".join(one.value for one in record.identifiers), ""),
        "publisher": stems_of(" . ".join((*publishers, *(one.title for one in record.series))), own),
        "summary": stems_of(" . ".join(record.summaries), catalogued),
        "note": stems_of(" . ".join(one.text for one in record.notes), catalogued),
        "body": stems_of(body, own),
    }


def _titles(record: Record) -> tuple[str, ...]:
    title = record.title
    return (title.full, *title.parallel, *title.variants, title.uniform)


def _names(record: Record) -> tuple[str, ...]:
    return (*(one.name for one in record.contributors), record.title.responsibility)


def _subject_stems(record: Record, catalogued: str) -> str:
    """The headings, and all other names of what they mean, in the languages of the vocabulary."""
    stems = [stems_of(" . ".join(one.label for one in record.subjects), catalogued)]
    for subject in record.subjects:
        stems += [stems_of(text, language) for language, text in labels_by_language(subject.parts[0])]
    return f" {GAP} ".join(dict.fromkeys(stems))


def _summaries(record: Record) -> dict[str, str]:
    found = {}
    for one in record.fields("520"):
        for code in one.get_subfields("9"):
            text = " ".join(one.get_subfields("a", "b")).strip()
            found[short_language(language_of(code))] = clean(text)
    return found


def _facets(record: Record, holdings: frozenset[str]) -> dict[str, list[str]]:
    facts = record.facts
    available = set(holdings)
    if any(one.kind != "related" for one in record.online):
        available.add("online")
    found = {
        "type": facts.types,
        "subject": [one.parts[0] for one in record.subjects if one.kind != "genre" and one.parts[0]],
        "audience": facts.audiences,
        "sector": facts.sectors,
        "measure": facts.measures,
        "country": facts.countries,
        "language": record.languages,
        "year": [str(record.year)] if record.year else (),
        "availability": sorted(available),
        "material": [record.material],
    }
    return {
        kind: list(dict.fromkeys(clean(value)[:MOST] for value in values if value))
        for kind, values in found.items()
        if values
    }


def _identifiers(record: Record) -> list[tuple[str, str]]:
    found = [(one.kind, normal(one.kind, one.value)) for one in record.identifiers]
    found.append(("number", normal("number", record.number)))
    agency = record.control("003").strip()
    if agency and record.number:
        found.append(("control", normal("control", f"({agency}){record.number}")))
    found += [("url", normal("url", one.url)) for one in record.online if one.kind != "related"]
    return [(clean(kind)[:20], value) for kind, value in dict.fromkeys(found) if value]


def _links(record: Record) -> list[tuple[str, str]]:
    found = [(one.kind, normal("", key)) for one in record.relations for key in one.keys]
    # By the title of a series its parts know each other (``library.relations``).
    found += [("in-series", normal("title", fold(one.title))) for one in record.series]
    return [pair for pair in dict.fromkeys(found) if pair[1]]
