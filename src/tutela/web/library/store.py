"""Writing to the catalogue: every change goes through here, so that history, index, facets and stamps agree.

Many new records at once are written by ``library.lots``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from tutela.catalogue.record import Record
from tutela.catalogue.writing import keep, kept
from tutela.errors import TutelaError
from tutela.web.library.deriving import derive
from tutela.web.library.facets import Changes
from tutela.web.library.models import (
    Attachment,
    Batch,
    CatalogueRecord,
    IdentifierKey,
    IndexedText,
    Item,
    Link,
    Revision,
    State,
)
from tutela.web.subjects.expansion import held


class ChangedMeanwhileError(TutelaError):
    """Somebody else changed the record since it was read."""


def record_of(row: CatalogueRecord) -> Record:
    """The domain record of a row."""
    return kept(row.form, bytes(row.marc))


def save(
    row: CatalogueRecord | None,
    record: Record,
    *,
    by: Any,
    action: str = "edited",
    state: str | None = None,
    note: str = "",
    expected: int | None = None,
    batch: Batch | None = None,
) -> CatalogueRecord:
    """Put a record into the catalogue, or a new version in the place of ``row``; gives the row.

    ``state`` None keeps the state (a new record is a draft); ``action`` is a code of ``library.history.ACTIONS``. What
    was there before is kept as a Revision. Raises ChangedMeanwhileError where ``expected`` is not the version there.
    """
    with transaction.atomic():
        if row is None:
            row = CatalogueRecord(state=state or State.DRAFT, batch=batch, created_by=_known(by))
            was = None
        else:
            row = CatalogueRecord.objects.select_for_update().get(pk=row.pk)
            if expected is not None and row.version != expected:
                raise ChangedMeanwhileError(
                    f"“{row}” was changed by somebody else in the meantime.",
                    "Look at the new version, and make your change again.",
                )
            was = _Was.of(row)
            _remember(row, by=by, action=action, note=note, batch=batch)
            row.version += 1
            row.state = state or row.state
        row.form, row.marc = keep(record)
        _write(row, record, was)
    return row


def change_state(
    row: CatalogueRecord, state: str, *, by: Any, action: str, note: str = "", batch: Batch | None = None
) -> CatalogueRecord:
    """Publish, send to review, take back or withdraw a record; its data stay as the database has them now."""
    with transaction.atomic():
        now = CatalogueRecord.objects.select_for_update().get(pk=row.pk)
        return save(now, record_of(now), by=by, action=action, state=state, note=note, batch=batch)


def refresh(row: CatalogueRecord) -> None:
    """Derive everything anew from the data: after copies or files were added, or by ``tutela library reindex``."""
    with transaction.atomic():
        row = CatalogueRecord.objects.select_for_update().get(pk=row.pk)
        _write(row, record_of(row), _Was.of(row), is_new_version=False)


def delete_new(rows: Sequence[CatalogueRecord]) -> None:
    """Take records away for good that nobody outside has seen (drafts, an import that is undone at once); a record that
    was published is withdrawn instead (``change_state``)."""
    with transaction.atomic():
        changes = Changes()
        for row in rows:
            if row.state == State.PUBLISHED:
                changes.remove(row.pk, row.facets)
        changes.save()
        IndexedText.objects.filter(pk__in=[row.pk for row in rows]).delete()
        CatalogueRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()


class _Was(NamedTuple):
    is_published: bool
    facets: dict[str, list[str]]

    @classmethod
    def of(cls, row: CatalogueRecord) -> _Was:
        return cls(row.state == State.PUBLISHED, row.facets)


def _known(by: Any) -> Any:
    """Somebody with an account, None for a program."""
    return by if getattr(by, "is_authenticated", False) else None


def _remember(row: CatalogueRecord, *, by: Any, action: str, note: str, batch: Batch | None) -> None:
    Revision.objects.create(
        record=row, version=row.version, form=row.form, marc=row.marc, state=row.state, action=action,
        by=_known(by),
        note=note[:300], batch=batch,
    )  # fmt: skip


def _write(row: CatalogueRecord, record: Record, was: _Was | None, *, is_new_version: bool = True) -> None:
    with held():
        derived = derive(record, body=_body(row), holdings=_holdings(row))
    now = timezone.now().replace(microsecond=0)
    row.digest = hashlib.sha256(row.marc).hexdigest()
    for name, value in derived.columns.items():
        setattr(row, name, value)
    is_published = row.state == State.PUBLISHED
    if is_new_version:
        row.changed = timezone.now()
        if is_published or row.stamp is not None:
            row.stamp = now
    row.save()
    if was is not None:
        row.identifier_keys.all().delete()
        row.links.all().delete()
    IdentifierKey.objects.bulk_create(IdentifierKey(record=row, kind=k, value=v) for k, v in derived.identifiers)
    Link.objects.bulk_create(Link(record=row, kind=k, value=v) for k, v in derived.links)
    if is_published:
        IndexedText.objects.update_or_create(record=row, defaults=derived.texts)
    elif was is not None:
        IndexedText.objects.filter(pk=row.pk).delete()
    changes = Changes()
    if was is not None and was.is_published:
        changes.remove(row.pk, was.facets)
    if is_published:
        changes.add(row.pk, derived.facets)
    changes.save()


def _body(row: CatalogueRecord) -> str:
    if row.pk is None:
        return ""
    return "\n".join(Attachment.objects.filter(record=row).exclude(text="").values_list("text", flat=True))


def _holdings(row: CatalogueRecord) -> frozenset[str]:
    if row.pk is None:
        return frozenset()
    gone = (Item.Status.MISSING, Item.Status.WITHDRAWN)
    statuses = set(Item.objects.filter(record=row).exclude(status__in=gone).values_list("status", flat=True))
    found = {"online" if status == Item.Status.ONLINE else "library" for status in statuses}
    if Attachment.objects.filter(record=row).exists():
        found.add("online")
    return frozenset(found)
