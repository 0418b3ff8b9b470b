"""Many records changed at once: looked at first, then done, one by one through the store."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from pyroaring import BitMap

from tutela.web.batches.operations import STATES, Edit, changed, differences
from tutela.web.jobs.progress import Progress
from tutela.web.library import store
from tutela.web.library.models import Batch, BatchKind, BatchState, CatalogueRecord, Revision, State

ACTION = "bulk"
SHOWN = 20
_LOT = 100


def open_edit(edit: Edit, records: BitMap, *, name: str, by: Any) -> Batch:
    """A batch that waits to be looked at: this edit, of these records."""
    options = {"edit": edit.as_dict(), "records": base64.b64encode(records.serialize()).decode()}
    return Batch.objects.create(kind=BatchKind.EDIT, state=BatchState.PREVIEW, name=name[:250], by=by, options=options)


def records_of(batch: Batch) -> BitMap:
    """The keys of the records that an edit is to be done to."""
    return BitMap.deserialize(base64.b64decode(batch.options["records"]))


def edit_of(batch: Batch) -> Edit:
    """What is to be done."""
    return Edit(**batch.options["edit"])


def preview(batch: Batch, progress: Progress) -> dict[str, Any]:
    """How many records would change and how many stay, and what would be different in the first ones."""
    edit = edit_of(batch)
    found: dict[str, Any] = {"read": 0, "updated": 0, "known": 0, "examples": []}
    for rows in _lots(records_of(batch)):
        for row in rows:
            found["read"] += 1
            told = _difference(row, edit)
            found["updated" if told is not None else "known"] += 1
            if told is not None and len(found["examples"]) < SHOWN:
                found["examples"].append({"key": row.key, "title": str(row)[:200], "lines": told})
        progress.within(found["read"])
    return found


def _difference(row: CatalogueRecord, edit: Edit) -> list[tuple[str, str]] | None:
    """The lines that would go and come; None where nothing would change."""
    if edit.operation in STATES:
        return [] if _may_become(row, STATES[edit.operation]) else None
    before = store.record_of(row)
    after = changed(before, edit)
    return None if after is None else differences(before, after)


def _may_become(row: CatalogueRecord, state: State) -> bool:
    """A record is published from any other state, and withdrawn where readers can see it."""
    return row.state != state and (state != State.WITHDRAWN or row.state == State.PUBLISHED)


def run(batch: Batch, progress: Progress) -> dict[str, int]:
    """Do it; after a break the same call goes on where it stopped. Gives the counts."""
    edit = edit_of(batch)
    records = records_of(batch)
    done = BitMap(Revision.objects.filter(batch=batch, action=ACTION).values_list("record_id", flat=True))
    for rows in _lots(records - done):
        with transaction.atomic():
            for row in rows:
                _apply(row, edit, batch)
        progress.step(advance=len(rows))
    updated = Revision.objects.filter(batch=batch, action=ACTION).count()
    return {"read": len(records), "updated": updated, "known": len(records) - updated}


def _apply(row: CatalogueRecord, edit: Edit, batch: Batch) -> None:
    if edit.operation in STATES:
        if _may_become(row, STATES[edit.operation]):
            store.change_state(row, STATES[edit.operation], by=batch.by, action=ACTION, batch=batch)
        return
    after = changed(store.record_of(row), edit)
    if after is not None:
        store.save(row, after, by=batch.by, action=ACTION, batch=batch)


def _lots(records: BitMap) -> Iterator[list[CatalogueRecord]]:
    keys = list(records)
    for start in range(0, len(keys), _LOT):
        yield list(CatalogueRecord.objects.filter(pk__in=keys[start : start + _LOT]).order_by("pk"))
