"""What people said of passages, as the reports tell it: in words, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutela.evidence.finding import Assessment, Finding, Located
from tutela.evidence.judgement import Outcome, outcome
from tutela.report.words import Words

OUTCOMES: tuple[Outcome, ...] = ("confirmed", "rejected", "unsure", "disputed", "undecided")
"""What people together can have said of a passage, in the order in which it is counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said: a line with who, what and when, and why ("" where no reason was given)."""

    line: str
    note: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What people said of all measures: of how many ``measures`` they judged passages, how many of these have another
    status than the program gives (``changed``), and the ``passages`` by outcome."""

    measures: int
    changed: int
    passages: Mapping[Outcome, int]


def tally(findings: Sequence[Finding]) -> Tally | None:
    """The tally of these findings; None where nobody has judged anything."""
    judged = [finding for finding in findings if finding.machine is not None]
    if not judged:
        return None
    outcomes: Counter[Outcome] = Counter()
    for finding in findings:
        shown = (*finding.evidence, *finding.contrary, *finding.unsure, *finding.rejected)
        outcomes.update(map(outcome_of, shown))
    return Tally(
        measures=len(judged),
        changed=sum(finding.status != finding.machine for finding in judged),
        passages={said: outcomes[said] for said in OUTCOMES},
    )


def is_judged(assessment: Assessment) -> bool:
    """Whether anybody has judged a passage of this assessment."""
    return any(finding.machine is not None for finding in assessment.findings)


def outcome_of(located: Located) -> Outcome:
    """What all people together said of a passage."""
    return outcome(judgement.answer for judgement in located.judgements)


def decision(located: Located, words: Words) -> str:
    """What all people together said of a passage, in words; "" where nobody has."""
    return words[f"people.{outcome_of(located)}"] if located.judgements else ""


def said(located: Located, words: Words) -> list[Said]:
    """What each person said of a passage."""
    return [
        Said(
            words.fill(
                "people.said",
                by=judgement.by or words["people.reviewer"],
                answer=words[f"people.{judgement.answer}"],
                at=words.date(judgement.at),
            ),
            judgement.note,
        )
        for judgement in located.judgements
    ]


def told(located: Located, words: Words) -> str:
    """What each person said of a passage, a line each, with the reasons given."""
    return "\n".join(f"{one.line}. {one.note}" if one.note else f"{one.line}." for one in said(located, words))
