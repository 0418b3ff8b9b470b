"""Rows of tables as blocks: cells side by side, or one after the other where a table only arranges the page."""

from __future__ import annotations

from collections.abc import Sequence

from tutela.text.blocks import Block
from tutela.text.lines import is_only_a_mark

_LONG_CELL = 1500
"""Characters from which a cell of several paragraphs is running text, not a cell to set beside its neighbours."""


def row_blocks(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """The blocks of one row of a table.

    Usually one: the cells joined by " | ", empty cells left out; rows of a table inside a cell, and footnotes, follow
    it. A row whose first cell is only a number ("(a)") and whose second the text is an item. A row with a heading, or
    with long text in one cell, is read cell by cell.
    """
    filled = [cell for cell in cells if any(block.text for block in cell)]
    own = [[block for block in cell if block.kind not in ("row", "footnote")] for cell in filled]
    if any(_is_running_text(cell) for cell in own):
        return [block for cell in filled for block in cell]
    texts = [" ".join(block.text for block in cell) for cell in own if cell]
    inner = [block for cell in filled for block in cell if block.kind in ("row", "footnote")]
    if not texts:
        return inner
    page = next((block.page for cell in filled for block in cell), None)
    if len(texts) == 2 and is_only_a_mark(texts[0]):
        return [Block("item", " ".join(texts), page, 1), *inner]
    return [Block("row", " | ".join(texts), page), *inner]


def _is_running_text(cell: Sequence[Block]) -> bool:
    if any(block.kind == "heading" and block.level for block in cell):
        return True
    return len(cell) > 1 and sum(len(block.text) for block in cell) > _LONG_CELL
