"""The indexes by which CQL finds records here: their names in the context sets, and where they look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["words", "number", "key", "date", "value", "all"]

CONTEXT_SETS = {
    "cql": "info:srw/cql-context-set/1/cql-v1.2",
    "dc": "info:srw/cql-context-set/1/dc-v1.1",
    "bath": "http://zing.z3950.org/cql/bath/2.0/",
    "rec": "info:srw/cql-context-set/2/rec-1.1",
    "tutela": "info:tutela/cql-context-set/1",
}
"""By the name that they have here their identifiers. The last is that of the facts that Tutela adds to records."""

_OTHER_IDENTIFIERS = {
    "info:srw/cql-context-set/1/cql-v1.1": "cql",
    "info:srw/context-set/1/cql-v1.1": "cql",
    "info:srw/context-set/1/cql-v1.2": "cql",
    "info:srw/context-set/1/dc-v1.1": "dc",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://zing.z3950.org/cql/bath/2.0": "bath",
    "info:srw/cql-context-set/2/rec-1.0": "rec",
}


class Index(NamedTuple):
    """An index: what it is called in English; of which ``kind``; and where it looks: the fields of ``discovery.fields``
    for words (none: anywhere), or the kind of ``library.facets`` for values."""

    title: str
    kind: Kind
    fields: tuple[str, ...] = ()


_ANYWHERE = Index("Anywhere in the record", "words")
_TITLE = Index("Titles", "words", ("title",))
_NAME = Index("Persons and bodies", "words", ("name",))
_SUBJECT = Index("Subjects", "words", ("subject",))
_PUBLISHER = Index("Publishers, places, series", "words", ("publisher",))
_NUMBER = Index("Document symbols, ISBN, ISSN, DOI, other numbers", "number", ("identifier",))
_DATE = Index("Year of publication", "date")
_LANGUAGE = Index("Language (code of ISO 639-2, or name)", "value", ("language",))

INDEXES: Mapping[str, Index] = {
    "cql.serverchoice": _ANYWHERE,
    "cql.anywhere": _ANYWHERE,
    "cql.anyindexes": _ANYWHERE,
    "cql.keywords": _ANYWHERE,
    "cql.allrecords": Index("All records", "all"),
    "dc.title": _TITLE,
    "dc.creator": _NAME,
    "dc.contributor": _NAME,
    "dc.subject": _SUBJECT,
    "dc.description": Index("Summaries and notes", "words", ("summary", "note")),
    "dc.publisher": _PUBLISHER,
    "dc.date": _DATE,
    "dc.type": Index("Type of resource", "value", ("type",)),
    "dc.identifier": _NUMBER,
    "dc.language": _LANGUAGE,
    "dc.coverage": Index("Country that it is about", "value", ("country",)),
    "bath.any": _ANYWHERE,
    "bath.title": _TITLE,
    "bath.author": _NAME,
    "bath.name": _NAME,
    "bath.personalname": _NAME,
    "bath.corporatename": _NAME,
    "bath.subject": _SUBJECT,
    "bath.topicalsubject": _SUBJECT,
    "bath.publisher": _PUBLISHER,
    "bath.isbn": _NUMBER,
    "bath.issn": _NUMBER,
    "bath.standardidentifier": _NUMBER,
    "bath.publicationdate": _DATE,
    "bath.language": _LANGUAGE,
    "rec.identifier": Index("Identifier of the record in this catalogue", "key"),
    "tutela.measure": Index("Measure of the Guidelines", "value", ("measure",)),
    "tutela.audience": Index("For whom", "value", ("audience",)),
    "tutela.sector": Index("Sector", "value", ("sector",)),
    "tutela.country": Index("Country that it is about", "value", ("country",)),
    "tutela.text": Index("Text of attached files", "words", ("text",)),
}
"""By set and name in small letters; CQL does not tell capitals from small letters there."""

NAMES = {
    "serverchoice": "serverChoice", "anyindexes": "anyIndexes", "allrecords": "allRecords",
    "personalname": "personalName", "corporatename": "corporateName", "topicalsubject": "topicalSubject",
    "standardidentifier": "standardIdentifier", "publicationdate": "publicationDate",
}  # fmt: skip
"""How names of more than one word are written."""

_WITHOUT_SET = ("dc", "cql", "rec", "bath")

SORTS = {"dc.title": "title", "bath.title": "title", "dc.date": "date", "bath.publicationdate": "date"}
"""Indexes that results can be sorted by."""


def set_of(identifier: str) -> str | None:
    """The name here of the context set with this identifier; None for one that is not known."""
    known = {value: name for name, value in CONTEXT_SETS.items()} | _OTHER_IDENTIFIERS
    return known.get(identifier)


def full_name(prefix: str | None, name: str) -> str:
    """The name of an index with its set, in small letters. Without a prefix, the first set that has such an index."""
    name = name.lower()
    if prefix is not None:
        return f"{prefix}.{name}"
    return next((full for full in (f"{one}.{name}" for one in _WITHOUT_SET) if full in INDEXES), name)
