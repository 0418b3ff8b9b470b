"""What the first page of the library offers: types, sectors and audiences with their counts, new records, news."""

from __future__ import annotations

from typing import Any, NamedTuple

from tutela.catalogue.codes import short_language
from tutela.catalogue.vocabularies import Vocabulary, terms
from tutela.web.library.facets import ALL, BITMAPS
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.versions import COLUMNS

NEWEST = 6
NEWS = 3
"""Records and posts that are shown as new."""


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
    """The newest posts of the library's news (``news.wording.Told``). Four queries at most, one where there is none."""
    from tutela.web.news.models import Post, PostState  # which is built on the library
    from tutela.web.news.wording import all_told

    posts = Post.objects.filter(state=PostState.PUBLISHED).prefetch_related("texts", "quotations", "files")
    return all_told(posts[:NEWS])


def of_measure(measure: str, language: str) -> tuple[list[CatalogueRecord], int]:
    """The newest resources that a measure has, and how many records there are. Of the versions of a work only one, in
    the language of the page where there is one. Two queries at most."""
    ids = BITMAPS.current().get("measure", {}).get(measure)
    if not ids:
        return [], 0
    newest = list(ids[-3 * NEWEST :])
    rows = CatalogueRecord.objects.filter(pk__in=newest, state=State.PUBLISHED).only(*COLUMNS, "facets")
    works: dict[str, CatalogueRecord] = {}
    for row in rows.order_by("-pk"):
        there = works.setdefault(row.work_key or row.key, row)
        if short_language(row.language) == language and short_language(there.language) != language:
            works[row.work_key] = row
    return list(works.values())[:NEWEST], len(ids)
