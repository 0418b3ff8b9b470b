"""tf-idf and logistic regression, one for each measure, with the measure's BM25 score as one more feature."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.folds import Fold, folds
from benchmarks.peers.wording import measure_ids
from benchmarks.peers.words import Words
from benchmarks.row import Passages, Ready, Row, Scores
from benchmarks.scores import Labels, Matrix, decided, labels, named
from tutela.register.measures import Register

LEAST = 80
"""Passages that are left out together at least: training again for each small document would take a quarter of an
hour."""

STRENGTH = 100.0
"""C: how freely weights follow the labels."""

BM25 = 0.3
"""The size of the BM25 feature beside words, whose tf-idf is at most 1."""

SILENT = -20.0
"""The score of a measure that the passages learned from do not have."""


def row(name: str, register: Register) -> Row:
    measures = measure_ids(register)

    def predict(passages: Passages) -> Scores:
        words = Words(register, passages, longest=1)
        truth = labels(passages, measures)
        scores = np.empty(truth.shape)
        apart = folds(passages, LEAST)
        with ProcessPoolExecutor(os.cpu_count()) as processes:
            for fold, found in zip(apart, processes.map(partial(_left_out, words, truth), apart), strict=True):
                scores[fold.out] = found
        return named(decided(scores, truth, folds(passages)), passages, measures)

    def prepare(passages: Passages) -> Ready | None:
        truth = labels(passages, measures)
        if not truth.any():
            return None
        words = Words(register, passages, longest=1)
        learned = _learn(words, truth, slice(None))
        known = np.array([model.coef_[0, :-1] if model else np.zeros(words.known.shape[1]) for model in learned]).T
        asks = np.array([model.coef_[0, -1] if model else 0.0 for model in learned])
        constant = np.array([model.intercept_[0] if model else SILENT for model in learned])

        def score(others: Passages) -> Matrix:
            tf_idf, asked = words.read(others)
            return np.asarray(tf_idf @ known + BM25 * asked * asks + constant)

        return score

    return Row(
        name,
        learns=True,
        predict=predict,
        prepare=prepare,
        note="Words of the passages in three languages, one regression (liblinear) for each measure, its BM25 score as "
        f"one more feature; whole documents left out, small ones together until there are {LEAST} passages",
    )


def _left_out(words: Words, truth: Labels, fold: Fold) -> Matrix:
    """The scores of the passages of a fold, learned from all others."""
    scores = np.full((len(fold.out), truth.shape[1]), SILENT)
    features = _with_bm25(words.known[fold.out])
    for measure, model in enumerate(_learn(words, truth, fold.rest)):
        if model:
            _set_bm25(features, words.asked[fold.out, measure])
            scores[:, measure] = model.decision_function(features)
    return scores


def _learn(words: Words, truth: Labels, places: list[int] | slice) -> list[LogisticRegression | None]:
    """A regression for each measure, from these passages; None for a measure that they do not have."""
    learned: list[LogisticRegression | None] = []
    features = _with_bm25(words.known[places])
    for asked, right in zip(words.asked[places].T, truth[places].T, strict=True):
        model = LogisticRegression(solver="liblinear", dual=True, C=STRENGTH, tol=0.1, max_iter=200)
        _set_bm25(features, asked)
        learned.append(model.fit(features, right) if right.any() else None)
    return learned


def _with_bm25(known: sparse.csr_matrix) -> sparse.csr_matrix:
    """These features with one more column, full, so that it is the last entry of each row."""
    return sparse.hstack([known, np.ones((known.shape[0], 1))], format="csr")


def _set_bm25(features: sparse.csr_matrix, asked: Matrix) -> None:
    features.data[features.indptr[1:] - 1] = BM25 * asked
