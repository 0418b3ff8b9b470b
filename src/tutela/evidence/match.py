"""A passage that answers a measure: how surely, what kind of evidence it is, whether it does what is asked, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tutela.register.wording import Wording
from tutela.text.document import Passage, Span

EVIDENCE, UNSURE = 0.5, 0.35
"""A score of EVIDENCE or more says: this passage is evidence that the measure is addressed. From UNSURE up to there the
signals are weak or contradict each other: a person decides."""

Verdict = Literal["evidence", "unsure", "none"]
"""What a score says."""

Grade = Literal["law", "policy", "practice", "recommendation"]
"""What kind of evidence a passage is: a rule that binds; a plan or commitment; something done, or a service that runs;
or a text that asks others to do it."""

GRADES: tuple[Grade, ...] = ("law", "policy", "practice", "recommendation")

Direction = Literal["does", "part", "contrary"]
"""Whether a passage does what the measure asks, only part of it, or the contrary."""

DIRECTIONS: tuple[Direction, ...] = ("does", "part", "contrary")


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
    """A passage and a measure, with a score in 0..1 and the reasons for it.

    ``against`` are the signals that lowered the score, as reasons whose weights are shares of the same sum; both may be
    worked out when they are first looked at. A match that is contrary has a score below EVIDENCE: it is no evidence
    that the measure is addressed.
    """

    measure: str
    passage: Passage
    score: float
    reasons: Sequence[Reason]
    against: Sequence[Reason] = ()
    grade: Grade = "law"
    direction: Direction = "does"

    @property
    def is_evidence(self) -> bool:
        return self.score >= EVIDENCE and self.direction != "contrary"

    @property
    def verdict(self) -> Verdict:
        if self.is_evidence:
            return "evidence"
        return "unsure" if self.score >= UNSURE and self.direction != "contrary" else "none"


class Scorer(Protocol):
    """Anything that can say which measures a passage answers. The one interface that an engine must offer."""

    def matches(self, passages: Iterable[Passage]) -> Iterator[list[Match]]:
        """For each passage, in order, its matches, best first; weak ones (below EVIDENCE) included.

        Passages in a language that is not assessed get an empty list.
        """
        ...
