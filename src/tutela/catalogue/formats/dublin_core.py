"""Simple Dublin Core as OAI-PMH exchanges it (oai_dc): elements of the Dublin Core Metadata Element Set 1.1.

The mapping follows the Library of Congress, "MARC to Dublin Core Crosswalk" (unqualified); types are terms of the DCMI
Type Vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from tutela.catalogue.formats.reference import Reference, is_address
from tutela.catalogue.formats.xml_text import legal
from tutela.catalogue.record import Record

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_TYPES = {
    "map": "StillImage", "image": "StillImage", "film": "MovingImage", "recording": "Sound", "software": "Software",
    "kit": "Collection", "archive": "Collection", "object": "PhysicalObject",
}  # fmt: skip


def element_of_dc(record: Record, page: str = "") -> Any:
    """The element <oai_dc:dc> of a record; ``page`` is the address of its page, given as an identifier."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {SCHEMA}")
    known = set()
    for name, value, language in _elements(Reference(record, page)):
        text = " ".join(legal(value).split())
        if not text or (name, text) in known:
            continue
        known.add((name, text))
        child = etree.SubElement(root, f"{{{DC}}}{name}")
        child.text = text
        if language:
            child.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return root


def to_dublin_core(record: Record, page: str = "") -> bytes:
    """The element in UTF-8."""
    data: bytes = etree.tostring(element_of_dc(record, page), encoding="utf-8")
    return data


def _elements(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Element, text and language of the text, in the order of the element set."""
    record = reference.record
    title = record.title
    yield "title", reference.title, reference.language
    for other in (*title.parallel, *title.variants, title.uniform):
        yield "title", other, ""
    for maker in reference.makers:
        yield "creator" if maker.role == "author" else "contributor", ". ".join(maker.levels) or maker.inverted, ""
    for subject in record.subjects:
        if subject.kind not in ("genre", "place"):
            yield "subject", " -- ".join(subject.parts), ""
    for summary in record.summaries:
        yield "description", summary, ""
    for note in record.notes:
        yield "description", note.text, ""
    for publisher in reference.publishers:
        yield "publisher", publisher, ""
    if reference.dating.year:
        yield "date", reference.dating.iso, ""
    yield "type", _TYPES.get(reference.genre, "Text"), ""
    for subject in record.subjects:
        if subject.kind == "genre":
            yield "type", subject.label, ""
    for description in record.descriptions:
        yield "format", " ; ".join(filter(None, (description.extent, description.details, description.dimensions))), ""
    yield from _identifiers(reference)
    yield from _relations(reference)


def _relations(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Source, language, relation, coverage and rights."""
    record = reference.record
    if reference.host is not None:
        host = reference.host
        where = (host.volume and f"vol. {host.volume}", host.issue and f"no. {host.issue}", host.pages)
        yield "source", ", ".join(filter(None, (host.title, *where))), ""
    for code in record.languages:
        yield "language", code, ""
    for relation in record.relations:
        if relation.kind != "host":
            yield "relation", relation.title or relation.symbol, ""
    for series in record.series:
        yield "relation", " ; ".join(filter(None, (series.title, series.number))), ""
    for subject in record.subjects:
        if subject.kind == "place":
            yield "coverage", " -- ".join(subject.parts), ""
    for code in record.facts.countries:
        yield "coverage", code, ""
    for field in record.fields("540", "506"):
        yield "rights", " ".join(value for letter, value in field.subfields if letter in "abu"), ""


def _identifiers(reference: Reference) -> Iterator[tuple[str, str, str]]:
    yield "identifier", reference.page, ""
    for one in reference.record.identifiers:
        if not one.is_valid or one.kind in ("control", "lccn", "other", "government"):
            continue
        prefix = {"isbn": "urn:ISBN:", "issn": "urn:ISSN:", "doi": "https://doi.org/"}.get(one.kind, "")
        value = reference.doi if one.kind == "doi" else one.value
        yield "identifier", f"{prefix}{value}", ""
    for online in reference.record.online:
        if online.kind != "related" and is_address(online.url):
            yield "identifier", online.url, ""
