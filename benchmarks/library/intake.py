"""How fast records are taken in, beside pymarc that only reads the same file: python -m benchmarks.library.intake.

Each file is repeated to a size that can be timed, then read and imported in turns, within one run; medians are told.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pymarc

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "marc"
FILES = ("marc4j/pride-and-prejudice-fixed.mrc", "pymarc/marc.dat", "pymarc/regression45.dat", "catmandu/bu_bibs.mrc")
SIZE = 12_000_000
ROUNDS = 3


def read_only(data: bytes) -> float:
    """Records a second of pymarc alone."""
    start = time.perf_counter()
    count = sum(1 for _ in pymarc.MARCReader(io.BytesIO(data), hide_utf8_warnings=True))
    return count / (time.perf_counter() - start)


def imported(path: Path) -> tuple[float, int]:
    """Records a second of an import into the catalogue, and how many there were."""
    from tutela.web.library.intake import Options, Source, open_batch, take_in

    start = time.perf_counter()
    counts = take_in([Source.of(path)], open_batch(path.name), Options())
    return (counts.read + counts.set_aside) / (time.perf_counter() - start), counts.read


def measure(name: str, folder: Path) -> None:
    """One file: the rates of both, and their ratio."""
    from django.core.management import call_command

    data = (CORPUS / name).read_bytes()
    data *= max(1, SIZE // len(data))
    path = folder / "records.mrc"
    path.write_bytes(data)
    alone, together, read = [], [], 0
    for _ in range(ROUNDS):
        call_command("flush", interactive=False, verbosity=0)
        alone.append(read_only(data))
        rate, read = imported(path)
        together.append(rate)
    ratio = statistics.median(one / other for one, other in zip(together, alone, strict=True))
    rates = f"pymarc {statistics.median(alone):7.0f}/s  import {statistics.median(together):7.0f}/s  {ratio:.2f}"
    print(f"{name:40} {read:7} records  {rates}", flush=True)


def main() -> int:
    """Measure; 0, or 1 where the corpus is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    if not CORPUS.is_dir():
        print(f"The corpus is absent: {CORPUS}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TUTELA_DATA_DIR"] = folder
        from tutela.web.serving import prepare

        prepare()
        for name in FILES:
            measure(name, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
