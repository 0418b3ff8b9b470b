"""Plain text: paragraphs out of lines, wrapped or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tutela.text.blocks import Block, Content
from tutela.text.folding import fold_spaces
from tutela.text.lines import join_lines, opens_paragraph, words_of
from tutela.text.numbering import opens_unit

_RULE = re.compile(r"[=\-_~*#.+\s]*")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p[áa]gina|p\.|pág\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|de|sur)\s*\d{1,4})?\W*", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile(r"[.;:!?…]['\"”»’)\]]?$")
_DIGITS = re.compile(r"\d+")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u0085\v]")

_BROKEN_END = re.compile(r"-[ \t]*[\r\n]")

_SAMPLE = 5000
"""Lines, and pages, from which the shape of a file is told."""
_WIDEST = 140
"""Characters; where many lines are longer, nobody wrapped them and each is a paragraph."""
_FULL = 0.6
"""Share of the usual width from which a line is full, so that the next one may go on."""
_LONGEST_HEADING = 120
_EDGE = 3
"""Lines at the top and bottom of a page among which running heads stand."""


class _Line(NamedTuple):
    text: str
    indent: int


def read_plain(text: str) -> Content:
    """Read plain text.

    Form feeds part pages, which are counted then; running heads and page numbers at their edges are left out.
    """
    pages = [_LINE_ENDS.sub("\n", page).split("\n") for page in text.rstrip("\f\n\r ").split("\f")]
    words = words_of(text) if _BROKEN_END.search(text) else frozenset()
    width = _width([line for page in pages[:_SAMPLE] for line in page[:_SAMPLE]])
    if len(pages) == 1:
        return Content(_blocks(pages[0], None, width, words))
    blocks: list[Block] = []
    for number, lines in enumerate(_without_running_heads(pages), start=1):
        for block in _blocks(lines, number, width, words):
            last = blocks[-1] if blocks else None
            if last is not None and last.page == number - 1 and _goes_on(last, block):
                blocks[-1] = Block(last.kind, join_lines((last.text, block.text), words), last.page)
            else:
                blocks.append(block)
    return Content(blocks, pages=len(pages))


def plain_blocks(text: str) -> list[Block]:
    """The blocks of plain text without pages."""
    return read_plain(text.replace("\f", "\n\n")).blocks


def _line(raw: str) -> _Line:
    if raw[:1] in (" ", "\t"):
        raw = raw.expandtabs()
        return _Line(fold_spaces(raw), len(raw) - len(raw.lstrip()))
    return _Line(fold_spaces(raw), 0)


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without lines at their edges that come again and again, and without page numbers."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for page, at in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in at})
    enough = max(2, len(pages) * 2 // 5)
    kept = []
    for page, at in zip(pages, edges, strict=True):
        dropped = {i for i in at if seen[_key(page[i])] >= enough or _PAGE_NUMBER.fullmatch(" ".join(page[i].split()))}
        kept.append([line for i, line in enumerate(page) if i not in dropped])
    return kept


def _edges(page: list[str]) -> list[int]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return filled if len(filled) <= 2 * _EDGE else filled[:_EDGE] + filled[-_EDGE:]


def _key(line: str) -> str:
    """What running heads have in common: all but the page number. "Article 2" and "Article 3" have nothing."""
    folded = " ".join(line.split()).lower()
    return folded if opens_unit(line) else _DIGITS.sub("#", folded)


def _goes_on(last: Block, block: Block) -> bool:
    """Whether a paragraph runs over the page end."""
    if last.kind != "paragraph" or block.kind != "paragraph" or _ENDS_SENTENCE.search(last.text):
        return False
    return block.text[0].islower() or last.text.endswith("-")


def _width(lines: list[str]) -> int:
    """The length of long lines, which is that of wrapped ones where lines were wrapped."""
    lengths = sorted(len(line.strip()) for line in lines if line and not line.isspace())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _blocks(lines: list[str], page: int | None, width: int, words: frozenset[str]) -> list[Block]:
    gap = 2 if _is_double_spaced(lines[:_SAMPLE]) else 1
    blocks = []
    for group in _groups(lines, gap):
        blocks += _group_blocks(group, width, page, words)
    return blocks


def _groups(lines: Iterable[str], gap: int) -> Iterator[list[_Line]]:
    """Lines that at least ``gap`` empty lines part from others."""
    group: list[_Line] = []
    empty = 0
    for raw in lines:
        line = _line(raw)
        if not line.text:
            empty += 1
            continue
        if empty >= gap and group:
            yield group
            group = []
        group.append(line)
        empty = 0
    if group:
        yield group


def _is_double_spaced(lines: list[str]) -> bool:
    """Whether an empty line follows every line, so that it parts nothing."""
    groups = list(_groups(lines, 1))
    singles = [group[0].text for group in groups if len(group) == 1]
    if len(groups) < 8 or len(singles) < 0.9 * len(groups):
        return False
    open_ends = sum(1 for text in singles if not _ENDS_SENTENCE.search(text))
    going_on = sum(1 for text in singles if text[0].islower())
    return open_ends > 0.5 * len(singles) and going_on > 0.3 * len(singles)


def _group_blocks(group: list[_Line], width: int, page: int | None, words: frozenset[str]) -> list[Block]:
    """The blocks of lines without an empty one between them."""
    if len(group) <= 3 and all(_is_heading(line.text) for line in group):
        return [Block("heading", " ".join(line.text for line in group), page)]
    blocks: list[Block] = []
    gathered: list[str] = []
    before = _Line("", 0)

    def close(heading: int | None = None) -> None:
        if gathered:
            text = join_lines(gathered, words)
            is_heading = heading is not None or _is_heading(text)
            blocks.append(Block("heading" if is_heading else "paragraph", text, page, heading or 0))
            gathered.clear()

    for line in group:
        if len(gathered) == 1 and len(before.text) <= _LONGEST_HEADING and _UNDERLINE.fullmatch(line.text):
            close(heading=1 if line.text[0] == "=" else 2)
        elif _RULE.fullmatch(line.text):
            close()
        else:
            if _starts(line, before, width):
                close()
            gathered.append(line.text)
        before = line
    close()
    return blocks


def _starts(line: _Line, before: _Line, width: int) -> bool:
    """Whether ``line`` begins a paragraph of its own after the line ``before`` it."""
    if width > _WIDEST or opens_paragraph(line.text, before.text):
        return True
    if _is_heading(before.text) and not line.text.isupper():
        return True
    ended = bool(_ENDS_SENTENCE.search(before.text))
    if len(before.text) < _FULL * width and (ended or not line.text[0].islower()):
        return True
    return ended and line.indent >= before.indent + 2 and line.text[0].isupper()


def _is_heading(text: str) -> bool:
    """Whether a line in capitals is a heading: short, with letters enough, and no sentence."""
    if not text.isupper() or len(text) > _LONGEST_HEADING or text[-1] in ".,;:":
        return False
    return sum(1 for letter in text if letter.isalpha()) > 3
