"""The engine that comes with Tutela: concepts, queries over them, and the measures' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from tutela.evidence.answers import Answers
from tutela.evidence.finder import Finder, Reading
from tutela.evidence.lexicon import Lexicon
from tutela.evidence.match import Match, Reason, Scorer
from tutela.evidence.prepared import prepared
from tutela.evidence.reasons import Explanation
from tutela.evidence.scoring import BATCH, LEAST, Found, Scored, Scoring, Weights
from tutela.evidence.wordings import Wordings
from tutela.register.measures import Register
from tutela.text.document import ASSESSED_LANGUAGES, Passage

EXPLAINED = 0.3
"""Matches of this score or more are given with their reasons; weaker ones are there to be ranked."""

AHEAD = 4 * BATCH
"""Passages read ahead of the one that is given out."""

KEPT_ABOVE = 1000
"""Headings and leads whose reading is remembered."""


def find_evidence(passages: Iterable[Passage], register: Register, scorer: Scorer | None = None) -> list[Match]:
    """All matches of these passages, in their order, best first for each; weak ones included (see ``Scorer``)."""
    found = (scorer or ConceptScorer(register)).matches(passages)
    return [match for matches in found for match in matches]


class ConceptScorer:
    """Scores passages by the concepts and queries of a register and by the words of its measures.

    Deterministic: a passage's matches depend on the passage and the register alone. What a language needs is
    prepared when its first passage comes. Matches below ``least`` are not given: those who do not rank need not make
    them.
    """

    def __init__(self, register: Register, weights: Weights | None = None, *, least: float = LEAST) -> None:
        self._register = register
        self._least = least
        self._weights = weights or Weights()
        self._languages: dict[str, _Language] = {}

    def matches(self, passages: Iterable[Passage]) -> Iterator[list[Match]]:
        """For each passage its matches, best first; see ``tutela.evidence.match.Scorer``."""
        coming = iter(passages)
        while ahead := list(islice(coming, AHEAD)):
            found: list[list[Match]] = [[] for _ in ahead]
            for language in ASSESSED_LANGUAGES:
                places = [place for place, passage in enumerate(ahead) if passage.language == language]
                if not places or not self._register.measures:
                    continue
                matched = self._language(language).matches([ahead[place] for place in places])
                for place, matches in zip(places, matched, strict=True):
                    found[place] = matches
            yield from found

    def _language(self, language: str) -> _Language:
        if language not in self._languages:
            self._languages[language] = _Language(self._register, language, self._weights, self._least)
        return self._languages[language]


class _Language:
    """The engine for passages of one language."""

    def __init__(self, register: Register, language: str, weights: Weights, least: float) -> None:
        content = prepared(register, language)
        self._measures = [measure.id for measure in register.measures]
        self._concepts = register.thesaurus.concepts
        lexicon = Lexicon(content["lexicon"], language)
        self._wordings = Wordings(content["wordings"])
        self._finder = Finder(lexicon, self._wordings.terms)
        self._answers = Answers(self._measures, register.thesaurus, lexicon.shares, content["named"])
        self._scoring = Scoring(self._answers, self._wordings, weights, least)
        self._above: dict[tuple[tuple[str, ...], str], Reading] = {}

    def matches(self, passages: list[Passage]) -> Iterator[list[Match]]:
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            found = [(self._finder.read(passage.text), self._read_above(passage)) for passage in batch]
            for passage, one, scored in zip(batch, found, self._scoring.scores(found), strict=True):
                yield self._matches(passage, one, scored)

    def _read_above(self, passage: Passage) -> Reading | None:
        if not passage.heading_path and not passage.lead:
            return None
        key = (passage.heading_path, passage.lead)
        if key not in self._above:
            if len(self._above) >= KEPT_ABOVE:
                self._above.clear()
            self._above[key] = self._finder.read(". ".join((*passage.heading_path, passage.lead)))
        return self._above[key]

    def _matches(self, passage: Passage, found: Found, scored: list[Scored]) -> list[Match]:
        explanation = None
        matches = []
        for score, measure, question in scored:
            reasons: tuple[Reason, ...] = ()
            if score >= EXPLAINED and question is not None:
                explanation = explanation or Explanation(passage.text, passage.span.start, *found)
                reasons = explanation.reasons(measure, question, self._concepts, self._answers, self._wordings)
            matches.append(Match(self._measures[measure], passage, score, reasons))
        return matches
