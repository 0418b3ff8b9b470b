"""Another spelling for words that the catalogue hardly has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutela.evidence.tokens import FUNCTION_WORDS, fold, words_in
from tutela.web.discovery.query import CatalogueQuery
from tutela.web.discovery.vocabulary import Near, near
from tutela.web.searching.tree import Words, sought, words

RARE = 2
"""A word that no more records than these have may be misspelt."""

BETTER = 10
"""So many times as many records must have the word that was perhaps meant."""

_MOST = 5  # words of a query that are looked at

Records = Callable[[Words], int]
"""How many records have a word."""


def respelt(query: CatalogueQuery, records: Records) -> str:
    """The query with words that the catalogue has in the place of words that it hardly has; "" where there are none."""
    text = query.text
    for written in _doubtful(query):
        found = words(written)
        count = records(found) if found else 0
        if found is None or count > RARE:
            continue
        for candidate in near(written):
            other = words(candidate.word)
            if other and _is_better(candidate, found, other, count, records):
                text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", _as_written(written, candidate.word), text)
                break
    return "" if text == query.text else text


def _doubtful(query: CatalogueQuery) -> Iterator[str]:
    """The words that may be misspelt: not numbers, not words that every text has."""
    if query.asked is None:
        return
    common = frozenset().union(*FUNCTION_WORDS.values())
    found = (match.group() for one in sought(query.asked) if not one.is_prefix for match in words_in(one.written))
    yield from list(dict.fromkeys(word for word in found if word.isalpha() and fold(word) not in common))[:_MOST]


def _is_better(candidate: Near, found: Words, other: Words, count: int, records: Records) -> bool:
    if set(found.variants) & set(other.variants):
        return False  # an inflection of the same word
    if candidate.records < BETTER * count and count:
        return False
    return records(other) > BETTER * count


def _as_written(written: str, word: str) -> str:
    return word.capitalize() if written[:1].isupper() and not written.isupper() else word
