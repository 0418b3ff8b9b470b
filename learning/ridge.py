"""How much a passage resembles those labelled with each measure: ridge regression on traits.

There are more traits than passages, so it is solved for the passages: with K the products of their traits and W the
diagonal of RIDGE / weight, the table is X' (K + W)^-1 Y. The same inverse C gives what would be said of passages if
they had been left out of the learning, without learning again: y - (C_bb)^-1 (C Y)_b for a group b.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

RIDGE = 0.6
"""How strongly weights are held near 0."""

Matrix = npt.NDArray[np.float32]


class Ridge:
    """The regression of ``labels`` (passages x columns) on ``traits`` (passages x traits), each passage with its
    weight."""

    def __init__(self, traits: sparse.csr_matrix, labels: Matrix, weights: Iterable[float]) -> None:
        self._traits = traits
        self._labels = labels
        products = np.asarray((traits @ traits.T).todense(), dtype=np.float32)
        products[np.diag_indices(len(labels))] += np.float32(RIDGE) / np.fromiter(weights, dtype=np.float32)
        self._inverse = linalg.inv(products, overwrite_a=True, check_finite=False)
        self._solved = self._inverse @ labels

    def table(self) -> Matrix:
        """What each trait tells (traits x columns)."""
        return np.asarray(self._traits.T @ self._solved, dtype=np.float32)

    def left_out(self, groups: Iterable[list[int]]) -> Matrix:
        """What is said of each group of passages by the regression of all others; passages in no group get 0."""
        said = np.zeros_like(self._labels)
        for group in groups:
            block = self._inverse[np.ix_(group, group)]
            said[group] = self._labels[group] - np.linalg.solve(block, self._solved[group])
        return said
