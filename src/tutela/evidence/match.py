"""A passage that answers a measure, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from tutela.register.wording import Wording
from tutela.text.document import Passage, Span

EVIDENCE = 0.5
"""A score of this much or more says: this passage is evidence that the measure is addressed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage was matched: an idea that the measure needs, and where the passage says it.

    ``concept`` is the concept's id ("live-streaming"), or "words" for the measure's own words; ``name`` its name in
    each language; ``spans`` are places in ``Document.text`` (empty where the idea stands in the heading or the lead);
    ``weight`` is its share in the score, 0..1, all reasons of a match together making 1.
    """

    concept: str
    name: Wording
    spans: tuple[Span, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A passage and a measure, with a score in 0..1 and the reasons for it."""

    measure: str
    passage: Passage
    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_evidence(self) -> bool:
        return self.score >= EVIDENCE


class Scorer(Protocol):
    """Anything that can say which measures a passage answers. The one interface that an engine must offer."""

    def matches(self, passages: Iterable[Passage]) -> Iterator[list[Match]]:
        """For each passage, in order, its matches, best first; weak ones (below EVIDENCE) included.

        Passages in a language that is not assessed get an empty list.
        """
        ...
