"""``make bench``: every benchmark, one after the other."""

from __future__ import annotations

from benchmarks import gold, whole_run

if __name__ == "__main__":
    whole_run.measure()
    print()
    gold.measure()
