"""What one Word paragraph says, once its fields, changes and hidden letters are settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tutela.text.docx_styles import Styles
from tutela.text.docx_xml import MATH, MC, REL, W, chosen, content, switch, value

_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)
_AUTONUM_FIELD = re.compile(r"\s*AUTONUM(?:LGL|OUT)?\b", re.IGNORECASE)
_BREAKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"

# Letters of the symbol fonts that documents use for bullets, boxes and signs; the low byte of the code counts.
_SYMBOLS = {
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0x2D: "−",
               0xAE: "→", 0xDE: "⇒", 0xA5: "∞", 0xA2: "′", 0xB2: "″", 0x6D: "μ", 0x61: "α", 0x62: "β"},
    "wingdings": {0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0xA8: "☐", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗",
                  0xD8: "➢", 0xE0: "→", 0xF0: "→", 0x76: "❖", 0x71: "❑", 0x28: "☎", 0x2A: "✉"},
}  # fmt: skip


class Fields:
    """The fields that are open, over paragraphs: their results are read, but no instructions and lists of contents.

    ``are_broken``: the file lacks end marks, so that everything but instructions is read.
    """

    def __init__(self, *, are_broken: bool = False) -> None:
        self._are_broken = are_broken
        self._open: list[list[str]] = []  # an instruction so far, and "=" once its result has begun
        self._autonumbers = 0
        self.shown = True
        self.in_contents = False

    @property
    def unclosed(self) -> bool:
        """Whether a field is open: at the end of the text, a sign that its end mark is missing."""
        return bool(self._open)

    def mark(self, kind: str | None) -> str:
        """Take ``w:fldChar`` of a kind ("begin", "separate", "end"); give text that it shows without a result."""
        shows = ""
        if kind == "begin":
            self._open.append([""])
        elif kind == "separate" and self._open:
            self._open[-1].append("=")
        elif kind == "end" and self._open:
            closed = self._open.pop()
            if len(closed) == 1 and _AUTONUM_FIELD.match(closed[0]):
                self._autonumbers += 1
                shows = f"{self._autonumbers}. "
        self._settle()
        return shows

    def instruct(self, text: str) -> None:
        """Take text of an instruction."""
        if self._open and len(self._open[-1]) == 1:
            self._open[-1][0] += text
            self._settle()

    def _settle(self) -> None:
        self.in_contents = not self._are_broken and any(_CONTENTS_FIELD.match(opened[0]) for opened in self._open)
        self.shown = self._are_broken or (not self.in_contents and all(len(opened) > 1 for opened in self._open))


@dataclass(slots=True)
class ParagraphText:
    """The text of a paragraph with "\\n" at line breaks, and what hangs on it: notes by part and id with their own mark
    ("" where Word numbers them), text boxes, and ids of diagrams."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    is_bold: bool = True

    @property
    def text(self) -> str:
        """All pieces as one."""
        return "".join(self.pieces)


class ParagraphReader:
    """Reads the runs of paragraphs, one paragraph after the other (fields stay open from one to the next)."""

    def __init__(self, styles: Styles, fields: Fields) -> None:
        self._styles = styles
        self._fields = fields
        self._note_mark: etree._Element | None = None

    def read(self, paragraph: etree._Element, style_id: str, into: ParagraphText) -> None:
        """Add what ``paragraph`` says to ``into``."""
        hidden = self._styles.run_switch(style_id, "vanish")
        bold = self._styles.run_switch(style_id, "b")
        for element in content(paragraph):
            if element.tag == W + "r":
                self._run(element, into, hidden, bold)
            elif element.tag in (MATH + "oMath", MATH + "oMathPara") and self._fields.shown:
                into.pieces.append("".join(piece.text or "" for piece in element.iter(MATH + "t")))

    def _run(self, run: etree._Element, into: ParagraphText, hidden: bool, bold: bool) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            style_id = value(properties, "rStyle")
            hidden = self._settled(properties, style_id, "vanish", hidden)
            bold = self._settled(properties, style_id, "b", bold)
        before = len(into.pieces)
        stack: list[Iterator[etree._Element]] = [iter(run)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
            elif element.tag == MC + "AlternateContent":
                branch = chosen(element)
                stack.append(iter(branch if branch is not None else ()))
            elif element.tag == W + "ruby":
                stack.append(element.iterfind(f"{W}rubyBase/{W}r/*"))
            else:
                self._piece(element, into, hidden)
        if any(piece.strip() for piece in into.pieces[before:]):
            into.is_bold = into.is_bold and bold

    def _settled(self, properties: etree._Element, style_id: str | None, name: str, inherited: bool) -> bool:
        """A property of letters: their own word first, then that of their style, then that of the paragraph."""
        own = switch(properties, name)
        if own is not None:
            return own
        return inherited or bool(style_id and self._styles.run_switch(style_id, name))

    def _piece(self, element: etree._Element, into: ParagraphText, hidden: bool) -> None:
        tag = element.tag
        if tag == W + "fldChar":
            into.pieces.append(self._fields.mark(element.get(W + "fldCharType")))
        elif tag == W + "instrText":
            self._fields.instruct(element.text or "")
        elif hidden or not self._fields.shown or element is self._note_mark:
            return
        elif tag == W + "t":
            into.pieces.append(element.text or "")
        elif tag in _BREAKS:
            into.pieces.append(_BREAKS[tag])
        elif tag == W + "sym":
            into.pieces.append(_symbol(element))
        elif tag in _NOTES:
            self._note_mark = _own_mark(element)
            mark = _sign(self._note_mark) if self._note_mark is not None else ""
            into.notes.append((_NOTES[tag], element.get(W + "id", ""), mark))
        elif tag in _DRAWN:
            into.boxes += outermost_boxes(element)
            into.diagrams += [diagram.get(REL + "dm", "") for diagram in element.iter(_DIAGRAM)]


def _own_mark(reference: etree._Element) -> etree._Element | None:
    """The sign that calls a note where Word does not number it ("*"); it is no part of the text."""
    if reference.get(W + "customMarkFollows") not in ("1", "true", "on"):
        return None
    following = reference.getnext()
    return following if following is not None and following.tag in (W + "t", W + "sym") else None


def _sign(element: etree._Element) -> str:
    return _symbol(element) if element.tag == W + "sym" else (element.text or "").strip()


def _symbol(element: etree._Element) -> str:
    """The letter that ``w:sym`` shows, "" where its font is not known."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    font = element.get(W + "font", "").lower()
    known = next((signs for name, signs in _SYMBOLS.items() if font.startswith(name)), None)
    if known is not None:
        return known.get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def outermost_boxes(drawn: etree._Element) -> list[etree._Element]:
    """The text boxes in a drawing that are not inside another one, each once."""
    boxes: list[etree._Element] = []
    stack = [drawn]
    while stack:
        element = stack.pop()
        if element.tag == W + "txbxContent":
            boxes.append(element)
        elif element.tag == MC + "AlternateContent":
            branch = chosen(element)
            stack += [] if branch is None else [branch]
        else:
            stack += reversed(element)
    return boxes
