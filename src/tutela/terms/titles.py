"""Official titles that are known (titles.yaml), and the titles and phrases of a project's settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import ahocorasick
import yaml

from tutela.errors import TutelaError
from tutela.terms.finding import Exemption, Kind
from tutela.terms.folding import fold
from tutela.terms.surroundings import Surroundings, Word

FARTHEST = 30
"""Words between the beginning of a title and its terms."""

_GROUP = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_LETTERS = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    "of on the and or to in for a an de la le les l d des du et los las el del en y e al against".split()
)
_ARTICLES = frozenset(("the", "la", "le", "les", "el", "los", "las"))
_MISREAD = str.maketrans("01i5", "olls")
_NEAR = 60


class TitleError(TutelaError):
    """titles.yaml is not of the shape that it should have."""


class Series(NamedTuple):
    """Heads with the words that may follow them, for titles whose first words stand some words before."""

    heads: tuple[tuple[str, ...], ...]
    between: frozenset[str]
    links: frozenset[str]


class Known(NamedTuple):
    """What makes a title one: nothing, a head of ``series`` before it, capitals, or one of ``articles`` before it."""

    series: Series | None = None
    needs_capitals: bool = False
    articles: tuple[str, ...] = ()


@cache
def title_data() -> Mapping[str, Any]:
    """titles.yaml. Raises TitleError."""
    text = files("tutela.terms").joinpath("titles.yaml").read_text("utf-8")
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
        return {key: data[key] for key in ("series", "whole", "capitals", "headings", "names", "works")}
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise TitleError(f"The official titles (titles.yaml) cannot be read: {error!r}.", "Mend the file.") from error


def variants(written: str) -> Iterator[str]:
    """The forms that a title is written in: (a|b) is one of several, [a] may be left out."""
    match = _GROUP.search(written)
    if match is None:
        yield written
        return
    inner = match[1].split("|") if match[1] is not None else ["", match[2]]
    for part in inner:
        yield from variants(written[: match.start()] + part + written[match.end() :])


def squeezed(text: str) -> str:
    """The letters of a folded text alone, those that scanners confuse made one."""
    return "".join(_LETTERS.findall(text.replace("rn", "m"))).translate(_MISREAD)


class Phrases:
    """Phrases that are looked for around a term, whatever their capitals, accents, punctuation and line breaks."""

    def __init__(self, phrases: Mapping[str, Sequence[Known]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for phrase, known in phrases.items():
            self._automaton.add_word(phrase, (len(phrase), tuple(known)))
        if phrases:
            self._automaton.make_automaton()

    def around(self, place: Surroundings) -> list[tuple[int, int, tuple[Known, ...]]]:
        """Those in which the term stands, as spans of the window, the longest first."""
        if not len(self._automaton):
            return []
        before, inside = squeezed(place.plain[: place.start]), squeezed(place.plain[place.start : place.end])
        first, last = len(before), len(before) + len(inside)
        found = []
        for end, (length, known) in self._automaton.iter(before + inside + squeezed(place.plain[place.end :])):
            if end - length + 1 <= first and end + 1 >= last:
                found.append((end - length + 1, end + 1, known))
        if not found:
            return []
        begins, ends = _edges(place.plain)
        spans = [(begins[one], ends[two], known) for one, two, known in found if one in begins and two in ends]
        return sorted(spans, key=lambda span: span[0] - span[1])


def _edges(plain: str) -> tuple[dict[int, int], dict[int, int]]:
    """Where words begin and end, by the number of letters before."""
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    count = 0
    for match in _LETTERS.finditer(plain):
        begins[count] = match.start()
        count += len(squeezed(match[0]))
        ends[count] = match.end()
    return begins, ends


@cache
def phrases_of(written: tuple[str, ...]) -> Phrases:
    """The phrases of a project's settings."""
    return Phrases({letters: (Known(),) for one in written if (letters := squeezed(fold(one)))})


@cache
def known_titles() -> Phrases:
    """The titles of titles.yaml."""
    found: dict[str, list[Known]] = {}

    def add(written: str, known: Known) -> None:
        for letters in {squeezed(fold(variant)) for variant in variants(written.replace("[,]", ""))}:
            found.setdefault(letters, []).append(known)

    data = title_data()
    for item in data["series"]:
        heads = (tuple(_LETTERS.findall(fold(head))) for one in item["heads"] for head in variants(one))
        longest = tuple(sorted(set(heads), key=len, reverse=True))
        series = Series(longest, frozenset(item["between"].split()), frozenset(item["links"].split()))
        for tail in item["tails"]:
            add(tail, Known(series))
    for whole in data["whole"]:
        add(whole, Known())
    for title in data["capitals"]:
        add(title, Known(needs_capitals=True))
    for item in data["headings"]:
        articles = tuple(re.escape(fold(one)) for one in item["articles"].split("|"))
        for title in item["titles"]:
            add(title, Known(articles=articles))
    return Phrases(found)


def known_title(place: Surroundings) -> Exemption | None:
    """The known official title in which a term stands."""
    for start, end, ways in known_titles().around(place):
        for known in ways:
            begin = _beginning(place, start, end, known)
            if begin is not None:
                return place.exemption(Kind.TITLE, begin, end)
    return None


def _beginning(place: Surroundings, start: int, end: int, known: Known) -> int | None:
    if known.needs_capitals:
        return start if has_capitals(place.cased[start:end]) else None
    if known.articles:
        near = place.plain[max(0, start - _NEAR) : start]
        named = any(re.search(rf"(?:\b{one}(?!\d)|^[ \t]*{one}\.)[^.;]*$", near, re.M) for one in known.articles)
        return start if named and place.cased[start].isupper() else None
    return _head(place, start, known.series) if known.series else start


def _head(place: Surroundings, start: int, series: Series) -> int | None:
    words = [word for word in place.before if word.end <= start][: FARTHEST + 4]
    while words and words[0].text in _ARTICLES:
        words = words[1:]
    if not words or words[0].text not in series.links:
        return None
    for count in range(min(FARTHEST, len(words))):
        if head := _ends_here(place, words[count:], series):
            return head.start
        if words[count].text not in series.between or _is_apart(place, words, count):
            return None
    return None


def _ends_here(place: Surroundings, words: Sequence[Word], series: Series) -> Word | None:
    for head in series.heads:
        if tuple(word.text for word in words[: len(head)]) == head[::-1]:
            first = words[len(head) - 1]
            return first if len(head) > 1 or place.cased[first.start].isupper() else None
    return None


def _is_apart(place: Surroundings, words: Sequence[Word], count: int) -> bool:
    """Whether a sentence ends between a word and the one before it."""
    if count + 1 == len(words):
        return True
    between = place.cased[words[count + 1].end : words[count].start]
    return any(sign in between for sign in ".;:!?") and not re.fullmatch(r"\w?[.:]?\s?", between)


def has_capitals(cased: str) -> bool:
    """Whether all words that carry a meaning are written with a capital."""
    words = [word for word in _LETTERS.findall(cased) if fold(word) not in _SMALL]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)
