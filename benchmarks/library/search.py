"""Search in a large catalogue: ``python -m benchmarks.library.search --records 200000``.

Records are made by varying the real ones in ../shared/corpus/marc (``benchmarks.library.varying``), and searched in
this process, each query once: what is found, the counts of all filters, and the first page of 20 with its marks. No
answer is kept from one query to the next. On a machine that has other work to do, the time of the processor is the one
to be compared.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

SEED = 20190910
TARGET = 50
"""Milliseconds that the 95th percentile of each kind of query shall stay below."""


class Query(NamedTuple):
    text: str
    filters: dict[str, list[str]]


class Row(NamedTuple):
    kind: str
    queries: int
    records: float
    median: float
    p95: float
    longest: float
    processor: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a catalogue, unless the folder has one, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument(
        "--data", type=Path, help="a folder for the catalogue, which is kept; else one that is thrown away"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _prepare(given.data or Path(folder))
        _fill(given.records)
        _measure(given.queries)


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TUTELA_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tutela.web.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _fill(count: int) -> None:
    from benchmarks.library.varying import FOLDER
    from tutela.web.library.models import CatalogueRecord

    there = CatalogueRecord.objects.count()
    if there:
        print(f"{there:,} records are there.")
        return
    if not FOLDER.is_dir():
        sys.exit(f"{FOLDER} is not there: nothing to vary, nothing measured.")
    start = time.perf_counter()
    # In a process of its own, whose memory is not counted.
    worker = multiprocessing.get_context("spawn").Process(target=fill, args=(os.environ["TUTELA_DATA_DIR"], count))
    worker.start()
    worker.join()
    if worker.exitcode:
        sys.exit("The catalogue could not be filled.")
    size = Path(os.environ["TUTELA_DATA_DIR"], "tutela.sqlite3").stat().st_size / 1e6
    print(f"{count:,} records in {time.perf_counter() - start:.0f} s; database {size:,.0f} MB")


def fill(folder: str, count: int) -> None:
    """Put so many records into the catalogue of this folder."""
    _prepare(Path(folder))
    from benchmarks.library.varying import Varied, real_records
    from tutela.web.discovery.vocabulary import learn_new
    from tutela.web.library.lots import add_lot
    from tutela.web.library.preparing import prepared

    records = Varied(real_records(), SEED).records(count)
    while lot := [prepared(record) for record in islice(records, 2000)]:
        add_lot(lot)
    learn_new()


def _measure(count: int) -> None:
    from django.utils.translation import override

    from tutela.web.library.facets import BITMAPS, everything

    loading = _timed(BITMAPS.current)
    total = len(everything())
    start = _memory()
    kinds = _queries(random.Random(SEED), count)
    with override("en"):
        _search(Query("children", {}))  # modules and the names of languages are loaded once a process
        rows = [_row(kind, queries) for kind, queries in kinds.items()]
    _print(rows, total)
    print(f"Filters loaded once a process: {loading:.0f} ms. Memory of this process (RSS): {start:.0f} MB before the")
    print(f"first query, {_memory():.0f} MB at the end.")


def _row(kind: str, queries: list[Query]) -> Row:
    times, worked, found = [], [], []
    for query in queries:
        start, began = time.perf_counter(), time.process_time()
        found.append(_search(query))
        worked.append((time.process_time() - began) * 1000)
        times.append((time.perf_counter() - start) * 1000)
    median = statistics.median(times)
    return Row(kind, len(queries), statistics.median(found), median, _p95(times), max(times), _p95(worked))


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def _search(query: Query) -> int:
    from tutela.web.discovery.finding import find
    from tutela.web.discovery.page import shown
    from tutela.web.subjects.expansion import held

    with held():  # as the page does
        results = find(query.text, query.filters)
        results.facets()
        shown(results)
    return results.total


def _queries(chance: random.Random, count: int) -> dict[str, list[Query]]:
    """Queries of each kind, no two the same."""
    from tutela.web.discovery.models import CatalogueWord
    from tutela.web.library.models import CatalogueRecord

    known = CatalogueWord.objects.filter(length__gte=4).order_by("-records", "word")
    words = list(known.values_list("word", "records"))
    common = [word for word, _records in words[: max(30, count // 2)]]
    total = CatalogueRecord.objects.count()
    middling = [word for word, records in words if total / 1000 <= records <= total / 50]
    rare = [word for word, records in words if records <= 3]
    keys = chance.sample(range(1, total + 1), min(total, 40 * count))
    titles = list(CatalogueRecord.objects.filter(pk__in=keys[:900]).values_list("title", flat=True))

    def made(make: Callable[[], str], filters: Callable[[], dict[str, list[str]]] = dict) -> list[Query]:
        texts = dict.fromkeys(islice(_endless(make), 20 * count))
        return [Query(text, filters()) for text in list(texts)[:count]]

    def some_filters() -> dict[str, list[str]]:
        return {"type": chance.sample(["law", "report", "guidance"], 2), "year": ["2000-2015"]}

    def phrase() -> str:
        parts = [word for word in chance.choice(titles).split() if word.isalpha()]
        place = chance.randrange(max(1, len(parts) - 1))
        return f'"{" ".join(parts[place : place + 2])}"'

    def boolean() -> str:
        one, two, three = chance.choice(common), chance.choice(middling), chance.choice(middling)
        forms = (
            f"({one} OR {two}) AND {three}",
            f"{one} NOT {two}",
            f"title:{one} OR subject:{two}",
            f"{one} {two} -{three}",
        )
        return chance.choice(forms)

    return {
        "rare word": made(lambda: chance.choice(rare)),
        "middling word": made(lambda: chance.choice(middling)),
        "very common word": [Query(word, {}) for word in common[:count]],
        "two words": made(lambda: f"{chance.choice(common)} {chance.choice(middling)}"),
        "phrase": made(phrase),
        "Boolean, fields": made(boolean),
        "word and filters": made(lambda: chance.choice(middling), some_filters),
        "common word, filters": [Query(word, some_filters()) for word in common[:count]],
        "filters alone": [Query("", some_filters()) for _ in range(count)],
    }


def _endless(make: Callable[[], str]) -> Iterator[str]:
    while True:
        yield make()


def _timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _memory() -> float:
    """Megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _print(rows: list[Row], total: int) -> None:
    table = Table(title=f"Search in {total:,} records: words, counts of all filters, first page of 20 with marks")
    for name in (
        "query",
        "queries",
        "records found (median)",
        "median ms",
        "95% below ms",
        "longest ms",
        "processor: 95% below ms",
    ):
        table.add_column(name, justify="left" if name == "query" else "right")
    for row in rows:
        figures = (
            f"{row.records:,.0f}",
            f"{row.median:.1f}",
            f"{row.p95:.1f}",
            f"{row.longest:.1f}",
            f"{row.processor:.1f}",
        )
        table.add_row(row.kind, str(row.queries), *figures)
    Console(width=120).print(table)
    late = [row.kind for row in rows if row.p95 >= TARGET]
    print(f"Below {TARGET} ms: {'all' if not late else f'all but {late}'}.")


if __name__ == "__main__":
    main()
