"""Akoma Ntoso XML (1.0 to 3.0, OASIS LegalDocML): acts, bills, judgments, debates of parliament and other documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tutela.text.blocks import Block, Content
from tutela.text.folding import fold_spaces
from tutela.text.lines import broken_paragraphs
from tutela.text.notices import UnreadableError
from tutela.text.numbering import roman_value
from tutela.text.rows import row_blocks
from tutela.text.titles import sensible_title

_LEFT_OUT = frozenset(("meta", "toc", "del", "img", "componentref", "documentref"))
_DIVISIONS = frozenset((
    "book", "tome", "part", "subpart", "title", "subtitle", "chapter", "subchapter", "division", "subdivision",
))  # fmt: skip
_PROVISIONS = frozenset(("article", "section", "rule"))
_SUBUNITS = frozenset((
    "paragraph", "subparagraph", "subsection", "clause", "subclause", "subrule", "list", "sublist", "point",
    "indent", "alinea", "proviso", "item", "level", "transitional", "hcontainer", "recital", "citation", "tblock",
    "li", "blocklist",
))  # fmt: skip
# Sections of judgments, debates and attachments: a heading where they have one.
_SECTIONS = frozenset((
    "attachment", "annex", "component", "introduction", "background", "arguments", "remedies", "motivation",
    "decision", "debatesection", "address", "adjournment", "administrationofoath", "communication",
    "declarationofvote", "ministerialstatements", "nationalinterest", "noticesofmotion", "oralstatements",
    "papers", "personalstatements", "petitions", "pointoforder", "prayers", "proceduralmotions", "questions",
    "resolutions", "rollcall", "writtenstatements", "recitals", "citations", "container", "crossheading",
))  # fmt: skip
_UNITS = _DIVISIONS | _PROVISIONS | _SUBUNITS | _SECTIONS
_BLOCKS = frozenset((
    "p", "block", "longtitle", "formula", "listintroduction", "listwrapup", "listconclusion", "intro", "wrapup",
    "wrap", "content", "preface", "preamble", "body", "mainbody", "conclusions", "coverpage", "header",
    "judgmentbody", "debatebody", "amendmentbody", "collectionbody", "fragmentbody", "speech", "speechgroup",
    "question", "answer", "scene", "narrative", "summary", "other", "container", "attachments", "components",
    "table", "tr", "td", "th", "caption", "ul", "ol", "quotedstructure", "embeddedstructure", "foreign",
    "signature",
))  # fmt: skip
_CAPTURED = frozenset(("num", "heading", "subheading", "from"))
_NOTES = frozenset(("authorialnote", "note"))

# What a bare number is the number of, as a lawyer reads it aloud.
_WORDS = {
    "en": {"book": "Book", "tome": "Volume", "part": "Part", "title": "Title", "chapter": "Chapter",
           "division": "Division", "section": "Section", "article": "Article", "rule": "Rule"},
    "fr": {"book": "Livre", "tome": "Tome", "part": "Partie", "title": "Titre", "chapter": "Chapitre",
           "division": "Division", "section": "Section", "article": "Article", "rule": "Règle"},
    "es": {"book": "Libro", "tome": "Tomo", "part": "Parte", "title": "Título", "chapter": "Capítulo",
           "division": "División", "section": "Sección", "article": "Artículo", "rule": "Regla"},
}  # fmt: skip
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGES = {"eng": "en", "en": "en", "fra": "fr", "fre": "fr", "fr": "fr", "spa": "es", "es": "es"}
_LATIN = frozenset(("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "er", "re", "ème"))
_WORD = re.compile(r"[^\W\d_]{2,}")
_BARE = re.compile(r"\d{1,4}[a-z]?|[a-z]{1,2}|[ivxl]{1,5}")


def read_akoma_ntoso(data: bytes) -> Content:
    """Read an Akoma Ntoso document, of any of its namespaces.

    Divisions, articles and sections become headings, with the word that their number stands for where the file leaves
    it out ("Chapter 2 Offences"); smaller units carry their number before their text. Text that an amending act inserts
    stays in the provision that inserts it: each of its blocks begins with a quotation mark. Metadata are left out but
    for the title.

    Raises UnreadableError: "damaged" for broken XML, "too-complex" for declared entities and too deep nesting.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        if any(word in str(error).lower() for word in ("depth", "huge", "entity loop", "amplification")):
            raise UnreadableError("too-complex", detail="XML") from error
        raise UnreadableError("damaged", format="Akoma Ntoso", detail=f"XML, {error.lineno}:{error.offset}") from error
    declarations: Any = root.getroottree().docinfo.internalDTD
    if declarations is not None and any(True for _ in declarations.iterentities()):
        raise UnreadableError("too-complex", detail="<!ENTITY>")
    blocks = _Reader(_language(root)).read(root)
    return Content(blocks, _title(root) or next((block.text for block in blocks if block.kind == "heading"), ""))


