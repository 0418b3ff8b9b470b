"""A file that was read, and its smallest citable parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tutela.text.notices import Notice

ASSESSED_LANGUAGES = ("en", "fr", "es")
"""Languages (ISO 639-1) that Tutela matches; passages in any other are named and set aside."""

PassageKind = Literal["body", "footnote", "row"]


class Span(NamedTuple):
    """Start and end in ``Document.text``, in characters, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest part of a document that a reader can cite.

    ``text`` is ``Document.text[span.start:span.end]``, to the letter.
    ``label`` is the citation inside the document ("Art. 12 (3)", "para. 14 (b)", "note 3"), "" where it has none.
    ``heading_path`` holds the headings above it, outermost first.
    ``page`` counts from 1 and is where the passage begins; None where the format has no pages.
    ``language`` is ISO 639-1 ("en"), or "und" where there is too little text to tell.
    ``lead`` is the opening text that the passage completes ("States Parties shall:" for a lettered paragraph), or "".
    ``doctype`` is the kind of its document ("law", "report"), where it was given or told; "" otherwise.
    """

    text: str
    span: Span
    label: str = ""
    heading_path: tuple[str, ...] = ()
    page: int | None = None
    language: str = "und"
    lead: str = ""
    kind: PassageKind = "body"
    doctype: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read.

    ``path`` is the path as the user gave it; ``kind`` the file format ("pdf", "docx", "html", "markdown", "text",
    "akoma-ntoso"); ``sha256`` the digest of its bytes, in hex; ``pages`` the number of pages, None where the format
    has none; ``language`` the language of most of its passages; ``notices`` what the reader should know about the
    reading (pages without text, for instance).
    """

    path: str
    kind: str
    title: str
    sha256: str
    text: str
    passages: tuple[Passage, ...]
    language: str = "und"
    pages: int | None = None
    notices: tuple[Notice, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that could not be read: which one, and why with what to do next."""

    path: str
    notice: Notice
    sha256: str = ""
