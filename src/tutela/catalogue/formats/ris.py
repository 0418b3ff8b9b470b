"""RIS, as reference managers exchange references: a tag and a value a line, lines ended by CR LF, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

from tutela.catalogue.formats.makers import Maker
from tutela.catalogue.formats.reference import Reference
from tutela.catalogue.record import Record

_TYPES = {
    "book": "BOOK", "chapter": "CHAP", "article": "JOUR", "news": "NEWS", "report": "RPRT", "document": "GOVDOC",
    "law": "STAT", "treaty": "LEGAL", "thesis": "THES", "conference": "CONF", "serial": "JFULL", "website": "ELEC",
    "webpage": "ELEC", "map": "MAP", "score": "MUSIC", "film": "VIDEO", "recording": "SOUND", "image": "ART",
    "software": "COMP", "kit": "MULTI", "manuscript": "UNPB", "archive": "GEN", "object": "GEN",
}  # fmt: skip


def to_ris(record: Record, page: str = "") -> str:
    """The reference, from TY to ER, without the empty line between references."""
    lines = [f"{tag}  - {one_line(value)}" for tag, value in _fields(Reference(record, page)) if one_line(value)]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    record, host, series, dating = reference.record, reference.host, reference.series, reference.dating
    yield "TY", "BLOG" if reference.genre == "news" and host is None else _TYPES[reference.genre]
    yield "ID", reference.key
    for role, tag in (("author", "AU"), ("director", "AU"), ("composer", "AU"), ("editor", "A2"), ("translator", "A4")):
        for maker in reference.by_role(role):
            yield tag, list_name(maker)
    yield "TI", reference.title
    yield "ST", reference.short_title if reference.short_title != reference.title else ""
    yield "T2", host.title if host is not None else (series.title if series is not None else "")
    if host is not None:
        yield "VL", host.volume
        yield "IS", host.issue
        first, _, last = host.pages.partition("–")
        yield "SP", first
        yield "EP", last
        yield "T3", series.title if series is not None else ""
    elif series is not None:
        yield "VL", series.number
    yield "M1", reference.number
    yield "PY", str(dating.year or "")
    if dating.year and dating.month:
        yield "DA", f"{dating.year:04}/{dating.month:02}/{f'{dating.day:02}' if dating.day else ''}/"
    yield "ET", reference.edition
    yield "PB", reference.thesis[1] if reference.genre == "thesis" else "; ".join(reference.publishers)
    yield "M3", reference.thesis[0] if reference.genre == "thesis" else ""
    yield "CY", "; ".join(reference.places)
    yield "SN", reference.isbn or reference.issn
    yield "DO", reference.doi
    yield "UR", reference.url or reference.page
    yield "LA", reference.language
    yield "OP", reference.original_title
    for word in reference.keywords:
        yield "KW", word
    yield "AB", " ".join(record.summaries)
    for note in record.notes:
        yield "N1", note.text


def list_name(maker: Maker) -> str:
    """A name as lists of references sort it. The parts of a body's name are told by full stops: what follows a comma
    would be taken for given names."""
    return ". ".join(maker.levels) if maker.levels else maker.inverted


def one_line(value: str) -> str:
    """A value without line breaks and control characters, which would begin another field."""
    return " ".join(
        "".join(sign if sign.isprintable() or sign in "\u200c\u200d\u200e\u200f" else " " for sign in value).split()
    )
