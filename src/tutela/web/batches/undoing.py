"""A batch undone: what it added goes, what it changed is as it was before.

What somebody changed since stays, and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tutela.catalogue.writing import kept
from tutela.web.library import store
from tutela.web.library.facets import Changes
from tutela.web.library.models import Batch, CatalogueRecord, IndexedText, Revision, State

ACTION = "undone"
_LOT = 200
_NAMED = 200  # records that are named because they stay, at most


@dataclass
class Undone:
    """How many records were deleted, withdrawn and restored, and those that were left because they were changed since:
    their number, and the key and title of the first ones."""

    deleted: int = 0
    withdrawn: int = 0
    restored: int = 0
    left: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)

    def leave(self, row: CatalogueRecord) -> None:
        """A record stays as it is."""
        self.left += 1
        if len(self.named) < _NAMED:
            self.named.append((row.key, row.title[:200]))


def undo(batch: Batch, *, by: Any, told: Callable[[int], None] | None = None) -> Undone:
    """Undo a batch, lot by lot; after a break the same call goes on where it stopped. ``told`` hears how many records
    more are done."""
    outcome = Undone()
    changes = Revision.objects.filter(batch=batch).exclude(action=ACTION)
    for lot in _lots(changes):
        with transaction.atomic():
            _restore(batch, lot, by, outcome)
        if told:
            told(len(lot))
    for keys in _lots(added(batch)):
        with transaction.atomic():
            _take_back(batch, keys, by, outcome)
        if told:
            told(len(keys))
    return outcome


def added(batch: Batch) -> QuerySet[CatalogueRecord]:
    """The records that a batch brought into the catalogue and that are still there."""
    return CatalogueRecord.objects.filter(batch=batch).exclude(state=State.WITHDRAWN)


def total(batch: Batch) -> int:
    """How many records an undo looks at."""
    return added(batch).count() + Revision.objects.filter(batch=batch).exclude(action=ACTION).count()


def _lots(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Keys, lot by lot, in order; rows may go meanwhile."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_LOT]):
        yield keys
        last = keys[-1]


def _restore(batch: Batch, revisions: list[int], by: Any, outcome: Undone) -> None:
    rows = list(Revision.objects.filter(pk__in=revisions).select_related("record"))
    undone = Revision.objects.filter(batch=batch, action=ACTION, record__in=[one.record_id for one in rows])
    done = set(undone.values_list("record_id", flat=True))
    for one in rows:
        if one.record_id in done:
            continue
        if one.record.version != one.version + 1:
            outcome.leave(one.record)
            continue
        before = kept(one.form, bytes(one.marc))
        store.save(one.record, before, by=by, action=ACTION, state=one.state, batch=batch)
        outcome.restored += 1


def _take_back(batch: Batch, keys: list[int], by: Any, outcome: Undone) -> None:
    rows = CatalogueRecord.objects.select_for_update().filter(pk__in=keys).prefetch_related("items", "attachments")
    gone, seen = [], []
    for row in rows:
        if row.version > 1 or row.items.all() or row.attachments.all():
            outcome.leave(row)
        elif row.stamp is not None:
            seen.append(row)
        else:
            gone.append(row)
    _withdraw(seen, batch, by)
    store.delete_new(gone)
    outcome.withdrawn += len(seen)
    outcome.deleted += len(gone)


def _withdraw(rows: list[CatalogueRecord], batch: Batch, by: Any) -> None:
    """What ``store.change_state`` does, for many records at once, whose data stay as they are."""
    now = timezone.now()
    known = by if by is not None and getattr(by, "is_authenticated", False) else None
    changes = Changes()
    revisions = []
    for row in rows:
        revisions.append(
            Revision(
                record=row, version=row.version, form=row.form, marc=row.marc, state=row.state, action=ACTION, by=known,
                batch=batch, until=now,
            )
        )  # fmt: skip
        if row.state == State.PUBLISHED:
            changes.remove(row.pk, row.facets)
        row.state, row.version = State.WITHDRAWN, row.version + 1
        row.changed, row.stamp = now, now.replace(microsecond=0)
    Revision.objects.bulk_create(revisions)
    CatalogueRecord.objects.bulk_update(rows, ["state", "version", "changed", "stamp"], batch_size=_LOT)
    IndexedText.objects.filter(pk__in=[row.pk for row in rows]).delete()
    changes.save()
