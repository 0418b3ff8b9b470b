"""The checked text as a page shows it: paragraphs of plain text and marks, with a side note for each term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tutela.terms.finding import Kind
from tutela.terms.languages import paragraphs
from tutela.terms.loading import load_rules
from tutela.terms.rule import Rule
from tutela.web.terminology.result import Found, Result

WHOLE = 200_000
"""Characters up to which a text is shown whole; of a longer one, the paragraphs with marks are."""


class Mark(NamedTuple):
    """A term in the text: its number, its words, the note that it leads to, and what was found."""

    number: int
    words: str
    note: Note
    found: Found

    @property
    def kind(self) -> Kind | None:
        """Why it is left alone, None where it is not."""
        return Kind(self.found.kind) if self.found.kind else None


@dataclass
class Note:
    """What is said of a term, once for all its places. ``reason`` is the rule that says why: in the language of the
    page where it has one of that name."""

    number: int
    rule: Rule
    reason: Rule
    is_left_alone: bool
    marks: list[Mark] = field(default_factory=list)

    @property
    def look(self) -> str:
        """How its marks look: "avoid", "care" or "left"."""
        return "left" if self.is_left_alone else str(self.rule.level)


class Paragraph(NamedTuple):
    """A paragraph of the text; ``pieces`` are texts and marks. ``follows``: nothing was left out before it."""

    pieces: list[str | Mark]
    follows: bool


@dataclass(frozen=True)
class Marked:
    """A text with its marks and notes."""

    paragraphs: list[Paragraph]
    notes: list[Note]
    is_whole: bool

    @property
    def reported(self) -> list[Note]:
        """The notes on terms that are reported."""
        return [note for note in self.notes if not note.is_left_alone]

    @property
    def left_alone(self) -> list[Note]:
        """The notes on terms that are left alone."""
        return [note for note in self.notes if note.is_left_alone]


def marked(result: Result, language: str) -> Marked:
    """The marks and notes of a result, for a page in a language."""
    notes: dict[tuple[str, str, bool], Note] = {}
    marks = []
    for number, found in enumerate(result.findings, start=1):
        key = (found.rule, found.language, bool(found.kind))
        if key not in notes:
            rule = found.of()
            notes[key] = Note(len(notes) + 1, rule, _in_language(rule, language), bool(found.kind))
        marks.append(Mark(number, result.text[found.start : found.end], notes[key], found))
        notes[key].marks.append(marks[-1])
    is_whole = len(result.text) <= WHOLE
    return Marked(list(_paragraphs(result, marks, is_whole=is_whole)), list(notes.values()), is_whole)


def _in_language(rule: Rule, language: str) -> Rule:
    return next((one for one in load_rules(language) if one.id == rule.id), rule)


def _paragraphs(result: Result, marks: Sequence[Mark], *, is_whole: bool) -> Iterator[Paragraph]:
    waiting, follows = list(reversed(marks)), True
    for start, end in _stretches(result):
        own = []
        while waiting and waiting[-1].found.start < end:
            own.append(waiting.pop())
        if own or is_whole:
            yield Paragraph(_pieces(result.text, start, end, own), follows)
        follows = bool(own) or is_whole


def _stretches(result: Result) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text; two between which a term stands are one."""
    spans = _lines(result.text) if result.in_lines else paragraphs(result.text)
    crossing = iter(result.findings)
    found = next(crossing, None)
    first: int | None = None
    for start, end in spans:
        first = start if first is None else first
        while found is not None and found.end <= end:
            found = next(crossing, None)
        if found is not None and found.start < end:
            continue
        yield first, end
        first = None
    if first is not None:
        yield first, len(result.text)


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[str | Mark]:
    pieces: list[str | Mark] = []
    for mark in marks:
        pieces += text[start : mark.found.start], mark
        start = mark.found.end
    return [piece for piece in (*pieces, text[start:end]) if piece]
