"""Round trip of real MARC files: what is read, what is set aside and why, and what differs after keeping and exporting.

``python -m benchmarks.catalogue.roundtrip`` reads every file in ../shared/corpus/marc. A record is compared after it
was kept as the site keeps it, and after it was exported in the format that it came in: byte for byte where that is
ISO 2709, field by field otherwise. The rate of reading is measured beside pymarc's own in the same run.
"""

from __future__ import annotations

import gzip
import io
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pymarc

from tutela.catalogue.reading import SetAside, form_of, read_file, read_stream
from tutela.catalogue.record import Record
from tutela.catalogue.writing import keep, kept, same_fields, to_iso2709, to_json, to_marcxml, to_mrk

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "marc"
ROUNDS = 5
_EXPECTED = ("bin_expect", "xml_expect")  # not MARC: what another program made of it


class Trip(NamedTuple):
    """What came of a file. ``mended``: read on the second reading, with mending, of those set aside on the first."""

    name: str
    form: str
    read: int
    aside: Counter[str]
    mended: int
    remarks: Counter[str]
    kept_differently: int
    exported_differently: int


def trip(path: Path, name: str) -> Trip:
    found = list(read_file(path))
    records = [one for one in found if isinstance(one, Record)]
    form = form_of(_beginning(path), path.name)
    return Trip(
        name,
        form,
        len(records),
        Counter(one.reason for one in found if isinstance(one, SetAside)),
        sum(isinstance(one, Record) and "mended" in one.remarks for one in read_file(path, mend=True)),
        Counter(remark for one in records for remark in one.remarks),
        sum(not _is_kept(one) for one in records),
        sum(not _is_exported(one, form) for one in records),
    )


def _beginning(path: Path) -> bytes:
    data = path.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)[:65_536]


def _is_kept(record: Record) -> bool:
    again = kept(*keep(record))
    return same_fields(again.marc, record.marc) and again.source == (record.source or again.source)


def _is_exported(record: Record, form: str) -> bool:
    if record.source is not None:
        return to_iso2709(record) == record.source
    written = {
        "marcxml": to_marcxml,
        "json": lambda one: to_json(one).encode(),
        "mrk": lambda one: to_mrk(one).encode(),
    }
    (again,) = read_stream(io.BytesIO(written[form](record)))
    return isinstance(again, Record) and same_fields(again.marc, record.marc)


def trips() -> Iterator[Trip]:
    for path in sorted(CORPUS.rglob("*")):
        if path.is_file() and not any(part in _EXPECTED for part in path.parts):
            yield trip(path, str(path.relative_to(CORPUS)))


def ratio() -> tuple[int, float, float]:
    """Records, and how many a second are read here and by pymarc alone: all valid ISO 2709 of the corpus, median."""
    files = [path for path in sorted(CORPUS.rglob("*")) if path.suffix in (".mrc", ".dat")]
    records = [one for path in files for one in read_file(path) if isinstance(one, Record) and one.source]
    data = b"".join(one.source for one in records if one.source)
    ours = statistics.median(_seconds(lambda: read_stream(io.BytesIO(data))) for _ in range(ROUNDS))
    theirs = statistics.median(
        _seconds(lambda: pymarc.MARCReader(io.BytesIO(data), hide_utf8_warnings=True)) for _ in range(ROUNDS)
    )
    return len(records), len(records) / ours, len(records) / theirs


def _seconds(read) -> float:  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    for _ in read():
        pass
    return time.perf_counter() - begun


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))


def main() -> int:
    if not CORPUS.is_dir():
        print(f"{CORPUS} is not there: nothing was measured. The corpus lies beside the project, not in it.")
        return 1
    warnings.simplefilter("ignore")
    print(f"{'file':58} {'format':8} {'read':>5} {'aside':>5} {'mended':>6} {'kept≠':>5} {'out≠':>5}  why; remarks")
    all_trips = list(trips())
    for one in all_trips:
        why = "; ".join(filter(None, (_told(one.aside), _told(one.remarks))))
        counts = (
            f"{one.read:5} {one.aside.total():5} {one.mended:6} {one.kept_differently:5} {one.exported_differently:5}"
        )
        print(f"{one.name:58} {one.form:8} {counts}  {why}")
    print()
    print(f"{len(all_trips)} files, {sum(one.read for one in all_trips):,} records read.")
    print(f"Set aside: {_told(sum((one.aside for one in all_trips), Counter()))};", end=" ")
    print(f"{sum(one.mended for one in all_trips)} of these are read with mending.")
    print(f"Remarks: {_told(sum((one.remarks for one in all_trips), Counter()))}.")
    kept_differently = sum(one.kept_differently for one in all_trips)
    print(f"Different after keeping: {kept_differently}; after export:", end=" ")
    print(f"{sum(one.exported_differently for one in all_trips)}.")
    count, ours, theirs = ratio()
    print(f"Reading {count:,} valid records of ISO 2709: {ours:,.0f} a second; pymarc alone {theirs:,.0f}", end=" ")
    print(f"({ours / theirs:.2f} of its rate).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
