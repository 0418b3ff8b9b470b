"""The orders of what was found, without reading a record: by year, by key, by title."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db import connection
from django.db.models.functions import Collate
from pyroaring import BitMap

from tutela.web.library.facets import BITMAPS
from tutela.web.library.models import CatalogueRecord

FEW = 1000
"""Of no more records than these the database is asked for the order of titles; of more, all of it is kept."""


def newest(keys: BitMap, years: Mapping[str, BitMap], limit: int, offset: int = 0) -> list[int]:
    """Some of these keys: those of later years first, of a year those that came to the catalogue later, and last those
    without a year. ``years`` are the keys of each year."""
    known = sorted((year for year in years if year.isdecimal()), key=int, reverse=True)
    return _by_year(keys, (years[year] for year in known), limit, offset)


def oldest(keys: BitMap, years: Mapping[str, BitMap], limit: int, offset: int = 0) -> list[int]:
    """The same, those of earlier years first; those without a year are last again."""
    known = sorted((year for year in years if year.isdecimal()), key=int)
    return _by_year(keys, (years[year] for year in known), limit, offset)


def _by_year(keys: BitMap, years: Iterable[BitMap], limit: int, offset: int) -> list[int]:
    left = keys.copy()
    found: list[int] = []
    for year in years:
        if len(found) >= limit or not left:
            return found
        size = left.intersection_cardinality(year)
        if size <= offset:
            offset -= size
        else:
            found += latest(left & year, limit - len(found), offset)
            offset = 0
        if size:
            left -= year
    return found + latest(left, limit - len(found), offset)


def latest(keys: BitMap, limit: int, offset: int = 0) -> list[int]:
    """Some of these keys, the latest first: keys grow as records come."""
    end = len(keys) - offset
    if end <= 0 or limit <= 0:
        return []
    return list(keys[max(0, end - limit) : end])[::-1]


def by_title(keys: BitMap, limit: int, offset: int = 0) -> list[int]:
    """Some of these keys by the titles of their records, A to Z."""
    if len(keys) <= FEW:
        rows = CatalogueRecord.objects.filter(pk__in=list(keys)).order_by(_title(), "pk")
        return list(rows.values_list("pk", flat=True)[offset : offset + limit])
    return [int(key) for key in _TITLES.sorted(keys)[offset : offset + limit]]


def _title() -> Any:
    """Titles are folded: their bytes order them, on either database, whatever its own idea of an alphabet."""
    return Collate("sort_title", "C") if connection.vendor == "postgresql" else "sort_title"


class _Titles:
    """All records in the order of their titles, as this process knows them: four bytes a record."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: object = None
        self._order: Any = np.empty(0, dtype=np.uint32)

    def sorted(self, keys: BitMap) -> Any:
        """The keys in this order."""
        order = self._current()
        wanted = np.zeros(int(order.max(initial=0)) + 1, dtype=bool)
        known = np.frombuffer(keys.to_array(), dtype=np.uint32)
        wanted[known[known < wanted.size]] = True
        return order[wanted[order]]

    def _current(self) -> Any:
        facets = BITMAPS.current()  # another object as soon as a record has changed
        with self._lock:
            if self._of is not facets:
                self._order, self._of = _read(), facets
            return self._order


def _read() -> Any:
    """The keys of all records by their titles; that some are not published makes no difference."""
    if connection.vendor == "postgresql":
        sql = """SELECT string_agg(id::text, ',' ORDER BY sort_title COLLATE "C", id) FROM library_cataloguerecord"""
    else:  # in the order of the index, which holds all that is asked for
        sql = "SELECT group_concat(id) FROM (SELECT id FROM library_cataloguerecord ORDER BY sort_title, id)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
        (listed,) = cursor.fetchone()
    return np.fromstring(listed or "", dtype=np.uint32, sep=",")


_TITLES = _Titles()
