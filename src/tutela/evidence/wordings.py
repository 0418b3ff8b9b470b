"""The measures' own words: how much of what a measure says a passage says too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypedDict, TypeVar

import numpy as np

from tutela.evidence.frequencies import Frequencies
from tutela.evidence.sparse import Floats
from tutela.evidence.tokens import Stems
from tutela.register.measures import Measure

Numbers = TypeVar("Numbers", float, Floats)

TITLE, ASKS, COUNTS = 1.4, 1.0, 0.5
"""What a word tells, by where it stands; "what counts" says what does not count as well."""

SATURATION, LENGTH, USUAL_WORDS = 1.2, 0.5, 50
"""As in BM25: how soon repetition stops to matter, how much a text's length matters, a text's usual length."""


def dampened(times: Numbers, length: Numbers) -> Numbers:
    """How much an idea tells that stands so often in a text of so many words (BM25); 1 where once in a usual one."""
    base = SATURATION * (1 - LENGTH + LENGTH * length / USUAL_WORDS)
    return times * (SATURATION + 1) / (times + base)


def specificity(measures_with: int, measures: int) -> float:
    """How well something tells measures apart that so many of them have (idf)."""
    return math.log(1 + (measures - measures_with + 0.5) / (measures_with + 0.5))


def rarity(share: float) -> float:
    """How much something tells that stands in this share of all passages (idf)."""
    return math.log(1 + 1 / share)


class WordingsContent(TypedDict):
    """Wordings as JSON: the stems of each measure with what they tell by their place, and each stem's share of all
    passages."""

    stems: list[dict[str, float]]
    shares: dict[str, float]


def compile_wordings(measures: Sequence[Measure], language: str) -> WordingsContent:
    """The wordings of these measures in one language."""
    stems = Stems(language)
    frequencies = Frequencies(stems)
    found: list[dict[str, float]] = []
    for measure in measures:
        own: dict[str, float] = {}
        for text, place in ((measure.counts, COUNTS), (measure.asks, ASKS), (measure.title, TITLE)):
            for stem in stems.telling(text[language]):
                own[stem] = place
        found.append(own)
    used = sorted(set().union(*found))
    return {"stems": found, "shares": {stem: frequencies.share([stem]) for stem in used}}


class Wordings:
    """The words of the measures' titles and of what they ask and count, in one language.

    ``terms`` numbers their stems; ``weights`` (terms x measures) says how much a term tells: the more, the fewer
    measures use it and the rarer it is in passages. ``terms_of`` gives the terms of each measure, as bits.
    """

    def __init__(self, content: WordingsContent) -> None:
        measures = len(content["stems"])
        self.terms = {stem: number for number, stem in enumerate(content["shares"])}
        self.weights = np.zeros((len(self.terms), measures))
        for number, stems in enumerate(content["stems"]):
            self.weights[[self.terms[stem] for stem in stems], number] = list(stems.values())
        times = np.count_nonzero(self.weights, axis=1).tolist()
        telling = [
            specificity(count, measures) * rarity(share)
            for count, share in zip(times, content["shares"].values(), strict=True)
        ]
        self.weights *= np.array(telling)[:, None]
        self._told: dict[int, list[tuple[int, float]]] = {}
        self.terms_of = [sum(1 << self.terms[stem] for stem in stems) for stems in content["stems"]]

    def told(self, measure: int, terms: int) -> float:
        """How much these terms (as bits) tell of a measure (by its place)."""
        return sum([weight for term, weight in self._own(measure) if term & terms])

    def _own(self, measure: int) -> list[tuple[int, float]]:
        own = self._told.get(measure)
        if own is None:
            weights = self.weights[:, measure].tolist()
            own = self._told[measure] = [(1 << term, told) for term, told in enumerate(weights) if told]
        return own
