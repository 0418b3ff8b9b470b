"""Checking a file: its text with the places of its letters, and the terms found in it at these places."""

from __future__ import annotations

import hashlib
import re
import sys
import textwrap
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import Protocol

from tutela.terms.finding import Edit, Finding
from tutela.terms.html_source import Visible, visible
from tutela.terms.kinds import Kind, Read, look_into
from tutela.terms.languages import Region, check_regions, detected, most_used, other_languages, told
from tutela.terms.markdown_source import Protected
from tutela.terms.places import Lines, Place, around
from tutela.terms.rule import Level
from tutela.terms.settings import NO_SETTINGS, Settings
from tutela.text.document import Document, SetAside
from tutela.text.folder import read_file
from tutela.text.notices import Notice, UnreadableError
from tutela.text.reading import read_bytes, read_data

_DELIMITER = re.compile(r"(?<!\\)\"|(?<![^\W\d_])'|'(?![^\W\d_])")
_ESCAPED_FIRST, _ESCAPED = re.compile(r'(?<=[\s(\[])\\"'), re.compile(r'\\"')
_OF_DOCUMENTS = frozenset((".pdf", ".docx", ".docm", ".dotx", ".dotm", ".xml", ".akn"))
STANDARD_INPUT = "-"
LONGEST_LABEL = 60
"""Characters of a heading that is told as a place."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The safe replacement of a term: the letters that go, those that come, and where. ``edit`` is in the letters of
    the file itself, None where it cannot be made there."""

    replaces: str
    write: str
    place: Place
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding at its place in a file."""

    finding: Finding
    place: Place
    replacement: Replacement | None = None

    @property
    def is_reported(self) -> bool:
        """Whether it is shown without being asked for."""
        return self.finding.is_reported


class Places(Protocol):
    """Where the letters of a text stand in its file."""

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch."""

    def edit(self, edit: Edit) -> Edit | None:
        """An edit of the text as one of the file, None where it cannot be made there."""


@dataclass(frozen=True)
class Source:
    """A file as it is checked: its text, with the languages of its parts and the places of its letters. ``read`` is how
    it was read; ``document`` what ``tutela.text`` read, and ``data`` the bytes that it was read from, where it did."""

    path: str
    read: Read
    text: str
    regions: tuple[Region, ...]
    places: Places
    document: Document | None = None
    notices: tuple[Notice, ...] = ()
    data: bytes = field(default=b"", repr=False)

    @property
    def language(self) -> str:
        """The language of most of the text, among the three."""
        return most_used(self.regions)

    @property
    def can_be_fixed(self) -> bool:
        """Whether replacements may be written into a file of this kind: never into documents, for their letters are not
        ours to set; nor into source code and data, whose names and keys other things depend on."""
        return self.read.kind in (Kind.PROSE, Kind.HTML)


@dataclass(frozen=True)
class Checked:
    """A file with what was found in it. ``source`` is None where it could not be read; ``notices`` then say why."""

    path: str
    findings: tuple[Placed, ...] = ()
    notices: tuple[Notice, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)
    settings: Settings = field(default=NO_SETTINGS, compare=False)

    @property
    def is_read(self) -> bool:
        """Whether the file could be read."""
        return self.source is not None

    @property
    def has_failed(self) -> bool:
        """Whether a text was expected and there is none. A plain file that is empty holds up no commit."""
        if self.is_read:
            return False
        is_plain = self.path != STANDARD_INPUT and PurePath(self.path).suffix.lower() not in _OF_DOCUMENTS
        return not (is_plain and self.notices[0].code in ("empty-file", "no-text"))

    @property
    def language(self) -> str:
        """The language of most of the text, among the three."""
        return self.source.language if self.source else "en"

    def shown(self, level: Level = Level.CARE, *, explain: bool = False) -> Checked:
        """The findings from a level on: those that are reported, and with ``explain`` those that are left alone too."""
        levels = (Level.AVOID,) if level is Level.AVOID else (Level.AVOID, Level.CARE)
        kept = (one for one in self.findings if one.finding.rule.level in levels and (explain or one.is_reported))
        return replace(self, findings=tuple(kept))


def check_file(path: str, language: str | None = None, settings: Settings = NO_SETTINGS) -> Checked:
    """Check a file, or standard input ("-"), in a language, or in those that it is written in. Never raises for a bad
    file."""
    try:
        source = open_source(path, language)
    except UnreadableError as error:
        return Checked(path, notices=(error.notice,), settings=settings)
    return check_source(source, settings)


def check_source(source: Source, settings: Settings = NO_SETTINGS) -> Checked:
    """Check a file that was opened."""
    found = check_regions(source.text, source.regions, settings)
    findings = tuple(_placed(finding, source) for finding in found)
    return Checked(source.path, findings, source.notices, source, settings)


def open_source(path: str, language: str | None = None) -> Source:
    """Read a file, or standard input ("-"). Raises UnreadableError."""
    return source_of(path, bytes_of(path), language)


def bytes_of(path: str) -> bytes:
    """The bytes of a file, or of standard input ("-"). Raises UnreadableError."""
    if path != STANDARD_INPUT:
        return read_bytes(Path(path))
    data = sys.stdin.buffer.read()
    if not data:
        raise UnreadableError("empty-file")
    return data


