"""From what was found in passages to a score for each measure.

Without labelled passages the score is a sum of a few signals with weights set by hand: how well a question is answered,
how much the concepts of the answer tell, how that compares with the leading measure of the passage, what share of the
passage's ideas they are, how many of the measure's own words are there, and how near each other the ideas of the
question stand. Where weights were learned for a measure (``resemblance.py``), these signals are weighed by them,
together with the resemblance to labelled passages. Either way the sum is put through the logistic function, so that it
lies in 0..1 and 0.5 means evidence.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tutela.evidence.answers import Answers, Question
from tutela.evidence.finder import Found, Reading
from tutela.evidence.resemblance import Resemblance
from tutela.evidence.signals import Signals, SignalTables, unpacked
from tutela.evidence.sparse import Flags, Floats
from tutela.evidence.traits import Shown
from tutela.evidence.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal counts, in log odds per unit; ``evidence`` is the sum at which a passage is evidence."""

    question: float = 1.2
    telling: float = 0.9
    leading: float = 1.2
    focus: float = 2.3
    words: float = 0.4
    nearness: float = 0.3
    evidence: float = 2.8


WORDING_WEIGHTS = Weights(focus=1.0, words=0.8, evidence=3.7)
"""For a measure without queries, which is answered by its wording: the ideas that it names, and its words."""

BATCH = 64
"""Passages scored together."""

LEAST, LOOK = 0.03, 0.25
"""Scores below LEAST are not given. Where LOOK cannot be reached, the places of the ideas are not looked at."""

FAR_APART, USUAL_DISTANCE = 200, 55
"""The distance that is taken where a required clause is missing, and the largest that counts; and the one that is taken
where distances are not looked at (quarters of a word)."""


class Scored(NamedTuple):
    """The score of a measure (by its place), the question that was answered best (None below LOOK, and where none was
    answered), and the share of what speaks for the measure that lies in resemblance to labelled passages."""

    score: float
    measure: int
    question: Question | None
    lent: float = 0.0


class ScoredPassage(NamedTuple):
    """The scores of a passage, best first, and its traits where something was learned."""

    scores: list[Scored]
    shown: Shown | None


def _best_first(scored: Scored) -> tuple[float, int]:
    return -scored.score, scored.measure


