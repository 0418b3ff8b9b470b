"""What a language proposes in the place of a term."""

from __future__ import annotations

from typing import NamedTuple


class Replacement(NamedTuple):
    """From ``start`` to ``end``, ``front`` takes the place of the article or contraction before a term, ``words``
    that of the term; ``words`` have no capitals yet."""

    start: int
    end: int
    front: str
    words: str
