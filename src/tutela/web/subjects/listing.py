"""The vocabulary as its pages show it: A to Z, as a tree, concept by concept; with the records that each has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from pyroaring import BitMap

from tutela.evidence.tokens import fold
from tutela.web.library.facets import BITMAPS
from tutela.web.subjects.thesaurus import ALTERNATIVE, HIDDEN, PREFERRED, Entry, Name, Thesaurus, plain

ON_ONE_PAGE = 600
"""Labels that are shown on one page; more are divided by their first letters."""

IN_TREE = 2000
"""Concepts that a tree shows at most."""

SUGGESTED = 12


class Line(NamedTuple):
    """A name of the list from A to Z, with the number of records that have the concept as heading."""

    text: str
    entry: Entry
    instead: str
    language: str
    records: int


class Letter(NamedTuple):
    """The labels that begin with a letter; ``lines`` is empty where they are on another page."""

    letter: str
    lines: list[Line]


def counted() -> Mapping[str, BitMap]:
    """The published records by heading."""
    return BITMAPS.current().get("subject", {})


def search_address(*headings: str) -> str:
    """The search for the records with one of these headings."""
    return f"{reverse('discovery:search')}?{urlencode([('subject', one) for one in headings])}"


def records_of(entry: Entry, counts: Mapping[str, BitMap]) -> tuple[int, str]:
    """How many published records have the subject, and the search for them: under its heading, and under those of its
    other labels that stand in records."""
    headings = [entry.heading, *(one.heading for one in other_headings(entry, counts))]
    found = BitMap.union(BitMap(), *(counts[one] for one in headings if one in counts))
    return len(found), search_address(*headings)


def letters(thesaurus: Thesaurus, language: str, asked: str, counts: Mapping[str, BitMap]) -> list[Letter]:
    """The names of a language by first letters; on one page if they are few, otherwise those of the letter asked for
    (else of the first)."""
    names = thesaurus.names(language)
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(_letter(name.text), []).append(name)
    chosen = asked if asked in groups else next(iter(groups), "")
    return [
        Letter(letter, [_line(name, counts) for name in group] if letter == chosen or len(names) <= ON_ONE_PAGE else [])
        for letter, group in groups.items()
    ]


def _line(name: Name, counts: Mapping[str, BitMap]) -> Line:
    return Line(*name, 0 if name.instead else len(counts.get(name.entry.heading, ())))


def _letter(text: str) -> str:
    first = fold(text.lstrip("\"'“‘«([¿¡"))[:1].upper()
    return first if first.isalpha() else "0–9"


class Branch(NamedTuple):
    """A concept in the tree, with what is below it; ``is_cut``: there is more than is shown."""

    entry: Entry
    label: str
    language: str
    records: int
    below: list[Branch]
    is_cut: bool


def tree(thesaurus: Thesaurus, language: str, counts: Mapping[str, BitMap], top: Entry | None = None) -> list[Branch]:
    """The concepts under those that have nothing broader, or under one of them. A long tree shows two steps only."""
    depth = 30 if len(thesaurus.entries) <= IN_TREE else 2
    left = [IN_TREE]

    def branch(entry: Entry, steps: int) -> Branch:
        left[0] -= 1
        below: list[Branch] = []
        is_cut = bool(entry.narrower) and (steps <= 0 or left[0] <= 0)
        if not is_cut:
            below = [branch(one, steps - 1) for one in thesaurus.listed(entry.narrower, language)]
        count = len(counts.get(entry.heading, ()))
        return Branch(entry, entry.label(language), entry.language_of_label(language), count, below, is_cut)

    starts = thesaurus.tops(language) if top is None else [top]
    return [branch(entry, depth - 1) for entry in starts if left[0] > 0]


class Suggestion(NamedTuple):
    """A concept found by what somebody types; ``matched`` is the label found, ``kind`` what sort of label it is."""

    entry: Entry
    matched: str
    kind: str
    language: str


def suggestions(thesaurus: Thesaurus, typed: str, language: str) -> list[Suggestion]:
    """Concepts with a label that has words beginning like those typed; the nearest first, each concept once."""
    words = plain(typed).split()
    if not words:
        return []
    found: dict[int, tuple[tuple[int, int, int, str], Suggestion]] = {}
    for label, named in thesaurus.terms():
        if not _has(label, words):
            continue
        for entry, term in named:
            start = 0 if label == " ".join(words) else 1 if label.startswith(" ".join(words)) else 2
            rank = {PREFERRED: 0, ALTERNATIVE: 1, HIDDEN: 2}[term.kind]
            order = (start, rank, int(term.language != language), label)
            if entry.pk not in found or order < found[entry.pk][0]:
                found[entry.pk] = (order, Suggestion(entry, term.text, term.kind, term.language))
    ranked = sorted(found.values(), key=lambda pair: pair[0])
    return [suggestion for _, suggestion in ranked[:SUGGESTED]]


def _has(label: str, words: Iterable[str]) -> bool:
    parts = label.split()
    return all(any(part.startswith(word) for part in parts) for word in words)


class Other(NamedTuple):
    """A non-preferred form that stands as heading in records all the same."""

    heading: str
    records: int


def other_headings(entry: Entry, counts: Mapping[str, BitMap]) -> list[Other]:
    """Headings in records that name a concept by another label than its preferred English one."""
    texts = dict.fromkeys(term.text for term in entry.terms if term.text != entry.heading)
    return [Other(text, len(counts[text])) for text in texts if counts.get(text)]
