"""Which records a bulk edit is for: a search with its filters, a batch, or records that were ticked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from pyroaring import BitMap

from tutela.web.batches.undoing import added
from tutela.web.discovery.finding import keys_of
from tutela.web.library.facets import KINDS
from tutela.web.library.models import Batch, CatalogueRecord

SHOWN = 100
"""Records that are shown, to be ticked."""

MOST_TICKED = 500
_KEY = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True)
class Chosen:
    """What was asked for: words and filters of a search, a batch, or the addresses (keys) of records."""

    text: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)
    batch: int | None = None
    keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, asked: QueryDict) -> Chosen:
        """What an address, or a form, asks for; what makes no sense is left out."""
        filters = {kind: [_clean(value) for value in asked.getlist(kind)[:50] if _clean(value)] for kind in KINDS}
        number = asked.get("batch", "")
        return cls(
            text=_clean(asked.get("q", "")),
            filters={kind: values for kind, values in filters.items() if values},
            batch=int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None,
            keys=tuple(key for key in asked.getlist("key")[:MOST_TICKED] if _KEY.fullmatch(key)),
        )

    def __bool__(self) -> bool:
        return bool(self.text or self.filters or self.batch is not None or self.keys)

    @property
    def is_search(self) -> bool:
        """Whether it is a search, which finds published records only."""
        return bool(self.text or self.filters)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as it stands in an address."""
        found = [("q", self.text)] if self.text else []
        found += [(kind, value) for kind, values in self.filters.items() for value in values]
        if self.batch is not None:
            found.append(("batch", str(self.batch)))
        return found + [("key", key) for key in self.keys]

    @property
    def address(self) -> str:
        """The query string of the page."""
        return f"?{urlencode(self.pairs)}"

    def records(self) -> BitMap:
        """The keys (in the database) of the records. A search and a batch together: what is in both."""
        if self.keys:
            return BitMap(_rows(self.keys).values_list("pk", flat=True))
        found: BitMap | None = None
        if self.is_search:
            found = keys_of(self.text, self.filters, (get_language() or "en")[:2])
        if self.batch is not None:
            batch = Batch.objects.filter(pk=self.batch).first()
            own = BitMap(added(batch).values_list("pk", flat=True)) if batch else BitMap()
            if batch:
                own |= BitMap(batch.revisions.values_list("record_id", flat=True))
            found = own if found is None else found & own
        return BitMap() if found is None else found


def shown(records: BitMap) -> list[CatalogueRecord]:
    """The first of the records, to be looked at and ticked."""
    return list(CatalogueRecord.objects.filter(pk__in=list(records[:SHOWN])).order_by("pk"))


def _rows(keys: tuple[str, ...]) -> QuerySet[CatalogueRecord]:
    return CatalogueRecord.objects.filter(key__in=keys)


def _clean(value: str) -> str:
    return value.replace("\0", "").strip()[:300]
