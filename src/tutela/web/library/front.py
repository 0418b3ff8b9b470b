"""What the first page of the library offers: types, sectors and audiences with their counts, new records, news."""

from __future__ import annotations

from typing import Any, NamedTuple

from tutela.catalogue.vocabularies import Vocabulary, terms
from tutela.web.library.facets import ALL, BITMAPS
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.versions import COLUMNS

NEWEST = 6


class Entry(NamedTuple):
    """A way in: a code with its words, and how many published records have it."""

    code: str
    label: str
    definition: str
    records: int


class Front(NamedTuple):
    """The ways in, and how many records are published. Sectors and audiences of which nothing is there are left out;
    types are all there, since their definitions say what the library collects."""

    total: int
    types: list[Entry]
    sectors: list[Entry]
    audiences: list[Entry]


def entries(language: str) -> Front:
    """The ways in, in a language. One query."""
    known = BITMAPS.current()

    def of(kind: str, vocabulary: Vocabulary) -> list[Entry]:
        ids = known.get(kind, {})
        return [
            Entry(one.code, one.label[language], one.definition.get(language, ""), len(ids.get(one.code, ())))
            for one in terms(vocabulary).values()
        ]

    return Front(
        total=len(known.get(ALL, {}).get("", ())),
        types=of("type", "types"),
        sectors=[one for one in of("sector", "sectors") if one.records],
        audiences=[one for one in of("audience", "audiences") if one.records],
    )


def newest() -> list[CatalogueRecord]:
    """The records that came last. One query."""
    rows = CatalogueRecord.objects.filter(state=State.PUBLISHED).only(*COLUMNS, "summary", "facets")
    return list(rows.order_by("-pk")[:NEWEST])


def news_teaser() -> list[Any]:
    """The newest posts of the library's news, each with ``title``, ``published`` and ``get_absolute_url``. Filled from
    the app ``news``."""
    return []


def of_measure(measure: str) -> tuple[list[CatalogueRecord], int]:
    """The newest records that a measure has, and how many there are. Two queries at most."""
    ids = BITMAPS.current().get("measure", {}).get(measure)
    if not ids:
        return [], 0
    rows = CatalogueRecord.objects.filter(pk__in=list(ids[-NEWEST:]), state=State.PUBLISHED).only(*COLUMNS, "facets")
    return list(rows.order_by("-pk")), len(ids)