def _name(element: etree._Element) -> str:
    """The name of an element in small letters, without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1].lower()


def _first(root: etree._Element, *path: str) -> etree._Element | None:
    """The first element of the last name in ``path`` below one of each name before it."""
    found: etree._Element | None = root
    for name in path:
        found = next((element for element in found.iter(f"{{*}}{name}")), None) if found is not None else None
    return found


def _language(root: etree._Element) -> str:
    declared = _first(root, "FRBRlanguage")
    code = declared.get("language", "") if declared is not None else root.get(_XML_LANGUAGE, "")
    return _LANGUAGES.get(code.lower()[:3], _LANGUAGES.get(code.lower()[:2], ""))


def _title(root: etree._Element) -> str:
    """The title: as catalogued, else as it stands at the head of the document."""
    for alias in root.iter("{*}FRBRalias"):
        if " " in alias.get("value", "").strip():
            return sensible_title(alias.get("value", ""))
    for path in (("preface", "docTitle"), ("preface", "shortTitle"), ("docTitle",), ("FRBRname",)):
        found = _first(root, *path)
        if found is not None:
            title = sensible_title("".join(map(str, found.itertext())) or found.get("value", ""))
            if title:
                return title
    return ""


@dataclass(slots=True)
class _Unit:
    """An open unit: its kind, and its number and headings until they are shown."""

    name: str
    is_quoted: bool
    number: str = ""
    headings: list[str] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    is_shown: bool = False


@dataclass(slots=True)
class _Frame:
    """Text that is being gathered: the document, one cell, one note, or a number or heading of a unit."""

    blocks: list[Block] = field(default_factory=list)
    deferred: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    units: list[_Unit] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class _Reader:
    """Walks over a document once, without recursion, and gathers its blocks."""

    def __init__(self, language: str) -> None:
        self._words = _WORDS.get(language, {})
        self._frames = [_Frame()]
        self._rows: list[list[list[Block]]] = []
        self._quotes: list[str] = []
        self._notes = 0

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    def read(self, root: etree._Element) -> list[Block]:
        """The blocks of the document."""
        walk = etree.iterwalk(root, events=("start", "end"))
        left_out: etree._Element | None = None
        for event, element in walk:
            name = _name(element)
            if event == "start":
                if name in _LEFT_OUT:
                    left_out = element
                    walk.skip_subtree()
                else:
                    self._start(name, element)
                    self._add(element.text)
                continue
            if element is left_out:
                left_out = None
            else:
                self._end(name, element)
            if element is not root:
                self._add(element.tail)
        return self._close_frame()

    def _add(self, text: str | None) -> None:
        if text:
            self._frame.pieces.append(text.replace("\n", " "))

    def _start(self, name: str, element: etree._Element) -> None:
        if name in ("br", "eol"):
            self._frame.pieces.append("\n")
        elif name in _CAPTURED or name in _NOTES:
            if name in _CAPTURED:
                self._flush()
            self._frames.append(_Frame())
        elif name in ("quotedtext", "embeddedtext"):
            self._add(element.get("startQuote"))
        elif name in _UNITS or name in _BLOCKS:
            self._flush()
            if name in ("quotedstructure", "embeddedstructure"):
                self._quotes.append(element.get("startQuote") or "“")
            elif name in _UNITS:
                said = element.get("name", "").lower() if name in ("hcontainer", "container") else ""
                self._frame.units.append(_Unit(said if said in _UNITS else name, bool(self._quotes)))
            elif name == "tr":
                self._rows.append([])
            elif name in ("td", "th") and self._rows:
                self._frames.append(_Frame())

    def _end(self, name: str, element: etree._Element) -> None:
        if name in _CAPTURED and len(self._frames) > 1:
            self._end_captured(name)
        elif name in _NOTES and len(self._frames) > 1:
            self._end_note(element)
        elif name in ("quotedtext", "embeddedtext"):
            self._add(element.get("endQuote"))
        elif name in _UNITS or name in _BLOCKS:
            self._flush()
            if name in ("quotedstructure", "embeddedstructure") and self._quotes:
                self._quotes.pop()
                self._close_quote(element.get("endQuote", ""))
            elif name in _UNITS and self._frame.units:
                self._show_units()
                self._leave_marks()
                self._frame.units.pop()
            elif name == "tr" and self._rows:
                self._frame.blocks += row_blocks(self._rows.pop())
            elif name in ("td", "th") and self._rows and len(self._frames) > 1:
                self._rows[-1].append(self._close_frame())

    def _close_frame(self) -> list[Block]:
        """All blocks of the frame that was opened last, which is closed."""
        self._flush()
        self._show_units()
        self._leave_marks()
        return self._frames.pop().blocks

    def _end_captured(self, name: str) -> None:
        frame = self._frames.pop()
        read = (block.text for block in frame.blocks)
        text = fold_spaces(" ".join((*read, *frame.marks, "".join(frame.pieces))))
        unit = self._frame.units[-1] if self._frame.units else None
        (self._frame.deferred if unit is None or unit.is_shown else unit.notes).extend(frame.deferred)
        if not text:
            return
        if name == "from" or unit is None or unit.is_shown:
            self._show_units()
            self._frame.marks.append(text)
        elif name == "num":
            unit.number = text
        else:
            unit.headings.append(text)

    def _end_note(self, element: etree._Element) -> None:
        text = " ".join(block.text for block in self._close_frame())
        self._notes += 1
        if text:
            self._frame.deferred.append(Block("footnote", f"{element.get('marker') or self._notes} {text}"))

    def _flush(self) -> None:
        """Make blocks of the text gathered since the last element began or ended."""
        frame = self._frame
        if frame.pieces:
            lines = [fold_spaces(line) for line in "".join(frame.pieces).split("\n")]
            frame.pieces.clear()
            for text in broken_paragraphs(lines):
                self._show_units()
                self._emit(text)
        frame.blocks += frame.deferred
        frame.deferred.clear()

    def _show_units(self) -> None:
        """Show the numbers and headings of the open units that have not been shown, outermost first."""
        level = 0
        for unit in self._frame.units:
            is_heading = self._is_heading(unit)
            level += is_heading
            if unit.is_shown:
                continue
            unit.is_shown = True
            if is_heading:
                self._leave_marks()
                title = " ".join((self._numbered(unit), *unit.headings[:1])).strip()
                headings = [Block("heading", title, level=level)] if title else []
                headings += [Block("heading", text, level=level + 1) for text in unit.headings[1:]]
                self._frame.blocks += headings
            else:
                if unit.number:
                    self._frame.marks.append(f"({unit.number})" if _BARE.fullmatch(unit.number) else unit.number)
                for text in unit.headings:
                    self._emit(text)
            self._frame.blocks += unit.notes

    def _is_heading(self, unit: _Unit) -> bool:
        if unit.is_quoted:
            return False
        if unit.name in _DIVISIONS or unit.name in _PROVISIONS:
            return True
        is_titled = unit.name in _SECTIONS or (unit.name in ("hcontainer", "tblock", "level") and not unit.number)
        return bool(unit.headings) and is_titled

    def _numbered(self, unit: _Unit) -> str:
        """The number of a unit, with the word for what it numbers where the number has none."""
        word = self._words.get(unit.name, "")
        if not unit.number or not word or "§" in unit.number:
            return unit.number
        said = (found for found in _WORD.findall(unit.number) if found.lower() not in _LATIN)
        return unit.number if any(roman_value(found) is None for found in said) else f"{word} {unit.number}"

    def _emit(self, text: str) -> None:
        frame = self._frame
        depth = sum(1 for unit in frame.units if unit.is_shown and unit.number and not self._is_heading(unit))
        is_item = bool(frame.marks)
        text = " ".join((*frame.marks, text))
        frame.marks.clear()
        if self._quotes and not text.startswith(("“", '"', "«", "‘", "'", self._quotes[-1])):
            text = self._quotes[-1] + text
        frame.blocks.append(Block("item", text, level=max(1, depth)) if is_item else Block("paragraph", text))

    def _leave_marks(self) -> None:
        """Show numbers that no text followed."""
        if self._frame.marks:
            marks = " ".join(self._frame.marks)
            self._frame.marks.clear()
            self._emit(marks)

    def _close_quote(self, end: str) -> None:
        """Put the closing quotation mark after the last quoted block."""
        blocks = self._frame.blocks
        if end and blocks and not blocks[-1].text.endswith(end):
            last = blocks[-1]
            blocks[-1] = Block(last.kind, last.text + end, last.page, last.level)
