"""One page of a harvest, written into the catalogue: within the transaction that saves where the harvest goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    digest: str
    record: Record
    ready: Prepared


def take_over(source: HarvestSource, items: Sequence[Item], counts: Counts, by: Any) -> None:
    """Write the records of a page, and count them. What is deleted there is withdrawn here; what comes again as it came
    before is left alone, with what was made of it here since."""
    known = _known(source, [item.identifier for item in items if item.identifier])
    page = _read(items, known)
    new, told = [], []
    for identifier, one in page.read.items():
        mapped = known.get(identifier)
        if mapped is None:
            new.append(one)
        else:
            _renew(mapped, one, source, counts, by)
            told.append(mapped)
    for identifier in page.deleted:
        mapped = known.get(identifier)
        if mapped is None or mapped.is_deleted:
            counts.gone += 1
        else:
            _withdraw(mapped, source, counts, by)
            told.append(mapped)
    _keep([*told, *_added(source, new, counts)], source)
    _see(source, [known[identifier] for identifier in page.unchanged])
    _set_aside(source, page.damaged, counts)
    counts.unchanged += len(page.unchanged)
    counts.read += len(page.read) + len(page.deleted) + len(page.unchanged) + len(page.damaged)


@dataclass
class _Page:
    """The records of a page by their identifiers (where one comes twice, the last holds): those that are new or other
    than before, those that are as before, those that are deleted; and those that cannot be read."""

    read: dict[str, _Read] = field(default_factory=dict)
    unchanged: dict[str, Item] = field(default_factory=dict)
    deleted: dict[str, Item] = field(default_factory=dict)
    damaged: list[Item] = field(default_factory=list)


def _read(items: Iterable[Item], known: Mapping[str, HarvestedRecord]) -> _Page:
    page = _Page()
    for item in items:
        if len(item.identifier) > _LONGEST_IDENTIFIER:
            item = item._replace(problem="an identifier of more than 400 characters", data=b"")
        if item.problem:
            page.damaged.append(item)
            continue
        for found in (page.read, page.unchanged, page.deleted):
            found.pop(item.identifier, None)
        if item.is_deleted:
            page.deleted[item.identifier] = item
            continue
        data: bytes = etree.tostring(item.metadata, method="c14n", exclusive=True)
        digest = hashlib.sha256(data).hexdigest()
        mapped = known.get(item.identifier)
        if mapped is not None and mapped.digest == digest and not mapped.is_deleted:
            page.unchanged[item.identifier] = item
            continue
        try:
            record = converted(item.metadata)
            page.read[item.identifier] = _Read(item, digest, record, prepared(record))
        except UNREADABLE as error:
            page.damaged.append(item._replace(problem=str(error), data=data))
    return page


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
    mapped.datestamp = one.item.datestamp[:20]
    if mapped.record.digest == one.ready.digest and not mapped.is_deleted:
        mapped.digest = one.digest  # the same record, told in other words
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
    mapped.digest, mapped.is_deleted = one.digest, False
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
            digest=one.digest,
        )
        for one, key in zip(new, keys, strict=True)
    ]  # fmt: skip


def _keep(told: Sequence[HarvestedRecord], source: HarvestSource) -> None:
    for one in told:
        one.seen = source.harvests
    there = [one for one in told if one.pk is not None]
    HarvestedRecord.objects.bulk_create([one for one in told if one.pk is None], batch_size=_AT_ONCE)
    HarvestedRecord.objects.bulk_update(there, _KEPT, batch_size=100)


def _see(source: HarvestSource, unchanged: Sequence[HarvestedRecord]) -> None:
    """Note that these were told of in this harvest; those of another set are noted for this one."""
    keys = [one.pk for one in unchanged if one.pk is not None]
    _keep([one for one in unchanged if one.pk is None], source)
    for start in range(0, len(keys), _AT_ONCE):
        HarvestedRecord.objects.filter(pk__in=keys[start : start + _AT_ONCE]).update(seen=source.harvests)


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
