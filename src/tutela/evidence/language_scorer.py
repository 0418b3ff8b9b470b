"""The engine for passages of one language: what is found in them, how it is scored, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from tutela.evidence.answers import Answers
from tutela.evidence.contrary import Contraries
from tutela.evidence.direction import direction
from tutela.evidence.finder import Finder, Found, Reading
from tutela.evidence.grade import Grading
from tutela.evidence.late_reasons import LateReasons
from tutela.evidence.learned import Learned
from tutela.evidence.lexicon import Lexicon
from tutela.evidence.match import Grade, Match, Reason
from tutela.evidence.prepared import prepared
from tutela.evidence.reasons import Explanation
from tutela.evidence.resemblance import Resemblance, lowered
from tutela.evidence.scoring import BATCH, LEAST, Scored, ScoredPassage, Scoring, Weights
from tutela.evidence.traits import Shown
from tutela.evidence.wordings import Wordings
from tutela.register.measures import Register
from tutela.text.document import Passage

EXPLAINED = 0.3
"""Matches of this score or more are given with their reasons and grade; weaker ones are there to be ranked."""

KEPT_ABOVE = 1000
"""Headings and leads whose reading is remembered."""


class LanguageScorer:
    """The engine for passages of one language.

    ``learned`` is what was learned for the register. ``stems`` numbers the stems that are to be told apart where
    nothing was learned yet.
    """

    def __init__(
        self,
        register: Register,
        language: str,
        weights: Weights | None = None,
        least: float = LEAST,
        *,
        learned: Learned | None = None,
        stems: Mapping[str, int] | None = None,
    ) -> None:
        content = prepared(register, language)
        self._least = least
        self._measures = [measure.id for measure in register.measures]
        self._concepts = register.thesaurus.concepts
        lexicon = Lexicon(content["lexicon"], language)
        self._wordings = Wordings(content["wordings"])
        self._resemblance: Resemblance | None = None
        self._whole = learned.whole if learned else None
        if learned:
            traits = learned.traits(register.thesaurus, language)
            self._resemblance = Resemblance(learned, traits, learned.columns(register), language)
            stems = traits.stems
        self._finder = Finder(lexicon, self._wordings.terms, stems)
        self._answers = Answers(self._measures, register.thesaurus, lexicon.shares, content["named"])
        self.scoring = Scoring(self._answers, self._wordings, weights or Weights(), least, self._resemblance)
        self._contraries = Contraries(self._measures, register.thesaurus)
        self._grading = Grading(self._concepts, language)
        self._above: dict[tuple[tuple[str, ...], str], Reading] = {}
        self._recent: dict[int, tuple[Passage, Found, Shown | None]] = {}
        self._explained: tuple[Passage, Explanation] | None = None

    def matches(self, passages: list[Passage]) -> Iterator[list[Match]]:
        """For each passage its matches, best first."""
        self._recent = {}
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            found = [self.read(passage) for passage in batch]
            scored = list(self.scoring.scores(found))
            for passage, one, given in zip(batch, found, scored, strict=True):
                self._recent[id(passage)] = passage, one, given.shown
            for passage, one, given in zip(batch, found, scored, strict=True):
                yield self._matches(passage, one, given)

    def read(self, passage: Passage) -> Found:
        """What is found in a passage, and above it."""
        return self._finder.read(passage.text), self._read_above(passage)

    def only_deplores(self, passage: Passage, found: Found) -> bool:
        """Whether a passage says no more than that something is missing: what every query vetoes, in a text that is no
        law."""
        here = found[0].concepts.keys()
        return (
            any(
                not veto.concepts.isdisjoint(here) and veto.unless.isdisjoint(here)
                for veto in self._answers.vetoed_by_all
            )
            and self._grading.grade(passage, *found) != "law"
        )

    def _read_above(self, passage: Passage) -> Reading | None:
        if not passage.heading_path and not passage.lead:
            return None
        key = (passage.heading_path, passage.lead)
        if key not in self._above:
            if len(self._above) >= KEPT_ABOVE:
                self._above.clear()
            self._above[key] = self._finder.read(". ".join((*passage.heading_path, passage.lead)))
        return self._above[key]

    def _matches(self, passage: Passage, found: Found, given: ScoredPassage) -> list[Match]:
        scores = given.scores
        grade: Grade = "law"
        contraries = self._contraries.found(*found)
        if scores and self.only_deplores(passage, found):
            scores = [one for one in _lowered(scores) if one.score >= self._least]
        if contraries or (scores and scores[0].score >= EXPLAINED):
            grade = self._grading.grade(passage, *found)
        if grade == "recommendation":  # it asks for a change, and may say of what
            contraries = {}
        matches = [
            self._match(passage, found, one, grade, given.shown) for one in scores if one.measure not in contraries
        ]
        if contraries:
            matches += [
                replace(self._contraries.match(contrary, passage, found[0]), grade=grade)
                for contrary in contraries.values()
            ]
            matches.sort(key=lambda match: -match.score)
        return matches

    def _match(self, passage: Passage, found: Found, scored: Scored, grade: Grade, shown: Shown | None) -> Match:
        measure = self._measures[scored.measure]
        if scored.score < EXPLAINED:
            return Match(measure, passage, scored.score, (), (), grade, "part")
        late = LateReasons(lambda: self._reasons(passage, scored))
        way = direction(measure, scored, found, shown, self._whole)
        return Match(measure, passage, scored.score, late.speaking_for, late.against, grade, way)

    def _reasons(self, passage: Passage, scored: Scored) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """The reasons for a match, and those against it. A passage is read again where others came since."""
        recent = self._recent.get(id(passage))
        if recent and recent[0] is passage:
            _, found, shown = recent
        else:
            found = self.read(passage)
            shown = self._resemblance.shown(found) if self._resemblance else None
        if self._explained is None or self._explained[0] is not passage:
            self._explained = passage, Explanation(passage.text, passage.span.start, *found)
        told = self._resemblance.told(shown, scored.measure) if self._resemblance and shown else None
        return self._explained[1].reasons(
            scored.measure, scored.question, self._concepts, self._answers, self._wordings, told, scored.lent
        )


def _lowered(scores: list[Scored]) -> list[Scored]:
    """The scores of the measures in a passage that only deplores a lack."""
    given = np.array([one.score for one in scores])
    odds = lowered(np.log(np.maximum(given, 1e-4) / np.maximum(1 - given, 1e-4)))
    lower = np.round(1 / (1 + np.exp(-odds)), 4).tolist()
    return [one._replace(score=score) for one, score in zip(scores, lower, strict=True)]
