"""From the expressions of concepts to a lexicon."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutela.evidence.frequencies import Frequencies
from tutela.evidence.lexicon import DIRECT, FAR, NEAR, LexiconContent
from tutela.evidence.tokens import FUNCTION_WORDS, Stems
from tutela.register.expressions import Word, parse_expression
from tutela.register.thesaurus import Concept

TOGETHER = 0.05
"""How often a word of an expression stands near the next one, at least, where both are in a passage."""


def compile_lexicon(concepts: Sequence[Concept], language: str) -> LexiconContent:
    """The lexicon of these concepts in one language; a concept is known by its place."""
    compiler = _Compiler(language)
    for place, concept in enumerate(concepts):
        for expression in concept.expressions.get(language, ()):
            compiler.add(place, parse_expression(expression))
    return compiler.content(len(concepts))


class _Compiler:
    def __init__(self, language: str) -> None:
        self._stems = Stems(language)
        self._frequencies = Frequencies(self._stems)
        self._function_words = FUNCTION_WORDS[language]
        self._known: dict[tuple[str, ...], int] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._alone: list[set[int]] = []
        self._phrases: list[tuple[int, list[int], list[int]]] = []

    def add(self, concept: int, words: tuple[Word, ...]) -> None:
        """Add an expression of a concept."""
        meant = self._meant(words)
        numbers = [self._number(word.forms) for word, _ in meant]
        if len(numbers) == 1:
            self._alone[numbers[0]].add(concept)
        else:
            self._phrases.append((concept, numbers, [window for _, window in meant]))

    def content(self, concepts: int) -> LexiconContent:
        """All that was added."""
        shares = [self._frequencies.share(keys) for keys in self._numbers]
        stems: dict[str, list[int]] = {}
        beginnings: dict[str, list[int]] = {}
        for keys, number in self._numbers.items():
            for key in sorted(keys):
                index, name = (beginnings, key[:-1]) if key.endswith("*") else (stems, key)
                index.setdefault(name, []).append(number)
        used = {number for _, numbers, _ in self._phrases for number in numbers}
        return {
            "stems": stems,
            "beginnings": beginnings,
            "alone": [sorted(named) for named in self._alone],
            "phrases": [
                (concept, numbers, windows, min(range(len(numbers)), key=lambda at: shares[numbers[at]]))
                for concept, numbers, windows in self._phrases
            ],
            "common": sorted(used, key=lambda number: (-shares[number], number)),
            "shares": self._expected(concepts, shares),
        }

    def _meant(self, words: tuple[Word, ...]) -> list[tuple[Word, int]]:
        # Function words of an expression are left out, unless a single word or none would remain.
        kept = [word for word in words if not self._function_words.issuperset(word.forms)]
        if len(kept) > 1 or len(words) == 1:
            return [(word, FAR if word.far else NEAR) for word in kept or words]
        return [(word, FAR if word.far else DIRECT) for word in words]

    def _number(self, forms: tuple[str, ...]) -> int:
        number = self._known.get(forms)
        if number is None:
            keys: set[str] = set()
            for form in forms:
                if form.endswith("*"):
                    keys.update(f"{spelling}*" for spelling in self._stems.forms(form[:-1]).spellings)
                else:
                    keys.update(self._stems.forms(form).stems)
            number = self._numbers.setdefault(frozenset(keys), len(self._numbers))
            if number == len(self._alone):
                self._alone.append(set())
            self._known[forms] = number
        return number

    def _expected(self, concepts: int, shares: list[float]) -> list[float]:
        """The share of passages in which each concept is to be expected, from the shares of its words."""
        times = [0.0] * concepts
        for number, named in enumerate(self._alone):
            for concept in named:
                times[concept] -= math.log1p(-min(shares[number], 0.99))
        for concept, numbers, _ in self._phrases:
            rarest, *others = sorted(shares[number] for number in numbers)
            times[concept] += rarest * math.prod(max(TOGETHER, share) for share in others)
        return [1 - math.exp(-expected) for expected in times]
