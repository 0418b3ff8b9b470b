"""How an expression of a concept is written: ``under/below 18``, ``recruit* _ prostitut*``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+\*?")
_GLUE = re.compile(r"['’-]")
SHORTEST_STEM = 2
"""Letters before a ``*``; fewer would match words without end."""


class ExpressionError(ValueError):
    """What is wrong with an expression, as a sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an expression: any of ``forms`` ("damages", "indemni*"), where ``far`` after a larger gap."""

    forms: tuple[str, ...]
    far: bool = False


def parse_expression(text: str) -> tuple[Word, ...]:
    """The words of an expression, in order; words joined by an apostrophe or a hyphen are words of their own.

    ExpressionError where it is not of the syntax that docs/register.md describes.
    """
    words: list[Word] = []
    far = False
    for part in text.split():
        if part == "_":
            if not words or far:
                raise ExpressionError("A gap (_) stands between two words.")
            far = True
            continue
        for piece in _GLUE.split(part) if "/" not in part else [part]:
            words.append(Word(_forms(piece), far))
            far = False
    if far:
        raise ExpressionError("A gap (_) stands between two words.")
    if not words:
        raise ExpressionError("The expression is empty.")
    return tuple(words)


def _forms(piece: str) -> tuple[str, ...]:
    forms = tuple(piece.split("/"))
    for form in forms:
        if not _WORD.fullmatch(form):
            raise ExpressionError(f'"{form}" is not a word; a word is letters or figures, with * at its end at most.')
        if form.endswith("*") and len(form) <= SHORTEST_STEM:
            raise ExpressionError(f'"{form}" has fewer than {SHORTEST_STEM} letters before its *.')
    return forms
