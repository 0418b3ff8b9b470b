"""Markdown: CommonMark with tables, footnotes and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tutela.text.blocks import Block, Content
from tutela.text.folding import fold_spaces
from tutela.text.headings import reads_as_heading
from tutela.text.html import read_html
from tutela.text.lines import join_lines, opens_paragraph
from tutela.text.numbering import find_mark
from tutela.text.plain import plain_blocks
from tutela.text.rows import row_blocks
from tutela.text.titles import sensible_title

_FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)^(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_FRONT_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
_NOTE = re.compile(  # goes on over lines that follow at once, and over indented ones after empty lines
    r"^ {0,3}\[\^(?P<name>[^\]\s]{1,60})\]:[ \t]*"
    r"(?P<text>.*(?:\n(?:(?:[ \t]*\n)*(?: {2,}|\t)\S.*|(?! {0,3}\[\^)(?=\S).+))*)",
    re.MULTILINE,
)
_NOTE_CALL = re.compile(r"\[\^([^\]\s]{1,60})\]")
_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+", re.MULTILINE)
_DIV_FENCE = re.compile(r"^:{3,}.*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}$")
_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_MOST_BRACKETS = 500
"""Brackets in one paragraph from which it is no prose; links are not looked for there (that would take too long)."""
_DEEPEST = 100
_UNWRAPPED = 140
"""Characters from which a source line was not wrapped, so that the next one was meant to stand by itself."""

_PARSER = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("code")
_PARSER.core.ruler.disable("inline")  # block by block instead: see _inline
_INLINE = MarkdownIt("commonmark")


def read_markdown(text: str) -> Content:
    """Read Markdown.

    List numbers stand in the text as they were written; lines that open a unit ("(a) ...") begin a block even without
    an empty line before them. Indented text is text, not code. Links and emphasis leave their words. Footnotes follow
    the block that first calls them; front matter gives the title and is left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    title = ""
    if front := _FRONT_MATTER.match(text):
        text = text[front.end() :]
        found = _FRONT_TITLE.search(front["fields"])
        title = sensible_title(found[1].strip().strip("\"'")) if found else ""
    notes = {note["name"]: note["text"] for note in _NOTE.finditer(text)}
    text = _DIV_FENCE.sub("", _QUOTE.sub("", _NOTE.sub("", text) if notes else text))
    references: dict[str, Any] = {}
    tokens = _PARSER.parse(text, references)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        return Content(plain_blocks(text), title)  # below that level the parser drops text
    blocks = list(_Reader(tokens, references, notes).blocks())
    headings = sorted((block for block in blocks if block.kind == "heading"), key=lambda block: block.level)
    return Content(blocks, title or (headings[0].text if headings else ""))


@dataclass(slots=True)
class _Place:
    """Where the reader is: the mark of the item whose first text is still to come, and the kind of what it reads."""

    mark: str = ""
    depth: int = 0
    heading: int = 0
    cells: list[list[Block]] = field(default_factory=list)


class _Reader:
    """Turns the parser's tokens into blocks."""

    def __init__(self, tokens: list[Token], references: dict[str, Any], notes: dict[str, str]) -> None:
        self._tokens = tokens
        self._references = references
        self._notes = notes
        self._called: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """The blocks in order, each followed by the footnotes that it calls for the first time."""
        place = _Place()
        in_row = False
        for token in self._tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                place.depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                place.depth -= 1
            elif token.type == "list_item_open":
                place.mark = f"{token.info}{token.markup}" if token.info else "•"
            elif token.type in ("heading_open", "heading_close"):
                place.heading = int(token.tag[1]) if token.nesting == 1 else 0
            elif token.type in ("tr_open", "tr_close"):
                in_row = token.nesting == 1
                yield from () if in_row else row_blocks(place.cells)
                yield from () if in_row else self._notes_called()
                place.cells = []
            elif token.type == "inline" and in_row:
                place.cells.append([Block("paragraph", " ".join(self._lines(token.content)))])
            elif token.type == "inline":
                yield from self._text_blocks(token.content, place)
                yield from self._notes_called()
            elif token.type in ("fence", "code_block"):
                yield from plain_blocks(token.content)
            elif token.type == "html_block":
                yield from read_html(token.content.encode(), "utf-8").blocks

    def _text_blocks(self, source: str, place: _Place) -> Iterator[Block]:
        lines = self._lines(source)
        if not lines:
            return
        text = _ATTRIBUTES.sub("", " ".join(lines)) if place.heading else ""
        if text and reads_as_heading(text):
            yield Block("heading", text, level=place.heading)
            return
        for line in lines:
            if place.mark:
                mark = "" if place.mark == "•" and find_mark(line) else place.mark
                yield Block("item", f"{mark} {line}".strip(), level=place.depth)
                place.mark = ""
            else:
                yield Block("paragraph", line)

    def _lines(self, source: str) -> list[str]:
        """The paragraphs in the lines of one block of the source."""
        paragraphs: list[list[str]] = []
        before, was_meant = "", False
        for line, is_meant in self._inline(source):
            ended = before[-1:] in (".", ";", ":")
            starts = opens_paragraph(line, before) or (ended and (was_meant or len(before) > _UNWRAPPED))
            if not paragraphs or starts:
                paragraphs.append([])
            paragraphs[-1].append(line)
            before, was_meant = line, is_meant
        return [join_lines(paragraph) for paragraph in paragraphs]

    def _inline(self, source: str) -> Iterator[tuple[str, bool]]:
        """The lines of a text without its markup, and whether the break after each was meant as one."""
        source = _NOTE_CALL.sub(self._call, source)
        if source.count("[") > _MOST_BRACKETS:
            yield from ((folded, False) for line in source.split("\n") if (folded := fold_spaces(line)))
            return
        pieces: list[str] = []
        for token in _INLINE.parseInline(source, self._references)[0].children or ():
            is_html_break = token.type == "html_inline" and _HTML_BREAK.match(token.content) is not None
            is_break = token.type == "hardbreak" or is_html_break
            if is_break or token.type == "softbreak":
                if line := fold_spaces("".join(pieces)):
                    yield line, is_break
                pieces.clear()
            elif token.type in ("text", "code_inline"):
                pieces.append(token.content)
        if line := fold_spaces("".join(pieces)):
            yield line, True

    def _call(self, call: re.Match[str]) -> str:
        """Note that a footnote is called; calls of notes that are not there stay in the text."""
        if call[1] not in self._notes:
            return call[0]
        if call[1] not in self._called:
            self._called.append(call[1])
        return ""

    def _notes_called(self) -> Iterator[Block]:
        """The footnotes called since the last time, in order; each is read once."""
        for name in self._called:
            source = self._notes[name]
            if source:
                self._notes[name] = ""
                number = name if name.isdigit() else str(self._called.index(name) + 1)
                lines = [line for line, _ in self._inline(source)]
                yield Block("footnote", f"{number} {join_lines(lines)}".strip())
