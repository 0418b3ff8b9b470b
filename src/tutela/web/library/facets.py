"""Facets: for each value the published records that have it, as roaring bitmaps kept in the database.

They make filters and their counts an intersection of sets, whatever words are searched for. Each process keeps what it
has loaded, and asks before each search what has changed since.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection
from pyroaring import BitMap

from tutela.web.library.models import FacetIds, Setting

KINDS = (
    "type", "subject", "audience", "sector", "measure", "country", "language", "year", "availability", "material",
)  # fmt: skip
"""What readers can filter by, in the order of the page."""

ALL = "all"
"""The kind whose one value "" has every published record."""

_VERSION = "facets-version"

Values = Mapping[str, Iterable[str]]


class Changes:
    """What a write to the catalogue changes in the facets; ``save`` within the transaction of the write."""

    def __init__(self) -> None:
        self._added: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._removed: dict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, key: int, facets: Values) -> None:
        """A record is published with these facets."""
        for pair in _pairs(facets):
            self._added[pair].add(key)
            self._removed[pair].discard(key)

    def remove(self, key: int, facets: Values) -> None:
        """A record is no longer there with these facets; what is added afterwards holds."""
        for pair in _pairs(facets):
            self._removed[pair].add(key)
            self._added[pair].discard(key)

    def save(self) -> None:
        """Write the changes, under the next version."""
        pairs = [pair for pair in {*self._added, *self._removed} if self._added[pair] or self._removed[pair]]
        if not pairs:
            return
        version = _next_version()
        known = _rows(pairs)
        made, changed = [], []
        for pair in pairs:
            row = known.get(pair)
            ids = BitMap.deserialize(bytes(row.ids)) if row else BitMap()
            ids -= BitMap(sorted(self._removed[pair]))
            ids |= BitMap(sorted(self._added[pair]))
            data = ids.serialize()
            if row is None:
                made.append(FacetIds(kind=pair[0], value=pair[1], ids=data, version=version))
            else:
                row.ids, row.version = data, version
                changed.append(row)
        FacetIds.objects.bulk_create(made, batch_size=500)
        FacetIds.objects.bulk_update(changed, ["ids", "version"], batch_size=200)
        self._added.clear()
        self._removed.clear()


def replace_all(found: Mapping[tuple[str, str], BitMap]) -> None:
    """Put these in the place of all that there is, under the next version; within a transaction. What is the same is
    left alone, and a value that no record has any more keeps an empty row, so that other processes learn of it."""
    version = _next_version()
    left = dict(found)
    changed = []
    for row in FacetIds.objects.all():
        ids = left.pop((row.kind, row.value), BitMap())
        if ids != BitMap.deserialize(bytes(row.ids)):
            row.ids, row.version = ids.serialize(), version
            changed.append(row)
    FacetIds.objects.bulk_update(changed, ["ids", "version"], batch_size=200)
    FacetIds.objects.bulk_create(
        (FacetIds(kind=kind, value=value, ids=ids.serialize(), version=version) for (kind, value), ids in left.items()),
        batch_size=500,
    )


def _pairs(facets: Values) -> Iterable[tuple[str, str]]:
    yield ALL, ""
    for kind, values in facets.items():
        for value in values:
            yield kind, value


def _next_version() -> int:
    """One more; on PostgreSQL the row stays locked, so that versions follow each other as their transactions do."""
    rows = Setting.objects.filter(key=_VERSION)
    row = (rows.select_for_update() if connection.vendor == "postgresql" else rows).first()
    if row is None:
        row, _ = Setting.objects.get_or_create(key=_VERSION, defaults={"value": 0})
    row.value += 1
    row.save(update_fields=["value"])
    version: int = row.value
    return version


def _rows(pairs: list[tuple[str, str]]) -> dict[tuple[str, str], FacetIds]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, value in pairs:
        by_kind[kind].append(value)
    found = {}
    for kind, values in by_kind.items():
        for start in range(0, len(values), 500):
            for row in FacetIds.objects.filter(kind=kind, value__in=values[start : start + 500]):
                found[kind, row.value] = row
    return found


class Bitmaps:
    """The facets as this process knows them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = 0
        self._ids: dict[str, dict[str, BitMap]] = {}

    def current(self) -> Mapping[str, Mapping[str, BitMap]]:
        """For each kind the values, each with the keys of its published records; as the database has them now.

        They are not to be changed. One query where nothing has changed.
        """
        with self._lock:
            row = Setting.objects.filter(key=_VERSION).values_list("value", flat=True).first()
            version = row or 0
            if version == self._version:
                return self._ids
            if version < self._version:  # another database, or one restored
                self._version, self._ids = 0, {}
            ids = {kind: dict(values) for kind, values in self._ids.items()}
            for kind, value, data in FacetIds.objects.filter(version__gt=self._version).values_list(
                "kind", "value", "ids"
            ):
                found = BitMap.deserialize(bytes(data))
                if found:
                    ids.setdefault(kind, {})[value] = found
                else:
                    ids.get(kind, {}).pop(value, None)
            self._ids, self._version = ids, version
            return ids

    def forget(self) -> None:
        """Load everything anew at the next search (for tests, whose databases come and go)."""
        with self._lock:
            self._version, self._ids = 0, {}


BITMAPS = Bitmaps()


def everything() -> BitMap:
    """The keys of all published records."""
    return BITMAPS.current().get(ALL, {}).get("", BitMap())
