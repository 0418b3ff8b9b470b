"""Many new records written at once: rows go to the database as they are, without the detour over model instances.

One record at a time is written by ``library.store``; both write the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from tutela.web.library.facets import Changes
from tutela.web.library.keeping import COLUMNS
from tutela.web.library.models import Batch, CatalogueRecord, State, new_key
from tutela.web.library.preparing import Prepared

_DERIVED = (
    "title", "sort_title", "byline", "year", "imprint", "summary", "material", "symbol", "language", "work_key",
)  # fmt: skip
_RECORD = (
    "id", "key", "form", "marc", "digest", "state", "stamp", "created", "changed", "version", "batch_id", "cover",
    "facets", "summaries", *_DERIVED,
)  # fmt: skip


def add_lot(lot: Sequence[Prepared], *, batch: Batch | None = None, state: str = State.PUBLISHED) -> list[int]:
    """Add these new records, all or none; gives their keys, in order.

    Nothing is looked up: whether a record is known already is asked by ``library.intake``.
    """
    if not lot:
        return []
    with transaction.atomic():
        keys = _new_keys(len(lot))
        now = timezone.now()
        stamp = now.replace(microsecond=0) if state == State.PUBLISHED else None
        pairs = list(zip(keys, lot, strict=True))
        fixed = (state, _moment(stamp), _moment(now), _moment(now), 1, batch.pk if batch else None, "")
        _insert("library_cataloguerecord", _RECORD, [_row(key, one, fixed) for key, one in pairs])
        identifiers = [(key, *pair) for key, one in pairs for pair in one.derived.identifiers]
        _insert("library_identifierkey", ("record_id", "kind", "value"), identifiers)
        links = [(key, *pair) for key, one in pairs for pair in one.derived.links]
        _insert("library_link", ("record_id", "kind", "value"), links)
        if state == State.PUBLISHED:
            texts = [(key, *(one.derived.texts[column] for column in COLUMNS)) for key, one in pairs]
            _insert("library_indexedtext", ("record_id", *COLUMNS), texts)
            changes = Changes()
            for key, one in pairs:
                changes.add(key, one.derived.facets)
            changes.save()
    return keys


def _row(key: int, one: Prepared, fixed: tuple[Any, ...]) -> tuple[Any, ...]:
    columns = one.derived.columns
    listed = [json.dumps(columns[name], ensure_ascii=False) for name in ("facets", "summaries")]
    return (key, new_key(), one.form, one.marc, one.digest, *fixed, *listed, *(columns[name] for name in _DERIVED))


def _new_keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('library_cataloguerecord', 'id')) FROM generate_series(1, %s)",
                [count],
            )
            return [int(key) for (key,) in cursor.fetchall()]
        # The transaction is this connection's alone. Keys of records that are gone are not given again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'library_cataloguerecord'", [])
        row = cursor.fetchone()
        first = int(row[0]) + 1 if row else 1
        last = CatalogueRecord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        first = max(first, last + 1)
        return list(range(first, first + count))


def _moment(value: datetime | None) -> Any:
    return None if value is None else connection.ops.adapt_datetimefield_value(value)


def _insert(table: str, columns: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    listed = tuple(columns)
    sql = f"INSERT INTO {table} ({', '.join(listed)}) VALUES ({', '.join(['%s'] * len(listed))})"
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
