"""All that is derived from records made anew, many at a time: columns, numbers, links, index, facets."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction
from pyroaring import BitMap

from tutela.web.discovery import vocabulary
from tutela.web.library import store
from tutela.web.library.deriving import Derived, derive
from tutela.web.library.facets import ALL, replace_all
from tutela.web.library.models import (
    Attachment,
    CatalogueRecord,
    IdentifierKey,
    IndexedText,
    Item,
    Link,
    State,
)
from tutela.web.subjects import expansion

LOT = 500
_COLUMNS = [
    "title", "sort_title", "byline", "year", "imprint", "summary", "material", "symbol", "language", "work_key",
    "facets", "summaries", "digest",
]  # fmt: skip
_TEXTS = ["title", "subject", "name", "identifier", "publisher", "summary", "note", "body"]
_GONE = (Item.Status.MISSING, Item.Status.WITHDRAWN)


def reindex(told: Callable[[int, int], None]) -> int:
    """Derive anew what searches and lists need of each record; gives how many there are.

    ``told`` hears how many records more are done, and of how many. The site may be used meanwhile.
    """
    total = CatalogueRecord.objects.count()
    done = last = 0
    with expansion.held():
        while keys := _next(last):
            with transaction.atomic():
                _renew(list(CatalogueRecord.objects.select_for_update().filter(pk__in=keys).order_by("pk")))
            last, done = keys[-1], done + len(keys)
            told(len(keys), total)
    with transaction.atomic():
        IndexedText.objects.exclude(record__state=State.PUBLISHED).delete()
        replace_all(_facets())
    vocabulary.rebuild()
    return done


def _next(last: int) -> list[int]:
    return list(CatalogueRecord.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:LOT])


def _renew(rows: list[CatalogueRecord]) -> None:
    keys = [row.pk for row in rows]
    bodies, holdings = _bodies(keys), _holdings(keys)
    found: list[tuple[CatalogueRecord, Derived]] = []
    for row in rows:
        derived = derive(store.record_of(row), body=bodies.get(row.pk, ""), holdings=frozenset(holdings[row.pk]))
        row.digest = hashlib.sha256(row.marc).hexdigest()
        for name, value in derived.columns.items():
            setattr(row, name, value)
        found.append((row, derived))
    CatalogueRecord.objects.bulk_update(rows, _COLUMNS, batch_size=100)
    IdentifierKey.objects.filter(record__in=keys).delete()
    Link.objects.filter(record__in=keys).delete()
    IdentifierKey.objects.bulk_create(
        IdentifierKey(record=row, kind=kind, value=value) for row, one in found for kind, value in one.identifiers
    )
    Link.objects.bulk_create(
        Link(record=row, kind=kind, value=value) for row, one in found for kind, value in one.links
    )
    published = [IndexedText(record=row, **one.texts) for row, one in found if row.state == State.PUBLISHED]
    IndexedText.objects.bulk_create(published, update_conflicts=True, unique_fields=["record"], update_fields=_TEXTS)


def _bodies(keys: list[int]) -> dict[int, str]:
    """The text of the files of each record."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Attachment.objects.filter(record__in=keys).exclude(text="").order_by("pk")
    for record, text in rows.values_list("record_id", "text"):
        found[record].append(text)
    return {record: "\n".join(texts) for record, texts in found.items()}


def _holdings(keys: list[int]) -> dict[int, set[str]]:
    """What copies and files add to availability, as ``library.store`` knows it."""
    found: dict[int, set[str]] = defaultdict(set)
    copies = Item.objects.filter(record__in=keys).exclude(status__in=_GONE)
    for record, status in copies.values_list("record_id", "status"):
        found[record].add("online" if status == Item.Status.ONLINE else "library")
    for record in Attachment.objects.filter(record__in=keys).values_list("record_id", flat=True):
        found[record].add("online")
    return found


def _facets() -> dict[tuple[str, str], BitMap]:
    """For each value the published records that have it, from the records themselves."""
    keys: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows: Any = CatalogueRecord.objects.filter(state=State.PUBLISHED).values_list("pk", "facets")
    for pk, facets in rows.iterator(chunk_size=2000):
        keys[ALL, ""].append(pk)
        for kind, values in facets.items():
            for value in values:
                keys[kind, value].append(pk)
    return {pair: BitMap(found) for pair, found in keys.items()}
