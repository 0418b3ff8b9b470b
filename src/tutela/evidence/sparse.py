"""Sums over sparse tables, added up in a fixed order.

Matrix products would do the same; but those of numpy take as many threads as there are processors, which is slow for
small tables, and add up in an order that depends on what stands beside a row.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class SparseTable:
    """A table (keys x columns) of which most cells are 0."""

    def __init__(self, dense: Floats) -> None:
        keys, self._columns = np.nonzero(dense)
        self._cells = dense[keys, self._columns]
        self._sizes = np.bincount(keys, minlength=len(dense))
        self._starts = np.cumsum(self._sizes) - self._sizes
        self.width = dense.shape[1]

    def sums(self, rows: Numbers, keys: Numbers, factors: Floats, height: int) -> Floats:
        """For each row (of ``height``) the sum of the table's lines under its keys, each times its factor."""
        sizes = self._sizes[keys]
        begun = np.cumsum(sizes) - sizes
        cells = np.arange(sizes.sum()) + np.repeat(self._starts[keys] - begun, sizes)
        places = np.repeat(rows * self.width, sizes) + self._columns[cells]
        terms = np.repeat(factors, sizes) * self._cells[cells]
        sums = np.bincount(places, weights=terms, minlength=height * self.width).astype(np.float64, copy=False)
        return sums.reshape(height, self.width)
