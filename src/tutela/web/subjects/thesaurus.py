"""The vocabulary in memory: concepts by label and by relation. Knows no database (``current`` loads it)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tutela.evidence.tokens import fold, words_in

HEADING_LANGUAGE = "en"
"""The language of the preferred label that stands as heading in records (650 $a, $2 tutela)."""

PREFERRED, ALTERNATIVE, HIDDEN = "preferred", "alternative", "hidden"
"""Kinds of labels (models.LabelKind)."""

_RANK = {PREFERRED: 0, ALTERNATIVE: 1, HIDDEN: 2}


class Term(NamedTuple):
    """A label: ``kind`` is PREFERRED, ALTERNATIVE or HIDDEN."""

    kind: str
    language: str
    text: str


@dataclass(frozen=True)
class Entry:
    """A concept with its labels and its neighbours (their keys in the database)."""

    pk: int
    key: str
    uri: str
    terms: tuple[Term, ...]
    broader: list[int] = field(default_factory=list)
    narrower: list[int] = field(default_factory=list)
    related: list[int] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The label that stands in records."""
        return self.label(HEADING_LANGUAGE)

    def label(self, language: str) -> str:
        """The preferred label in a language, else the English one, else any name that it has."""
        preferred = {term.language: term.text for term in self.terms if term.kind == PREFERRED}
        for wanted in (language, HEADING_LANGUAGE, ""):
            if wanted in preferred:
                return preferred[wanted]
        first = next(iter(preferred.values()), "") or next((term.text for term in self.terms), "")
        return first or self.uri

    def language_of_label(self, language: str) -> str:
        """The language of what ``label`` gives."""
        preferred = [term.language for term in self.terms if term.kind == PREFERRED]
        return next((one for one in (language, HEADING_LANGUAGE, "", *preferred) if one in preferred), "")

    def texts(self, kind: str, language: str) -> list[str]:
        """Its labels of a kind in a language."""
        return [term.text for term in self.terms if (term.kind, term.language) == (kind, language)]


class Name(NamedTuple):
    """A name in the list from A to Z. Where it is not preferred, ``instead`` is the one to use."""

    text: str
    entry: Entry
    instead: str
    language: str


class Thesaurus:
    """All concepts. Not to be changed: a change in the database makes a new one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.pk: entry for entry in entries}
        self.by_key = {entry.key: entry for entry in self.entries.values()}
        self.by_uri = {entry.uri: entry for entry in self.entries.values()}
        self._by_label: dict[str, list[tuple[Entry, Term]]] = defaultdict(list)
        self._names: dict[str, list[Name]] = {}
        for entry in self.entries.values():
            for term in entry.terms:
                self._by_label[plain(term.text)].append((entry, term))

    def named(self, label: str) -> Entry | None:
        """The concept with this label: a preferred one before a non-preferred one, an English one before others.

        ``label`` may be its URI as well.
        """
        if label in self.by_uri:
            return self.by_uri[label]
        found = self._by_label.get(plain(label))
        if not found:
            return None
        return min(found, key=lambda pair: (_RANK[pair[1].kind], pair[1].language != HEADING_LANGUAGE, pair[0].pk))[0]

    def terms(self) -> Iterable[tuple[str, list[tuple[Entry, Term]]]]:
        """Each label in its plain form, with the concepts that it names."""
        return self._by_label.items()

    def listed(self, keys: Iterable[int], language: str) -> list[Entry]:
        """These concepts, by their labels in a language."""
        found = (self.entries[pk] for pk in keys if pk in self.entries)
        return sorted(found, key=lambda entry: plain(entry.label(language)))

    def names(self, language: str) -> list[Name]:
        """All names that are shown in a language, in order: of each concept what ``Entry.label`` gives, and its
        non-preferred labels of this language."""
        found = self._names.get(language)
        if found is None:
            found = []
            for entry in self.entries.values():
                label = entry.label(language)
                found.append(Name(label, entry, "", entry.language_of_label(language)))
                found += [Name(text, entry, label, language) for text in entry.texts(ALTERNATIVE, language)]
            found.sort(key=lambda name: (plain(name.text), name.instead))
            self._names[language] = found
        return found

    def above(self, pk: int) -> set[int]:
        """All that is broader than a concept, step after step."""
        found: set[int] = set()
        waiting = list(self.entries[pk].broader)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.entries[one].broader
        return found

    def tops(self, language: str) -> list[Entry]:
        """The concepts that have nothing broader."""
        return self.listed((pk for pk, entry in self.entries.items() if not entry.broader), language)


def plain(label: str) -> str:
    """A label as it is compared: without case, accents and punctuation."""
    return " ".join(match.group() for match in words_in(fold(label)))
