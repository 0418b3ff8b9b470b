"""Records made ready to be written, by as many processes as there are processors; none of them sees the database."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import NamedTuple

from tutela.catalogue.reading import Chunk, read_numbered
from tutela.catalogue.reading.mending import mended
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import SetAside
from tutela.catalogue.writing import keep
from tutela.web.library.deriving import Derived, derive
from tutela.web.subjects.expansion import hold
from tutela.web.subjects.thesaurus import Thesaurus

LOT = 250
"""Records that a process makes ready at a time."""


class Prepared(NamedTuple):
    """A record made ready to be written: how it is kept, the SHA-256 of that, and what is derived from it."""

    form: str
    marc: bytes
    digest: str
    derived: Derived


def prepared(record: Record) -> Prepared:
    """Make a record ready."""
    form, data = keep(record)
    return Prepared(form, data, hashlib.sha256(data).hexdigest(), derive(record))


def prepared_chunks(chunks: list[Chunk | SetAside], mend: bool) -> list[Prepared | SetAside]:
    """Make ready the records that these bytes are."""
    mends = mended if mend else None
    found = (one if isinstance(one, SetAside) else read_numbered(one, mends) for one in chunks)
    return [prepared(one) if isinstance(one, Record) else one for one in found]


def in_parallel(
    chunks: Iterable[Chunk | SetAside], vocabulary: Thesaurus | None, *, mend: bool = False
) -> Iterator[tuple[int, list[Prepared | SetAside]]]:
    """The records of a file of ISO 2709 in their order, lot by lot, each with the number of bytes it was read from.

    ``vocabulary`` is what headings are looked up in (``subjects.current``). A file that fits into one lot is read by
    this process.
    """
    waiting = iter(chunks)
    lot = list(islice(waiting, LOT))
    if len(lot) < LOT:
        yield _size(lot), prepared_chunks(lot, mend)
        return
    processes = os.cpu_count() or 1
    # Not forked: a program with threads, such as the worker of the site, cannot be forked in good order.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(vocabulary,)) as pool:
        running: deque[tuple[int, Future[list[Prepared | SetAside]]]] = deque()
        while lot or running:
            while lot and len(running) < processes + 2:
                running.append((_size(lot), pool.submit(prepared_chunks, lot, mend)))
                lot = list(islice(waiting, LOT))
            size, done = running.popleft()
            yield size, done.result()


def _begin(vocabulary: Thesaurus | None) -> None:
    hold(vocabulary)
    # Records form no circles: looking through them for garbage at the usual pace takes a fifth of the time.
    gc.set_threshold(200_000, 20, 20)


def _size(chunks: list[Chunk | SetAside]) -> int:
    return sum(len(one.data if isinstance(one, SetAside) else one[1]) for one in chunks)
