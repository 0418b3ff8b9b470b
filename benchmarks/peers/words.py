"""Passages as tf-idf of their words and pairs of words, beside their BM25 score for each measure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.peers.bm25 import Bm25
from benchmarks.row import Passages
from benchmarks.scores import Matrix
from tutela.register.measures import Register


class Words:
    """tf-idf, and BM25 in units of its spread, both as the passages have them that it was made from."""

    def __init__(self, register: Register, passages: Passages, longest: int) -> None:
        self._bm25 = Bm25(register)
        self._tf_idf = TfidfVectorizer(
            sublinear_tf=True, min_df=2, strip_accents="unicode", ngram_range=(1, longest), dtype=np.float64
        )
        self.known: sparse.csr_matrix = self._tf_idf.fit_transform(_texts(passages))
        asked = self._bm25.scores(passages)
        self._spread = float(asked.std())
        self.asked: Matrix = asked / self._spread

    def read(self, passages: Passages) -> tuple[sparse.csr_matrix, npt.NDArray[np.float64]]:
        """tf-idf (passages x words) and BM25 (passages x measures) of other passages."""
        return self._tf_idf.transform(_texts(passages)), self._bm25.scores(passages) / self._spread


def _texts(passages: Passages) -> list[str]:
    return [passage["text"] for passage in passages]
