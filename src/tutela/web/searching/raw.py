"""A query as it was typed, taken apart: words, phrases, operators and brackets, in the order that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from tutela.web.searching.tree import Words, words

OPERATORS = {
    "AND": "and", "ET": "and", "Y": "and",
    "OR": "or", "OU": "or", "O": "or",
    "NOT": "not", "SAUF": "not", "NO": "not",
}  # fmt: skip
"""In capitals only: in small letters these are words like any other."""

MOST = 60
"""Words of a query that are looked for."""

DEEPEST = 8
"""Brackets within brackets that are minded."""

_QUOTES = '"“”„«»'
_PIECES = re.compile(rf"[{_QUOTES}]|[()]|-(?=[^\s)-])|[^\s(){_QUOTES}]+")
_APOSTROPHES = re.compile(r"['’ʼ]")

Fault = Literal["many", "quote", "bracket", "deep", "operator"]


@dataclass(frozen=True, slots=True)
class Negated:
    inner: Raw


@dataclass(frozen=True, slots=True)
class Joined:
    parts: tuple[Raw, ...]
    is_all: bool


Raw: TypeAlias = "Words | Negated | Joined"


class _Piece(NamedTuple):
    kind: str  # and, or, not, (, ), words
    found: tuple[Words, ...] = ()


def read(text: str) -> tuple[Raw | None, list[Fault]]:
    """What was typed, and what was wrong with it; None where there is no word in it."""
    reader = _Reader(text)
    raw = reader.any()
    return raw, list(dict.fromkeys(reader.faults))


class _Reader:
    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self._pieces = _paired(list(_pieces(text, self.faults)), self.faults)
        self._place = 0

    def any(self) -> Raw | None:
        parts = [self._all()]
        while self._next("or"):
            parts.append(self._all())
        if len(parts) > 1 and None in parts:
            self.faults.append("operator")
        return self._joined(parts, is_all=False)

    def _all(self) -> Raw | None:
        parts = [self._term()]
        while self._kind() in ("and", "not", "(", "words"):
            if self._next("and") and (parts[-1] is None or self._kind() not in ("not", "(", "words")):
                self.faults.append("operator")  # nothing before or after it
            parts.append(self._term())
        return self._joined(parts, is_all=True)

    def _term(self) -> Raw | None:
        negations = 0
        while self._next("not"):
            negations += 1
        kind = self._kind()
        inner: Raw | None = None
        if self._next("("):
            inner = self.any()
            self._next(")")
        elif kind == "words":
            found = self._pieces[self._place].found
            self._place += 1
            inner = found[0] if len(found) == 1 else Joined(found, is_all=True)
        elif negations:
            self.faults.append("operator")
        return Negated(inner) if inner is not None and negations % 2 else inner

    def _joined(self, parts: list[Raw | None], *, is_all: bool) -> Raw | None:
        kept: list[Raw] = []
        for part in parts:
            if isinstance(part, Joined) and part.is_all == is_all:
                kept += part.parts
            elif part is not None:
                kept.append(part)
        if len(kept) > 1:
            return Joined(tuple(kept), is_all)
        return kept[0] if kept else None

    def _kind(self) -> str:
        return self._pieces[self._place].kind if self._place < len(self._pieces) else ""

    def _next(self, kind: str) -> bool:
        if self._kind() != kind:
            return False
        self._place += 1
        return True


def _pieces(text: str, faults: list[Fault]) -> Iterator[_Piece]:
    """The pieces of a query. Words after the MOST that are minded are left out."""
    opened: int | None = None
    count = 0
    for match in _PIECES.finditer(text):
        piece = match.group()
        if piece in _QUOTES:
            if opened is None:
                opened = match.end()
                continue
            found = _phrase(text[opened : match.start()])
            opened = None
        elif opened is not None:
            continue
        elif piece in "()":
            yield _Piece(piece)
            continue
        elif piece in OPERATORS or (piece == "-" and text[match.end() :][:1].strip()):
            yield _Piece(OPERATORS.get(piece, "not"))
            continue
        else:
            found = _bare(piece)
        count += sum(len(one.variants[0]) for one in found)
        if count > MOST:
            faults.append("many")
            return
        if found:
            yield _Piece("words", found)
    if opened is not None:
        faults.append("quote")
        if found := _phrase(text[opened:]):
            yield _Piece("words", found)


def _phrase(written: str) -> tuple[Words, ...]:
    found = words(written, is_phrase=True)
    return (found,) if found else ()


def _bare(written: str) -> tuple[Words, ...]:
    """The words of a piece without blanks. What an apostrophe cut off (l’enfant, child’s) says nothing; what a hyphen
    or a stroke joins (self-generated, CRC/C/156) is a phrase."""
    parts = [part for part in _APOSTROPHES.split(written) if part]
    telling = [part for part in parts if len(part) > 2] or parts
    found = (words(part.strip("-"), is_phrase=False) for part in telling)
    return tuple(
        Words(one.written, one.variants, is_phrase=True) if len(one.variants[0]) > 1 else one for one in found if one
    )


def _paired(pieces: list[_Piece], faults: list[Fault]) -> list[_Piece]:
    """The pieces with brackets that pair and are not too deep: others are left out."""
    kept: list[_Piece] = []
    depth = 0
    for piece in pieces:
        if piece.kind == "(":
            depth += 1
            if depth > DEEPEST:
                faults.append("deep")
                continue
        elif piece.kind == ")":
            if not depth:
                faults.append("bracket")
                continue
            depth -= 1
            if depth >= DEEPEST:
                continue
        kept.append(piece)
    if depth:
        faults.append("bracket")
        kept += [_Piece(")")] * min(depth, DEEPEST)
    return kept