class Scoring:
    """Scores what was found in passages of one language, by hand-set weights and by what was learned, if anything."""

    def __init__(
        self,
        answers: Answers,
        wordings: Wordings,
        weights: Weights,
        least: float = LEAST,
        resemblance: Resemblance | None = None,
    ) -> None:
        self._resemblance = resemblance
        self._tables = SignalTables(answers, wordings)
        self._least = least
        self._nearness = weights.nearness
        self._weights = {
            signal: np.where(answers.by_wording, getattr(WORDING_WEIGHTS, signal), getattr(weights, signal))
            for signal in ("question", "telling", "leading", "focus", "words", "evidence")
        }
        self._questions = answers.questions
        columns = [column for question in self._questions for column in question.columns]
        self._gain_here = np.array([column.here - column.absent for column in columns])
        self._gain_above = np.array([column.above - column.absent for column in columns])
        self._required = np.array([float(column.required) for column in columns])
        self._inside = np.array([float(column.inside) for column in columns])
        self._question_of = np.repeat(
            np.arange(len(self._questions)), [len(question.columns) for question in self._questions]
        )
        self._without = np.array(
            [question.weight + sum(column.absent for column in question.columns) for question in self._questions]
        )
        self._asks = np.array([len(question.clauses) for question in self._questions])
        measures = [question.measure for question in self._questions]
        self._questions_at = np.searchsorted(measures, range(answers.tells.shape[1]))
        ends = [*self._questions_at[1:].tolist(), len(measures)]
        self._questions_of = list(zip(self._questions_at.tolist(), ends, strict=True))
        self._cancelled = [number for number, column in enumerate(columns) if column.unless]
        sought = [column.concepts for column in columns] + [columns[number].unless for number in self._cancelled]
        self._columns_of = [0] * len(answers.rarities)
        for number, concepts in enumerate(sought):
            for concept in concepts:
                self._columns_of[concept] |= 1 << number

    def scores(self, found: Sequence[Found]) -> Iterator[ScoredPassage]:
        """For each passage the measures that it may answer; those below ``least`` are left out."""
        for start in range(0, len(found), BATCH):
            yield from self._batch(found[start : start + BATCH])

    def signals(self, found: Sequence[Found]) -> tuple[Signals, Floats]:
        """The signals of passages, and the log odds that hand-set weights make of them at a usual nearness."""
        signals, odds, _ = self._signals(found)
        return signals, self._usual(odds)

    def _signals(self, found: Sequence[Found]) -> tuple[Signals, Floats, Floats]:
        held = self._held(
            self._columns([reading.concepts for reading, _ in found]),
            self._columns([above.concepts if above else () for _, above in found]),
        )
        signals = self._tables.signals(found, np.maximum.reduceat(held, self._questions_at, axis=1))
        return signals, self._odds(signals), held

    def _batch(self, found: Sequence[Found]) -> Iterator[ScoredPassage]:
        signals, odds, held = self._signals(found)
        shown: list[Shown] | list[None] = [None] * len(found)
        scored: list[list[Scored]] = [[] for _ in found]
        by_hand = np.ones(odds.shape[1], dtype=np.bool_)
        if self._resemblance:
            learned, lent, shown = self._resemblance.weigh(found, signals, self._usual(odds))
            by_hand = ~self._resemblance.known
            self._add_learned(scored, learned, lent, held)
        if by_hand.any():
            self._add_by_hand(scored, np.where(by_hand, odds, -np.inf), held, found)
        for one in scored:
            one.sort(key=_best_first)
        return map(ScoredPassage, scored, shown)

    def _usual(self, odds: Floats) -> Floats:
        """Log odds at a usual nearness, where distances are not looked at."""
        usual: Floats = odds - self._nearness * math.log(5 + USUAL_DISTANCE)
        return usual

    def _add_learned(self, scored: list[list[Scored]], odds: Floats, lent: Floats, held: Floats) -> None:
        rows, measures = np.nonzero(odds >= _odds(self._least))
        scores = np.round(1 / (1 + np.exp(-odds[rows, measures])), 4)
        shares = lent[rows, measures]
        for row, measure, score, share in zip(
            rows.tolist(), measures.tolist(), scores.tolist(), shares.tolist(), strict=True
        ):
            question = self._best_question(held[row], measure) if score >= LOOK else None
            scored[row].append(Scored(score, measure, question, share))

    def _add_by_hand(self, scored: list[list[Scored]], odds: Floats, held: Floats, found: Sequence[Found]) -> None:
        together, apart = (-self._nearness * math.log(5 + far) for far in (0, FAR_APART))
        looked = odds + together >= _odds(max(LOOK, self._least))
        rows, measures = np.nonzero(looked | (odds + apart >= _odds(self._least)))
        for row, measure, near, total in zip(
            rows.tolist(), measures.tolist(), looked[rows, measures].tolist(), odds[rows, measures].tolist(),
            strict=True,
        ):  # fmt: skip
            question = None
            if near:
                question = self._best_question(held[row], measure)
                distance = _distance(question, found[row][0]) if question else FAR_APART
                total -= self._nearness * math.log(5 + distance)
            else:
                total += apart
            score = round(1 / (1 + math.exp(-total)), 4)
            if score >= self._least:
                scored[row].append(Scored(score, measure, question))

    def _columns(self, found: Sequence[Collection[int]]) -> Flags:
        """Which columns of the questions hold, for each passage."""
        columns_of = self._columns_of
        rows = []
        for concepts in found:
            bits = 0
            for concept in concepts:
                bits |= columns_of[concept]
            rows.append(bits)
        width = len(self._question_of)
        columns = unpacked(rows, width + len(self._cancelled))
        columns[:, self._cancelled] &= ~columns[:, width:]
        return columns[:, :width]

    def _held(self, here: Flags, over: Flags) -> Floats:
        """How well each question is answered (log factors); minus infinity where it is not."""
        held, asked, inside = self._summed(here, self._gain_here, self._required, self._inside)
        if over.any():
            gained, required = self._summed(over & ~here, self._gain_above, self._required)
            held, asked = held + gained, asked + required
        held += self._without
        held[(self._asks - asked > 1) | ((inside == 0) & (self._asks > 0))] = -np.inf
        return held

    def _summed(self, columns: Flags, *values: Floats) -> list[Floats]:
        """For each passage and question the sum of each of these values over the columns that hold."""
        rows, numbers = np.nonzero(columns)
        height, width = len(columns), len(self._questions)
        places = rows * width + self._question_of[numbers]
        return [
            np.bincount(places, weights=value[numbers], minlength=height * width).astype(float).reshape(height, width)
            for value in values
        ]

    def _best_question(self, held: Floats, measure: int) -> Question | None:
        """The question that is answered best; None where none is."""
        first, end = self._questions_of[measure]
        best: int = first if end == first + 1 else first + int(held[first:end].argmax())
        return self._questions[best] if held[best] > -np.inf else None

    def _odds(self, signals: Signals) -> Floats:
        """The sum of all signals but nearness, as log odds, for each passage and measure."""
        weights, told = self._weights, signals.told
        odds: Floats = (
            weights["question"] * signals.answered
            + weights["telling"] * np.log(0.2 + told)
            + weights["leading"] * np.log((0.2 + told) / (0.1 + signals.leader))
            + weights["focus"] * signals.focus
            + weights["words"] * np.log(0.2 + signals.words)
            - weights["evidence"]
        )
        return odds


def _odds(score: float) -> float:
    return math.log(score / (1 - score))


def _distance(question: Question, reading: Reading) -> int:
    """The shortest stretch of the passage in which all clauses of a question hold, as far as they do there."""
    found, positions = reading.concepts, reading.positions
    groups = []
    for clause in question.clauses:
        places = [positions[number] for concept in clause & found.keys() for number in found[concept]]
        if not places:
            return FAR_APART
        places.sort()
        groups.append(places)
    groups.sort(key=len)
    shortest = FAR_APART
    for place in groups[0] if groups else ():
        farthest = 0
        for group in groups[1:]:
            after = bisect_left(group, place)
            distance = group[after] - place if after < len(group) else FAR_APART
            if after and place - group[after - 1] < distance:
                distance = place - group[after - 1]
            if distance > farthest:
                farthest = distance
        if farthest < shortest:
            shortest = farthest
    return shortest
