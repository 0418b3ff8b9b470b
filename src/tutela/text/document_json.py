"""A document as JSON and back: for the cache, and between the process that reads a file and the one that asked."""

from __future__ import annotations

from typing import Any

from tutela.text.document import Document, Passage, Span
from tutela.text.notices import Notice


def notice_to_json(told: Notice) -> list[Any]:
    """A notice as ``[code, [[name, value], ...]]``."""
    return [told.code, [list(pair) for pair in told.values]]


def notice_from_json(kept: Any) -> Notice:
    """The notice of this JSON. Raises ValueError or TypeError for another form."""
    code, values = kept
    return Notice(str(code), tuple((str(name), str(value)) for name, value in values))


def document_to_json(document: Document) -> dict[str, Any]:
    """A document without its path. A passage is given by its span: its text is in the document's."""
    return {
        "kind": document.kind,
        "title": document.title,
        "sha256": document.sha256,
        "text": document.text,
        "language": document.language,
        "pages": document.pages,
        "notices": [notice_to_json(told) for told in document.notices],
        "passages": [[*p.span, p.label, p.heading_path, p.page, p.language, p.lead, p.kind] for p in document.passages],
    }


def document_from_json(kept: dict[str, Any], path: str = "") -> Document:
    """The document of this JSON, under the name ``path``. Raises KeyError, ValueError or TypeError for another form."""
    text = kept["text"]
    passages = tuple(
        Passage(text[start:end], Span(start, end), label, tuple(above), page, language, lead, kind)
        for start, end, label, above, page, language, lead, kind in kept["passages"]
    )
    return Document(
        path,
        kept["kind"],
        kept["title"],
        kept["sha256"],
        text,
        passages,
        kept["language"],
        kept["pages"],
        tuple(map(notice_from_json, kept["notices"])),
    )
