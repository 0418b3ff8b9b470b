"""What every reader of a format hands on: stretches of text in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tutela.text.notices import Notice

BlockKind = Literal["heading", "paragraph", "item", "row", "footnote", "box"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that the page shows as one unit.

    ``text`` is one line without line breaks, white space folded, NFC, hyphenated line ends joined; numbers that the
    format sets by itself (Word's automatic "(a)", HTML's ``<ol>``, Akoma Ntoso's ``<num>``) stand in the text.
    ``level`` is the rank of a heading from 1 (outermost) or 0 where the format does not tell; for a list item the
    depth of its list from 1. A table row joins its cells by " | ". A box stands beside the text and is no part of it.
    ``page`` counts from 1, None where the format has no pages.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0


@dataclass(slots=True)
class Content:
    """What a reader found in a file, before it is cut into passages."""

    blocks: list[Block]
    title: str = ""
    pages: int | None = None
    notices: list[Notice] = field(default_factory=list)