def source_of(path: str, data: bytes, language: str | None = None) -> Source:
    """The text of a file with its places. Raises UnreadableError."""
    read = look_into("" if path == STANDARD_INPUT else path, data)
    if read.kind is Kind.DOCUMENT:
        return replace(_document_source(path, data, read, language), data=data)
    if read.kind is Kind.HTML:
        page = visible(read.text)
        return _source(path, read, page.text, InPage(read.text, page), language)
    is_marked_up = read.format == "markdown" or (path == STANDARD_INPUT and read.kind is Kind.PROSE)
    places = InMarkdown(read.text) if is_marked_up else AsItStands(read.text)
    text = _undelimited(read.text) if read.kind is Kind.DATA else read.text
    return _source(path, read, text, places, language)


def _undelimited(text: str) -> str:
    """Source code or data with blanks for the marks that delimit its texts, for they are no quotation marks; those with
    a backslash are."""
    return _ESCAPED.sub('" ', _ESCAPED_FIRST.sub(' "', _DELIMITER.sub(" ", text)))


def _source(path: str, read: Read, text: str, places: Places, language: str | None) -> Source:
    if language:
        return Source(path, read, text, told(text, language), places, notices=read.notices)
    regions = detected(text, is_prose=read.kind is not Kind.DATA)
    notices = read.notices + other_languages(regions)
    return Source(path, read, text, regions, places, notices=notices)


def _document_source(path: str, data: bytes, read: Read, language: str | None) -> Source:
    if path == STANDARD_INPUT:
        document: Document | SetAside = read_data(data, path, hashlib.sha256(data).hexdigest())
    else:
        document = read_file(Path(path), path)
    if isinstance(document, SetAside):
        raise UnreadableError(document.notice.code, **dict(document.notice.values))
    text = document.text
    regions = told(text, language) if language else _passage_regions(document)
    notices = tuple(one for one in document.notices if not language or one.code != "other-language")
    return Source(path, read, text, regions, InDocument(document), document, notices)


def _passage_regions(document: Document) -> tuple[Region, ...]:
    """The passages with their languages, and what stands between them (headings) in the document's own."""
    found: list[Region] = []
    last = 0
    for passage in sorted(document.passages, key=lambda one: one.span.start):
        if passage.span.start > last:
            found.append(Region(last, passage.span.start, document.language))
        found.append(Region(*passage.span, passage.language))
        last = max(last, passage.span.end)
    if last < len(document.text):
        found.append(Region(last, len(document.text), document.language))
    return tuple(
        one._replace(language=document.language) if one.language == "und" else one
        for one in found
        if one.end > one.start
    )


def _shortened(heading: str) -> str:
    return textwrap.shorten(heading, LONGEST_LABEL, placeholder=" …")


def _placed(finding: Finding, source: Source) -> Placed:
    before, after = around(source.text, finding.start, finding.end)
    place = replace(source.places.place(finding.start, finding.end), before=before, after=after)
    edit = finding.edit
    if edit is None:
        return Placed(finding, place)
    in_file = source.places.edit(edit)
    where = source.places.place(edit.start, edit.end)
    return Placed(finding, place, Replacement(source.text[edit.start : edit.end], edit.write, where, in_file))


@dataclass(frozen=True)
class AsItStands:
    """The text is the file."""

    text: str

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch."""
        return self._lines.place(start, end)

    def edit(self, edit: Edit) -> Edit | None:
        """The edit as it is."""
        return edit

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


@dataclass(frozen=True)
class InMarkdown(AsItStands):
    """The text is the file, and parts of it are no prose."""

    def edit(self, edit: Edit) -> Edit | None:
        """The edit as it is, None in code, targets of links and the like."""
        return None if self._protected.has(edit.start, edit.end) else edit

    @cached_property
    def _protected(self) -> Protected:
        return Protected(self.text)


@dataclass(frozen=True)
class InPage:
    """The text is what a page shows."""

    source: str
    page: Visible

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch in the source, markup within it included."""
        return self._lines.place(*self.page.source_span(start, end))

    def edit(self, edit: Edit) -> Edit | None:
        """The edit in the source, None where markup stands within it."""
        if not self.page.is_unbroken(edit.start, edit.end):
            return None
        return Edit(*self.page.source_span(edit.start, edit.end), edit.write)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.source)


@dataclass(frozen=True)
class InDocument:
    """The text was taken out of a document, which is told by its pages and labels."""

    document: Document

    def place(self, start: int, end: int) -> Place:
        """The page of the passage in which a stretch stands, and its label, or the heading above it where it has none;
        of a heading, the page of what follows."""
        del end  # pages and labels are told by the beginning
        passages = self.document.passages
        number = bisect_right(self._starts, start) - 1
        if number >= 0 and start < passages[number].span.end:
            passage = passages[number]
            return Place(page=passage.page, label=passage.label or _shortened((*passage.heading_path, "")[-2:][0]))
        following = passages[min(number + 1, len(passages) - 1)]
        return Place(page=following.page)

    def edit(self, edit: Edit) -> Edit | None:
        """None: nothing is replaced in documents."""
        del edit
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.span.start for passage in self.document.passages]
