"""A query as it was typed, taken apart: words, phrases, fields, operators and brackets, in the order that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from tutela.evidence.tokens import fold
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
_FIELD = re.compile(r"([^\W\d_]+)(\s?):(?!//)(\s?)(?=[^\s:])")

SHORTEST = 3
"""Letters that must stand before an asterisk."""

Fault = Literal["many", "quote", "bracket", "deep", "operator", "field", "short"]
Fields = Mapping[str, str]
"""By each name that may be typed before a colon, folded, the field that is meant. Without any, a colon says nothing."""


@dataclass(frozen=True, slots=True)
class Negated:
    inner: Raw


@dataclass(frozen=True, slots=True)
class Joined:
    parts: tuple[Raw, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Fielded:
    """What is to be looked for in one field; where there is another inside, that one counts."""

    field: str
    inner: Raw


Raw: TypeAlias = "Words | Negated | Joined | Fielded"


class _Piece(NamedTuple):
    kind: str  # and, or, not, field, (, ), words
    found: tuple[Words, ...] = ()
    field: str = ""


_BEGINS = ("not", "field", "(", "words")
"""Kinds of pieces with which a term begins."""


def read(text: str, fields: Fields | None = None) -> tuple[Raw | None, list[Fault]]:
    """What was typed, and what was wrong with it; None where there is no word in it.

    With ``fields``, "title:child" is looked for in that field, and "child*" is a word that is only begun.
    """
    reader = _Reader(text, fields)
    raw = reader.any()
    return raw, list(dict.fromkeys(reader.faults))


class _Reader:
    def __init__(self, text: str, fields: Fields | None) -> None:
        self.faults: list[Fault] = []
        self._pieces = _paired(list(_pieces(text, self.faults, fields)), self.faults)
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
        while self._kind() in ("and", *_BEGINS):
            if self._next("and") and (parts[-1] is None or self._kind() not in _BEGINS):
                self.faults.append("operator")  # nothing before or after it
            parts.append(self._term())
        return self._joined(parts, is_all=True)

    def _term(self) -> Raw | None:
        negations, field = 0, ""
        while (kind := self._kind()) in ("not", "field"):
            negations += kind == "not"
            field = self._pieces[self._place].field or field
            self._place += 1
        inner: Raw | None = None
        if self._next("("):
            inner = self.any()
            self._next(")")
        elif kind == "words":
            found = self._pieces[self._place].found
            self._place += 1
            inner = found[0] if len(found) == 1 else Joined(found, is_all=True)
        elif negations and not field:
            self.faults.append("operator")
        if field and inner is None:
            self.faults.append("field")
        elif field and inner is not None:
            inner = Fielded(field, inner)
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


def _pieces(text: str, faults: list[Fault], fields: Fields | None) -> Iterator[_Piece]:
    """The pieces of a query. Words after the MOST that are minded are left out."""
    opened: int | None = None
    count = place = 0
    before = ""
    has_fields = False
    while match := _PIECES.search(text, place):
        if fields and opened is None and (field := _FIELD.match(text, match.start())):
            # "Child as subject: a study" is a title; "subject: courts", where a query or a part of it begins, is not.
            is_meant = not (field[2] or field[3]) or has_fields or before != "words"
            if is_meant and (name := fields.get(fold(field[1]))):
                has_fields, before, place = True, "field", field.end()
                yield _Piece("field", field=name)
                continue
        place = match.end()
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
            before = piece
            yield _Piece(piece)
            continue
        elif piece in OPERATORS or (piece == "-" and text[match.end() :][:1].strip()):
            before = OPERATORS.get(piece, "not")
            yield _Piece(before)
            continue
        else:
            found = _bare(piece) if not fields or piece[-1] != "*" else _begun(piece, faults)
        count += sum(len(one.variants[0]) for one in found)
        if count > MOST:
            faults.append("many")
            return
        if found:
            before = "words"
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


def _begun(written: str, faults: list[Fault]) -> tuple[Words, ...]:
    """The words of a piece with an asterisk at its end: of the last one only the beginning is known."""
    found = _bare(written.rstrip("*"))
    if not found:
        return ()
    last = found[-1]
    as_written = last.variants[0]  # not its stem: more of the word is to follow
    if len(as_written[-1]) < SHORTEST:
        faults.append("short")
        return found
    return (*found[:-1], replace(last, written=f"{last.written}*", variants=(as_written,), is_prefix=True))


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
