"""Taking records in from files: what is new is added, what is there already is not, what is damaged is set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from tutela.catalogue.reading import opened
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import SetAside
from tutela.catalogue.unimarc import from_unimarc, is_unimarc
from tutela.catalogue.writing import kept
from tutela.web.library import store
from tutela.web.library.lots import add_lot
from tutela.web.library.models import (
    Batch,
    BatchKind,
    BatchState,
    CatalogueRecord,
    IdentifierKey,
    SetAsideRecord,
    State,
)
from tutela.web.library.preparing import Prepared, in_parallel, prepared
from tutela.web.subjects.current import current
from tutela.web.subjects.expansion import held

LOT = 2000
"""Records that are looked up and written in one transaction."""

Told = Callable[[int], None]
"""Is told how many bytes more were read."""


@dataclass
class Counts:
    """What became of the records of a batch."""

    read: int = 0
    added: int = 0
    updated: int = 0
    known: int = 0
    set_aside: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Options:
    """How records are taken in: published or not (``state``); whether one with the control number of a record that is
    there takes its place (``update``); whether wrong lengths are mended (``mend``); whether what looks like UNIMARC is
    converted (None), everything is (True) or nothing (False)."""

    state: str = State.PUBLISHED
    update: bool = False
    mend: bool = False
    unimarc: bool | None = None


@dataclass(frozen=True)
class Source:
    """A file to take in: the name that people know it by, and how to open it."""

    name: str
    open: Callable[[], IO[bytes]]

    @classmethod
    def of(cls, path: Path) -> Source:
        return cls(path.name, lambda: path.open("rb"))


@dataclass
class Lot:
    """Records of one file, made ready, and what of it could not be read."""

    file: str
    ready: list[Prepared] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ready) + len(self.set_aside)


def open_batch(name: str, *, by: Any = None, kind: str = BatchKind.IMPORT) -> Batch:
    """A batch that records can be taken into."""
    known = by if by is not None and getattr(by, "is_authenticated", False) else None
    return Batch.objects.create(kind=kind, name=name[:250], by=known)


def take_in(sources: Sequence[Source], batch: Batch, options: Options, told: Told | None = None) -> Counts:
    """Take the records of these files into the catalogue; all that was written stays with ``batch``.

    Each lot is written whole or not at all. What a broken-off batch has added stays with it, and can be undone with it.
    Raises OSError where a file cannot be opened.
    """
    counts = Counts()
    with held():
        for source in sources:
            for lot in lots(source, options, told):
                with transaction.atomic():
                    _take(lot, batch, options, counts)
                    batch.counts = counts.as_dict()
                    batch.save(update_fields=["counts"])
    batch.state, batch.finished = BatchState.DONE, timezone.now()
    batch.save(update_fields=["state", "finished"])
    return counts


def lots(source: Source, options: Options, told: Told | None = None) -> Iterator[Lot]:
    """The records of a file, made ready, in lots of about LOT."""
    lot = Lot(source.name)
    with ExitStack() as stack:
        stream = stack.enter_context(source.open())
        for size, found in _found(stream, source.name, options):
            for one in found:
                if isinstance(one, SetAside):
                    lot.set_aside.append(one)
                else:
                    lot.ready.append(_in_marc21(one, options))
            if told:
                told(size)
            if len(lot) >= LOT:
                yield lot
                lot = Lot(source.name)
    if len(lot):
        yield lot


def _found(stream: IO[bytes], name: str, options: Options) -> Iterator[tuple[int, list[Prepared | SetAside]]]:
    given = opened(stream, name)
    if given.form == "iso2709":
        yield from in_parallel(given.chunks(), current(), mend=options.mend)
        return
    last = 0
    for one in given.records(mend=options.mend):
        place = given.place()
        yield place - last, [prepared(one) if isinstance(one, Record) else one]
        last = place


def _in_marc21(one: Prepared, options: Options) -> Prepared:
    """UNIMARC is told by its title in field 200 and is rare: only what has no title in 245 is looked at again."""
    if options.unimarc is False or (one.derived.columns["title"] and not options.unimarc):
        return one
    record = kept(one.form, one.marc)
    if not (options.unimarc or is_unimarc(record)):
        return one
    return prepared(from_unimarc(record, force=bool(options.unimarc)).record)


def known_digests(ready: Sequence[Prepared], batch: Batch | None) -> set[str]:
    """The digests of those that the catalogue holds already, byte for byte, from before this batch. A record that was
    withdrawn by hand is known still; one that was withdrawn because its batch was undone may come again."""
    rows = CatalogueRecord.objects.filter(digest__in=[one.digest for one in ready])
    rows = rows.exclude(state=State.WITHDRAWN, revisions__action="undone")
    if batch is not None:
        rows = rows.exclude(batch=batch)
    return set(rows.values_list("digest", flat=True))


def same_numbers(ready: Sequence[Prepared], batch: Batch | None) -> dict[str, CatalogueRecord]:
    """By control number ("(agency)number", else the bare number): the record that is there under it from before this
    batch. One that several records share tells nothing, and is left out."""
    wanted = {number for one in ready if (number := control_number(one))}
    rows = IdentifierKey.objects.filter(kind__in=("control", "number"), value__in=wanted)
    rows = rows.exclude(record__state=State.WITHDRAWN).select_related("record")
    if batch is not None:
        rows = rows.exclude(record__batch=batch)
    found: dict[str, CatalogueRecord] = {}
    shared: set[str] = set()
    for row in rows:
        if row.value in found and found[row.value].pk != row.record_id:
            shared.add(row.value)
        found[row.value] = row.record
    return {number: record for number, record in found.items() if number not in shared}


def control_number(one: Prepared) -> str:
    """The normalised control number by which other catalogues know a record; "" where it has none."""
    identifiers = dict(reversed(one.derived.identifiers))
    return identifiers.get("control", "") or identifiers.get("number", "")


def _take(lot: Lot, batch: Batch, options: Options, counts: Counts) -> None:
    known = known_digests(lot.ready, batch)
    fresh = [one for one in lot.ready if one.digest not in known]
    there = same_numbers(fresh, batch) if options.update else {}
    new = []
    for one in fresh:
        row = there.pop(control_number(one), None)
        if row is None:
            new.append(one)
        else:
            store.save(row, kept(one.form, one.marc), by=batch.by, action="imported", batch=batch)
            counts.updated += 1
    counts.added += len(add_lot(new, batch=batch, state=options.state))
    counts.known += len(lot.ready) - len(fresh)
    counts.read += len(lot.ready)
    counts.set_aside += len(lot.set_aside)
    SetAsideRecord.objects.bulk_create(
        SetAsideRecord(
            batch=batch, file=lot.file[:250], number=one.number, reason=one.reason,
            detail=one.detail.replace("\0", "")[:300], data=one.data,
        )
        for one in lot.set_aside
    )  # fmt: skip
