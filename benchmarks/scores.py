"""Scores as a matrix, passages x measures, and the threshold from which they say "evidence"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.folds import Fold
from benchmarks.row import Passages, Scores

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]

RANKED = 40
"""Measures given for each passage, best first: those below it do not come near the top of any measure's list."""


def labels(passages: Passages, measures: Sequence[str]) -> Labels:
    """Which passage has which measure as a label (full or partial)."""
    column = {measure: number for number, measure in enumerate(measures)}
    truth = np.zeros((len(passages), len(measures)), dtype=bool)
    for row, passage in enumerate(passages):
        for label in passage.get("measures", ()):
            truth[row, column[label["id"]]] = True
    return truth


def decided(scores: Matrix, truth: Labels, folds: Sequence[Fold]) -> Matrix:
    """The scores mapped to 0..1, in their order, with 0.5 where evidence begins.

    For the passages of each fold it begins at the score that gives the best F1 on all the others.
    """
    fold_of = np.empty(len(scores), dtype=np.intp)
    for number, fold in enumerate(folds):
        fold_of[fold.out] = number
    order = np.argsort(-scores, axis=None, kind="stable")
    ranked, right = scores.ravel()[order], truth.ravel()[order]
    of = np.repeat(fold_of, scores.shape[1])[order]
    thresholds = np.empty(len(scores))
    for number, fold in enumerate(folds):
        others = of != number
        thresholds[fold.out] = _best_threshold(ranked[others], right[others])
    spread = float(scores.std()) or 1.0
    return np.asarray(1 / (1 + np.exp(np.clip((thresholds[:, None] - scores) / spread, -50, 50))))


def _best_threshold(ranked: Matrix, right: Labels) -> float:
    """The lowest of these scores (highest first) to be taken as evidence."""
    if not right.any():
        return float("inf")
    found = np.cumsum(right)
    f1 = 2 * found / (np.arange(1, len(right) + 1) + found[-1])
    last_of_equals = np.append(ranked[1:] < ranked[:-1], True)
    return float(ranked[np.argmax(np.where(last_of_equals, f1, 0))])


def named(scores: Matrix, passages: Passages, measures: Sequence[str]) -> Scores:
    """The best of these scores for each passage, by name."""
    best = np.argsort(-scores, axis=1)[:, :RANKED]
    return {
        passage["id"]: {measures[column]: float(scores[row, column]) for column in best[row]}
        for row, passage in enumerate(passages)
    }
