"""A harvest of the own repository into an empty one: ``python -m benchmarks.library.harvest --records 50000``.

One site is filled with records made by varying the real ones of ../shared/corpus/marc, and served as ``tutela serve``
does it. A second process, with a database of its own, harvests it over HTTP; it is killed (SIGKILL) in the middle and
started again. Then records are withdrawn and changed at the first site, and harvested once more. Both catalogues are
compared record by record, by SHA-256 of their MARCXML.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

CHANGED = 100
"""Records that are withdrawn, and as many that are changed, at the first site."""

SEED = 20190910


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all of it in folders that are thrown away; 1 where the catalogues differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--prefix", default="marc21", choices=("marc21", "oai_dc"))
    parser.add_argument("--step", choices=("fill", "harvest", "change", "digests"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.step:
        _STEPS[given.step](given)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return _measure(given, Path(folder, "first"), Path(folder, "second"))


def _measure(given: argparse.Namespace, first: Path, second: Path) -> int:
    start = time.monotonic()
    _do("fill", first, given)
    _told("filled", given.records, time.monotonic() - start, first)
    with _serving(first) as url:
        killed_after, at = _killed(second, given, url)
        print(f"killed (SIGKILL) after {killed_after:.0f} s, at {at:,} records")
        start = time.monotonic()
        counts = _do("harvest", second, given, url)
        seconds = time.monotonic() - start + killed_after
        _told("harvested, the part before the kill included", given.records, seconds, second)
        print(f"  {counts}")
        is_same = _compare(first, second, given)
        start = time.monotonic()
        _do("change", first, given)
        print(f"withdrawn {CHANGED} and changed {CHANGED} there in {time.monotonic() - start:.1f} s")
        start = time.monotonic()
        counts = _do("harvest", second, given, url)
        print(f"harvested what had changed in {time.monotonic() - start:.1f} s: {counts}")
        return 0 if _compare(first, second, given) and is_same else 1


def _told(what: str, records: int, seconds: float, folder: Path) -> None:
    size = (folder / "tutela.sqlite3").stat().st_size / 1e6
    print(f"{what}: {records:,} records in {seconds:.0f} s, {records / seconds:.0f}/s; database {size:,.0f} MB")


def _compare(first: Path, second: Path, given: argparse.Namespace) -> bool:
    """Whether both hold the same; records of Dublin Core are other ones, of which the number is compared."""
    there, here = (json.loads(_do("digests", folder, given)) for folder in (first, second))
    if given.prefix == "marc21":
        is_same = there == here
        detail = "the same digests" if is_same else "DIFFERENT"
    else:
        is_same = all(len(there[state]) == len(here[state]) for state in there)
        detail = "as many" if is_same else "DIFFERENT"
    sizes = ", ".join(f"{len(there[state]):,} {state} there and {len(here[state]):,} here" for state in there)
    print(f"compared: {sizes}: {detail}")
    return is_same


# --- processes --------------------------------------------------------------------------------------------------------


def _environment(folder: Path, url: str) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("TUTELA_") and name != "DATABASE_URL"
    }
    return {**kept, "TUTELA_DATA_DIR": str(folder), "HARVEST_URL": url}


def _command(step: str, given: argparse.Namespace) -> list[str]:
    return [
        sys.executable, "-m", "benchmarks.library.harvest", "--step", step, "--records", str(given.records),
        "--prefix", given.prefix,
    ]  # fmt: skip


def _do(step: str, folder: Path, given: argparse.Namespace, url: str = "") -> str:
    """A step in a process of its own; what it printed."""
    ended = subprocess.run(
        _command(step, given), env=_environment(folder, url), stdout=subprocess.PIPE, text=True, check=True
    )
    return ended.stdout.strip()


def _killed(folder: Path, given: argparse.Namespace, url: str) -> tuple[float, int]:
    """Begin the harvest, and kill it when it is half through."""
    start = time.monotonic()
    process = subprocess.Popen(
        _command("harvest", given), env=_environment(folder, url), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stderr is not None
    read = 0
    for line in process.stderr:
        read = int(line) if line.strip().isdigit() else read
        if read >= given.records // 2:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    return time.monotonic() - start, read


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[str]:
    from tests.web.browser.serving import serving

    given = {name: os.environ[name] for name in ("DJANGO_SETTINGS_MODULE",) if name in os.environ}
    with serving(folder, **given) as site:
        yield f"{site.url}/oai"


# --- steps, each in a process of its own ----------------------------------------------------------------------------


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _fill(given: argparse.Namespace) -> None:
    _prepare()
    from django.db.models import F

    from benchmarks.library.varying import Varied, real_records
    from tutela.web.library.lots import add_lot
    from tutela.web.library.models import CatalogueRecord
    from tutela.web.library.preparing import prepared

    records = Varied(real_records(), SEED).records(given.records)
    while lot := list(islice(records, 2000)):
        add_lot([prepared(one) for one in lot])
    # They came yesterday: an incremental harvest asks for the last minutes before the one that it follows, once more.
    CatalogueRecord.objects.update(stamp=F("stamp") - timedelta(days=1))


def _harvest(given: argparse.Namespace) -> None:
    _prepare()
    from tutela.web.exchange.harvesting import Counts, harvest

    def progress(counts: Counts, _size: int | None) -> None:
        print(counts.read, file=sys.stderr, flush=True)

    counts = harvest(os.environ["HARVEST_URL"], prefix=given.prefix, publish=True, progress=progress)
    print(", ".join(f"{number:,} {name}" for name, number in counts.as_dict().items() if number))


def _change(given: argparse.Namespace) -> None:
    _prepare()
    from pymarc import Field, Indicators, Subfield

    from tutela.catalogue.record import Record
    from tutela.web.library import store
    from tutela.web.library.models import CatalogueRecord, State

    step = max(1, given.records // (2 * CHANGED))
    rows = list(CatalogueRecord.objects.order_by("pk"))[::step]
    for row in rows[:CHANGED]:
        store.change_state(row, State.WITHDRAWN, by=None, action="withdrawn")
    for row in rows[CHANGED : 2 * CHANGED]:
        marc = store.record_of(row).marc
        marc.add_field(Field(tag="500", indicators=Indicators(" ", " "), subfields=[Subfield("a", "Changed.")]))
        store.save(row, Record(marc), by=None)


def _digests(_given: argparse.Namespace) -> None:
    """For each state the sorted digests of its records."""
    _prepare()
    from tutela.web.exchange.slim import canonical
    from tutela.web.library import store
    from tutela.web.library.models import CatalogueRecord, State

    found: dict[str, list[str]] = {State.PUBLISHED.value: [], State.WITHDRAWN.value: []}
    rows: Any = CatalogueRecord.objects.filter(state__in=found).only("state", "form", "marc")
    for row in rows.iterator(chunk_size=1000):
        found[row.state].append(hashlib.sha256(canonical(store.record_of(row))).hexdigest())
    print(json.dumps({state: sorted(digests) for state, digests in found.items()}))


_STEPS = {"fill": _fill, "harvest": _harvest, "change": _change, "digests": _digests}

if __name__ == "__main__":
    sys.exit(main())
