"""The texts as they are written: front matter in YAML, then blocks divided by empty lines.

These are the marks at the beginning of a block, and inside it:

    # ## ###        headings
    12. (1) (a) 1°  a numbered provision; two spaces before it for each level that it stands deeper
    - text          a bullet
    > text          a box beside the text
    | a | b |       a row of a table, the first one its head
    [^1]: text      a footnote, called by [^1]
    **bold** *italic* ^raised^ {++inserted++} {--deleted--}   inside a block

No block runs over more than one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_MARK = re.compile(r"(\(\w{1,4}\)|\d{1,2}\.\d{1,2}|\d{1,3}\.|\d°|[IVX]{1,4}\.(?: –)?|[a-z]\))\s+")
_NOTE = re.compile(r"\[\^(\d+)\]: ")
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\^(?P<raised>[^^\s]+)\^|\[\^(?P<note>\d+)\]"
    r"|\{\+\+(?P<inserted>.+?)\+\+\}|\{--(?P<deleted>.+?)--\}"
)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style: "", "bold", "italic", "raised", "note" (the number of a footnote), "inserted"
    or "deleted"."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Block:
    """``kind`` is "heading", "paragraph", "bullet", "box" or "row"; ``level`` the rank of a heading from 1, or how
    deep a provision stands from 0; ``mark`` its number as written."""

    kind: str
    text: str
    level: int = 0
    mark: str = ""

    @property
    def runs(self) -> list[Run]:
        """The text in its styles."""
        return inline(self.text)

    @property
    def cells(self) -> list[str]:
        """The cells of a row."""
        return [cell.strip() for cell in self.text.strip("| ").split("|")]


@dataclass(frozen=True)
class Source:
    """A text: its name, front matter, blocks and footnotes."""

    name: str
    head: dict[str, Any]
    blocks: list[Block]
    notes: dict[str, str]

    @property
    def title(self) -> str:
        return str(self.head["title"])

    @property
    def language(self) -> str:
        return str(self.head["language"])


def inline(text: str) -> list[Run]:
    """A text with its inline marks, as runs."""
    runs, at = [], 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            runs.append(Run(text[at : found.start()]))
        style = str(found.lastgroup)
        runs.append(Run(found[style], style))
        at = found.end()
    return [*runs, Run(text[at:])] if at < len(text) else runs


def plain(text: str) -> str:
    """A text without its inline marks."""
    return "".join(run.text for run in inline(text) if run.style not in ("note", "deleted"))


def read_source(path: Path) -> Source:
    """Read one of the texts."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    for piece in re.split(r"\n\s*\n", body.strip("\n")):
        lines = piece.split("\n")
        if _NOTE.match(lines[0]):
            notes |= {found[1]: line[found.end() :] for line in lines if (found := _NOTE.match(line))}
        elif lines[0].startswith("|"):
            blocks += [Block("row", line) for line in lines if not line.startswith("|-")]
        else:
            blocks += [_block(line) for line in lines]
    return Source(path.stem, yaml.safe_load(head), blocks, notes)


def _block(line: str) -> Block:
    text = line.lstrip(" ")
    level = (len(line) - len(text)) // 2
    if text.startswith("#"):
        rank = len(text) - len(text.lstrip("#"))
        return Block("heading", text[rank:].strip(), rank)
    if text.startswith("- "):
        return Block("bullet", text[2:], level, "•")
    if text.startswith("> "):
        return Block("box", text[2:])
    mark = _MARK.match(text)
    return Block("paragraph", text[mark.end() :], level, mark[1]) if mark else Block("paragraph", text, level)
