"""An assessment in which people have decided on passages: the graded one, with judgements of invented reviewers."""

from __future__ import annotations

from dataclasses import replace

from tests.report.graded import graded

from tutela.evidence.finding import Assessment
from tutela.evidence.judgement import Answer, Judgement, decided

ANA, BOB = "Ana Fierro", "Bob O’Hara"
NOTE = "Applies to providers <b>only</b>.\n=Second line."
REJECTED_NOTE = "Says who pays, not who must act."


def said(answer: Answer, by: str = ANA, note: str = "", at: str = "2026-11-20T08:30:00+00:00") -> Judgement:
    return Judgement(answer, by, at, note)


def judged() -> Assessment:
    """In the order of the measures:

    its only law rejected (not found after people, addressed by the program) and the contrary one confirmed; of seven
    unsure one confirmed, one rejected, one disputed, one unsure (addressed after people); nobody decided; the fifth law
    confirmed by both with a note; its contrary passage rejected.
    """
    assessment = graded()
    decisions: tuple[dict[int, tuple[Judgement, ...]], ...] = (
        {0: (said("rejected", note=REJECTED_NOTE),), 1: (said("confirmed"),)},
        {
            0: (said("confirmed"),),
            1: (said("rejected"),),
            2: (said("confirmed"), said("rejected", BOB)),
            3: (said("unsure", BOB),),
        },
        {},
        {4: (said("confirmed", note=NOTE), said("confirmed", BOB))},
        {0: (said("rejected", BOB),)},
    )
    findings = tuple(decided(one, given) for one, given in zip(assessment.findings, decisions, strict=True))
    return replace(assessment, findings=findings)


def without_names() -> Assessment:
    """The same without names."""
    assessment = judged()
    groups = ("evidence", "contrary", "unsure", "misses", "rejected")
    findings = tuple(
        replace(
            finding,
            **{
                group: tuple(
                    replace(one, judgements=tuple(replace(judgement, by="") for judgement in one.judgements))
                    for one in getattr(finding, group)
                )
                for group in groups
            },
        )
        for finding in assessment.findings
    )
    return replace(assessment, findings=findings)
