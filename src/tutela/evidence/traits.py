"""The traits by which a passage resembles labelled passages: pairs of ideas that stand in it together, and its words.

A single idea says little; two that stand together say what a passage is about. Each passage has two sets of traits,
its pairs and its words, each of a length near 1 (as vectors), the words a little longer. Pairs with an idea of the
headings come on top.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tutela.evidence.finder import Found
from tutela.evidence.sparse import Flags, Floats, Numbers
from tutela.evidence.wordings import dampened

Table = npt.NDArray[np.float32]
"""What each trait tells (traits x measures, and a last column: that the passage is evidence for anything at all); and
how much each trait of a passage counts."""

MOST = 2.0
"""How much an idea counts at most, however often it stands in a passage; 1 is once in a passage of usual length."""

ABOVE = 0.35
"""How much an idea counts that stands only in the headings or the lead, beside one in the passage."""

WORDS = 1.2
"""The length of the words' vector, beside the pairs' 1."""


LITTLE_PAIRS, LITTLE_WORDS = 500.0, 100.0
"""Squares of lengths: what has less, as one with a few words has, shows its traits less clearly."""


class Shown(NamedTuple):
    """The traits of a passage: their numbers, how much each counts, and the two places (in the thesaurus) of the ideas
    of each pair, of which there are as many as ``first`` is long; the words come after them."""

    numbers: Numbers
    values: Table
    first: Numbers
    second: Numbers


class Traits:
    """The traits that are known in one language.

    ``rarities`` says of each concept of the thesaurus how much it counts (0: not at all), ``pairs`` numbers the pairs
    of concepts (by their places, the smaller first), ``stems`` the words of the language, and ``stem_rarities`` how
    much each of these counts. Numbers of words follow on those of pairs, from ``first_stem``.
    """

    def __init__(
        self,
        rarities: Sequence[float],
        pairs: Sequence[tuple[int, int]] | Numbers,
        stems: Mapping[str, int],
        stem_rarities: Mapping[int, float],
    ) -> None:
        self._rarities = np.array(rarities, dtype=np.float64)
        self._pair_of = np.full((len(rarities), len(rarities)), -1, dtype=np.int32)
        if len(pairs):
            one, other = np.array(pairs, dtype=np.intp).T
            self._pair_of[one, other] = self._pair_of[other, one] = np.arange(len(pairs))
        self.stems = stems
        self._stem_rarities = np.zeros(max(stem_rarities, default=0) + 1)
        self._stem_rarities[list(stem_rarities)] = list(stem_rarities.values())

    @classmethod
    def of_language(
        cls,
        rarities: Sequence[float],
        pairs: Numbers,
        stems: Mapping[str, Sequence[str]],
        stem_rarities: Floats,
        language: str,
    ) -> Traits:
        """The traits in one language, of all that are known: the pairs, then the ``stems`` of each language in turn, to
        which ``stem_rarities`` belong."""
        before = 0
        for other, others in stems.items():
            if other == language:
                break
            before += len(others)
        first = len(pairs) + before
        own = stems.get(language, ())
        numbers = {stem: first + place for place, stem in enumerate(own)}
        rarity_of = dict(enumerate(stem_rarities[before : before + len(own)].tolist(), start=first))
        return cls(rarities, pairs, numbers, rarity_of)

    def of(self, found: Sequence[Found]) -> list[Shown]:
        """The traits of passages, by what was found in each and above it."""
        places, counts, own, sizes = ideas(found)
        starts = np.cumsum(sizes) - sizes
        triangles = [_two_of(size) for size in sizes.tolist()]
        lengths = np.array([len(first) for first, _ in triangles])
        rows = np.repeat(np.arange(len(found)), lengths)
        offsets = starts[rows]
        one = np.concatenate([first for first, _ in triangles]) + offsets
        other = np.concatenate([second for _, second in triangles]) + offsets
        first, second = places[one], places[other]
        numbers = self._pair_of[first, second]
        known = np.flatnonzero(numbers >= 0)
        rows, one, other = rows[known], one[known], other[known]
        values = counts * self._rarities[places]
        pairs = values[one] * values[other]
        inside = np.where(own[one] & own[other], pairs, 0.0)
        pairs /= np.sqrt(np.bincount(rows, weights=inside * inside, minlength=len(found)) + LITTLE_PAIRS)[rows]
        ends = np.cumsum(np.bincount(rows, minlength=len(found))).tolist()
        first, second, numbers = first[known], second[known], numbers[known].astype(np.intp)
        shown = []
        start = 0
        for end, (reading, _) in zip(ends, found, strict=True):
            stems = np.array(list(reading.stems), dtype=np.intp)
            words = self._stem_rarities[stems]
            words *= WORDS / math.sqrt(float(words @ words) + LITTLE_WORDS)
            shown.append(
                Shown(
                    np.concatenate([numbers[start:end], stems]),
                    np.concatenate([pairs[start:end], words]).astype(np.float32),
                    first[start:end],
                    second[start:end],
                )
            )
            start = end
        return shown


def ideas(found: Sequence[Found]) -> tuple[Numbers, Floats, Flags, Numbers]:
    """The concepts of passages (by their places), one passage after the other: how much each counts, before how rare it
    is; whether it stands in the passage itself; and how many there are of each passage."""
    places: list[int] = []
    times: list[int] = []
    inside: list[bool] = []
    sizes = []
    for reading, above in found:
        concepts = reading.concepts
        places += concepts
        times += map(len, concepts.values())
        inside += [True] * len(concepts)
        size = len(concepts)
        if above:
            over = [concept for concept in above.concepts if concept not in concepts]
            places += over
            times += [1] * len(over)
            inside += [False] * len(over)
            size += len(over)
        sizes.append(size)
    own = np.array(inside, dtype=np.bool_)
    lengths = np.repeat([float(len(reading.words)) for reading, _ in found], sizes)
    counts = dampened(np.array(times, dtype=np.float64), lengths)
    counts = np.where(own, np.minimum(counts, MOST), ABOVE * counts)
    return np.array(places, dtype=np.intp), counts, own, np.array(sizes, dtype=np.intp)


@cache
def _two_of(count: int) -> tuple[Numbers, Numbers]:
    """All pairs of so many things."""
    first, second = np.triu_indices(count, 1)
    return first, second
