"""Word files: what a reader sees in Word, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes

from lxml import etree

from tutela.text.blocks import Block, Content
from tutela.text.docx_numbering import Numbering, written
from tutela.text.docx_package import Package
from tutela.text.docx_paragraph import Fields, ParagraphReader, ParagraphText
from tutela.text.docx_styles import Styles
from tutela.text.docx_xml import REL, W, content, number, switch, value
from tutela.text.folding import fold_spaces
from tutela.text.headings import is_set_as_heading, reads_as_heading
from tutela.text.html import read_html
from tutela.text.lines import broken_paragraphs
from tutela.text.notices import UnreadableError
from tutela.text.rows import row_blocks
from tutela.text.titles import sensible_title

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_POINT = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_docx(data: bytes) -> Content:
    """Read a Word file (.docx, .docm, .dotx; Transitional or Strict).

    Tracked changes count as accepted; hidden text, comments, headers and footers are not read, nor are tables of
    contents; automatic numbers stand in the text. Footnotes and endnotes follow the block that calls them.

    Raises UnreadableError: "damaged", "encrypted", "too-complex".
    """
    package = Package(data)
    main = package.main_part()
    root = package.xml(main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise UnreadableError("damaged", format="DOCX", detail="w:body")
    story = _Story(package, main, Fields())
    blocks = list(story.blocks(body))
    if story.fields.unclosed:
        story = _Story(package, main, Fields(are_broken=True))
        blocks = list(story.blocks(body))
    headings = (block.text for block in blocks if block.kind == "heading")
    return Content(blocks, _property_title(package) or story.title or next(headings, ""))


def _property_title(package: Package) -> str:
    """The title in the file's properties, "" where there is none that says anything."""
    for link in package.relationships("").values():
        if link.kind == "core-properties" and (root := package.xml(link.target)) is not None:
            return sensible_title(root.findtext(_DC_TITLE) or "")
    return ""


class _Notes:
    """The footnotes or endnotes of a file, numbered in the order in which the text calls them."""

    def __init__(self, root: etree._Element | None, settings: etree._Element | None, kind: str) -> None:
        tag = kind.removesuffix("s")
        notes = root.iterchildren(W + tag) if root is not None else ()
        self.elements = {note.get(W + "id", ""): note for note in notes}
        options = settings.find(f"{W}{tag}Pr") if settings is not None else None
        self._form = value(options, "numFmt") or ("decimal" if kind == "footnotes" else "lowerRoman")
        self._count = (number(options, "numStart") or 1) - 1

    def mark(self, own_mark: str) -> str:
        """The sign of the next note that the text calls."""
        if own_mark:
            return own_mark
        self._count += 1
        return written(self._count, self._form)


