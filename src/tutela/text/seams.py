"""Blocks that the page parts but the text does not: numbers in a column of their own, large first letters, paragraphs
that an old page end cuts in two, words that an old line end does."""

from __future__ import annotations

import re
from dataclasses import replace

from tutela.text.blocks import Block
from tutela.text.lines import is_only_a_mark, mend_words, words_of
from tutela.text.numbering import find_mark

_BROKEN_WORD = re.compile(r"[^\W\d_]- [^\W\d_]")
_LONGEST_CUT = 10_000
_SHORTEST_CUT = 60
"""Characters from which a paragraph that ends in mid-sentence was cut; shorter ones may be items of a list."""


def close_seams(blocks: list[Block]) -> list[Block]:
    """The blocks with such parts joined."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is None or block.kind not in ("paragraph", "item"):
            joined.append(block)
        elif _is_number_of(last, block):
            joined[-1] = Block("item", f"{last.text} {block.text}", last.page, max(1, last.level))
        elif _is_large_letter_of(last, block):
            joined[-1] = replace(block, text=last.text + block.text)
        elif _is_cut_before(last, block):
            joined[-1] = replace(last, text=f"{last.text} {block.text}")
        else:
            joined.append(block)
    return _with_whole_words(joined)


def _is_number_of(last: Block, block: Block) -> bool:
    if last.kind not in ("paragraph", "item") or last.text[0].isalpha() or not is_only_a_mark(last.text):
        return False
    return find_mark(block.text) is None


def _is_large_letter_of(last: Block, block: Block) -> bool:
    if len(last.text) != 1 or not last.text.isupper() or block.kind != "paragraph":
        return False
    first = block.text.split(" ", 1)[0]
    return first.isalpha() and (first.islower() or first.isupper())


def _is_cut_before(last: Block, block: Block) -> bool:
    if last.kind not in ("paragraph", "item") or block.kind != "paragraph":
        return False
    if not _SHORTEST_CUT <= len(last.text) <= _LONGEST_CUT:
        return False
    return last.text[-1].isalpha() and block.text[0].islower() and find_mark(block.text) is None


def _with_whole_words(blocks: list[Block]) -> list[Block]:
    if not any(_BROKEN_WORD.search(block.text) for block in blocks):
        return blocks
    words = words_of("\n".join(block.text for block in blocks))
    return [replace(block, text=mend_words(block.text, words)) for block in blocks]
