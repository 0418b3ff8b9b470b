"""Searching the catalogue: what was typed, filters and an order in; keys, counts and remarks out.

This is for everything that searches: the page, feeds, other catalogues, changes to many records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import BitMap

from tutela.web.discovery.counting import Counted, Filters, counted, filtered
from tutela.web.discovery.ordering import by_title, latest, newest, oldest
from tutela.web.discovery.query import CatalogueQuery, read
from tutela.web.discovery.spelling import respelt
from tutela.web.discovery.text_index import Facets, Hit, TextIndex
from tutela.web.library.facets import ALL, BITMAPS
from tutela.web.searching.tree import All, Words, sought

PER_PAGE = 20

REACHABLE = 10_000
"""Results that can be paged to. Who has more wants a filter or another word."""

SORTS = ("relevance", "newest", "oldest", "title", "added")
"""Orders: by where the words stand; by year; by title; by when it came to the catalogue, the last first."""

LOOKED_AT = 6
"""Words of a query that found nothing of which it is told whether any record has them."""

FEW = 3
"""With fewer results than these another spelling is suggested, where there is one that finds more."""


@dataclass(frozen=True)
class Suggestion:
    """Another query, and how many records it finds."""

    text: str
    total: int


@dataclass(frozen=True)
class Results:
    """What a search found. Nothing typed and no filter: all published records.

    ``keys`` are all that was found, ``hits`` those of this page in their order; ``total`` how many there are,
    ``page`` the page that is shown, which is the last where there are not so many.
    """

    query: CatalogueQuery
    keys: BitMap
    total: int
    hits: list[Hit]
    page: int
    sort: str
    filters: Filters
    _found: BitMap = field(repr=False)
    _facets: Facets = field(repr=False)
    _index: TextIndex = field(repr=False)
    _language: str = field(repr=False)

    @property
    def is_unread(self) -> bool:
        """Whether something was typed in which there is nothing to look for."""
        return bool(self.query.text) and self.query.tree is None

    def facets(self, *, all_of: str = "") -> list[Counted]:
        """What the filters offer, with counts; of the kind ``all_of`` as much as can be shown."""
        return counted(self._found, self.filters, self._facets, all_of=all_of)

    @cached_property
    def spelling(self) -> Suggestion | None:
        """A spelling that finds more, where nearly nothing was found."""
        if self.total >= FEW or self.query.tree is None:
            return None
        text = respelt(self.query, lambda words: len(self._index.matching(words)))
        return self._tried(text) if text else None

    @cached_property
    def absent(self) -> list[str]:
        """The words of the query that no record has, where nothing was found: the first of them."""
        if self.total or self.query.asked is None:
            return []
        found = {one.written: one for one in sought(self.query.asked) if not one.is_prefix}
        return [written for written, one in list(found.items())[:LOOKED_AT] if not self._index.matching(one)]

    @cached_property
    def any_word(self) -> Suggestion | None:
        """The same words, of which one is enough, where nothing was found that has all."""
        tree = self.query.asked
        if self.total or not isinstance(tree, All) or tree.without or not self.query.typed:
            return None
        words = [part.written for part in tree.parts if isinstance(part, Words)]
        return self._tried(" OR ".join(words)) if len(words) == len(tree.parts) else None

    @cached_property
    def unfiltered(self) -> int:
        """How many there are without the filters."""
        return len(self._found)

    def _tried(self, text: str) -> Suggestion | None:
        query = read(text, self._language, self._facets)
        if query.tree is None:
            return None
        total = len(filtered(self._index.matching(query.tree), self.filters, self._facets))
        return Suggestion(text, total) if total > self.total else None


def find(
    text: str,
    filters: Filters | None = None,
    language: str = "en",
    sort: str = "relevance",
    page: int = 1,
    size: int = PER_PAGE,
) -> Results:
    """Search the catalogue. ``language`` is the page's: its common words are not looked for.

    Nothing that is typed and no filter is an error: what is unknown finds nothing, and an unknown ``sort`` is that by
    relevance.
    """
    facets = BITMAPS.current()
    index = TextIndex(facets)
    filters = {kind: values for kind, values in (filters or {}).items() if values}
    query, found = _found(text, language, facets, index)
    keys = filtered(found, filters, facets)
    total = len(keys)
    last = max(1, -(-min(total, REACHABLE) // size))
    page = max(1, min(page, last))
    sort = sort if sort in SORTS else SORTS[0]
    hits = _ordered(query, keys, sort, size, (page - 1) * size, facets, index)
    return Results(query, keys, total, hits, page, sort, filters, found, facets, index, language)


def keys_of(text: str, filters: Filters | None = None, language: str = "en") -> BitMap:
    """The keys of all records that a search finds."""
    facets = BITMAPS.current()
    _query, found = _found(text, language, facets, TextIndex(facets))
    return filtered(found, filters or {}, facets)


def _found(text: str, language: str, facets: Facets, index: TextIndex) -> tuple[CatalogueQuery, BitMap]:
    query = read(text, language, facets)
    if query.tree is not None:
        return query, index.matching(query.tree)
    return query, BitMap() if query.text else facets.get(ALL, {}).get("", BitMap())


def _ordered(
    query: CatalogueQuery, keys: BitMap, sort: str, limit: int, offset: int, facets: Facets, index: TextIndex
) -> list[Hit]:
    if sort == "relevance" and query.tree is not None:
        return index.ranked(query.tree, keys, limit, offset, typed=query.typed)
    years: Mapping[str, BitMap] = facets.get("year", {})
    orders: dict[str, Callable[[], list[int]]] = {
        "newest": lambda: newest(keys, years, limit, offset),
        "oldest": lambda: oldest(keys, years, limit, offset),
        "title": lambda: by_title(keys, limit, offset),
    }
    return [Hit(key, "") for key in orders.get(sort, lambda: latest(keys, limit, offset))()]
