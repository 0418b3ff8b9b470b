"""What an assessment says of all measures together beside statuses: where they are answered, what needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutela.evidence.finding import Finding
from tutela.evidence.match import GRADES, Grade


@dataclass(frozen=True, slots=True)
class Overview:
    """Measures counted by the grades of their evidence, and those that a reviewer must look at.

    ``by_grade`` counts a measure once for each grade that it has evidence of; ``only_recommended`` those whose only
    evidence is recommendations. ``contrary`` and ``unsure`` are the ids of measures with such passages, whatever
    their status.
    """

    by_grade: Mapping[Grade, int]
    only_recommended: int
    contrary: Sequence[str]
    unsure: Sequence[str]

    @property
    def places(self) -> Mapping[str, int]:
        """What readers are told, by the key of its words: law, policy and practice apart, and only recommended."""
        told = {f"where.{grade}": self.by_grade[grade] for grade in GRADES if grade != "recommendation"}
        return {**told, "where.only-recommended": self.only_recommended}


def overview(findings: Sequence[Finding]) -> Overview:
    """The overview of these findings."""
    grades = [finding.grades for finding in findings]
    return Overview(
        by_grade={grade: sum(grade in found for found in grades) for grade in GRADES},
        only_recommended=sum(found == ("recommendation",) for found in grades),
        contrary=_measures(finding for finding in findings if finding.contrary),
        unsure=_measures(finding for finding in findings if finding.unsure),
    )


def by_grade(finding: Finding) -> Mapping[Grade, int]:
    """How many pieces of evidence of each grade a finding has."""
    found = [located.match.grade for located in finding.evidence]
    return {grade: found.count(grade) for grade in GRADES}


def _measures(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(finding.measure for finding in findings)
