"""The quality of scores, as ``evaluate.py`` beside the labelled passages measures it: run as a program, unchanged."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.passages import GOLD
from benchmarks.row import Passages, Scores

Figures = dict[str, dict[str, float]]
"""Figures by name ("f1", "map", ...), for "all" passages and for each language."""


def evaluated(passages: Passages, scores: Scores) -> Figures:
    """The figures of these scores on these labelled passages."""
    predictions = [
        {"id": id, "measures": [{"id": measure, "score": score} for measure, score in given.items()]}
        for id, given in scores.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        gold, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        for file, lines in ((gold, passages), (said, predictions)):
            file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        command = [sys.executable, str(GOLD / "evaluate.py"), str(gold), str(said), "--json"]
        figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures
