"""Measures chosen by filters that live in the address, with the number of measures behind each further choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from django.http import QueryDict

from tutela.evidence.tokens import fold, words_in
from tutela.register.measures import Measure, Register
from tutela.web.searching.stems import stem_of
from tutela.web.site.register import the_register

KINDS = ("section", "addressee", "theme", "article")
"""The filters, by their names in the address, in the order in which they are shown. The words sought are ``q``."""

LONGEST_TEXT = 200

_SEPARATOR = re.compile(r"[._-]")

_HOLDS: dict[str, Callable[[Measure], tuple[str, ...]]] = {
    "section": lambda measure: (measure.section,),
    "addressee": lambda measure: measure.addressees,
    "theme": lambda measure: measure.themes,
    "article": lambda measure: measure.articles,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: how many measures it would show beside the other filters, and whether it is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Selection:
    """What a reader chose. Values of one filter widen it, each further filter narrows it.

    ``chosen`` has the values by kind of filter; all are known to the register. ``text`` holds the words sought.
    ``has_unknown``: the address named something that the register does not have; it was left out.
    """

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    has_unknown: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text and not any(self.chosen.values())

    @property
    def how_many(self) -> int:
        """The number of filters in use."""
        return sum(len(values) for values in self.chosen.values()) + bool(self.text)

    def measures(self, register: Register, language: str) -> list[Measure]:
        """The measures that hold for all filters, in the order of the register."""
        return self._held(register, language, KINDS)

    def choices(self, kind: str, register: Register, language: str) -> list[Choice]:
        """The values of a filter, counted among the measures that hold for all other filters."""
        others = self._held(register, language, [other for other in KINDS if other != kind])
        holds, chosen = _HOLDS[kind], self.chosen.get(kind, ())
        return [
            Choice(value, sum(value in holds(measure) for measure in others), value in chosen)
            for value in values_of(kind, register)
        ]

    def query(self) -> str:
        """The filters as they stand in an address, without "?"."""
        query = QueryDict(mutable=True)
        for kind in KINDS:
            query.setlist(kind, list(self.chosen.get(kind, ())))
        if self.text:
            query["q"] = self.text
        return query.urlencode()

    def without(self, kind: str, value: str) -> Selection:
        """The selection with one filter less; the kind "q" stands for the words sought."""
        if kind == "q":
            return replace(self, text="", has_unknown=False)
        left = tuple(other for other in self.chosen.get(kind, ()) if other != value)
        return replace(self, chosen={**self.chosen, kind: left}, has_unknown=False)

    def _held(self, register: Register, language: str, kinds: Iterable[str]) -> list[Measure]:
        wanted = [(_HOLDS[kind], set(self.chosen[kind])) for kind in kinds if self.chosen.get(kind)]
        words = [match.group() for match in words_in(_SEPARATOR.sub(" ", self.text))]
        return [
            measure
            for measure in register.measures
            if all(not values.isdisjoint(holds(measure)) for holds, values in wanted)
            and (not words or _has_words(measure.id, language, words))
        ]


def selection_of(query: QueryDict, register: Register) -> Selection:
    """What the address asks for. Values that the register does not have are left out, and it is said that they were."""
    chosen: dict[str, tuple[str, ...]] = {}
    has_unknown = False
    for kind in KINDS:
        asked = {value for value in query.getlist(kind) if value}
        chosen[kind] = tuple(value for value in values_of(kind, register) if value in asked)
        has_unknown = has_unknown or len(chosen[kind]) < len(asked)
    text = " ".join(query.get("q", "").replace("\0", " ").split())[:LONGEST_TEXT].strip()
    return Selection(chosen, text, has_unknown)


def values_of(kind: str, register: Register) -> list[str]:
    """All values of a filter, in the order in which they are shown."""
    if kind == "article":
        return sorted({article for measure in register.measures for article in measure.articles}, key=int)
    if kind == "section":
        return [section.id for section in register.sections]
    return [term.id for term in (register.addressees if kind == "addressee" else register.themes)]


@cache
def _words_of(id: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a measure, folded, and their stems."""
    measure = the_register().measure(id)
    text = " ".join(
        (_SEPARATOR.sub(" ", id), measure.title[language], measure.asks[language], measure.counts[language])
    )
    words = [match.group() for match in words_in(text)]
    return frozenset(map(fold, words)), frozenset(stem_of(word, language) for word in words)


def _has_words(id: str, language: str, words: list[str]) -> bool:
    """Whether the measure has each word sought, in any inflection or as the beginning of a word ("bank" in "banks")."""
    own, stems = _words_of(id, language)
    return all(stem_of(word, language) in stems or any(other.startswith(fold(word)) for other in own) for word in words)
