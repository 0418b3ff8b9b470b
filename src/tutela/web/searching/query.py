"""The language of queries: words, "phrases", AND OR NOT, brackets, fields. Nothing that a person types is an error.

    query  = any
    any    = all { OR all }
    all    = term { [AND] term }
    term   = { NOT | "-" | name ":" } ( "(" any ")" | phrase | word )

Names of fields are known where there is something that has fields: the catalogue, not passages.
What cannot be read as it stands is read as well as possible, and a ``Note`` says how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tutela.evidence.tokens import FUNCTION_WORDS, fold
from tutela.web.searching.raw import Fielded, Fields, Joined, Negated, Raw, read
from tutela.web.searching.tree import All, Named, Some, Tree, Words

LONGEST = 1000
"""Characters of a query that are read."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


class Note(NamedTuple):
    """Something that a reader should know of how the query was read: a code, and the words that it is about."""

    code: str
    words: str = ""


@dataclass(frozen=True)
class Query:
    """A query as it was read: ``text`` without unseen characters; ``tree``, None where there is nothing to look for."""

    text: str
    tree: Tree | None
    notes: tuple[Note, ...] = ()


class _Signed(NamedTuple):
    """A tree, or (``is_not``) everything outside it."""

    tree: Tree
    is_not: bool = False


def parse(text: str, language: str = "en", fields: Fields | None = None) -> Query:
    """Read a query. Outside phrases, the commonest words of ``language``, the page's, are not looked for.

    ``fields`` are the names of fields that it may have (``raw.Fields``).
    """
    text = " ".join(_UNSEEN.sub(" ", text).split())
    notes: list[Note] = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        notes.append(Note("cut"))
    raw, faults = read(text, fields)
    notes += (Note(code) for code in faults)
    signed = None
    if raw is not None:
        raw, common = _without_common(raw, FUNCTION_WORDS.get(language, frozenset()))
        if common:
            notes.append(Note("common", ", ".join(dict.fromkeys(common))))
        signed = _signed(raw)
    if signed is None:
        return Query(text, None, (*notes, Note("nothing")) if text else ())
    if signed.is_not:
        return Query(text, None, (*notes, Note("only-not")))
    return Query(text, signed.tree, tuple(notes))


def _without_common(raw: Raw, common: frozenset[str]) -> tuple[Raw, list[str]]:
    """The query without the common words that stand beside others which all must be there; and those words."""
    if isinstance(raw, Negated):
        inner, left_out = _without_common(raw.inner, common)
        return Negated(inner), left_out
    if isinstance(raw, Fielded):
        inner, left_out = _without_common(raw.inner, common)
        return Fielded(raw.field, inner), left_out
    if isinstance(raw, Words):
        return raw, []
    kept: list[Raw] = []
    left_out = []
    telling = [part for part in raw.parts if not (_is_common(part, common) or isinstance(part, Negated))]
    for part in raw.parts:
        if raw.is_all and telling and _is_common(part, common):
            assert isinstance(part, Words)
            left_out.append(part.written)
            continue
        inner, deeper = _without_common(part, common)
        kept.append(inner)
        left_out += deeper
    return Joined(tuple(kept), raw.is_all), left_out


def _is_common(raw: Raw, common: frozenset[str]) -> bool:
    return isinstance(raw, Words) and not raw.is_phrase and fold(raw.written) in common


def _signed(raw: Raw, field: str = "") -> _Signed:
    """The query as a tree in which NOT only ever takes something away from something: what every index can answer.

    By De Morgan: ``a OR NOT b`` is everything but ``b NOT a``.
    """
    if isinstance(raw, Words):
        return _Signed(Named(field, raw) if field else raw)
    if isinstance(raw, Fielded):
        return _signed(raw.inner, raw.field)
    if isinstance(raw, Negated):
        signed = _signed(raw.inner, field)
        return _Signed(signed.tree, not signed.is_not)
    parts = [_signed(part, field) for part in raw.parts]
    wanted = _once(part.tree for part in parts if not part.is_not)
    unwanted = _once(part.tree for part in parts if part.is_not)
    if raw.is_all:
        return _Signed(_all(wanted, unwanted)) if wanted else _Signed(_some(unwanted), is_not=True)
    return _Signed(_all(unwanted, wanted), is_not=True) if unwanted else _Signed(_some(wanted))


def _all(parts: tuple[Tree, ...], without: tuple[Tree, ...]) -> Tree:
    if len(parts) == 1 and not without:
        return parts[0]
    return All(parts, without)


def _some(parts: tuple[Tree, ...]) -> Tree:
    return parts[0] if len(parts) == 1 else Some(parts)


def _once(trees: Iterator[Tree]) -> tuple[Tree, ...]:
    return tuple(dict.fromkeys(trees))
