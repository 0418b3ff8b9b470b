"""The search of the catalogue: a tree in, the keys of records out, and their order.

Words are looked for by the full text of the database (``library.keeping``): FTS5 on SQLite, tsvectors on PostgreSQL;
both hold the same stems, and find the same. Values of facets are looked for in their bitmaps, numbers in
``IdentifierKey``. What is found is a roaring bitmap of keys, which other bitmaps can be intersected with.

Nodes of a tree (``searching.tree``): ``Words`` may stand anywhere in a record, each word in another field, a phrase
within one; ``Named(field, words)`` in a field of ``fields.COLUMNS_OF`` or a column of ``library.keeping.COLUMNS``;
``Valued(kind, values)`` asks for a kind of ``library.facets.KINDS``, or for IDENTIFIER with normalised numbers.

The order says where a record has the words: in title, subjects, names, summary, notes. It holds alike on both
databases, is found without reading a record, and can be told to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap

from tutela.web.discovery.ordering import newest
from tutela.web.discovery.record_texts import FEW, answers, is_readable, read_texts, valued_in
from tutela.web.discovery.titles import beginning, titled
from tutela.web.discovery.word_index import word_index
from tutela.web.library.facets import ALL, BITMAPS
from tutela.web.library.keeping import COLUMNS
from tutela.web.library.models import IdentifierKey
from tutela.web.searching.tree import All, Named, Some, Tree, Valued, Words, words

IDENTIFIER = "identifier"
"""The kind of ``Valued`` that asks for numbers, as ``library.deriving.normal`` writes them."""

Facets = Mapping[str, Mapping[str, BitMap]]

TIERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("title",)),
    ("subject", ("title", "subject")),
    ("name", ("title", "subject", "name", "identifier", "publisher")),
    ("summary", ("title", "subject", "name", "identifier", "publisher", "summary")),
    ("note", COLUMNS),
)
"""The order by relevance: first what has all the words in these columns of the first tier, then of the second, ..."""


class Hit(NamedTuple):
    """A record that was found, and where its words stand: "exact" (its title or number is what was asked for), "begins"
    (its title begins with it), "phrase" (one after the other in the title), or the name of a tier; "" where only named
    fields were asked for."""

    key: int
    place: str


def matching(tree: Tree) -> BitMap:
    """The keys of the published records that a tree finds."""
    return TextIndex(BITMAPS.current()).matching(tree)


def ranked(tree: Tree, keys: BitMap, limit: int, offset: int = 0, *, typed: str = "") -> list[int]:
    """The best of these keys, which the tree finds: by where they have the words, then the newer first.

    ``typed`` are the words as they were typed, where they were just words: for titles that are the same.
    """
    return [hit.key for hit in TextIndex(BITMAPS.current()).ranked(tree, keys, limit, offset, typed=typed)]


class TextIndex:
    """The index as it is now, with the facets as they are now (``BITMAPS.current()``)."""

    def __init__(self, facets: Facets) -> None:
        self._facets = facets
        self._words = word_index()

    def matching(self, tree: Tree) -> BitMap:
        """The keys of the published records that a tree finds."""
        return self._keys(tree, COLUMNS) & self._everything

    def ranked(self, tree: Tree, keys: BitMap, limit: int, offset: int = 0, *, typed: str = "") -> list[Hit]:
        """The best of these keys, which the tree finds: by their tier, then the newer first.

        No more is asked of the database than the tiers that are needed to come so far.
        """
        hits: list[Hit] = []
        left = keys.copy()
        years = self._facets.get("year", {})
        is_quick = len(keys) <= FEW and is_readable(tree)
        for place, tier in self._read_tiers(tree, typed, keys) if is_quick else self._tiers(tree, typed):
            tier &= left
            if offset >= len(tier):
                offset -= len(tier)
            else:
                hits += [Hit(key, place) for key in newest(tier, years, limit - len(hits), offset)]
                offset = 0
            left -= tier
            if len(hits) >= limit or not left:
                return hits
        place = TIERS[-1][0] if any(_bare_words(tree)) else ""
        return hits + [Hit(key, place) for key in newest(left, years, limit - len(hits), offset)]

    @property
    def _everything(self) -> BitMap:
        return self._facets.get(ALL, {}).get("", BitMap())

    def _tiers(self, tree: Tree, typed: str) -> Iterator[tuple[str, BitMap]]:
        if not any(_bare_words(tree)):
            return
        yield "exact", titled(typed) | self._numbered(tree)
        yield "begins", beginning(typed)
        phrase = words(typed, is_phrase=True)
        if phrase is not None and len(phrase.variants[0]) > 1:
            yield "phrase", self._words.keys(Named("title", phrase), COLUMNS)
        for place, columns in TIERS[:-1]:
            yield place, self._keys(tree, columns)

    def _read_tiers(self, tree: Tree, typed: str, keys: BitMap) -> Iterator[tuple[str, BitMap]]:
        """The same tiers of few records, by reading what they say: one query in the place of many."""
        if not any(_bare_words(tree)):
            return
        yield "exact", titled(typed) | self._numbered(tree)
        yield "begins", beginning(typed)
        texts = read_texts(keys)
        valued = {one: self._valued(one) for one in valued_in(tree)}
        phrase = words(typed, is_phrase=True)
        if phrase is not None and len(phrase.variants[0]) > 1:
            yield "phrase", BitMap([text.key for text in texts if text.has(phrase, ("title",))])
        for place, columns in TIERS[:-1]:
            yield place, BitMap([text.key for text in texts if answers(text, tree, columns, valued)])

    def _numbered(self, tree: Tree) -> BitMap:
        """What has one of the numbers that the tree asks for, each of which would do."""
        parts = tree.parts if isinstance(tree, Some) else (tree,)
        numbers = [part for part in parts if isinstance(part, Valued) and part.kind == IDENTIFIER]
        return BitMap.union(BitMap(), *map(self._valued, numbers))

    def _keys(self, tree: Tree, columns: Sequence[str]) -> BitMap:
        """What a tree finds where its words may stand in these columns only."""
        if is_text(tree):
            return self._words.keys(tree, columns)
        if isinstance(tree, Valued):
            return self._valued(tree)
        assert isinstance(tree, (All, Some))
        text = tuple(part for part in tree.parts if is_text(part))
        others = [self._keys(part, columns) for part in tree.parts if not is_text(part)]
        if isinstance(tree, Some):
            return BitMap.union(*others, *([self._words.keys(Some(text), columns)] if text else []))
        plain = tuple(part for part in tree.without if is_text(part)) if text else ()
        if text:
            others.append(self._words.keys(All(text, plain), columns))
        found = BitMap.intersection(*others)
        for part in tree.without:
            if part not in plain:
                found -= self._keys(part, columns)
        return found

    def _valued(self, tree: Valued) -> BitMap:
        if tree.kind != IDENTIFIER:
            known = self._facets.get(tree.kind, {})
            return BitMap.union(BitMap(), *(known[value] for value in tree.values if value in known))
        values = [value for value in tree.values if value and "\0" not in value]
        rows = IdentifierKey.objects.filter(value__in=values).values_list("record_id", flat=True)
        return BitMap(list(rows) if values else ())


def is_text(tree: Tree) -> bool:
    """Whether a tree asks for words only, so that the full text alone can answer."""
    if isinstance(tree, (Words, Named)):
        return True
    if isinstance(tree, Valued):
        return False
    return all(map(is_text, tree.parts)) and (isinstance(tree, Some) or all(map(is_text, tree.without)))


def _bare_words(tree: Tree) -> Iterator[Words]:
    """The words that may stand anywhere: by their places records are ordered."""
    if isinstance(tree, Words):
        yield tree
    elif isinstance(tree, (All, Some)):
        for part in tree.parts:
            yield from _bare_words(part)
