"""How many passages a second one process scores, and how much memory 100,000 passages take on the command line."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.row import Passages, Ready

ROUNDS = 5
SAMPLE, SLOW = 500, 500
SMALL_SAMPLE, CRAWLING = 50, 10
"""So many passages from all over; who scores fewer of them a second than this is not measured on more."""

STREAMED = 100_000

_LAUNCH = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
with open(sys.argv[1], "rb") as lines:
    subprocess.run([sys.executable, "-m", "tutela", "match"], stdin=lines, stdout=subprocess.DEVNULL, check=True)
seconds = time.perf_counter() - begun
print(json.dumps([resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, seconds]))
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Passages a second: the median of so many rounds over so many passages."""

    passages_a_second: float
    rounds: int
    passages: int


@dataclass(frozen=True, slots=True)
class Streamed:
    """What it took to match so many passages through ``tutela match``: peak memory (MB of 2^20 bytes) and seconds."""

    passages: int
    peak_mb: float
    seconds: float


def speed_of(ready: Ready, passages: Passages) -> Speed:
    """Of samples in one round; where that is fast, of all passages, the median of five rounds."""
    ready(_sample(passages, 10))  # what is loaded with the first passages is not counted
    for size, slow in ((SMALL_SAMPLE, CRAWLING), (SAMPLE, SLOW)):
        sample = _sample(passages, size)
        rate = len(sample) / _seconds(ready, sample)
        if rate < slow:
            return Speed(rate, 1, len(sample))
    median = statistics.median(_seconds(ready, passages) for _ in range(ROUNDS))
    return Speed(len(passages) / median, ROUNDS, len(passages))


def _sample(passages: Passages, size: int) -> Passages:
    """So many passages from all over (fewer where there are not so many)."""
    return passages[:: max(1, len(passages) // size)][:size]


def _seconds(ready: Ready, passages: Passages) -> float:
    begun = time.perf_counter()
    ready(passages)
    return time.perf_counter() - begun


def streamed(passages: Passages, number: int = STREAMED) -> Streamed:
    """Peak memory and time of ``tutela match`` for so many passages: these ones again and again, with other ids."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "passages.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for count in range(number):
                passage = passages[count % len(passages)]
                fields = {"id": f"p{count}", "lang": passage["lang"], "text": passage["text"]}
                lines.write(json.dumps(fields, ensure_ascii=False) + "\n")
        # A small process starts the command: Linux counts the memory of whoever starts a process as the process's own.
        command = [sys.executable, "-c", _LAUNCH, str(file)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    peak_mb, seconds = json.loads(answer)
    return Streamed(number, peak_mb, seconds)