class _Story:
    """Reads the paragraphs and tables of a body, a cell, a text box or a note into blocks."""

    def __init__(self, package: Package, main: str, fields: Fields) -> None:
        self._package = package
        self._links = package.relationships(main)
        settings = self._part("settings")
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._notes = {kind: _Notes(self._part(kind), settings, kind) for kind in ("footnotes", "endnotes")}
        self.fields = fields
        self._paragraphs = ParagraphReader(self._styles, fields)
        self.title = ""

    def _part(self, kind: str) -> etree._Element | None:
        named = (link.target for link in self._links.values() if link.kind == kind)
        return self._package.xml(next(named, f"word/{kind}.xml"))

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of the paragraphs and tables in ``container``."""
        carried = ParagraphText()
        for element in content(container):
            if element.tag == W + "p":
                properties = element.find(W + "pPr")
                style_id = value(properties, "pStyle") or self._styles.default
                self._paragraphs.read(element, style_id, carried)
                if _runs_on(properties):
                    continue
                yield from self._paragraph(properties, style_id, carried)
                carried = ParagraphText()
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == W + "altChunk":
                yield from self._chunk(element.get(REL + "id", ""))
        if carried.pieces or carried.boxes or carried.notes:
            yield from self._paragraph(None, self._styles.default, carried)

    def _paragraph(self, properties: etree._Element | None, style_id: str, said: ParagraphText) -> Iterator[Block]:
        if not (self.fields.in_contents or self._styles.is_contents(style_id)):
            yield from self._text_blocks(properties, style_id, said)
        for box in said.boxes:
            for block in self.blocks(box):
                yield replace(block, kind="box") if block.kind in ("paragraph", "item") else block
        for diagram in said.diagrams:
            yield from self._diagram(diagram)
        for kind, note_id, own_mark in said.notes:
            note = self._notes[kind].elements.get(note_id)
            mark = self._notes[kind].mark(own_mark)
            if note is not None:
                text = " ".join(block.text for block in self.blocks(note))
                if text:
                    yield Block("footnote", f"{mark} {text}".strip())

    def _text_blocks(self, properties: etree._Element | None, style_id: str, said: ParagraphText) -> Iterator[Block]:
        lines = [fold_spaces(line) for line in said.text.split("\n")]
        text = " ".join(line for line in lines if line)
        hidden_mark = properties is not None and switch(properties.find(W + "rPr"), "vanish")
        if not text and hidden_mark:
            return
        mark, depth = self._mark(properties, style_id)
        if not text:
            return
        level = self._heading_level(properties, style_id)
        marked = mark + text
        if level is not None and reads_as_heading(marked):
            if self._styles.is_title(style_id) and not self.title:
                self.title = marked
            yield Block("heading", marked, level=level)
        elif depth is not None:
            first, *rest = broken_paragraphs(lines)
            yield Block("item", mark + first, level=depth + 1)
            yield from (Block("paragraph", line) for line in rest)
        elif is_set_as_heading(text, is_bold=said.is_bold, is_centred=value(properties, "jc") == "center"):
            yield Block("heading", text)
        else:
            yield from (Block("paragraph", line) for line in broken_paragraphs(lines))

    def _heading_level(self, properties: etree._Element | None, style_id: str) -> int | None:
        outline = number(properties, "outlineLvl")
        if outline is not None:
            return outline + 1 if 0 <= outline < 9 else None
        return self._styles.heading_level(style_id)

    def _mark(self, properties: etree._Element | None, style_id: str) -> tuple[str, int | None]:
        """The automatic number before a paragraph, with its space, and the depth of its list from 0; ("", None) where
        it is in no list."""
        of_style = self._styles.numbering(style_id)
        num_id, depth = number(properties, "numPr", "numId"), number(properties, "numPr", "ilvl")
        if num_id is None:
            if of_style is None:
                return "", None
            num_id = of_style.num_id
            depth = self._numbering.depth_of_style(of_style) if depth is None else depth
        if num_id == 0:
            return "", None
        found = self._numbering.mark(num_id, depth or 0)
        if found is None:
            return "", None
        mark = fold_spaces(found[0])
        return (mark + found[1] if mark else ""), depth or 0

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = [row for row in content(table) if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]
        cells_of_rows = [[cell for cell in content(row) if cell.tag == W + "tc"] for row in rows]
        is_box = all(len(cells) <= 1 for cells in cells_of_rows)
        for cells in cells_of_rows:
            read = [list(self.blocks(cell)) for cell in cells if not _is_merged_away(cell)]
            if is_box:
                yield from (block for cell in read for block in cell)
            else:
                yield from row_blocks(read)

    def _chunk(self, link_id: str) -> Iterator[Block]:
        """A file of another format that Word takes in when it opens the document: HTML, bare or as a web archive, or
        text. A Word file inside a Word file is not followed further."""
        link = self._links.get(link_id)
        data = (self._package.read(link.target) if link else None) or b""
        if data[:4] == b"PK\x03\x04":
            return
        if re.match(rb"\s*(?:MIME-Version|From|Content-Type):", data, re.IGNORECASE):
            for part in message_from_bytes(data).walk():
                if part.get_content_type() == "text/html":
                    payload = part.get_payload(decode=True)
                    yield from read_html(payload).blocks if isinstance(payload, bytes) else ()
        else:
            yield from read_html(data).blocks

    def _diagram(self, link_id: str) -> Iterator[Block]:
        link = self._links.get(link_id)
        root = self._package.xml(link.target) if link else None
        for point in root.iter(_POINT) if root is not None else ():
            text = fold_spaces(" ".join(piece.text or "" for piece in point.iter(_DRAWING + "t")))
            if text:
                yield Block("paragraph", text)


def _runs_on(properties: etree._Element | None) -> bool:
    """Whether a paragraph goes on in the next one: its end was deleted or moved away, or it is a large first letter."""
    end = properties.find(W + "rPr") if properties is not None else None
    if end is not None and (end.find(W + "del") is not None or end.find(W + "moveFrom") is not None):
        return True
    frame = properties.find(W + "framePr") if properties is not None else None
    return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")


def _is_merged_away(cell: etree._Element) -> bool:
    """Whether a cell is only the continuation of the one above it or beside it, or was deleted."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return False
    merged = any(value(properties, name) in ("", "continue") for name in ("vMerge", "hMerge"))
    return merged or properties.find(W + "cellDel") is not None
