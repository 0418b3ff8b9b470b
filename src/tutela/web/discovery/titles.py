"""Records whose whole title is what somebody typed."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q
from pyroaring import BitMap

from tutela.evidence.tokens import fold
from tutela.web.library.models import CatalogueRecord

MOST = 1000
"""Records of one title that are found so."""

_LONGEST = 118  # characters of a title by which records are sorted, less two
_ARTICLES = frozenset("the a an le la les un une el los las".split())
_AROUND = " .,:;!?/-–—'\"“”‘’«»[]()"


def titled(typed: str) -> BitMap:
    """The keys of records, published or not, with this title, whatever stands before the colon counting as one.

    A leading article makes no difference: titles are sorted without theirs.
    """
    wanted = _sorted_as(typed)
    return (
        _keys(Q(sort_title__in=wanted), *(begins("sort_title", f"{title}:") for title in wanted))
        if wanted
        else BitMap()
    )


def beginning(typed: str) -> BitMap:
    """The keys of records, published or not, of which the title begins with these words and goes on."""
    return _keys(*(begins("sort_title", f"{title} ") for title in _sorted_as(typed)))


def _sorted_as(typed: str) -> set[str]:
    """A title as records are sorted by it."""
    folded = fold(" ".join(typed.split())).strip(_AROUND)[:_LONGEST]
    if not folded:
        return set()
    first, _, rest = folded.partition(" ")
    return {folded, rest} if first in _ARTICLES and rest else {folded}


def _keys(*conditions: Q) -> BitMap:
    """The keys of the first records by their titles that meet one of the conditions."""
    if not conditions:
        return BitMap()
    rows = CatalogueRecord.objects.filter(reduce(or_, conditions)).order_by("sort_title", "pk")
    return BitMap(list(rows.values_list("pk", flat=True)[:MOST]))


def begins(column: str, start: str) -> Q:
    """That a folded text begins with this; what both databases find in their index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": start})
    last = chr(ord(start[-1]) + 1)  # SQLite compares characters by their numbers
    return Q(**{f"{column}__gte": start, f"{column}__lt": f"{start[:-1]}{last}"})
