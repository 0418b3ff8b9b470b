"""Records whose whole title is what somebody typed."""

from __future__ import annotations

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
    folded = fold(" ".join(typed.split())).strip(_AROUND)[:_LONGEST]
    if not folded:
        return BitMap()
    wanted = {folded}
    first, _, rest = folded.partition(" ")
    if first in _ARTICLES and rest:
        wanted.add(rest)
    condition = Q(sort_title__in=wanted)
    for title in wanted:
        condition |= begins("sort_title", f"{title}:")
    return BitMap(list(CatalogueRecord.objects.filter(condition).values_list("pk", flat=True)[:MOST]))


def begins(column: str, start: str) -> Q:
    """That a folded text begins with this; what both databases find in their index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": start})
    last = chr(ord(start[-1]) + 1)  # SQLite compares characters by their numbers
    return Q(**{f"{column}__gte": start, f"{column}__lt": f"{start[:-1]}{last}"})
