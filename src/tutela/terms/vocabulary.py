"""The words of all expressions, and which groups of words each word of a text belongs to.

A word is looked at once, however often it stands in a text and however many groups there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from threading import Lock

import ahocorasick

LIMIT = 200_000
"""Different words that are remembered."""

_RUN = re.compile(r"\w+")
_CONFUSED = str.maketrans("015i", "olsl")


class Vocabulary:
    """Groups of words, by number; ``kinds`` are the sets of groups that words have been found to belong to."""

    def __init__(self) -> None:
        self.kinds: list[frozenset[int]] = [frozenset()]
        self._numbers: dict[frozenset[int], int] = {frozenset(): 0}
        self._groups: dict[tuple[tuple[str, ...], bool], int] = {}
        self._whole: dict[str, set[int]] = defaultdict(set)
        self._begun: dict[str, set[int]] = defaultdict(set)
        self._within: dict[str, set[int]] = defaultdict(set)
        self._longest_begun = 0
        self._automaton = ahocorasick.Automaton()
        self._known: dict[str, int] = {}
        self._learning = Lock()

    def add(self, words: tuple[str, ...], is_joined: bool) -> int:
        """The number of a group. ``is_joined``: a word of it may be a part of a longer one."""
        if (words, is_joined) in self._groups:
            return self._groups[words, is_joined]
        number = self._groups[words, is_joined] = len(self._groups)
        for word in words:
            is_whole = not word.endswith("*") or not _RUN.fullmatch(word[:-1])
            known = self._within if is_joined else self._whole if is_whole else self._begun
            for form in _forms(_RUN.findall(word)[0]):
                known[form].add(number)
        return number

    def close(self) -> None:
        """Make ready for ``kinds_of``; no group is added after this."""
        self._longest_begun = max(map(len, self._begun), default=0)
        for word, groups in self._within.items():
            self._automaton.add_word(word, groups)
        if self._within:
            self._automaton.make_automaton()

    def kinds_of(self, words: Sequence[str]) -> list[int]:
        """For each word (folded) the number of its kind; 0 where it is in no group."""
        known = self._known
        unknown = set(words).difference(known)
        if unknown:
            with self._learning:
                if len(known) + len(unknown) > LIMIT:
                    known = self._known = {word: known[word] for word in set(words) - unknown}
                known.update((word, self._kind(frozenset(self._groups_of(word)))) for word in unknown)
        return list(map(known.__getitem__, words))

    def _kind(self, groups: frozenset[int]) -> int:
        if groups not in self._numbers:
            self.kinds.append(groups)
            self._numbers[groups] = len(self.kinds) - 1
        return self._numbers[groups]

    def _groups_of(self, word: str) -> Iterator[int]:
        for form in _forms(word):
            yield from self._whole.get(form, ())
            for end in range(1, min(len(form), self._longest_begun) + 1):  # a “word” may be a file in base64
                yield from self._begun.get(form[:end], ())
            if self._within:
                for _, groups in self._automaton.iter(form):
                    yield from groups


def _forms(word: str) -> set[str]:
    """A word with the letters that scanners confuse made one: a word and its misreading have a form in common."""
    plain = word.translate(_CONFUSED)
    return {plain, plain.replace("rn", "m")}
