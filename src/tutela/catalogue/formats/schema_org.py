"""JSON-LD after schema.org: what search engines and other machines read in the page of a record.

Properties and types are those of schema.org (Book, Report, Legislation, Article, ScholarlyArticle, NewsArticle,
Chapter, Map ...). Relations to other records are given by title and, where a page of theirs is known, by address.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tutela.catalogue.codes import short_language
from tutela.catalogue.elements import Relation
from tutela.catalogue.formats.makers import Maker
from tutela.catalogue.formats.reference import Reference, is_address
from tutela.catalogue.record import Record

_TYPES = {
    "book": "Book", "chapter": "Chapter", "article": "ScholarlyArticle", "news": "NewsArticle", "report": "Report",
    "document": "Report", "law": "Legislation", "treaty": "Legislation", "thesis": "Thesis", "conference": "Book",
    "serial": "Periodical", "website": "WebSite", "webpage": "WebPage", "map": "Map", "score": "MusicComposition",
    "film": "Movie", "recording": "AudioObject", "image": "ImageObject", "software": "SoftwareApplication",
    "kit": "Collection", "object": "CreativeWork", "manuscript": "Manuscript", "archive": "ArchiveComponent",
}  # fmt: skip
_ROLES = {
    "author": "author", "editor": "editor", "translator": "translator", "illustrator": "illustrator",
    "director": "director", "composer": "composer", "compiler": "editor", "performer": "contributor",
    "interviewer": "contributor", "contributor": "contributor",
}  # fmt: skip
_RELATIONS = {
    "translation-of": "translationOfWork", "translated-as": "workTranslation", "host": "isPartOf", "series": "isPartOf",
    "part": "hasPart", "supplement-to": "isPartOf", "supplement": "hasPart", "edition": "isBasedOn",
    "earlier": "isBasedOn",
}  # fmt: skip
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Page = Callable[[Relation], str]


def schema_org(record: Record, page: str = "", related_page: Page = lambda _relation: "") -> dict[str, Any]:
    """The record as an object of JSON-LD. ``page`` is its address; ``related_page`` gives that of a relation's record,
    "" where there is none."""
    reference = Reference(record, page)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _type(reference),
        "@id": page,
        "url": page,
        "name": reference.title,
        "alternateName": _one_or_all([*record.title.parallel, *record.title.variants]),
        "inLanguage": _one_or_all([short_language(code) for code in record.languages]),
        "datePublished": reference.dating.iso,
        "publisher": _one_or_all([{"@type": "Organization", "name": name} for name in reference.publishers]),
        "locationCreated": _one_or_all([{"@type": "Place", "name": name} for name in reference.places]),
        "abstract": _one_or_all(list(record.summaries)),
        "bookEdition": record.edition if _type(reference) == "Book" else "",
        "numberOfPages": int(reference.extent) if reference.extent and reference.host is None else None,
        "about": _one_or_all(_about(record)),
        "identifier": _one_or_all(_identifiers(reference)),
        "isbn": reference.isbn if reference.host is None else "",
        "issn": reference.issn if reference.genre == "serial" else "",
        "sameAs": _one_or_all(_same(reference)),
        "encoding": _one_or_all(_encodings(reference)),
        "spatialCoverage": _one_or_all([{"@type": "Country", "identifier": code} for code in record.facts.countries]),
        "pagination": reference.host.pages if reference.host is not None else "",
    }
    for role, makers in _by_property(reference).items():
        found[role] = _one_or_all([_agent(one) for one in makers])
    found |= _law(reference) if found["@type"] == "Legislation" else {}
    for name, works in _works(reference, related_page).items():
        found[name] = _one_or_all(works)
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def to_schema_org(record: Record, page: str = "") -> str:
    """The object as JSON text, on several lines."""
    return json.dumps(schema_org(record, page), ensure_ascii=False, indent=2)


def for_html(data: Any) -> str:
    """JSON that can stand in an element <script> of a page: no "<", ">" or "&" is left that could end or open one."""
    text = json.dumps(data, ensure_ascii=False)
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def _type(reference: Reference) -> str:
    if reference.genre == "article" and not reference.issn and not reference.doi:
        return "Article"
    return _TYPES[reference.genre]


def _one_or_all(values: list[Any]) -> Any:
    known = [value for number, value in enumerate(values) if value and value not in values[:number]]
    return known[0] if len(known) == 1 else known


def _by_property(reference: Reference) -> dict[str, list[Maker]]:
    found: dict[str, list[Maker]] = {}
    for one in reference.makers:
        if one.role in _ROLES:
            found.setdefault(_ROLES[one.role], []).append(one)
    return found


def _agent(maker: Maker) -> dict[str, Any]:
    if maker.kind == "person":
        parts = {"familyName": maker.family, "givenName": maker.given}
        return {"@type": "Person", "name": maker.name} | {key: value for key, value in parts.items() if value}
    if maker.kind == "meeting":
        return {"@type": "Organization", "name": maker.name}
    agent: dict[str, Any] = {"@type": "Organization", "name": maker.levels[-1]}
    for level in maker.levels[-2::-1]:
        innermost = agent
        while "parentOrganization" in innermost:
            innermost = innermost["parentOrganization"]
        innermost["parentOrganization"] = {"@type": "Organization", "name": level}
    return agent


_KINDS = {"person": "Person", "body": "Organization", "meeting": "Event", "place": "Place", "title": "CreativeWork"}


def _about(record: Record) -> list[dict[str, str]]:
    return [
        {"@type": _KINDS.get(one.kind, "DefinedTerm"), "name": one.label}
        | ({"@id": one.uri} if is_address(one.uri) else {})
        for one in record.subjects
        if one.kind != "genre"
    ]


def _identifiers(reference: Reference) -> list[Any]:
    names = {"symbol": "document symbol", "report": "report number", "doi": "DOI"}
    return [
        {
            "@type": "PropertyValue",
            "propertyID": names[one.kind],
            "value": reference.doi if one.kind == "doi" else one.value,
        }
        for one in reference.record.identifiers
        if one.is_valid and one.kind in names
    ]


def _same(reference: Reference) -> list[str]:
    doi = f"https://doi.org/{reference.doi}" if reference.doi else ""
    uris = [one.value for one in reference.record.identifiers if one.kind == "uri" and is_address(one.value)]
    return [doi, *uris, reference.url]


def _encodings(reference: Reference) -> list[dict[str, str]]:
    return [
        {"@type": "MediaObject", "contentUrl": one.url} | ({"name": one.label} if one.label else {})
        for one in reference.record.online
        if one.kind != "related" and is_address(one.url)
    ]


def _law(reference: Reference) -> dict[str, Any]:
    """Legislation: its number, date and whose law it is."""
    bodies = [one for one in reference.makers if one.is_main and one.kind == "body"]
    return {
        "legislationIdentifier": reference.number,
        "legislationDate": reference.dating.iso,
        "legislationJurisdiction": _one_or_all(
            [{"@type": "AdministrativeArea", "name": one.levels[0]} for one in bodies]
            or list(reference.record.facts.countries)
        ),
    }


def _works(reference: Reference, related_page: Page) -> dict[str, list[dict[str, Any]]]:
    """Other works, by the property that relates them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in reference.record.relations:
        if not (one.title or one.symbol):
            continue
        is_host = one.kind == "host" and reference.host is not None
        kind = "Periodical" if is_host and reference.host and reference.host.is_periodical else "CreativeWork"
        work: dict[str, Any] = {"@type": kind, "name": one.title or one.symbol}
        if address := related_page(one):
            work |= {"@id": address, "url": address}
        if one.symbol and one.title:
            work["identifier"] = one.symbol
        if is_host and reference.host:
            numbers = {"volumeNumber": reference.host.volume, "issueNumber": reference.host.issue}
            work |= (
                {"issn": reference.host.issn, **numbers}
                if reference.host.is_periodical
                else {"isbn": reference.host.isbn}
            )
            work = {key: value for key, value in work.items() if value}
        found.setdefault(_RELATIONS.get(one.kind, "mentions"), []).append(work)
    for series in reference.record.series:
        if series.title:
            work = {"@type": "CreativeWorkSeries", "name": series.title}
            found.setdefault("isPartOf", []).append(work | ({"issn": series.issn} if series.issn else {}))
    if reference.original_title and "translationOfWork" not in found:
        found["translationOfWork"] = [{"@type": "CreativeWork", "name": reference.original_title}]
    return found
