"""The words of all expressions in one language: what each word that is met can be."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from tutela.evidence.tokens import FUNCTION_WORDS, Forms, Stems

MEANING, FUNCTION, SENTENCE = 4, 1, 80
"""Distances are counted in quarters of a word: on to a word that carries meaning, to a function word, and over the
end of a sentence (more than any window)."""

NEAR, FAR, DIRECT = 11, 44, 4
"""The windows: neighbouring words of an expression (one word between them, and function words), words with a gap
(``_``: ten between), and the words of an expression of which all but one are function words ("en ligne")."""

Steps = tuple[tuple[int, int], ...]
Phrase = tuple[int, int, Steps, Steps]
"""An expression of several words, seen from its rarest one: the other words (as bits), its concept (by its place), and
the words before and after, going away from the rarest: each a bit, and the window in which it must stand."""


class LexiconContent(TypedDict):
    """A lexicon as JSON: each different word of an expression (a set of stems and beginnings) has a number.

    ``stems`` and ``beginnings`` (``indemni*``) give the numbers that a word can be; ``alone`` the concepts that a
    number names by itself; ``phrases`` are lists of concept, numbers, windows before each, place of the rarest.
    ``common`` are the numbers in phrases, the most common first; ``shares`` says of each concept in what share of all
    passages it is to be expected.
    """

    stems: dict[str, list[int]]
    beginnings: dict[str, list[int]]
    alone: list[list[int]]
    phrases: list[tuple[int, list[int], list[int], int]]
    common: list[int]
    shares: list[float]


class Roles(NamedTuple):
    """What a word can be: concepts that it names alone, words of phrases (as bits), and the phrases of which it is
    the rarest word."""

    concepts: tuple[int, ...]
    words: int
    phrases: tuple[Phrase, ...]


class Lexicon:
    """Looks words up in a lexicon; ``shares`` are those of its content."""

    def __init__(self, content: LexiconContent, language: str) -> None:
        self.language = language
        self.stems = Stems(language)
        self.shares = content["shares"]
        self._function_words = FUNCTION_WORDS[language]
        self._by_stem = content["stems"]
        self._by_beginning = content["beginnings"]
        self._longest = max(map(len, self._by_beginning), default=0)
        self._alone = content["alone"]
        # Common words are the low bits: most phrases are then told from small numbers.
        self._bits = {number: 1 << place for place, number in enumerate(content["common"])}
        self._anchored: dict[int, list[tuple[int, list[int], list[int], int]]] = {}
        for phrase in content["phrases"]:
            _, numbers, _, rarest = phrase
            self._anchored.setdefault(numbers[rarest], []).append(phrase)
        self._phrases: dict[int, tuple[Phrase, ...]] = {}

    def is_function_word(self, folded: str) -> bool:
        """Whether a word (folded) carries grammar rather than meaning."""
        return folded in self._function_words

    def roles(self, forms: Forms) -> Roles | None:
        """What a word can be; None where it is in no expression."""
        numbers: set[int] = set()
        for stem in forms.stems:
            numbers.update(self._by_stem.get(stem, ()))
        for spelling in forms.spellings:
            for end in range(1, min(len(spelling), self._longest) + 1):
                beginning = spelling[:end]
                if beginning in self._by_beginning:
                    numbers.update(self._by_beginning[beginning])
        if not numbers:
            return None
        concepts: set[int] = set()
        words = 0
        phrases: list[Phrase] = []
        for number in sorted(numbers):
            concepts.update(self._alone[number])
            words |= self._bits.get(number, 0)
            phrases += self._phrases_of(number)
        return Roles(tuple(sorted(concepts)), words, tuple(phrases))

    def _phrases_of(self, number: int) -> tuple[Phrase, ...]:
        if number not in self._phrases:
            self._phrases[number] = tuple(map(self._phrase, self._anchored.get(number, ())))
        return self._phrases[number]

    def _phrase(self, written: tuple[int, list[int], list[int], int]) -> Phrase:
        concept, numbers, windows, rarest = written
        bits = [self._bits[number] for number in numbers]
        before = tuple((bits[place], windows[place + 1]) for place in range(rarest - 1, -1, -1))
        after = tuple((bits[place], windows[place]) for place in range(rarest + 1, len(bits)))
        return sum({bit for bit, _ in (*before, *after)}), concept, before, after

    @property
    def all_words(self) -> int:
        """The words of all phrases, as bits."""
        return (1 << len(self._bits)) - 1
