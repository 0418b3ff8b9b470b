"""The engine that comes with Tutela: concepts, queries over them, and the measures' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from tutela.evidence.language_scorer import LanguageScorer
from tutela.evidence.learned import learned_for
from tutela.evidence.match import Match, Scorer
from tutela.evidence.scoring import BATCH, LEAST, Weights
from tutela.register.measures import Register
from tutela.text.document import ASSESSED_LANGUAGES, Passage

AHEAD = 4 * BATCH
"""Passages read ahead of the one that is given out."""


def find_evidence(passages: Iterable[Passage], register: Register, scorer: Scorer | None = None) -> list[Match]:
    """All matches of these passages, in their order, best first for each; weak ones included (see ``Scorer``)."""
    found = (scorer or ConceptScorer(register)).matches(passages)
    return [match for matches in found for match in matches]


class ConceptScorer:
    """Scores passages by the concepts and queries of a register, by the words of its measures, and by what was learned
    from labelled passages for them.

    Deterministic: a passage's matches depend on the passage and the register alone. What a language needs is
    prepared when its first passage comes. Matches below ``least`` are not given: those who do not rank need not make
    them. With ``labelled`` false it goes
    without what was learned, as it does for a register of which no passage is labelled.
    """

    def __init__(
        self,
        register: Register,
        weights: Weights | None = None,
        *,
        least: float = LEAST,
        labelled: bool = True,
    ) -> None:
        self._register = register
        self._least = least
        self._weights = weights or Weights()
        self._learned = learned_for(register) if labelled else None
        self._languages: dict[str, LanguageScorer] = {}

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

    def _language(self, language: str) -> LanguageScorer:
        if language not in self._languages:
            self._languages[language] = LanguageScorer(
                self._register, language, self._weights, self._least, learned=self._learned
            )
        return self._languages[language]
