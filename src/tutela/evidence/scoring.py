"""From what was found in passages to a score for each measure.

The score is a sum of a few signals, put through the logistic function so that it lies in 0..1 and 0.5 means evidence:
how well a question is answered, how much the concepts of the answer tell, how that compares with the leading measure
of the passage, what share of the passage's ideas they are, how many of the measure's own words are there, and how near
each other the ideas of the question stand.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tutela.evidence.answers import Answers, Question
from tutela.evidence.finder import Reading
from tutela.evidence.sparse import Floats, Numbers, SparseTable
from tutela.evidence.wordings import Wordings, dampened

Flags = npt.NDArray[np.bool_]

Found = tuple[Reading, Reading | None]
"""What was found in a passage, and above it (in its headings and the sentence it completes), if there is anything."""


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

WORD_ALONE = 0.4
"""What a word of a measure tells beside an idea as rare, where the measure's wording names no idea at all."""


BATCH = 64
"""Passages scored together."""

TELLS_ABOVE = 0.35
"""How much an idea tells that stands only in the headings or the lead, beside one in the passage."""

LEAST, LOOK = 0.03, 0.25
"""Scores below LEAST are not given. Where LOOK cannot be reached, the places of the ideas are not looked at."""

FAR_APART = 200
"""The distance that is taken where a required clause is missing, and the largest that counts (quarters of a word)."""


class Scored(NamedTuple):
    """The score of a measure (by its place), and the question that was answered best (None below LOOK)."""

    score: float
    measure: int
    question: Question | None


def _best_first(scored: Scored) -> tuple[float, int]:
    return -scored.score, scored.measure


class Scoring:
    """Scores what was found in passages of one language."""

    def __init__(self, answers: Answers, wordings: Wordings, weights: Weights, least: float = LEAST) -> None:
        self._least = least
        self._nearness = weights.nearness
        self._weights = {
            signal: np.where(answers.by_wording, getattr(WORDING_WEIGHTS, signal), getattr(weights, signal))
            for signal in ("question", "telling", "leading", "focus", "words", "evidence")
        }
        self._questions = answers.questions
        self._tells = SparseTable(answers.tells)
        self._in_answer = SparseTable((answers.tells > 0).astype(np.float64))
        self._words = SparseTable(wordings.weights)
        self._rarities = answers.rarities
        self._terms = len(wordings.terms)
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
        self._by_words = np.where(answers.tells.any(axis=0), 0.0, WORD_ALONE)
        measures = [question.measure for question in self._questions]
        self._questions_at = np.searchsorted(measures, range(self._tells.width))
        ends = [*self._questions_at[1:].tolist(), len(measures)]
        self._questions_of = list(zip(self._questions_at.tolist(), ends, strict=True))
        self._cancelled = [number for number, column in enumerate(columns) if column.unless]
        sought = [column.concepts for column in columns] + [columns[number].unless for number in self._cancelled]
        self._columns_of = [0] * len(self._rarities)
        for number, concepts in enumerate(sought):
            for concept in concepts:
                self._columns_of[concept] |= 1 << number

    def scores(self, found: Sequence[Found]) -> Iterator[list[Scored]]:
        """For each passage the measures that it may answer, best first; those below ``least`` are left out."""
        for start in range(0, len(found), BATCH):
            yield from self._batch(found[start : start + BATCH])

    def _batch(self, found: Sequence[Found]) -> Iterator[list[Scored]]:
        held = self._held(
            self._columns([reading.concepts for reading, _ in found]),
            self._columns([above.concepts if above else () for _, above in found]),
        )
        odds = self._odds(found, np.maximum.reduceat(held, self._questions_at, axis=1))
        together, apart = (-self._nearness * math.log(5 + far) for far in (0, FAR_APART))
        looked = odds + together >= _odds(max(LOOK, self._least))
        rows, measures = np.nonzero(looked | (odds + apart >= _odds(self._least)))
        scored: list[list[Scored]] = [[] for _ in found]
        for row, measure, near, total in zip(
            rows.tolist(), measures.tolist(), looked[rows, measures].tolist(), odds[rows, measures].tolist(),
            strict=True,
        ):  # fmt: skip
            question = None
            if near:
                reading = found[row][0]
                question = self._best_question(held[row], measure)
                distance = _distance(question, reading)
                total -= self._nearness * math.log(5 + distance)
            else:
                total += apart
            score = round(1 / (1 + math.exp(-total)), 4)
            if score >= self._least:
                scored[row].append(Scored(score, measure, question))
        for one in scored:
            one.sort(key=_best_first)
        return iter(scored)

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
        columns = _unpacked(rows, width + len(self._cancelled))
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

    def _best_question(self, held: Floats, measure: int) -> Question:
        first, end = self._questions_of[measure]
        best: int = first if end == first + 1 else first + int(held[first:end].argmax())
        return self._questions[best]

    def _odds(self, found: Sequence[Found], answered: Floats) -> Floats:
        """The sum of all signals but nearness, as log odds, for each passage and measure."""
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
            told += self._tells.sums(over, ideas_above, TELLS_ABOVE * once[over], height)
        ideas = self._rarities[concepts] * times / (1 + times)
        total = np.bincount(rows, weights=ideas, minlength=height) + 0.1
        focus = self._in_answer.sums(rows, concepts, ideas, height) / total[:, None]
        rows, terms = np.nonzero(_unpacked([reading.terms for reading, _ in found], self._terms))
        words = self._words.sums(rows, terms, once[rows], height)
        weights = self._weights
        told += self._by_words * words
        leader = np.where(answered > -np.inf, told, 0.0).max(axis=1, keepdims=True)
        odds: Floats = (
            weights["question"] * answered
            + weights["telling"] * np.log(0.2 + told)
            + weights["leading"] * np.log((0.2 + told) / (0.1 + leader))
            + weights["focus"] * focus
            + weights["words"] * np.log(0.2 + words)
            - weights["evidence"]
        )
        return odds


def _listed(found: Sequence[Collection[int]]) -> tuple[Numbers, Numbers]:
    """What stands in each row, as two arrays: the rows, and what stands there."""
    rows = np.repeat(np.arange(len(found)), [len(concepts) for concepts in found])
    return rows, np.fromiter(chain.from_iterable(found), dtype=np.intp, count=len(rows))


def _odds(score: float) -> float:
    return math.log(score / (1 - score))


def _unpacked(rows: list[int], width: int) -> Flags:
    """Rows of bits as a matrix of flags."""
    size = (width + 7) // 8
    packed = b"".join([bits.to_bytes(size, "little") for bits in rows])
    flat = np.frombuffer(packed, dtype=np.uint8).reshape(len(rows), size)
    return np.unpackbits(flat, axis=1, count=width, bitorder="little").astype(np.bool_)


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
