"""The labelled passages from which the engine learns, and where they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutela import read_document
from tutela.text.document import Document, Passage, Span

LABELS = Path(__file__).parent / "labels"
SHARED = Path(__file__).parents[2] / "shared"

LABELLED, OURS = 1.0, 0.3
"""How much a passage weighs: of the labelled collection, and of those that we wrote or labelled ourselves."""


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage with the measures for which a lawyer would cite it, by strength ("full", "partial").

    ``set`` is "gold" (the labelled collection, on which figures are taken), "written" or "corpus"; ``document`` names
    the document it stands in.
    """

    id: str
    passage: Passage
    document: str
    measures: Mapping[str, str]
    set: str

    @property
    def weight(self) -> float:
        return LABELLED if self.set == "gold" else OURS


def labelled_passages() -> list[LabelledPassage]:
    """All labelled passages that are at hand: the collection and the documents beside the project may be absent."""
    return [*gold(), *written(), *in_corpus()]


def gold() -> Iterator[LabelledPassage]:
    """The labelled collection beside the project."""
    for file in sorted((SHARED / "gold").glob("*.jsonl")):
        for line in _lines(file):
            yield _labelled(line, Passage(line["text"], _whole(line["text"]), language=line["lang"]), "gold")


def written() -> Iterator[LabelledPassage]:
    """Passages of our own writing."""
    for file in sorted((LABELS / "written").glob("*.jsonl")):
        for line in _lines(file):
            yield _labelled(line, Passage(line["text"], _whole(line["text"]), language=line["lang"]), "written")


def in_corpus() -> Iterator[LabelledPassage]:
    """Passages of documents beside the project, found again by their places; those that changed are left out."""
    for file in sorted((LABELS / "corpus").glob("*.jsonl")):
        lines = list(_lines(file))
        source = SHARED / "corpus" / lines[0]["file"]
        if not source.is_file():
            continue
        read = read_document(source)
        at = {passage.span: passage for passage in read.passages} if isinstance(read, Document) else {}
        for line in lines:
            passage = at.get(Span(line["start"], line["end"]))
            if passage and hashlib.sha256(passage.text.encode()).hexdigest().startswith(line["digest"]):
                where = {**line, "id": f"{file.stem}-{line['start']}", "doc": file.stem}
                yield _labelled(where, passage, "corpus")


def digest(passages: list[LabelledPassage]) -> str:
    """SHA-256 (hex) over texts and labels: the same digest means that the same was learned from."""
    sums = hashlib.sha256()
    for one in passages:
        words = (one.set, one.document, one.passage.text, *(f"{id}={how}" for id, how in sorted(one.measures.items())))
        sums.update("\0".join((*words, "")).encode())
    return sums.hexdigest()


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _labelled(line: Mapping[str, Any], passage: Passage, set: str) -> LabelledPassage:
    measures = {measure["id"]: measure["strength"] for measure in line["measures"] if measure["strength"] != "contrary"}
    return LabelledPassage(line["id"], passage, line["doc"], measures, set)


def _whole(text: str) -> Span:
    return Span(0, len(text))
