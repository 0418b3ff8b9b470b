"""Passages on which somebody has decided, kept among the matches of a run that did not find them itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tutela.web.assessments.models import Answer, Assessment, Judgement, Match
from tutela.web.documents.models import Passage

Pair = tuple[str, int]
"""A measure (its id) and a passage (its key)."""

GRADE_OF_DOCTYPE = {"law": "law", "guidance": "policy", "report": "practice"}
"""The kind of evidence that a passage is taken for which the machine never graded, by the kind of its document."""


def keep(assessment: Assessment, pairs: Collection[Pair]) -> list[Match]:
    """Give the shown run a match of score 0 for each of these pairs of measure and passage, which it has not found."""
    doctypes = dict(
        Passage.objects.filter(pk__in={passage for _, passage in pairs}).values_list("pk", "document__doctype")
    )
    return _made(
        Match(
            assessment=assessment,
            run=assessment.shown_run,
            measure=measure,
            passage_id=passage,
            score=0.0,
            grade=GRADE_OF_DOCTYPE.get(doctypes[passage], "law"),
            direction="does",
            verdict="miss",
        )
        for measure, passage in sorted(pairs)
    )


def keep_as_before(assessment: Assessment, run: int, documents: Collection[int], moved: Mapping[int, int]) -> None:
    """Give a new run of these documents (keys) what the shown run says of passages on which people decided, where the
    new one has not found them.

    ``moved`` gives for a passage the one that has its words in the newer version of its document. A passage that was
    contrary stays so: else to have confirmed it as contrary would now speak for the measure.
    """
    decided = Judgement.objects.filter(assessment=assessment, is_current=True).exclude(answer=Answer.WITHDRAWN)
    pairs = set(decided.values_list("measure", "passage", "passage__document"))
    wanted = {
        (measure, passage): (measure, moved.get(passage, passage))
        for measure, passage, document in pairs
        if passage in moved or document in documents
    }
    passages = {passage for _, passage in wanted}
    after = {passage for _, passage in wanted.values()}
    found = set(
        Match.objects.filter(assessment=assessment, run=run, passage__in=after).values_list("measure", "passage")
    )
    before = Match.objects.filter(assessment=assessment, run=assessment.shown_run, passage__in=passages)
    _made(
        Match(
            assessment=assessment,
            run=run,
            measure=one.measure,
            passage_id=wanted[one.measure, one.passage_id][1],
            score=0.0,
            grade=one.grade,
            direction=one.direction,
            verdict="contrary" if one.direction == "contrary" else "miss",
        )
        for one in before.defer("reasons", "against")
        if (one.measure, one.passage_id) in wanted and wanted[one.measure, one.passage_id] not in found
    )


def _made(matches: Iterable[Match]) -> list[Match]:
    return Match.objects.bulk_create(list(matches), batch_size=500, ignore_conflicts=True)
