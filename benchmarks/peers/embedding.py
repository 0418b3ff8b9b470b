"""Sentence embeddings: the cosine of a passage and the wording of a measure in the passage's language.

How near two texts are that have nothing to do with each other differs between languages, so each language has a
threshold of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from benchmarks.folds import folds
from benchmarks.peers.wording import measure_ids, wordings
from benchmarks.row import Passages, Row, Scores
from benchmarks.scores import Matrix, decided, labels, named
from tutela.register.measures import Register
from tutela.register.wording import LANGUAGES

Vectors = npt.NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]
"""Texts to vectors of length 1, one a row."""


PARTS = ("title", "asks")
"""The wording of a measure that models are given."""


def embedding_row(
    name: str, register: Register, package: str, passage_vectors: Encode, measure_vectors: Encode, note: str
) -> Row:
    """The row of the model in this package."""
    measures = measure_ids(register)
    asked: dict[str, Vectors] = {}

    def cosines(passages: Passages, vectors: Vectors) -> Matrix:
        if not asked:
            asked.update({language: measure_vectors(wordings(register, language, *PARTS)) for language in LANGUAGES})
        scores = np.zeros((len(passages), len(measures)))
        for language, wording in asked.items():
            places = [place for place, passage in enumerate(passages) if passage["lang"] == language]
            scores[places] = vectors[places] @ wording.T
        return scores

    def predict(passages: Passages) -> Scores:
        file = _file(package, passages)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            np.save(file, passage_vectors(_texts(passages)))
        scores, truth = cosines(passages, np.load(file)), labels(passages, measures)
        for language in LANGUAGES:
            places = [place for place, passage in enumerate(passages) if passage["lang"] == language]
            apart = folds([passages[place] for place in places])
            scores[places] = decided(scores[places], truth[places], apart)
        return named(scores, passages, measures)

    return Row(
        name,
        learns=False,
        predict=predict,
        prepare=lambda _: lambda passages: cosines(passages, passage_vectors(_texts(passages))),
        note=note,
        remembers=lambda passages: _file(package, passages).exists(),
    )


def _texts(passages: Passages) -> list[str]:
    return [passage["text"] for passage in passages]


def _file(package: str, passages: Passages) -> Path:
    """Where the vectors of these passages are kept: another version or another text has another file."""
    digest = hashlib.sha256("\0".join([package, version(package), *_texts(passages)]).encode()).hexdigest()
    return user_cache_path("tutela-benchmarks", appauthor=False) / f"{package}-{digest[:16]}.npy"
