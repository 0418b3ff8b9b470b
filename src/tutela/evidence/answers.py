"""What the answer to each measure is made of: questions to put to a passage, and how much each concept tells.

A measure without queries is answered by the concepts that its own wording names.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tutela.evidence.sparse import Floats
from tutela.evidence.wordings import rarity, specificity
from tutela.register.thesaurus import Clause, Query, Thesaurus, Veto

REQUIRED, OPTIONAL, BOOST, WORDING = 1.0, 0.7, 0.6, 0.5
"""How much a concept tells by its part in the answer: of a required or an optional clause, of a boost, or only in
the measure's own wording."""

MISSING, ABOVE, UNFULFILLED, BOOSTED, VETOED = 0.35, 0.7, 0.8, 1.09, 0.14
"""What becomes of a question (factors) when a required clause is missing, when it holds only in the headings or the
lead, when an optional clause is missing, for each boost, and when a veto holds."""


Named = tuple[Sequence[int], Sequence[int]]
"""The concepts that the wording of a measure names: in its title, and in what it asks."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing to look for in a passage: any of these concepts.

    ``here``, ``above`` and ``absent`` are what it adds to its question (log factors) when a concept stands in the
    passage, only above it, or nowhere; ``required`` may be missing at most once in a question; one that is ``inside``
    must be in the passage itself at least once in a question. What stands ``here`` does not hold where one of
    ``unless`` stands here, too.
    """

    concepts: frozenset[int]
    unless: frozenset[int] = frozenset()
    here: float = 0.0
    above: float = 0.0
    absent: float = 0.0
    required: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A query ready to be asked: the measure (by its place), its columns, the log of its weight, the concepts of
    each required clause, and those of all of these."""

    measure: int
    columns: tuple[Column, ...]
    weight: float
    clauses: tuple[frozenset[int], ...]
    concepts: frozenset[int]


class Answers:
    """The answers to all measures (known by their ids) in one language.

    ``shares`` says of each concept of the thesaurus in what share of passages it is to be expected, ``named`` which
    ones the wording of each measure names.

    ``questions`` stand in the order of the measures; ``by_wording`` says which measures have no query. ``tells``
    (concepts x measures) says how much each concept tells for a measure (``tells_of``: the same by measure),
    ``rarities`` how much it tells as such.
    """

    def __init__(
        self, measures: Sequence[str], thesaurus: Thesaurus, shares: Sequence[float], named: Sequence[Named]
    ) -> None:
        self._places = {concept.id: place for place, concept in enumerate(thesaurus.concepts)}
        self.rarities = np.array([rarity(share) for share in shares])
        silent = silent_concepts(thesaurus)
        self.rarities[list(silent)] = 0.0
        numbers = {measure: number for number, measure in enumerate(measures)}
        queries: list[list[Query]] = [[] for _ in measures]
        for query in thesaurus.queries:
            if query.direction == "does":
                queries[numbers[query.measure]].append(query)
        parts = []
        self.by_wording = [not own for own in queries]
        self.questions: list[Question] = []
        for number, names in enumerate(named):
            title, asks = ([concept for concept in part if concept not in silent] for part in names)
            parts.append(self._parts(queries[number], [*title, *asks]))
            if queries[number]:
                self.questions += [self._question(number, query) for query in queries[number]]
            else:
                self.questions.append(_from_wording(number, title, asks))
        self.vetoed_by_all = [
            Column(self._set(veto.any), unless=self._set(veto.unless)) for veto in _common_vetoes(thesaurus.queries)
        ]
        self.tells = self._weighed(parts)
        self.tells_of = [
            {concept: told for concept, told in enumerate(column) if told} for column in self.tells.T.tolist()
        ]

    def _parts(self, queries: Iterable[Query], named: Iterable[int]) -> dict[int, float]:
        parts = dict.fromkeys(named, WORDING)
        for query in queries:
            found = [(id, BOOST) for id in query.boost]
            for clause in query.clauses:
                found += [(id, OPTIONAL if clause.optional else REQUIRED) for id in clause.any]
            for id, part in found:
                place = self._places[id]
                parts[place] = max(part, parts.get(place, 0.0))
        return parts

    def _weighed(self, parts: list[dict[int, float]]) -> Floats:
        part = np.zeros((len(self.rarities), len(parts)))
        for measure, concepts in enumerate(parts):
            part[list(concepts), measure] = list(concepts.values())
        times = (part > 0).sum(axis=1)
        specific = np.array([specificity(count, len(parts)) for count in times])
        tells: Floats = part * (self.rarities * np.sqrt(specific))[:, None]
        return tells

    def _question(self, measure: int, query: Query) -> Question:
        columns = [self._column(clause) for clause in query.clauses]
        columns += [Column(self._set([id]), here=math.log(BOOSTED)) for id in query.boost]
        for veto in query.vetoes:
            columns.append(Column(self._set(veto.any), here=math.log(VETOED), unless=self._set(veto.unless)))
        return _asked(measure, columns, query.weight)

    def _column(self, clause: Clause) -> Column:
        lost = math.log(UNFULFILLED if clause.optional else MISSING)
        return Column(
            self._set(clause.any),
            above=0.0 if clause.anywhere else max(math.log(ABOVE), lost / 2),
            absent=lost,
            required=not clause.optional,
            inside=not clause.anywhere and not clause.optional,
        )

    def _set(self, ids: Iterable[str]) -> frozenset[int]:
        return frozenset(self._places[id] for id in ids)


def _common_vetoes(queries: Iterable[Query]) -> list[Veto]:
    """The vetoes of all queries for what a measure asks."""
    own = [query.vetoes for query in queries if query.direction == "does"]
    return [veto for veto in own[0] if all(veto in vetoes for vetoes in own)] if own else []


def silent_concepts(thesaurus: Thesaurus) -> frozenset[int]:
    """The concepts that say nothing of the subject: those that only show the kind of a text, or what is contrary."""
    does = _named(query for query in thesaurus.queries if query.direction == "does")
    contrary = _named(query for query in thesaurus.queries if query.direction == "contrary")
    return frozenset(
        place
        for place, concept in enumerate(thesaurus.concepts)
        if concept.id not in does and (concept.grades or concept.id in contrary)
    )


def _named(queries: Iterable[Query]) -> set[str]:
    named: set[str] = set()
    for query in queries:
        named.update(query.boost)
        for clause in query.clauses:
            named.update(clause.any)
        for veto in query.vetoes:
            named.update(veto.any, veto.unless)
    return named


def _asked(measure: int, columns: list[Column], weight: float) -> Question:
    clauses = tuple(column.concepts for column in columns if column.required)
    concepts = frozenset[int]().union(*clauses)
    return Question(measure, tuple(columns), math.log(weight), clauses, concepts)


def _from_wording(measure: int, title: Sequence[int], asks: Sequence[int]) -> Question:
    columns = [
        Column(frozenset(named), absent=math.log(MISSING), required=True, inside=True)
        for named in (title, [concept for concept in asks if concept not in title])
        if named
    ]
    return _asked(measure, columns or [Column(frozenset())], 1.0)
