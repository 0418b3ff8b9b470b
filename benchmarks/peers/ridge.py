"""tf-idf and ridge regression with BM25 beside it: documents left out by formula instead of by training again.

With K = X Xᵀ and G = (K + λ)⁻¹, what ridge regression predicts for passages o when it has learned from all the others
is Y_o - (G_oo)⁻¹ (G Y)_o.
"""

from __future__ import annotations

import numpy as np

from benchmarks.folds import folds
from benchmarks.peers.wording import measure_ids
from benchmarks.peers.words import Words
from benchmarks.row import Passages, Ready, Row, Scores
from benchmarks.scores import Matrix, decided, labels, named
from tutela.register.measures import Register

PENALTY = 0.2
CONSTANT = 0.05
"""What a constant feature adds to K: the intercept, held back like the rest."""

BM25 = 0.04
"""What one spread of BM25 adds to a prediction, in which 1 is a label and 0 is none."""


def row(name: str, register: Register) -> Row:
    measures = measure_ids(register)

    def predict(passages: Passages) -> Scores:
        words = Words(register, passages, longest=2)
        apart = folds(passages)
        truth = labels(passages, measures)
        inverse = _inverse(words)
        learned = inverse @ truth
        scores = BM25 * words.asked
        for fold in apart:
            out = fold.out
            scores[out] += truth[out] - np.linalg.solve(inverse[np.ix_(out, out)], learned[out])
        return named(decided(scores, truth, apart), passages, measures)

    def prepare(passages: Passages) -> Ready | None:
        truth = labels(passages, measures)
        if not truth.any():
            return None
        words = Words(register, passages, longest=2)
        learned = _inverse(words) @ truth
        weights, constant = words.known.T @ learned, CONSTANT * learned.sum(axis=0)

        def score(others: Passages) -> Matrix:
            known, asked = words.read(others)
            return np.asarray(known @ weights + constant + BM25 * asked)

        return score

    return Row(
        name,
        learns=True,
        predict=predict,
        prepare=prepare,
        note="Words and pairs of words of the passages in three languages, one regression for each measure, and BM25 "
        "added; its left-out predictions are exact, by formula",
    )


def _inverse(words: Words) -> Matrix:
    products = (words.known @ words.known.T).toarray() + CONSTANT
    return np.linalg.inv(products + PENALTY * np.eye(len(products)))
