"""What is left for a reviewer to decide."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from tutela.web.assessments.models import Answer, Assessment, Judgement, Match
from tutela.web.review.listing import ASKED
from tutela.web.site.register import the_register


def undecided_measures(assessment: Assessment, reviewer: int) -> list[str]:
    """The measures, in the order of the register, with passages on which this reviewer has not decided. One query."""
    decided = Judgement.objects.filter(
        assessment=assessment,
        measure=OuterRef("measure"),
        passage=OuterRef("passage"),
        reviewer=reviewer,
        is_current=True,
    ).exclude(answer=Answer.WITHDRAWN)
    left = set(
        Match.objects.filter(
            assessment=assessment,
            run=assessment.shown_run,
            score__gt=0,
            verdict__in=ASKED,
            passage__document__assessed_in__assessment=assessment,
        )
        .exclude(Exists(decided))
        .values_list("measure", flat=True)
        .distinct()
    )
    return [measure.id for measure in the_register().measures if measure.id in left]


def next_undecided(assessment: Assessment, reviewer: int, after: str) -> str | None:
    """The first measure after this one with something left to decide, round to the beginning; the same one last; None
    where nothing is left. An ``after`` that the register does not have stands before all."""
    left = set(undecided_measures(assessment, reviewer))
    ids = [measure.id for measure in the_register().measures]
    start = ids.index(after) + 1 if after in ids else 0
    return next((id for id in ids[start:] + ids[:start] if id in left), None)
