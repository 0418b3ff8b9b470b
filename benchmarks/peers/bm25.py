"""BM25: each measure's title, what it asks and what counts, as a query to the passages of its language."""

from __future__ import annotations

import logging
import math

import bm25s
import numpy as np
import Stemmer

from benchmarks.folds import folds
from benchmarks.peers.wording import measure_ids, wordings
from benchmarks.row import Passages, Row, Scores
from benchmarks.scores import Matrix, decided, labels, named
from tutela.register.measures import Register
from tutela.register.wording import LANGUAGES

SNOWBALL = {"en": "english", "fr": "french", "es": "spanish"}

logging.getLogger("bm25s").setLevel(logging.ERROR)


def row(name: str, register: Register) -> Row:
    measures = measure_ids(register)
    bm25 = Bm25(register)

    def predict(passages: Passages) -> Scores:
        scores = decided(bm25.scores(passages), labels(passages, measures), folds(passages))
        return named(scores, passages, measures)

    return Row(
        name,
        learns=False,
        predict=predict,
        prepare=lambda _: bm25.scores,
        note="Title, what is asked and what counts as one query to the passages of its language; stop words left out, "
        "Snowball stems, the library's own k1 and b; the score divided by the root of the query's length",
    )


class Bm25:
    """Scores of passages for each measure. Word frequencies are those of the passages that are scored together."""

    def __init__(self, register: Register) -> None:
        self._queries = {
            language: _tokens(wordings(register, language, "title", "asks", "counts"), language)
            for language in LANGUAGES
        }
        self._measures = len(register.measures)

    def scores(self, passages: Passages) -> Matrix:
        """Passages x measures; comparable between measures, as a score is divided by the root of its query's length."""
        scores = np.zeros((len(passages), self._measures))
        for language, queries in self._queries.items():
            places = [place for place, passage in enumerate(passages) if passage["lang"] == language]
            if not places:
                continue
            index = bm25s.BM25()
            index.index(_tokens([passages[place]["text"] for place in places], language), show_progress=False)
            for measure, query in enumerate(queries):
                scores[places, measure] = index.get_scores(query) / math.sqrt(len(set(query)))
        return scores


def _tokens(texts: list[str], language: str) -> list[list[str]]:
    tokens: list[list[str]] = bm25s.tokenize(
        texts, stopwords=language, stemmer=Stemmer.Stemmer(SNOWBALL[language]), return_ids=False, show_progress=False
    )
    return tokens
