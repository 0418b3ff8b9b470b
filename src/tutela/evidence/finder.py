"""Finds the ideas of the field in a text, in one pass over its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple

from tutela.evidence.lexicon import FUNCTION, MEANING, SENTENCE, Lexicon, Phrase
from tutela.evidence.tokens import main_stem, words_in

KEPT_TOKENS, KEPT_LENGTH = 200_000, 60
"""Tokens remembered at most, past which the memory starts anew, and how long they are at most: so that a long run, or a
strange one, stays small."""

_ENDS = (".", ";", "!", "?")

FoundWord = tuple[int, tuple[int, ...], int, tuple[Phrase, ...], int, int]
"""A word as it was met: the distance to the next, concepts that it names alone, words of phrases that it can be (as
bits), phrases of which it is the rarest word, terms of the measures' wordings (as bits), and the number of its stem
among those that tell something (NO_STEM where it is none of them)."""

NO_STEM = -1

_distance = itemgetter(0)


class Reading(NamedTuple):
    """What was found in a text.

    ``words`` are its words, in order, ``positions`` how far into the text each stands (in quarters of a word);
    ``concepts`` says at which words each concept was found (at the first word of an expression), ``terms`` which
    terms were (as bits); ``phrases`` are the expressions of several words: the concept, and the numbers of the words;
    ``stems`` are the numbers of the stems that tell something.
    """

    words: list[FoundWord]
    positions: list[int]
    concepts: dict[int, list[int]]
    terms: int
    phrases: list[tuple[int, tuple[int, ...]]]
    stems: set[int]

    def places(self, concept: int) -> list[tuple[int, ...]]:
        """Where a concept stands: the numbers of the words of each expression, in the order of the text."""
        alone = [(number,) for number in self.concepts.get(concept, ()) if concept in self.words[number][1]]
        return sorted({*alone, *(words for found, words in self.phrases if found == concept)})


Found = tuple[Reading, Reading | None]
"""What was found in a passage, and above it (in its headings and the sentence it completes), if there is anything."""


class Finder:
    """Finds concepts (known by their place in the thesaurus), and terms and stems (by their number) in texts of one
    language."""

    def __init__(self, lexicon: Lexicon, terms: Mapping[str, int], stems: Mapping[str, int] | None = None) -> None:
        self._lexicon = lexicon
        self._all_words = lexicon.all_words
        self._terms = terms
        self._stems = stems or {}
        self._words: dict[str, FoundWord] = {}
        self._tokens = _Tokens(self._token)

    def read(self, text: str) -> Reading:
        """All concepts and terms of a text."""
        words = list(chain.from_iterable(map(self._tokens.__getitem__, text.split())))
        positions = list(accumulate(map(_distance, words), initial=0))
        concepts: dict[int, list[int]] = {}
        found: list[tuple[int, tuple[int, ...]]] = []
        anchors: list[int] = []
        stems = set()
        terms = present = 0
        for number, (distance, alone, bits, phrases, own, stem) in enumerate(words):
            if alone:
                for concept in alone:
                    if concept in concepts:
                        concepts[concept].append(number)
                    else:
                        concepts[concept] = [number]
            if bits:
                present |= bits
                if phrases:
                    anchors.append(number)
            if own:
                terms |= own
            if stem >= 0:
                stems.add(stem)
            if distance >= SENTENCE:  # no expression goes beyond it
                if anchors:
                    found += _phrases(words, positions, anchors, self._all_words ^ present)
                    anchors = []
                present = 0
        found += _phrases(words, positions, anchors, self._all_words ^ present)
        for concept, places in found:
            concepts.setdefault(concept, []).append(places[0])
        return Reading(words, positions, concepts, terms, found, stems)

    def _token(self, token: str) -> tuple[FoundWord, ...]:
        if token.isalpha():
            return (self._word(token.lower()),)
        words = [self._word(match.group().lower()) for match in words_in(token)]
        if words and token.endswith(_ENDS):
            words[-1] = (words[-1][0] + SENTENCE, *words[-1][1:])
        return tuple(words)

    def _word(self, word: str) -> FoundWord:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= KEPT_TOKENS:
                self._words.clear()
            found = self._look_up(word)
            if len(word) <= KEPT_LENGTH:
                self._words[word] = found
        return found

    def _look_up(self, word: str) -> FoundWord:
        forms = self._lexicon.stems.forms(word)
        distance = FUNCTION if self._lexicon.is_function_word(forms.folded) else MEANING
        terms = 0
        for stem in forms.stems:
            if stem in self._terms:
                terms |= 1 << self._terms[stem]
        number = self._stems.get(main_stem(forms), NO_STEM)
        roles = self._lexicon.roles(forms)
        return (distance, *roles, terms, number) if roles else (distance, (), 0, (), terms, number)


class _Tokens(dict[str, tuple[FoundWord, ...]]):
    """The runs of text without spaces that were met, each looked up once."""

    def __init__(self, look_up: Callable[[str], tuple[FoundWord, ...]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, token: str) -> tuple[FoundWord, ...]:
        if len(self) >= KEPT_TOKENS:
            self.clear()
        words = self._look_up(token)
        if len(token) <= KEPT_LENGTH:
            self[token] = words
        return words


def _phrases(
    words: list[FoundWord], positions: list[int], anchors: list[int], absent: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The phrases around these words, the rarest of each: the concept, and the numbers of the words."""
    for number in anchors:
        for needed, concept, before, after in words[number][3]:
            if needed & absent:
                continue
            places = [number]
            at = number
            for bit, window in before:
                farthest = positions[at] - window
                at -= 1
                while at >= 0 and positions[at] >= farthest and not words[at][2] & bit:
                    at -= 1
                if at < 0 or positions[at] < farthest:
                    break
                places.append(at)
            else:
                places.reverse()
                at = number
                for bit, window in after:
                    farthest = positions[at] + window
                    at += 1
                    while at < len(words) and positions[at] <= farthest and not words[at][2] & bit:
                        at += 1
                    if at == len(words) or positions[at] > farthest:
                        break
                    places.append(at)
                else:
                    yield concept, tuple(places)
