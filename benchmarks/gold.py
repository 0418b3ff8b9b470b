"""The engine on the labelled passages of ``../shared/gold``: its quality, its speed, and what starting it costs.

    python -m benchmarks.gold [--predictions FILE] [--halves]

The figures are those of ``../shared/gold/evaluate.py``, for all passages and for each language. No label is used by
the engine. ``--halves`` gives them also for two halves of the documents, parted by the digest of their names: what was
tuned on one half must hold on the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.lines import match_lines
from tutela.register.loading import load_register
from tutela.register.wording import LANGUAGES
from tutela.text.document import Passage, Span

GOLD = Path(__file__).parents[2] / "shared" / "gold"
ROUNDS = 5

_START = """
import time; begun = time.perf_counter()
from tutela.evidence.engine import ConceptScorer
from tutela.register.loading import load_register
from tutela.text.document import Passage, Span
loaded = time.perf_counter()
scorer = ConceptScorer(load_register())
next(scorer.matches([Passage("A child.", Span(0, 8), language="en")]))
print(loaded - begun, time.perf_counter() - loaded)
"""


def measure(predictions: Path | None = None, halves: bool = False) -> None:
    """Print quality, speed and start; say so where the labelled passages are absent."""
    if not GOLD.is_dir():
        print(f"Labelled passages: {GOLD} is absent, nothing was measured.")
        return
    lines = [line for language in LANGUAGES for line in _lines(GOLD / f"{language}.jsonl")]
    print("Labelled passages, no label used (figures of evaluate.py)")
    answers = list(match_lines(lines, load_register()))
    if predictions:
        predictions.write_text("\n".join(answers) + "\n", encoding="utf-8")
    print(_evaluated(lines, answers))
    for half in (0, 1) if halves else ():
        chosen = [place for place, line in enumerate(lines) if _half(json.loads(line)["doc"]) == half]
        print(f"half {half} of the documents")
        print(_evaluated([lines[place] for place in chosen], [answers[place] for place in chosen]))
    print(_speed([json.loads(line) for line in lines]))
    print(_start())


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _half(document: str) -> int:
    return 1 - int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2


def _evaluated(lines: list[str], answers: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        gold, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        gold.write_text("\n".join(lines), encoding="utf-8")
        said.write_text("\n".join(answers), encoding="utf-8")
        command = [sys.executable, str(GOLD / "evaluate.py"), str(gold), str(said)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _speed(items: list[dict[str, Any]]) -> str:
    passages = [Passage(item["text"], Span(0, len(item["text"])), language=item["lang"]) for item in items]
    scorer = ConceptScorer(load_register())
    seconds = []
    for _ in range(ROUNDS + 1):  # the first round meets every word for the first time
        begun = time.perf_counter()
        for _ in scorer.matches(passages):
            pass
        seconds.append(time.perf_counter() - begun)
    letters = sum(len(passage.text) for passage in passages) / len(passages)
    first, median = seconds[0], statistics.median(seconds[1:])
    return (
        f"speed: {len(passages) / median:,.0f} passages a second (of {letters:.0f} characters, with reasons, one "
        f"process, median of {ROUNDS}); the first round, which meets each word for the first time: "
        f"{len(passages) / first:,.0f}"
    )


def _start() -> str:
    runs = [
        [float(part) for part in subprocess.check_output([sys.executable, "-c", _START], text=True).split()]
        for _ in range(ROUNDS)
    ]
    imports, ready = (statistics.median(column) for column in zip(*runs, strict=True))
    return (
        f"start: imports {imports * 1000:.0f} ms, register and first passage {ready * 1000:.0f} ms (median of {ROUNDS})"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--predictions", type=Path, help="write the predictions to this file")
    parser.add_argument("--halves", action="store_true", help="also for two halves of the documents")
    chosen = parser.parse_args()
    measure(chosen.predictions, chosen.halves)
