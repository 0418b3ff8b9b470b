"""The passages that are measured on: the labelled ones where they are at hand, else those of the sample documents."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.row import Passages
from tutela.register.wording import LANGUAGES
from tutela.text.reading import read_document

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
SAMPLES = ROOT / "samples"


def labelled() -> Passages:
    """All labelled passages, in the order of the languages; none where they are absent."""
    if not GOLD.is_dir():
        return []
    files = [GOLD / f"{language}.jsonl" for language in LANGUAGES]
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def of_samples() -> Passages:
    """The passages of the sample documents that are in a language of the register; they have no labels."""
    passages: Passages = []
    for path in sorted(SAMPLES.iterdir()):
        for passage in read_document(path).passages:
            if passage.language in LANGUAGES:
                id = f"sample-{len(passages) + 1}"
                passages.append({"id": id, "lang": passage.language, "doc": path.name, "text": passage.text})
    return passages
