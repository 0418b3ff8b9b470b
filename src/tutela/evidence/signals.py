"""The signals of a passage for each measure that need no labelled passage: from the concepts, queries and words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from tutela.evidence.answers import Answers
from tutela.evidence.finder import Found
from tutela.evidence.sparse import Flags, Floats, Numbers, SparseTable
from tutela.evidence.traits import ABOVE
from tutela.evidence.wordings import Wordings, dampened

WORD_ALONE = 0.4
"""What a word of a measure tells beside an idea as rare, where the measure's wording names no idea at all."""


class Signals(NamedTuple):
    """For each passage and measure: how well the best question is answered (log factors; minus infinity where none
    is), how much the concepts of the answer tell, what share of the passage's ideas they are, and how many of the
    measure's own words are there. ``leader`` and ``length`` are one column: what the concepts of the leading measure
    tell, and how many words the passage has."""

    answered: Floats
    told: Floats
    leader: Floats
    focus: Floats
    words: Floats
    length: Floats


class SignalTables:
    """What the signals of passages in one language are worked out from."""

    def __init__(self, answers: Answers, wordings: Wordings) -> None:
        self._tells = SparseTable(answers.tells)
        self._in_answer = SparseTable((answers.tells > 0).astype(np.float64))
        self._words = SparseTable(wordings.weights)
        self._rarities = answers.rarities
        self._terms = len(wordings.terms)
        self._by_words = np.where(answers.tells.any(axis=0), 0.0, WORD_ALONE)

    def signals(self, found: Sequence[Found], answered: Floats) -> Signals:
        """The signals of these passages, whose questions are answered so well."""
        height = len(found)
        rows, concepts = _listed([reading.concepts for reading, _ in found])
        times = np.array(
            [len(places) for reading, _ in found for places in reading.concepts.values()], dtype=np.float64
        )
        lengths = np.array([len(reading.words) for reading, _ in found], dtype=np.float64)
        told = self._tells.sums(rows, concepts, dampened(times, lengths[rows]), height)
        once = dampened(np.ones(height), lengths)
        above = [set(over.concepts) - reading.concepts.keys() if over else set() for reading, over in found]
        over, ideas_above = _listed(above)
        if len(over):
            told += self._tells.sums(over, ideas_above, ABOVE * once[over], height)
        ideas = self._rarities[concepts] * times / (1 + times)
        total = np.bincount(rows, weights=ideas, minlength=height) + 0.1
        focus = self._in_answer.sums(rows, concepts, ideas, height) / total[:, None]
        rows, terms = np.nonzero(unpacked([reading.terms for reading, _ in found], self._terms))
        words = self._words.sums(rows, terms, once[rows], height)
        told += self._by_words * words
        leader = np.where(answered > -np.inf, told, 0.0).max(axis=1, keepdims=True)
        return Signals(answered, told, leader, focus, words, lengths[:, None])


def unpacked(rows: list[int], width: int) -> Flags:
    """Rows of bits as a matrix of flags."""
    size = (width + 7) // 8
    packed = b"".join([bits.to_bytes(size, "little") for bits in rows])
    flat = np.frombuffer(packed, dtype=np.uint8).reshape(len(rows), size)
    return np.unpackbits(flat, axis=1, count=width, bitorder="little").astype(np.bool_)


def _listed(found: Sequence[Collection[int]]) -> tuple[Numbers, Numbers]:
    """What stands in each row, as two arrays: the rows, and what stands there."""
    rows = np.repeat(np.arange(len(found)), [len(concepts) for concepts in found])
    return rows, np.fromiter(chain.from_iterable(found), dtype=np.intp, count=len(rows))
