"""What a reader typed, as a search of the catalogue: names of fields, values in words, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from stdnum import isbn

from tutela.web.discovery.fields import NAMES, VALUED
from tutela.web.discovery.labels import values_meant
from tutela.web.discovery.text_index import IDENTIFIER, Facets
from tutela.web.discovery.vocabulary import beginning_with
from tutela.web.library.deriving import normal
from tutela.web.searching.query import Note, parse
from tutela.web.searching.stems import any_stems
from tutela.web.searching.tree import All, Named, Some, Tree, Valued, Words

BEGUN = 40
"""Words that a word with an asterisk stands for, besides those whose stem begins so."""

_LONGEST_NUMBER = 80
_SIGNS = re.compile(r"""["“”„«»():*]""")
_OPERATORS = re.compile(r"(?<!\S)(?:AND|ET|Y|OR|OU|O|NOT|SAUF|NO|-\S+)(?!\S)")


class Unknown(NamedTuple):
    """A value that nothing in the catalogue has: the field, and the value as it was typed."""

    field: str
    written: str


@dataclass(frozen=True)
class CatalogueQuery:
    """A query as it was read.

    ``text`` is without unseen characters. ``asked`` is what was asked for; ``tree`` the same with values in the place
    of words where a field has values, and with numbers: what is looked for. Both are None where there is nothing to
    look for. ``typed`` are the words as they were typed, "" where it is more than just words.
    """

    text: str
    asked: Tree | None
    tree: Tree | None
    typed: str = ""
    notes: tuple[Note, ...] = ()
    unknown: tuple[Unknown, ...] = ()


def read(text: str, language: str, facets: Facets) -> CatalogueQuery:
    """Read a query in the page's language; ``facets`` has the values that the catalogue knows."""
    query = parse(text, language, NAMES)
    if query.tree is None:
        return CatalogueQuery(query.text, None, None, notes=query.notes)
    reader = _Reader(facets)
    tree = reader.resolved(query.tree)
    is_plain = not (_SIGNS.search(query.text) or _OPERATORS.search(query.text))
    numbers = numbers_in(query.text)
    if numbers:
        tree = Some((tree, Valued(IDENTIFIER, numbers, query.text)))
    typed = query.text if is_plain else ""
    return CatalogueQuery(query.text, query.tree, tree, typed, query.notes, tuple(reader.unknown))


def numbers_in(text: str) -> tuple[str, ...]:
    """The number that a whole query is, in the forms in which it may be known; () where it is none.

    A number has digits and at least five signs: a year is a word.
    """
    if len(text) > _LONGEST_NUMBER or not any(character.isdecimal() for character in text):
        return ()
    forms = (normal("", text), normal("isbn", text) if isbn.is_valid(text) else "", _address(text))
    return tuple(dict.fromkeys(form for form in forms if len(form) >= 5))


def _address(text: str) -> str:
    return normal("url", text) if "/" in text and " " not in text else ""


class _Reader:
    def __init__(self, facets: Facets) -> None:
        self._facets = facets
        self.unknown: list[Unknown] = []

    def resolved(self, tree: Tree) -> Tree:
        """The tree with values in the place of words where a field has values."""
        if isinstance(tree, All):
            return All(tuple(map(self.resolved, tree.parts)), tuple(map(self.resolved, tree.without)))
        if isinstance(tree, Some):
            return Some(tuple(map(self.resolved, tree.parts)))
        if isinstance(tree, Words):
            forms = _begun(tree)
            return Some(forms) if len(forms) > 1 else tree
        if not isinstance(tree, Named):
            return tree
        if tree.field in VALUED:
            return self._valued(tree.field, tree.words.written)
        if tree.field == "identifier":
            written = tree.words.written
            numbers = dict.fromkeys(filter(None, (normal("", written), normal("isbn", written))))
            return Some((tree, Valued(IDENTIFIER, tuple(numbers), written)))
        forms = _begun(tree.words)
        return Some(tuple(Named(tree.field, form) for form in forms)) if len(forms) > 1 else tree

    def _valued(self, kind: str, written: str) -> Valued:
        values = values_meant(kind, written.rstrip("*"), self._facets.get(kind, {}))
        if not values:
            self.unknown.append(Unknown(kind, written))
        return Valued(kind, values, written)


def _begun(words: Words) -> tuple[Words, ...]:
    """A word that is only begun, or one of the stems of the words that begin so: "exploita*" has none of its own."""
    if not words.is_prefix or len(words.variants[0]) > 1:
        return (words,)
    begun = beginning_with(words.variants[0][0], BEGUN)
    stems = dict.fromkeys((stem,) for word in begun for stem in any_stems(word))
    return (words, replace(words, variants=tuple(stems), is_prefix=False)) if stems else (words,)
