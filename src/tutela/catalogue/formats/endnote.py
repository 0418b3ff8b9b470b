"""The tagged format of EndNote (.enw), after Refer: a sign and a value a line, an empty line between references."""

from __future__ import annotations

from collections.abc import Iterator

from tutela.catalogue.formats.makers import Maker
from tutela.catalogue.formats.reference import Reference
from tutela.catalogue.formats.ris import one_line
from tutela.catalogue.record import Record

_TYPES = {
    "book": "Book", "chapter": "Book Section", "article": "Journal Article", "news": "Newspaper Article",
    "report": "Report", "document": "Government Document", "law": "Statute", "treaty": "Legal Rule or Regulation",
    "thesis": "Thesis", "conference": "Conference Proceedings", "serial": "Serial", "website": "Web Page",
    "webpage": "Web Page", "map": "Map", "score": "Music", "film": "Film or Broadcast",
    "recording": "Audiovisual Material", "image": "Artwork", "software": "Computer Program", "kit": "Generic",
    "manuscript": "Manuscript", "archive": "Generic", "object": "Generic",
}  # fmt: skip


def to_endnote(record: Record, page: str = "") -> str:
    """The reference, ended by an empty line."""
    lines = [f"{sign} {one_line(value)}" for sign, value in _fields(Reference(record, page)) if one_line(value)]
    return "\n".join(lines) + "\n\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    record, host, series, dating = reference.record, reference.host, reference.series, reference.dating
    yield "%0", "Blog" if reference.genre == "news" and host is None else _TYPES[reference.genre]
    for role, sign in (
        ("author", "%A"),
        ("director", "%A"),
        ("composer", "%A"),
        ("editor", "%E"),
        ("translator", "%?"),
    ):
        for maker in reference.by_role(role):
            yield sign, _name(maker)
    yield "%T", reference.title
    if host is not None:
        yield "%J" if host.is_periodical else "%B", host.title
        yield "%V", host.volume
        yield "%N", host.issue
        yield "%P", host.pages.replace("–", "-")
    if series is not None:
        yield "%S", series.title
        yield "%V", series.number if host is None else ""
    yield "%N", reference.number if host is None else ""
    yield "%D", str(dating.year or "")
    yield "%8", dating.text if dating.month else ""
    yield "%7", reference.edition
    yield "%I", reference.thesis[1] if reference.genre == "thesis" else "; ".join(reference.publishers)
    yield "%9", reference.thesis[0] if reference.genre == "thesis" else ""
    yield "%C", "; ".join(reference.places)
    yield "%@", reference.isbn or reference.issn
    yield "%R", reference.doi
    yield "%U", reference.url or reference.page
    yield "%G", reference.language
    yield "%Q", reference.original_title
    for word in reference.keywords:
        yield "%K", word
    yield "%X", " ".join(record.summaries)
    for note in record.notes:
        yield "%Z", note.text
    yield "%M", record.number


def _name(maker: Maker) -> str:
    """A body's name ends in a comma, and has two where it has one of its own: so EndNote knows that it is no person."""
    if maker.family:
        return maker.inverted
    return ". ".join(maker.levels or (maker.name,)).replace(", ", ",, ", 1) + ","
