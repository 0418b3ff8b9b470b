"""CSL-JSON: references as citation processors and Zotero read them (Citation Style Language 1.0.2, csl-data.json)."""

from __future__ import annotations

import json
from typing import Any

from tutela.catalogue.formats.dating import Dating
from tutela.catalogue.formats.makers import Maker
from tutela.catalogue.formats.reference import Reference
from tutela.catalogue.record import Record

_TYPES = {
    "book": "book", "chapter": "chapter", "article": "article-journal", "news": "article-newspaper", "report": "report",
    "document": "report", "law": "legislation", "treaty": "treaty", "thesis": "thesis",
    "conference": "paper-conference", "serial": "periodical", "website": "webpage", "webpage": "webpage", "map": "map",
    "score": "musical_score", "film": "motion_picture", "recording": "song", "image": "graphic",
    "software": "software", "kit": "document", "object": "document", "manuscript": "manuscript",
    "archive": "collection",
}  # fmt: skip
_NAMES = (
    "author", "editor", "translator", "illustrator", "compiler", "director", "composer", "performer", "interviewer",
    "contributor",
)  # fmt: skip


def item(reference: Reference) -> dict[str, Any]:
    """The reference as an object of CSL-JSON; what is not known is left out."""
    record, host, series = reference.record, reference.host, reference.series
    found: dict[str, Any] = {
        "id": reference.key,
        "type": _type(reference),
        "title": reference.title,
        "title-short": reference.short_title if reference.short_title != reference.title else "",
        "issued": _date(reference.dating),
        "publisher": "; ".join(reference.publishers),
        "publisher-place": "; ".join(reference.places),
        "edition": reference.edition,
        "number": reference.number,
        "number-of-pages": reference.extent if host is None else "",
        "collection-title": series.title if series else "",
        "collection-number": series.number if series else "",
        "original-title": reference.original_title,
        "ISBN": reference.isbn,
        "ISSN": reference.issn or (series.issn if series else ""),
        "DOI": reference.doi,
        "URL": reference.url or reference.page,
        "language": reference.language,
        "abstract": "\n".join(record.summaries),
        "keyword": ", ".join(reference.keywords),
    }
    for role in _NAMES:
        found[role] = [name(one) for one in reference.by_role(role)]
    if host is not None:
        found |= {"container-title": host.title, "volume": host.volume, "issue": host.issue, "page": host.pages}
        if host.editors and not found.get("editor"):
            found["container-author"] = [{"literal": host.editors}]
    found |= _special(reference)
    return {key: value for key, value in found.items() if value}


def _special(reference: Reference) -> dict[str, Any]:
    if reference.genre == "thesis":
        degree, school = reference.thesis
        return {"genre": degree, "publisher": school}
    if reference.genre == "map":
        return {"scale": reference.record.first("255", "a") or reference.record.first("507", "a")}
    if reference.genre == "law":
        main = next((one for one in reference.makers if one.is_main and one.kind == "body"), None)
        return {"jurisdiction": main.name} if main is not None else {}
    return {}


def _type(reference: Reference) -> str:
    if reference.genre == "news" and reference.host is None:
        return "post-weblog"
    return _TYPES[reference.genre]


def name(maker: Maker) -> dict[str, str]:
    """A name: in its parts for a person with a surname, whole for others."""
    if not maker.family:
        return {"literal": maker.name}
    parts = {"family": maker.family, "given": maker.given, "suffix": maker.suffix}
    return {key: value for key, value in parts.items() if value}


def _date(dating: Dating) -> dict[str, Any]:
    if dating.year is None:
        return {}
    parts: list[list[int]] = [[part for part in (dating.year, dating.month, dating.day) if part]]
    if dating.end:
        parts.append([dating.end])
    return {"date-parts": parts, "circa": True} if dating.is_uncertain else {"date-parts": parts}


def to_csl_json(record: Record, page: str = "") -> str:
    """One reference as CSL-JSON: a list of one object, as processors expect."""
    return json.dumps([item(Reference(record, page))], ensure_ascii=False, indent=2)
