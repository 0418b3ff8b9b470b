"""What a few records say, read to tell where their words stand: quicker than to ask the full text once a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from pyroaring import BitMap

from tutela.web.discovery.word_index import columns_of
from tutela.web.library.models import IndexedText
from tutela.web.searching.tree import Named, Some, Tree, Valued, Words, places

FEW = 100
"""Of no more records than these the texts are read."""

READ = ("title", "subject", "name", "identifier", "publisher", "summary")
"""Columns that are read. Notes and files are long, and the last of all places."""


class RecordText(NamedTuple):
    """The tokens of a record, column by column."""

    key: int
    tokens: Mapping[str, list[str]]

    def has(self, words: Words, columns: Iterable[str]) -> bool:
        """Whether one of these columns has the words."""
        return any(places(words, self.tokens[column]) for column in columns)


def read_texts(keys: BitMap) -> list[RecordText]:
    """The texts of these records. One query."""
    rows = IndexedText.objects.filter(pk__in=list(keys)).values_list("pk", *READ)
    return [
        RecordText(key, {name: text.split() for name, text in zip(READ, texts, strict=True)}) for key, *texts in rows
    ]


def is_readable(tree: Tree) -> bool:
    """Whether a tree asks for no column by its name that is not read."""
    if isinstance(tree, Named):
        return set(columns_of(tree.field)) <= set(READ)
    if isinstance(tree, (Words, Valued)):
        return True
    parts = tree.parts if isinstance(tree, Some) else (*tree.parts, *tree.without)
    return all(map(is_readable, parts))


def answers(text: RecordText, tree: Tree, columns: Collection[str], valued: Mapping[Valued, BitMap]) -> bool:
    """Whether a record has what a tree asks for, its words in these columns; ``valued`` are the keys of each value."""
    if isinstance(tree, Words):
        return text.has(tree, columns)
    if isinstance(tree, Named):
        return text.has(tree.words, columns_of(tree.field))
    if isinstance(tree, Valued):
        return text.key in valued[tree]
    if isinstance(tree, Some):
        return any(answers(text, part, columns, valued) for part in tree.parts)
    return all(answers(text, part, columns, valued) for part in tree.parts) and not any(
        answers(text, part, columns, valued) for part in tree.without
    )


def valued_in(tree: Tree) -> Iterable[Valued]:
    """The values that a tree asks for."""
    if isinstance(tree, Valued):
        yield tree
    elif not isinstance(tree, (Words, Named)):
        for part in tree.parts if isinstance(tree, Some) else (*tree.parts, *tree.without):
            yield from valued_in(part)
