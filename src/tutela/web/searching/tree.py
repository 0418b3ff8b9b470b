"""What a query asks for, as a tree; and the plainest way to answer it, by which the indexes are tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from tutela.evidence.tokens import words_in
from tutela.web.searching.stems import LANGUAGES, stem_of


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or words that follow each other.

    ``variants`` are the tokens to look for, one after the other: those of each language, any of which will do. Of a
    word that is only begun (``is_prefix``) the last token of each is what the word there begins with.
    """

    written: str
    variants: tuple[tuple[str, ...], ...]
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Words that are looked for in one field only, by the name that the index has for it ("title")."""

    field: str
    words: Words


@dataclass(frozen=True, slots=True)
class Valued:
    """What has at least one of these values of a kind ("language", ("fre", "spa")), whatever words it has.

    ``written`` is how it was asked for. No value at all finds nothing.
    """

    kind: str
    values: tuple[str, ...]
    written: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """All of ``parts``, and none of ``without``. There is at least one part."""

    parts: tuple[Tree, ...]
    without: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of ``parts``."""

    parts: tuple[Tree, ...]


Tree: TypeAlias = "Words | Named | Valued | All | Some"


def words(written: str, *, is_phrase: bool = False) -> Words | None:
    """What to look for where somebody wrote this; None where there is no word in it."""
    found = list(words_in(written))
    variants = [
        tuple(filter(None, (stem_of(word.group(), language) for word in found))) for language in ("", *LANGUAGES)
    ]
    variants = [variant for variant in dict.fromkeys(variants) if variant]
    shown = written[found[0].start() : found[-1].end()] if found else ""
    return Words(" ".join(shown.split()), tuple(variants), is_phrase) if variants else None


def sought(tree: Tree) -> Iterator[Words]:
    """The words that are looked for, not those to be left out: what is marked in a text that was found."""
    if isinstance(tree, Words):
        yield tree
    elif isinstance(tree, Named):
        yield tree.words
    elif not isinstance(tree, Valued):
        for part in tree.parts:
            yield from sought(part)


def places(words: Words, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where these words stand among the tokens of a text: the first and the one after the last, in order."""
    found = set()
    for variant in words.variants:
        length, first = len(variant), variant[0]
        if words.is_prefix:
            found |= {(place, place + length) for place in range(len(tokens)) if _begins(variant, tokens, place)}
            continue
        if first not in tokens:
            continue  # nearly always: told at once
        for place, token in enumerate(tokens):
            if token == first and (length == 1 or tuple(tokens[place : place + length]) == variant):
                found.add((place, place + length))
    return sorted(found)


def _begins(variant: tuple[str, ...], tokens: Sequence[str], place: int) -> bool:
    there = tokens[place : place + len(variant)]
    return len(there) == len(variant) and tuple(there[:-1]) == variant[:-1] and there[-1].startswith(variant[-1])


def holds(tree: Tree, tokens: Sequence[str]) -> bool:
    """Whether a text with these tokens is what the tree asks for. A text is one field, and has no values."""
    if isinstance(tree, Words):
        return bool(places(tree, tokens))
    if isinstance(tree, Named):
        return bool(places(tree.words, tokens))
    if isinstance(tree, Valued):
        return False
    if isinstance(tree, Some):
        return any(holds(part, tokens) for part in tree.parts)
    return all(holds(part, tokens) for part in tree.parts) and not any(holds(part, tokens) for part in tree.without)


@lru_cache(maxsize=4096)
def tokens_of(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """The tokens of a text, each with the place of its word."""
    found = ((stem_of(match.group(), language), *match.span()) for match in words_in(text))
    return tuple(token for token in found if token[0])


def marks(tree: Tree, text: str, language: str) -> list[tuple[int, int]]:
    """The places in a text of the words that were looked for, in order and without overlap."""
    tokens = tokens_of(text, language)
    stems = [stem for stem, _start, _end in tokens]
    spans = sorted(
        (tokens[first][1], tokens[last - 1][2]) for words in sought(tree) for first, last in places(words, stems)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
