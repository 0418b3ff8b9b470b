"""What people say of matches, and what it makes of them. A person's judgement outranks the machine.

The rule: a passage that people confirmed counts in full, whatever its score; one that they rejected, are unsure of, or
disagree on does not count; on one that nobody has judged the machine's word stands. A passage that does the contrary is
never evidence: to confirm it is to say that it is contrary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tutela.evidence.finding import Finding, Located, Status
from tutela.evidence.findings import status
from tutela.evidence.match import Match

Answer = Literal["confirmed", "rejected", "unsure"]
"""What one person says of a match."""

Outcome = Literal["confirmed", "rejected", "unsure", "disputed", "undecided"]
"""What all people together have said: "disputed" where one confirms what another rejects."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of a match: ``by`` whom ("" where names are not to be shown), ``at`` when (ISO 8601, UTC), and
    why (``note``)."""

    answer: Answer
    by: str
    at: str
    note: str = ""


def outcome(answers: Iterable[str]) -> Outcome:
    """What the latest answers of all reviewers make together.

    Who is unsure leaves the decision to those who are not; any other word than the three answers (one that was
    withdrawn) says nothing.
    """
    given = set(answers)
    if {"confirmed", "rejected"} <= given:
        return "disputed"
    if "confirmed" in given:
        return "confirmed"
    if "rejected" in given:
        return "rejected"
    return "unsure" if "unsure" in given else "undecided"


def counts(match: Match, said: Outcome) -> bool:
    """Whether a match counts as evidence after what people said."""
    if match.direction == "contrary" or said in ("rejected", "unsure", "disputed"):
        return False
    return said == "confirmed" or match.is_evidence


def decided(finding: Finding, judgements: Mapping[int, tuple[Judgement, ...]]) -> Finding:
    """The finding after people's judgements; ``judgements`` are those of each match, by its place in all of them
    (evidence, contrary, unsure, misses, in this order; IndexError for a place where no match is).

    Confirmed passages move to the evidence, before those that nobody has judged; those on which people are unsure or
    disagree to the ones to decide on. Rejected ones stay in ``rejected``, for the record. The status of the machine
    stays in ``machine``.
    """
    judgements = {place: given for place, given in judgements.items() if given}
    if not judgements:
        return finding
    groups = (finding.evidence, finding.contrary, finding.unsure, finding.misses)
    places = sum(map(len, groups))
    if not judgements.keys() <= set(range(places)):
        raise IndexError(f"judgements on places {sorted(judgements)}, but only {places} matches")
    evidence: list[Located] = []
    contrary: list[Located] = []
    unsure: list[Located] = []
    misses: list[Located] = []
    rejected: list[Located] = list(finding.rejected)
    place = 0
    for group, same in zip(groups, (evidence, contrary, unsure, misses), strict=True):
        for located in group:
            judged = replace(located, judgements=judgements[place]) if place in judgements else located
            place += 1
            said = _said(judged)
            if said == "rejected":
                rejected.append(judged)
            elif counts(judged.match, said):
                evidence.append(judged)
            elif said in ("unsure", "disputed") and judged.match.direction != "contrary":
                unsure.append(judged)
            else:
                same.append(judged)
    evidence.sort(key=lambda located: _said(located) != "confirmed")
    return replace(
        finding,
        status=status_of(evidence),
        machine=finding.machine or finding.status,
        evidence=tuple(evidence),
        contrary=tuple(contrary),
        unsure=tuple(unsure),
        misses=() if evidence or contrary or unsure else tuple(misses),
        rejected=tuple(rejected),
    )


def status_of(evidence: Iterable[Located]) -> Status:
    """The status that these pieces of evidence make, those that people confirmed at full strength."""
    return status([_at_full_strength(located) for located in evidence])


def _at_full_strength(located: Located) -> Match:
    return replace(located.match, score=1.0) if _said(located) == "confirmed" else located.match


def _said(located: Located) -> Outcome:
    return outcome(judgement.answer for judgement in located.judgements)
