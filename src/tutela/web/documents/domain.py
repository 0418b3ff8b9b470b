"""Rows of the database as the documents and passages that the other rooms know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from tutela.text.document import Document as Read
from tutela.text.document import Passage as ReadPassage
from tutela.text.document import PassageKind, Span
from tutela.text.document_json import notice_from_json
from tutela.text.notices import Notice
from tutela.web.documents.models import Document, Passage


def domain_notice(pair: Any) -> Notice:
    """A notice as ``Document.notices`` keeps it: ``[code, [[name, value], ...]]``."""
    return notice_from_json(pair)


def domain_passage(row: Passage, doctype: str = "") -> ReadPassage:
    """A passage as it was read; ``doctype`` is that of its document."""
    return ReadPassage(
        text=row.text,
        span=Span(row.start, row.end),
        label=row.label,
        heading_path=tuple(row.heading_path),
        page=row.page,
        language=row.language,
        lead=row.lead,
        kind=cast(PassageKind, row.kind),
        doctype=doctype,
    )


def domain_document(row: Document, passages: Iterable[Passage] | None = None) -> Read:
    """A document as it was read, with these passages in their order (all of its own where None).

    What stood between the passages (headings, running heads) was not kept: line ends fill its place, so that each
    passage is where its span says.
    """
    rows = list(row.passages.order_by("number") if passages is None else passages)
    return Read(
        path=row.name,
        kind=row.kind,
        title=row.title,
        sha256=row.sha256,
        text=_text(rows),
        passages=tuple(domain_passage(one, row.doctype) for one in rows),
        language=row.language or "und",
        pages=row.pages,
        notices=tuple(map(domain_notice, row.notices)),
    )


def _text(rows: Iterable[Passage]) -> str:
    pieces: list[str] = []
    at = 0
    for row in sorted(rows, key=lambda row: row.start):
        pieces += ["\n" * (row.start - at), row.text[max(0, at - row.start) :]]
        at = max(at, row.end)
    return "".join(pieces)
