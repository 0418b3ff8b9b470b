"""Where passages stand among the characters of pages: as a whole, or in stretches where something interrupts them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

Stretch = tuple[int, int]
"""Start and end among the letters of the pages, half-open."""

_SEED = 12
"""Letters that must agree for a stretch to be looked at."""
_SURE = 24
"""Letters in one stretch that are not alike by chance."""
_LONG = 60
"""A stretch so long belongs to the passage wherever it stands near."""
_NEAR = 3000
"""Letters between two stretches, at most: a table or the foot of a page may stand between them."""
_WRONG_SIDE = 200
_SEAM = 4
"""Letters that the text of a passage leaves out (the mark of a note), and that are marked with it."""
_SHORTEST = 2
_CANDIDATES = 40


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character).casefold()
    return "".join(one for one in unicodedata.normalize("NFKD", folded) if one.isalnum())


def letters_of(characters: Iterable[str]) -> tuple[str, list[int]]:
    """The letters and figures of a text without case, accents, ligatures, spaces, hyphens and signs; and for each the
    place of its character in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(characters):
        for one in _letters(character):
            letters.append(one)
            places.append(place)
    return "".join(letters), places


class Finder:
    """Finds passages among the letters of consecutive pages; to be asked in the order of the passages, since of two
    like places the earlier belongs to the earlier passage."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        self._taken: list[Stretch] = []
        self._seeds: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(len(letters) - _SEED + 1):
            self._seeds[letters[at : at + _SEED]].append(at)

    def find(self, text: str, begin: int = 0, *, is_row: bool = False) -> list[Stretch]:
        """The stretches of a passage that begins at ``begin`` or later; none where it is not there.

        ``is_row``: it is a row of a table, whose cells (parted by " | ") stand each by itself.
        """
        cells = [letters_of(cell)[0] for cell in (text.split(" | ") if is_row else [text])]
        found = self._row(cells, begin) if len(cells) > 1 else self._running(cells[0], begin)
        self._taken += found
        return found

    def _running(self, text: str, begin: int) -> list[Stretch]:
        if len(text) < _SHORTEST:
            return []
        places = self._occurrences(text, begin)
        if places:
            return [(places[0], places[0] + len(text))]
        return _joined(_chain(self._stretches(text, begin), len(text)))

    def _row(self, cells: list[str], begin: int) -> list[Stretch]:
        """The cells of a row: the longest one first, the others as near to it as they are found, on their side."""
        order = sorted((at for at, cell in enumerate(cells) if cell), key=lambda at: -len(cells[at]))
        found: list[Stretch] = []
        for at in order:
            cell = cells[at]
            places = self._occurrences(cell, begin) if found else []
            places = [one for one in places if not self._overlaps(one, one + len(cell), found)]
            distances = {one: _distance(one, one + len(cell), found[0], is_before=at < order[0]) for one in places}
            nearest = min(places, key=distances.__getitem__, default=None)
            if nearest is not None and distances[nearest] < _NEAR:
                found.append((nearest, nearest + len(cell)))
            elif not found or len(cell) > _SEED:
                found += self._running(cell, begin)
        return sorted(found)

    def _occurrences(self, text: str, begin: int) -> list[int]:
        """Where a text stands as a whole: where no other passage does, or, if there is no such place, anywhere."""
        places: list[int] = []
        at = self._letters.find(text, begin)
        while at >= 0 and len(places) < _CANDIDATES:
            places.append(at)
            at = self._letters.find(text, at + 1)
        return [at for at in places if not self._overlaps(at, at + len(text), self._taken)] or places

    @staticmethod
    def _overlaps(start: int, end: int, stretches: list[Stretch]) -> bool:
        return any(start < other_end and other_start < end for other_start, other_end in stretches)

    def _stretches(self, text: str, begin: int) -> list[list[int]]:
        """What of a text is there in one piece: place in the text, place among the letters, length."""
        found: list[list[int]] = []
        at, expected = 0, begin
        while at <= len(text) - _SEED:
            places = self._seeds.get(text[at : at + _SEED], [])
            first = bisect_left(places, begin)
            candidates = places[first : first + _CANDIDATES]
            if not candidates:
                at += 1
                continue
            length, _, place = max((self._extent(text, at, one), -abs(one - expected), one) for one in candidates)
            found.append([at, place, length])
            at, expected = at + length, place + length
        for before, after in pairwise(found):
            self._mend(text, before, after)
        return found

    def _mend(self, text: str, before: list[int], after: list[int]) -> None:
        """Give a stretch back the letters at its beginning that stand as well, by chance, where the one before it was
        interrupted ("a" in "A/HRC/43/12", between "the" and "accused")."""
        for _ in range(min(_SEED, before[2] - 1)):
            is_gap = before[0] + before[2] < after[0]
            if after[0] == 0 or after[1] == 0 or text[after[0] - 1] != self._letters[after[1] - 1]:
                return
            after[0], after[1], after[2] = after[0] - 1, after[1] - 1, after[2] + 1
            if not is_gap:
                before[2] -= 1

    def _extent(self, text: str, at: int, place: int) -> int:
        length = _SEED
        letters, most = self._letters, min(len(text) - at, len(self._letters) - place)
        while length < most and text[at + length] == letters[place + length]:
            length += 1
        return length


def _distance(start: int, end: int, first: Stretch, *, is_before: bool) -> int:
    """How far a cell is from the one that was found first, to the front or to the back of it; on the wrong side, where
    it stands only if the table is written column by column, it counts as farther."""
    before, after = first[0] - end, start - first[1]
    return max(before, after) + (_WRONG_SIDE if (before > 0) != is_before else 0)


def _chain(stretches: list[list[int]], whole: int) -> list[Stretch]:
    """The stretches that belong together: the longest one, and those that go on from it in both directions."""
    if not stretches:
        return []
    anchor = max(range(len(stretches)), key=lambda at: stretches[at][2])
    if stretches[anchor][2] < min(_SURE, 0.6 * whole):
        return []
    start, end = stretches[anchor][1], stretches[anchor][1] + stretches[anchor][2]
    kept = [(start, end)]
    for _, place, length in stretches[anchor + 1 :]:
        if end <= place <= end + _NEAR or (length >= _LONG and abs(place - end) <= _NEAR):
            end = place + length
            kept.append((place, end))
    for _, place, length in reversed(stretches[:anchor]):
        if start - _NEAR <= place + length <= start or (length >= _LONG and abs(start - place) <= _NEAR):
            start = place
            kept.append((place, place + length))
    return sorted(kept)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in stretches:
        if joined and start - joined[-1][1] <= _SEAM:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
