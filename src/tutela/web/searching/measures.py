"""Search over the measures of the Guidelines: in memory, by the same tree as everything else."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import NamedTuple

from tutela.register.measures import Measure
from tutela.typesetting import typeset
from tutela.web.searching.stems import LANGUAGES
from tutela.web.searching.tree import Tree, Words, holds, places, sought, tokens_of
from tutela.web.site.register import the_register
from tutela.web.understand.mentions import Part, with_mentions

FIELDS = (("title", 6.0), ("asks", 3.0), ("counts", 1.0))
"""The texts of a measure, and what a word found in each of them weighs."""

_BORDER = ""
"""Stands between two texts, so that no phrase reaches from one into the other."""


class FoundMeasure(NamedTuple):
    """A measure, how well it fits, and the language in which it does: the page's wherever possible."""

    measure: Measure
    rank: float
    language: str


def find_measures(tree: Tree, language: str) -> list[FoundMeasure]:
    """The measures that the tree asks for, the best first; those found in another language only come after."""
    languages = [language, *(other for other in LANGUAGES if other != language)]
    weights = _weights(tree)
    found = []
    for measure in the_register().measures:
        texts = _texts(measure.id)
        for place, one in enumerate(languages):
            if holds(tree, texts[one].joined):
                rank = sum(weight * _fit(words, texts[one]) for words, weight in weights)
                found.append((place > 0, -rank, FoundMeasure(measure, rank, one)))
                break
    found.sort(key=lambda row: row[:2])  # equal ones stay in the order of the Guidelines
    return [row[2] for row in found]


class _Texts(NamedTuple):
    fields: tuple[tuple[str, ...], ...]
    joined: tuple[str, ...]


@cache
def _texts(id: str) -> dict[str, _Texts]:
    measure = the_register().measure(id)
    texts = {}
    for language in LANGUAGES:
        written = {
            "title": measure.title[language],
            "asks": measure.asks[language],
            # Other measures that are named there are found by their own words.
            "counts": " ".join(part.text for part in _counts(measure, language) if part.measure is None),
        }
        fields = tuple(
            tuple(stem for stem, _start, _end in tokens_of(written[field], language)) for field, _weight in FIELDS
        )
        joined = tuple(token for field in fields for token in (*field, _BORDER))
        texts[language] = _Texts(fields, joined)
    return texts


def counts_of(measure: Measure, language: str) -> str:
    """What counts as evidence for a measure, other measures named there by their titles."""
    return "".join(
        typeset(part.measure.title[language], language) if part.measure else part.text
        for part in _counts(measure, language)
    )


def _counts(measure: Measure, language: str) -> list[Part]:
    return with_mentions(measure, the_register(), language)


@cache
def _frequencies() -> Counter[str]:
    """In how many measures, in any language, each token stands."""
    count: Counter[str] = Counter()
    for measure in the_register().measures:
        count.update({token for texts in _texts(measure.id).values() for token in texts.joined})
    return count


def _weights(tree: Tree) -> list[tuple[Words, float]]:
    """What is looked for, each with its weight: a rare word says more than a common one."""
    total = len(the_register().measures)
    weighed = []
    for words in sought(tree):
        commonest = max((min(_frequencies()[token] for token in variant) for variant in words.variants), default=0)
        weighed.append((words, math.log(1 + total / (1 + commonest))))
    return weighed


def _fit(words: Words, texts: _Texts) -> float:
    """How much of a measure speaks of the words; the tenth time says less than the first."""
    fit = 0.0
    for tokens, (_field, weight) in zip(texts.fields, FIELDS, strict=True):
        times = len(places(words, tokens))
        fit += weight * times / (times + 1)
    return fit
