"""Finds passages that do the contrary of what a measure asks: a law that requires double criminality, or that locks
exploited children up.

To call a law contrary by mistake is worse than to miss one. So a contrary query has no degrees: all that it requires
must stand in the passage itself, near each other, and nothing that vetoes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tutela.evidence.finder import Reading
from tutela.evidence.match import EVIDENCE, Match, Reason
from tutela.evidence.tokens import words_in
from tutela.register.thesaurus import Query, Thesaurus
from tutela.text.document import Passage, Span

SCORE = 0.9 * EVIDENCE
"""The score of a contrary match whose query has the weight 1: it is no evidence that the measure is addressed."""

TOGETHER = 240
"""The ideas of a contrary query stand within this distance (quarters of a word; the end of a sentence counts 80)."""


class Contrary(NamedTuple):
    """A contrary query that holds: its measure (by its place), its weight, and the concepts that carry it."""

    measure: int
    weight: float
    concepts: tuple[int, ...]


class _Clause(NamedTuple):
    concepts: frozenset[int]
    anywhere: bool


class _Query(NamedTuple):
    measure: int
    weight: float
    required: tuple[_Clause, ...]
    vetoes: tuple[tuple[frozenset[int], frozenset[int]], ...]


class Contraries:
    """The contrary queries of a thesaurus for these measures (by their ids)."""

    def __init__(self, measures: Sequence[str], thesaurus: Thesaurus) -> None:
        self._concepts = thesaurus.concepts
        self._measures = measures
        places = {concept.id: place for place, concept in enumerate(thesaurus.concepts)}
        numbers = {measure: number for number, measure in enumerate(measures)}
        self._by_concept: dict[int, list[_Query]] = {}
        for query in thesaurus.queries:
            if query.direction == "contrary":
                ready = _ready(query, numbers[query.measure], places)
                first = next(clause for clause in ready.required if not clause.anywhere)
                for concept in first.concepts:
                    self._by_concept.setdefault(concept, []).append(ready)
        self._keys = frozenset(self._by_concept)

    def found(self, reading: Reading, above: Reading | None) -> dict[int, Contrary]:
        """The contrary queries that hold, by measure (its place); the one of greatest weight for each."""
        found: dict[int, Contrary] = {}
        for concept in sorted(self._keys & reading.concepts.keys()):
            for query in self._by_concept[concept]:
                known = found.get(query.measure)
                if known is None or known.weight < query.weight:
                    carrying = _carrying(query, reading, above)
                    if carrying:
                        found[query.measure] = Contrary(query.measure, query.weight, carrying)
        return found

    def match(self, contrary: Contrary, passage: Passage, reading: Reading) -> Match:
        """The match that a contrary query makes."""
        words = [word.span() for word in words_in(passage.text)]
        start = passage.span.start
        share = round(1 / len(contrary.concepts), 4)
        reasons = []
        for place in contrary.concepts:
            spans = {
                Span(start + words[numbers[0]][0], start + words[numbers[-1]][1]) for numbers in reading.places(place)
            }
            concept = self._concepts[place]
            reasons.append(Reason(concept.id, concept.name, _apart(sorted(spans)), share))
        score = round(SCORE * contrary.weight, 4)
        return Match(self._measures[contrary.measure], passage, score, tuple(reasons), direction="contrary")


def _ready(query: Query, measure: int, places: Mapping[str, int]) -> _Query:
    def known(ids: Collection[str]) -> frozenset[int]:
        return frozenset(places[id] for id in ids)

    required = tuple(_Clause(known(clause.any), clause.anywhere) for clause in query.clauses if not clause.optional)
    vetoes = tuple((known(veto.any), known(veto.unless)) for veto in query.vetoes)
    return _Query(measure, query.weight, required, vetoes)


def _carrying(query: _Query, reading: Reading, above: Reading | None) -> tuple[int, ...]:
    """The concepts by which a query holds; none where it does not."""
    here = reading.concepts.keys()
    over = above.concepts.keys() if above else frozenset[int]()
    for veto, unless in query.vetoes:
        if veto & here and not unless & here:
            return ()
    carrying: list[int] = []
    groups: list[list[int]] = []
    for clause in query.required:
        found = sorted(clause.concepts & here)
        if not found and not (clause.anywhere and clause.concepts & over):
            return ()
        carrying += [concept for concept in found if concept not in carrying]
        if not clause.anywhere:
            groups.append(sorted({reading.positions[word] for concept in found for word in reading.concepts[concept]}))
    return tuple(carrying) if _near(groups) else ()


def _near(groups: list[list[int]]) -> bool:
    """Whether one place of each group can be had within TOGETHER of one of the first group."""
    first, *others = groups
    return any(all(any(abs(place - at) <= TOGETHER for at in group) for group in others) for place in first)


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one."""
    apart: list[Span] = []
    for span in spans:
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(span.end, apart[-1].end))
        else:
            apart.append(span)
    return tuple(apart)
