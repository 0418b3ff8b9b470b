"""What kind of work a record describes, as citation styles and reference managers tell kinds apart."""

from __future__ import annotations

from typing import Literal

from tutela.catalogue.formats.host import host_of
from tutela.catalogue.record import Record

Genre = Literal[
    "book", "chapter", "article", "news", "report", "document", "law", "treaty", "thesis", "conference", "serial",
    "website", "webpage", "map", "score", "film", "recording", "image", "software", "kit", "object", "manuscript",
    "archive",
]  # fmt: skip
"""``document`` is one of an intergovernmental organisation, known by its symbol; ``report`` what an organisation issues
by itself; ``website`` a whole site, ``webpage`` a page of one."""

_OF_MATERIAL: dict[str, Genre] = {
    "serial": "serial", "website": "website", "map": "map", "score": "score", "film": "film", "recording": "recording",
    "image": "image", "computer": "software", "kit": "kit", "object": "object", "manuscript": "manuscript",
    "mixed": "archive",
}  # fmt: skip
_OF_FORM: dict[str, Genre] = {
    # Genre terms as vocabularies have them (655 $a), in three languages.
    "statutes and codes": "law", "statutes": "law", "laws": "law", "legislation": "law", "constitutions": "law",
    "lois": "law", "codes et lois": "law", "leyes": "law", "leyes y códigos": "law", "regulations": "law",
    "treaties": "treaty", "traités": "treaty", "tratados": "treaty",
    "theses": "thesis", "academic theses": "thesis", "thèses": "thesis", "tesis": "thesis",
    "conference papers and proceedings": "conference", "actes de congrès": "conference",
    "newspaper articles": "news", "press releases": "news", "news items": "news", "blogs": "news",
    "web sites": "website", "websites": "website", "sites web": "website", "sitios web": "website",
    "web pages": "webpage", "pages web": "webpage", "páginas web": "webpage",
}  # fmt: skip
_REPORTS = frozenset({"report", "research", "guidance", "good-practice", "training"})


def genre_of(record: Record) -> Genre:
    """The kind of work: by what the record says of itself first, by what is usual for such records else."""
    said = _said(record)
    if said in ("law", "treaty", "thesis"):
        return said
    if any(record.fields("502")):
        return "thesis"
    if record.material in _OF_MATERIAL and record.material != "website":
        return _OF_MATERIAL[record.material]
    host = host_of(record)
    if host is not None and host.title and not host.is_periodical:
        return said if said == "webpage" else "chapter"
    if host is not None and host.title:
        return "news" if said == "news" else "article"
    if record.symbol:
        return "document"
    if said in ("news", "webpage", "website", "conference"):
        return said
    if record.material == "website":
        return "website"
    return _monograph(record)


def _said(record: Record) -> Genre | None:
    if "law" in record.facts.types:
        return "law"
    if "news" in record.facts.types:
        return "news"
    for one in record.fields("655"):
        if found := _OF_FORM.get((one.get("a") or "").strip(" .").casefold()):
            return found
    return None


def _monograph(record: Record) -> Genre:
    has_isbn = any(one.kind == "isbn" for one in record.identifiers)
    if has_isbn:
        return "book"
    coded = record.control("008")
    nature = coded[24:28] if record.leader[6:7] in "at" and record.material == "book" else ""
    if any(one.kind == "report" for one in record.identifiers) or "t" in nature:
        return "report"
    main = next((one for one in record.contributors if one.is_main), None)
    if main is not None and main.kind == "meeting":
        return "conference"
    is_of_body = main.kind == "body" if main is not None else any(one.kind == "body" for one in record.contributors)
    if is_of_body and (_REPORTS.intersection(record.facts.types) or not record.edition):
        return "report"
    published = any(one.publishers for one in record.publications)
    if record.online and not published and not record.descriptions:
        return "webpage"
    return "book"
