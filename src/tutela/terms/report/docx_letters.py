"""The letters of a Word document, each with its element, and runs cut out of it without losing their look.

Only what a reader sees counts: tracked changes as accepted, no instructions of fields, no hidden text. Letters of notes
and text boxes have the run of the body that calls them, for comments can stand in the body alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from tutela.text.docx_paragraph import Fields, outermost_boxes
from tutela.text.docx_xml import MC, W, chosen, content, switch

BREAK = "\n\n\n"
"""Between paragraphs: no term reaches over it."""

NOTE, BOX = "note", "box"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
          W + "softHyphen": "\u00ad"}  # fmt: skip
_CALLS = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))


class Piece(NamedTuple):
    """Letters of one element. ``caller`` is the run of the body that calls the note or holds the box, and ``inside``
    says which of them; both are empty in the body itself."""

    start: int
    text: str
    node: etree._Element
    caller: etree._Element | None = None
    inside: str = ""


@dataclass
class Letters:
    """The text of a document, and where each letter stands."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def piece(self, place: int) -> Piece:
        """The piece that holds a letter, or the one before it where a break stands there."""
        return self.pieces[bisect_right(self.starts, place) - 1]

    def runs(self, start: int, end: int) -> tuple[etree._Element, etree._Element]:
        """The first and the last run of a stretch, cut so that they hold nothing else. Cut the last stretch first: the
        places of those before it stay."""
        first, last = self.piece(start), self.piece(end - 1)
        if first.caller is not None:
            return first.caller, first.caller
        if last.caller is not None:
            last = first
        end_run = _run_until(last.node, end - last.start, len(last.text))
        begin_run = _run_from(first.node, start - first.start)
        return begin_run, begin_run if first.node is last.node or _run_of(last.node) is begin_run else end_run


def letters(body: etree._Element, notes: dict[str, dict[str, etree._Element]]) -> Letters:
    """The letters of a body; ``notes`` are the elements of footnotes and endnotes by id."""
    found = Letters()
    texts: list[str] = []
    length = 0
    for text, node, caller, inside in _Walk(notes).story(body, None, ""):
        if node is not None:
            found.starts.append(length)
            found.pieces.append(Piece(length, text, node, caller, inside))
        texts.append(text)
        length += len(text)
    found.text = "".join(texts)
    return found


_Told = tuple[str, etree._Element | None, etree._Element | None, str]


class _Walk:
    def __init__(self, notes: dict[str, dict[str, etree._Element]]) -> None:
        self._notes = notes
        self._fields = Fields()

    def story(self, container: etree._Element, caller: etree._Element | None, inside: str) -> Iterator[_Told]:
        for element in content(container):
            if element.tag == W + "p":
                yield from self._paragraph(element, caller, inside)
            elif element.tag in (W + "tbl", W + "tr", W + "tc"):
                yield from self.story(element, caller, inside)

    def _paragraph(self, paragraph: etree._Element, caller: etree._Element | None, inside: str) -> Iterator[_Told]:
        hung: list[tuple[etree._Element, etree._Element, str]] = []
        for run in content(paragraph):
            if run.tag == W + "r" and not switch(run.find(W + "rPr"), "vanish"):
                for element in _flat(run):
                    text = self._letters(element, run, hung)
                    if text:
                        yield text, element, caller, inside
        yield BREAK, None, None, ""
        for part, run, kind in hung:
            yield from self.story(part, run if caller is None else caller, kind)

    def _letters(
        self, element: etree._Element, run: etree._Element, hung: list[tuple[etree._Element, etree._Element, str]]
    ) -> str:
        if element.tag == W + "fldChar":
            self._fields.mark(element.get(W + "fldCharType"))
        elif element.tag == W + "instrText":
            self._fields.instruct(element.text or "")
        elif not self._fields.shown:
            return ""
        elif element.tag == W + "t":
            return element.text or ""
        elif element.tag in _SIGNS:
            return _SIGNS[element.tag]
        elif element.tag in _CALLS:
            note = self._notes.get(_CALLS[element.tag], {}).get(element.get(W + "id", ""))
            hung += [(note, run, NOTE)] if note is not None else []
        elif element.tag in _DRAWN:
            hung += [(box, run, BOX) for box in outermost_boxes(element)]
        return ""


def _flat(run: etree._Element) -> Iterator[etree._Element]:
    """The elements of a run, those of the chosen branch where there are several."""
    for element in run:
        if element.tag == MC + "AlternateContent":
            branch = chosen(element)
            yield from branch if branch is not None else ()
        elif isinstance(element.tag, str):
            yield element


def _run_of(node: etree._Element) -> etree._Element:
    return next(node.iterancestors(W + "r"))


def _run_from(node: etree._Element, offset: int) -> etree._Element:
    """The run that begins with a letter of an element, cut from its run where it does not begin there."""
    run = _run_of(node)
    if node.getparent() is not run:
        return run
    before = [one for one in node.itersiblings(preceding=True) if one.tag != W + "rPr"]
    if not offset and not before:
        return run
    return _cut(run, node, offset)


def _run_until(node: etree._Element, offset: int, length: int) -> etree._Element:
    """The run that ends with a letter of an element, what follows being cut from it."""
    run = _run_of(node)
    if node.getparent() is run:
        following = node.getnext()
        if offset < length and node.tag == W + "t":
            _cut(run, node, offset)
        elif following is not None:
            _cut(run, following, 0)
    return run


def _cut(run: etree._Element, node: etree._Element, offset: int) -> etree._Element:
    """Move what stands in a run from a letter on into a new run of the same look behind it."""
    new = etree.SubElement(run, run.tag)
    run.addnext(new)
    for name, value in run.attrib.items():
        new.set(name, value)
    look = run.find(W + "rPr")
    if look is not None:
        new.append(deepcopy(look))
    moved = [node, *node.itersiblings()]
    if offset:
        rest = deepcopy(node)
        text = node.text or ""
        node.text, rest.text = text[:offset], text[offset:]
        for one in (node, rest):
            one.set(_SPACE, "preserve")
        rest.tail = None
        moved[0] = rest
    for one in moved:
        new.append(one)
    return new
