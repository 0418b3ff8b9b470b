"""Findings, counted from the matches of the shown run and from what people decided on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.db import transaction

from tutela.evidence.finding import Located
from tutela.evidence.findings import status
from tutela.evidence.judgement import Answer as Said
from tutela.evidence.judgement import Judgement as Decision
from tutela.evidence.judgement import counts, outcome, status_of
from tutela.evidence.match import GRADES, Direction, Grade
from tutela.evidence.match import Match as Found
from tutela.text.document import ASSESSED_LANGUAGES, Passage, Span
from tutela.web.assessments.keeping import keep
from tutela.web.assessments.models import Answer, Assessment, Finding, Judgement, Match
from tutela.web.assessments.status import NO_DATA, NOT_ASSESSED
from tutela.web.documents.models import Passage as PassageRow
from tutela.web.site.register import the_register

_NOWHERE = Passage("", Span(0, 0))
"""The rules look at scores, grades and directions; of the passage they need no more than that there is one."""

COUNTED = (
    "machine", "people", "evidence", "unsure", "contrary", "confirmed", "rejected", "disputed", "doubted", "undecided",
    "law", "policy", "practice", "recommendation",
)  # fmt: skip


@dataclass(slots=True)
class Judged:
    """A match of the shown run as the rules see it, with what people say of it."""

    passage: int
    verdict: str
    match: Found
    answers: list[str] = field(default_factory=list)


def refresh(assessment: Assessment, measures: Iterable[str] | None = None) -> None:
    """Count the findings of these measures (of all where None) anew, from the shown run's matches and the judgements
    that are current. The number of queries is fixed.

    Decisions on passages of documents that are no longer part of the assessment do not count.
    """
    register = the_register()
    chosen = None if measures is None else set(measures)
    with transaction.atomic():
        # One at a time: of two decisions, the finding that is written last must know of both.
        shown = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        judged = _judged(shown, chosen)
        bounds = _Bounds(shown.is_complete, _is_searchable(shown))
        rows = [
            Finding(assessment=shown, measure=measure.id, **_counted(judged.get(measure.id, ()), bounds))
            for measure in register.measures
            if chosen is None or measure.id in chosen
        ]
        Finding.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["assessment", "measure"], update_fields=COUNTED
        )


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What can be said where nothing was found: nothing, unless all documents were searched and one could be."""

    is_complete: bool
    is_searchable: bool

    def within(self, said: str) -> str:
        if said != "not-found":
            return said
        if not self.is_complete:
            return NOT_ASSESSED
        return said if self.is_searchable else NO_DATA


def _is_searchable(assessment: Assessment) -> bool:
    passages = PassageRow.objects.filter(document__assessed_in__assessment=assessment, language__in=ASSESSED_LANGUAGES)
    return passages.exists()


def _judged(assessment: Assessment, measures: Collection[str] | None) -> Mapping[str, Sequence[Judged]]:
    """The matches of the shown run by measure, each with the answers that hold."""
    of_measures = {} if measures is None else {"measure__in": measures}
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    judgements = (
        Judgement.objects.filter(
            assessment=assessment, is_current=True, passage__document__assessed_in__assessment=assessment, **of_measures
        )
        .exclude(answer=Answer.WITHDRAWN)
        .order_by()
    )
    for measure, passage, answer in judgements.values_list("measure", "passage", "answer"):
        said[measure, passage].append(answer)
    matches = Match.objects.filter(assessment=assessment, run=assessment.shown_run, **of_measures)
    fields = ("measure", "passage", "verdict", "score", "grade", "direction")
    known = list(matches.values_list(*fields))
    missing = said.keys() - {(measure, passage) for measure, passage, *_ in known}
    if missing:
        known += [tuple(getattr(row, f"{name}_id" if name == "passage" else name) for name in fields)
                  for row in keep(assessment, missing)]  # fmt: skip
    judged: dict[str, list[Judged]] = defaultdict(list)
    for measure, passage, verdict, score, grade, direction in known:
        match = Found(measure, _NOWHERE, score, (), (), cast(Grade, grade), cast(Direction, direction))
        judged[measure].append(Judged(passage, verdict, match, said.get((measure, passage), [])))
    return judged


def _counted(matches: Sequence[Judged], bounds: _Bounds) -> dict[str, str | int]:
    """The fields of a finding."""
    verdicts = Counter(one.verdict for one in matches)
    said = [outcome(one.answers) for one in matches]
    outcomes = Counter(said)
    standing = [one for one, what in zip(matches, said, strict=True) if counts(one.match, what)]
    grades = Counter(one.match.grade for one in standing)
    machine = status([one.match for one in matches if one.verdict == "evidence"])
    people = status_of([Located(0, one.match, _decisions(one)) for one in standing])
    is_judged = any(one.answers for one in matches)
    return {
        "machine": bounds.within(machine),
        "people": bounds.within(people) if is_judged else "",
        **{verdict: verdicts[verdict] for verdict in ("evidence", "unsure", "contrary")},
        **{what: outcomes[what] for what in ("confirmed", "rejected", "disputed")},
        "doubted": outcomes["unsure"],
        "undecided": sum(
            what == "undecided" and one.verdict != "miss" for one, what in zip(matches, said, strict=True)
        ),
        **{grade: grades[grade] for grade in GRADES},
    }


def _decisions(judged: Judged) -> tuple[Decision, ...]:
    return tuple(Decision(cast(Said, answer), "", "") for answer in judged.answers)
