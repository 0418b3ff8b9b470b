"""``make bench``: every benchmark, one after the other."""

from __future__ import annotations

from benchmarks import comparison, whole_run

if __name__ == "__main__":
    whole_run.measure()
    print()
    comparison.measure()
