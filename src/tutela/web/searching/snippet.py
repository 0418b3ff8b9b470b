"""A text that was found, cut down to the words that were looked for."""

from __future__ import annotations

from tutela.report.excerpt import excerpt
from tutela.report.quotation import Piece, pieces
from tutela.web.searching.tree import Tree, marks

STRETCHES = 3
"""Stretches of a long text that are shown, at most: a list of results is to be looked through, not read."""


def marked(tree: Tree, text: str, language: str) -> list[Piece]:
    """The whole text, with the words that were looked for marked."""
    return pieces(text, marks(tree, text, language), [(0, len(text))])


def snippet(tree: Tree, text: str, language: str) -> list[Piece]:
    """The parts of a text around the words that were looked for, these marked."""
    found = marks(tree, text, language)
    stretches = excerpt(text, found)[:STRETCHES]
    shown = [place for place in found if place[1] <= stretches[-1][1]]
    return pieces(text, shown, stretches)
