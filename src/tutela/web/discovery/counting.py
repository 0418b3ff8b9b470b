"""How many of what was found have each value of a facet."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap

from tutela.web.discovery.years import choices, years_of
from tutela.web.library.facets import ALL, KINDS
from tutela.web.library.models import CatalogueRecord

SHOWN = 12
"""Values of a facet that are shown at first."""

MORE = 200
"""Values of a facet that are shown where all are asked for."""

FEW = 250
"""Of no more records than these their own values are read, where a kind has MANY: that is less than all bitmaps."""
MANY = 3000

Filters = Mapping[str, Collection[str]]
"""By kind the values that are chosen: of one kind any of them, of each kind at least one. Years may be spans."""

Facets = Mapping[str, Mapping[str, BitMap]]


class Count(NamedTuple):
    value: str
    records: int


class Counted(NamedTuple):
    """A facet: the most frequent values, or of years the latest; ``has_more``: whether there are others."""

    kind: str
    counts: list[Count]
    has_more: bool


def chosen(kind: str, values: Iterable[str], facets: Facets) -> BitMap:
    """The keys that have one of these values of a kind."""
    known = facets.get(kind, {})
    wanted = years_of(values, known) if kind == "year" else (value for value in values if value in known)
    return BitMap.union(BitMap(), *(known[value] for value in wanted))


def filtered(keys: BitMap, filters: Filters, facets: Facets, *, but: str = "") -> BitMap:
    """Those of the keys that pass all filters; that of the kind ``but`` left aside."""
    passing = [chosen(kind, values, facets) for kind, values in filters.items() if values and kind != but]
    return BitMap.intersection(keys, *passing)


class _Ordered:
    """The values of each kind by the number of their records, kept as long as the catalogue does not change."""

    def __init__(self) -> None:
        self._kept: tuple[Facets, dict[str, list[tuple[str, BitMap, int]]]] = ({}, {})

    def of(self, kind: str, facets: Facets) -> Sequence[tuple[str, BitMap, int]]:
        """The values of a kind, each with its bitmap and how many that holds, the most frequent first."""
        if self._kept[0] is not facets:
            self._kept = (facets, {})
        kept = self._kept[1]
        if kind not in kept:
            found = [(value, keys, len(keys)) for value, keys in facets.get(kind, {}).items()]
            kept[kind] = sorted(found, key=lambda one: -one[2])
        return kept[kind]


_ORDERED = _Ordered()


def counted(found: BitMap, filters: Filters, facets: Facets, *, all_of: str = "") -> list[Counted]:
    """All facets of what was found, without the filters; each counted under the filters of the other kinds.

    Values that are chosen are always there. Of the kind ``all_of`` as many values as can be shown.
    """
    passing = filtered(found, filters, facets)
    lists = []
    for kind in KINDS:
        base = filtered(found, filters, facets, but=kind) if filters.get(kind) else passing
        limit = MORE if kind == all_of else SHOWN
        one = _years(base, facets, limit) if kind == "year" else _most(kind, base, facets, limit)
        there = {count.value for count in one.counts}
        missing = [value for value in filters.get(kind, ()) if value not in there]
        own = [Count(value, chosen(kind, [value], facets).intersection_cardinality(base)) for value in missing]
        lists.append(one._replace(counts=[*own, *one.counts]))
    return lists


def _years(base: BitMap, facets: Facets, limit: int) -> Counted:
    known = facets.get("year", {})
    there = {year: count for year, keys in known.items() if (count := keys.intersection_cardinality(base))}
    counts = [Count(span, count) for span, count in choices(there).items()]
    return Counted("year", counts[:limit], len(counts) > limit)


def _most(kind: str, base: BitMap, facets: Facets, limit: int) -> Counted:
    """The most frequent values. The bitmaps are gone through from the largest; none that is smaller than the last of
    the best so far can be among them."""
    known = _ORDERED.of(kind, facets)
    if len(known) > MANY and len(base) <= FEW:
        return _read(kind, base, limit)
    if base == facets.get(ALL, {}).get(""):
        counts = [Count(value, size) for value, _keys, size in known[:limit]]
        return Counted(kind, counts, len(known) > limit)
    best: list[tuple[int, int, str]] = []  # a heap: count, place (the earlier the better), value
    others = False
    for place, (value, keys, size) in enumerate(known):
        if len(best) == limit and size <= best[0][0]:
            others = others or any(keys.intersect(base) for _value, keys, _size in known[place : place + MANY])
            break
        count = keys.intersection_cardinality(base)
        if not count:
            continue
        entry = (count, -place, value)
        if len(best) < limit:
            heapq.heappush(best, entry)
        else:
            heapq.heappushpop(best, entry)
            others = True
    return Counted(kind, [Count(value, count) for count, _place, value in sorted(best, reverse=True)], others)


def _read(kind: str, base: BitMap, limit: int) -> Counted:
    rows = CatalogueRecord.objects.filter(pk__in=list(base)).values_list("facets", flat=True)
    counts = Counter(value for facets in rows for value in facets.get(kind, ()))
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Counted(kind, [Count(*pair) for pair in best[:limit]], len(best) > limit)
