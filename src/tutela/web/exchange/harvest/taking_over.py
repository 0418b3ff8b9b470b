"""One page of a harvest, written into the catalogue: within the transaction that saves where the harvest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lxml import etree

from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import LONGEST
from tutela.web.exchange.harvest.conversion import UNREADABLE, converted
from tutela.web.exchange.harvest.counts import Counts
from tutela.web.exchange.harvest.pages import Item
from tutela.web.exchange.models import HarvestedRecord, HarvestSource
from tutela.web.library import store
from tutela.web.library.lots import add_lot
from tutela.web.library.models import SetAsideRecord, State
from tutela.web.library.preparing import Prepared, prepared

_AT_ONCE = 400
_LONGEST_IDENTIFIER = 400
_KEPT = ("datestamp", "digest", "is_deleted", "seen")


class _Read(NamedTuple):
    """A record that could be read, as it is and made ready to be written."""

    item: Item
    record: Record
    ready: Prepared


def take_over(source: HarvestSource, items: Sequence[Item], counts: Counts, by: Any) -> None:
    """Write the records of a page, and count them. What is deleted there is withdrawn here; what comes again as it came
    before is left alone, with what was made of it here since."""
    read, deleted, damaged = _read(items)
    known = _known(source, [*read, *deleted])
    new, told = [], []
    for identifier, one in read.items():
        mapped = known.get(identifier)
        if mapped is None:
            new.append(one)
            continue
        mapped.datestamp, mapped.seen = one.item.datestamp[:20], source.harvests
        _renew(mapped, one, source, counts, by)
        told.append(mapped)
    for identifier, item in deleted.items():
        mapped = known.get(identifier)
        if mapped is None or mapped.is_deleted:
            counts.gone += 1
            continue
        mapped.datestamp, mapped.seen = item.datestamp[:20], source.harvests
        _withdraw(mapped, source, counts, by)
        told.append(mapped)
    _keep([*told, *_added(source, new, counts)])
    _set_aside(source, damaged, counts)
    counts.read += len(read) + len(deleted) + len(damaged)


def _read(items: Iterable[Item]) -> tuple[dict[str, _Read], dict[str, Item], list[Item]]:
    """The records of a page by their identifiers (where one comes twice, the last holds), those that are deleted, and
    those that cannot be read."""
    read: dict[str, _Read] = {}
    deleted: dict[str, Item] = {}
    damaged = []
    for item in items:
        if len(item.identifier) > _LONGEST_IDENTIFIER:
            damaged.append(item._replace(problem="an identifier of more than 400 characters"))
        elif item.problem:
            damaged.append(item)
        elif item.is_deleted:
            read.pop(item.identifier, None)
            deleted[item.identifier] = item
        else:
            try:
                record = converted(item.metadata)
                one = _Read(item, record, prepared(record))
            except UNREADABLE as error:
                damaged.append(item._replace(problem=str(error), data=etree.tostring(item.metadata)))
            else:
                deleted.pop(item.identifier, None)
                read[item.identifier] = one
    return read, deleted, damaged


def _known(source: HarvestSource, identifiers: Sequence[str]) -> dict[str, HarvestedRecord]:
    """The records that came from this source before; or, under the same name, by another set of the same repository."""
    found: dict[str, HarvestedRecord] = {}
    for start in range(0, len(identifiers), _AT_ONCE):
        some = identifiers[start : start + _AT_ONCE]
        rows = HarvestedRecord.objects.filter(source__url=source.url, identifier__in=some).select_related("record")
        for row in rows.defer("record__marc", "record__summary").order_by("-is_deleted", "pk"):
            if row.source_id == source.pk:
                found[row.identifier] = row
            elif row.identifier not in found:
                found[row.identifier] = HarvestedRecord(
                    source=source, identifier=row.identifier, record=row.record, digest=row.digest,
                    is_deleted=row.is_deleted,
                )  # fmt: skip
    return found


def _renew(mapped: HarvestedRecord, one: _Read, source: HarvestSource, counts: Counts, by: Any) -> None:
    if mapped.digest == one.ready.digest and not mapped.is_deleted:
        counts.unchanged += 1
        return
    # What was withdrawn here because it was deleted there is there again; what librarians withdrew stays withdrawn.
    is_back = mapped.is_deleted and mapped.record.state == State.WITHDRAWN
    store.save(
        mapped.record,
        one.record,
        by=by,
        action="harvested",
        state=source.new_state if is_back else None,
        batch=source.batch,
    )
    mapped.digest, mapped.is_deleted = one.ready.digest, False
    counts.changed += 1


def _withdraw(mapped: HarvestedRecord, source: HarvestSource, counts: Counts, by: Any) -> None:
    mapped.is_deleted = True
    elsewhere = HarvestedRecord.objects.filter(record_id=mapped.record_id, is_deleted=False).exclude(pk=mapped.pk)
    if mapped.record.state == State.WITHDRAWN or elsewhere.exists():
        counts.gone += 1  # withdrawn here before, or still told of by another set
        return
    store.change_state(mapped.record, State.WITHDRAWN, by=by, action="withdrawn", batch=source.batch)
    counts.deleted += 1


def withdraw_unseen(source: HarvestSource, counts: Counts, by: Any) -> None:
    """After a harvest of everything: withdraw what that repository no longer tells of, for not all keep deletions."""
    rows = HarvestedRecord.objects.filter(source=source, is_deleted=False, seen__lt=source.harvests)
    for mapped in rows.select_related("record"):
        _withdraw(mapped, source, counts, by)
        mapped.save(update_fields=["is_deleted"])
        counts.read += 1


def _added(source: HarvestSource, new: Sequence[_Read], counts: Counts) -> list[HarvestedRecord]:
    keys = add_lot([one.ready for one in new], batch=source.batch, state=source.new_state)
    counts.added += len(keys)
    return [
        HarvestedRecord(
            source=source, identifier=one.item.identifier, record_id=key, datestamp=one.item.datestamp[:20],
            digest=one.ready.digest, seen=source.harvests,
        )
        for one, key in zip(new, keys, strict=True)
    ]  # fmt: skip


def _keep(told: Sequence[HarvestedRecord]) -> None:
    HarvestedRecord.objects.bulk_create([one for one in told if one.pk is None], batch_size=_AT_ONCE)
    HarvestedRecord.objects.bulk_update([one for one in told if one.pk is not None], _KEPT, batch_size=100)


def _set_aside(source: HarvestSource, damaged: Sequence[Item], counts: Counts) -> None:
    rows = [
        SetAsideRecord(
            batch=source.batch,
            file=(item.identifier or source.url).replace("\0", "")[:250],
            number=counts.read + number,
            reason=item.reason,
            detail=item.problem.replace("\0", "")[:300],
            data=item.data[:LONGEST],
        )
        for number, item in enumerate(damaged, 1)
    ]
    SetAsideRecord.objects.bulk_create(rows)
    counts.set_aside += len(rows)
    identifiers = [item.identifier for item in damaged if item.identifier]
    HarvestedRecord.objects.filter(source=source, identifier__in=identifiers).update(seen=source.harvests)
