"""Expressions: how a rule writes a term with its inflections, spellings and paraphrases.

    child|children|kid* pornograph*|porn     one word of each group, in this order
    the? child                               a word or group that may be left out
    sex ... child|children                   up to five words in between, in the same sentence
    child ... (consensual sex)               the term is what stands between the brackets, the rest must be near it

``*`` stands for any ending. Accents and capitals do not matter; between two words may stand blanks, a line break, a
hyphen, or nothing where a ``+`` joins them (``child+porn``: "child porn", "child-porn", "childporn"). An apostrophe
belongs to the word before it: ``d' enfant*``. A word may have an inclusive ending (mineur·e·s,
mineur.e.s, mineur(e)s, menores/as). Words that a scanner misread (rn as m, 0 as o, 1 as l or i) are found too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import NamedTuple

from tutela.terms.folding import fold

GAP = 5
"""Words that "..." stands for, at most."""

LONGEST_TO_INFLECT = 3
"""A word must have more letters than this to have an inclusive ending."""

_BETWEEN = r"(?:[ \t\xa0\u202f\u2009]*[\r\n]{1,2}[ \t\xa0]*|[ \t\xa0\u202f\u2009]+|[ \t]?[-‐‑–/][ \t\r\n]?)"
_JOINED = rf"(?:{_BETWEEN})?"
_APART = r"[^\w.;:!?\r\n]+(?:\r?\n[^\w.;:!?\r\n]*)?|\r?\n[^\w.;:!?\r\n]*"
_GAP = rf"(?:(?:{_APART})\w+){{0,{GAP}}}?(?:{_APART})"
_INCLUSIVE = (
    r"(?:[·.(/-](?:es?|[st]?rices?|nes?|euses?|ses?|eres?|ves?|[ao]s?)\)?(?:[·./-]?s\b)?(?!\w)|[·(]s\)?(?!\w))?"
)
_INCLUSIVE_WORDS = 2
_MISREAD = {"o": "[o0]", "l": "[l1]", "i": "[i1l]", "s": "[s5]"}
_TOKEN = re.compile(r"\.\.\.|\+|[^\s+]+")
_WORD = re.compile(r"[\w'’.@]+\*?")
_RUN = re.compile(r"\w+")


class ExpressionError(ValueError):
    """An expression that cannot be read."""


class Link(Enum):
    """What stands between a group and the one before it."""

    BLANK = ""
    JOINED = "+"
    GAP = "..."


class Part(NamedTuple):
    """A group of words, and its link to the group before."""

    words: tuple[str, ...]
    link: Link = Link.BLANK
    is_optional: bool = False
    begins: bool = False
    """Whether the term begins here, where it is not the whole expression."""
    ends: bool = False

    @property
    def is_inflected(self) -> bool:
        """Whether a word may have an inclusive ending."""
        return any(word[-1] not in "'’" and len(word) > LONGEST_TO_INFLECT for word in self.words)

    @property
    def length(self) -> int:
        """How many runs of letters the longest of its words has, its ending included."""
        runs = max(len(_RUN.findall(word)) for word in self.words)
        return runs + (_INCLUSIVE_WORDS if self.is_inflected else 0)


class Needed(NamedTuple):
    """A group that may not be left out: ``first`` to ``last`` words after the first such group of its expression.

    ``is_joined``: its words may be a part of a longer one.
    """

    words: tuple[str, ...]
    first: int
    last: int
    is_joined: bool


@dataclass(frozen=True)
class Expression:
    """An expression, read."""

    parts: tuple[Part, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in folded text (``terms.folding``); made when it is first needed, for most never are."""
        return re.compile(_source(self.parts))

    @cached_property
    def needed(self) -> tuple[Needed, ...]:
        """The groups that stand in every text that has it."""
        found: list[Needed] = []
        first = last = 0
        for place, part in enumerate(self.parts):
            if found:
                first += not part.is_optional and part.link is not Link.JOINED
                last += GAP if part.link is Link.GAP else 0
            if not part.is_optional:
                is_joined = any(one.link is Link.JOINED for one in self.parts[max(place, 1) : place + 2])
                found.append(Needed(part.words, first, last, is_joined))
            if found:
                last += part.length
        return tuple(found)

    @cached_property
    def lead(self) -> int:
        """How many words may stand before the first group that is needed."""
        before = 0
        for part in self.parts:
            if not part.is_optional:
                break
            before += part.length
        return before

    @cached_property
    def length(self) -> int:
        """How many words it has at most, counted from the first group that is needed."""
        needed = [place for place, part in enumerate(self.parts) if not part.is_optional]
        return sum(part.length + (GAP if part.link is Link.GAP else 0) for part in self.parts[needed[0] :])


@cache
def read_expression(written: str) -> Expression:
    """An expression. Raises ExpressionError."""
    parts: list[Part] = []
    link = Link.BLANK
    for token in _TOKEN.findall(fold(written)):
        if token in ("...", "+"):
            link = Link(token)
            if link is Link.GAP and all(part.is_optional for part in parts):
                raise ExpressionError(f"{written!r} begins with a gap")
            continue
        begins, ends, token = token.startswith("("), token.endswith(")"), token.strip("()")
        words = tuple(token.rstrip("?").split("|"))
        if not all(_WORD.fullmatch(word) and _RUN.search(word) for word in words):
            raise ExpressionError(f"{written!r}: {token!r} is not made of words")
        parts.append(Part(words, link, token.endswith("?"), begins, ends))
        link = Link.BLANK
    if all(part.is_optional for part in parts):
        raise ExpressionError(f"{written!r} has no word that must be there")
    if any(part.is_optional for part in parts if part.begins or part.ends) or not _is_paired(parts):
        raise ExpressionError(f"{written!r}: brackets stand once, from a word that must be there to another one")
    return Expression(tuple(parts))


def _is_paired(parts: list[Part]) -> bool:
    signs = [sign for part in parts for sign in ("(" * part.begins, ")" * part.ends) if sign]
    return signs in ([], ["(", ")"])


def _source(parts: tuple[Part, ...]) -> str:
    source = ""
    last: Part | None = None
    for part in parts:
        group = "(" * part.begins + _group(part) + ")" * part.ends
        if last is None:
            source += f"(?:{group}{_BETWEEN})?" if part.is_optional else group
        else:
            between = _between(last, part.link)
            source += f"(?:{between}{group})?" if part.is_optional else f"{between}{group}"
        last = last if part.is_optional else part
    return rf"(?<!\w){source}(?!\w)"


@cache
def _group(part: Part) -> str:
    return "(?:" + "|".join(map(_word, part.words)) + ")" + (_INCLUSIVE if part.is_inflected else "")


def _between(last: Part, link: Link) -> str:
    if link is Link.GAP:
        return _GAP
    if link is Link.JOINED or all(word.endswith(("'", "’")) for word in last.words):
        return _JOINED
    return _BETWEEN


@cache
def _word(word: str) -> str:
    body = word.removesuffix("*")
    letters = "".join(_MISREAD.get(sign, "['’]" if sign in "'’" else re.escape(sign)) for sign in body)
    return letters.replace("rn", "(?:rn|m)") + (r"\w*" if word.endswith("*") else "")
