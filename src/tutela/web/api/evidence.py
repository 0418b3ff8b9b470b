"""The passages that answer measures, with the reasons, and what people say of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from tutela.typesetting import typeset
from tutela.web.api.assessments import assessment_in
from tutela.web.api.caller import AUTH, member_of
from tutela.web.api.decisions import Answer, answers_out
from tutela.web.api.documents import PassageOut, passage_out
from tutela.web.api.language import current, in_language
from tutela.web.api.parameters import COUNT, Key, KeyFilter, PageQuery, Slug, stretch
from tutela.web.api.problems import PRIVATE
from tutela.web.assessments.models import Judgement, Match
from tutela.web.site.register import measure_or_404, reason_name

router = Router(tags=["Assessments"], auth=AUTH)

Verdict = Literal["evidence", "unsure", "contrary", "miss"]
Grade = Literal["law", "policy", "practice", "recommendation"]


class ReasonOut(Schema):
    """Why a passage answers a measure, or why it may not."""

    concept: str = Field(examples=["sale-of-children"])
    name: str = Field(description="The idea, in words.", examples=["sale of children"])
    spans: list[tuple[int, int]] = Field(
        description="Where it stands in the text of the passage: first character, and the one after the last. Empty"
        " where it stands in a heading."
    )
    weight: float


class EvidenceOut(Schema):
    """A passage and a measure in the run that is shown."""

    measure: str = Field(examples=["offence.buyer"])
    passage: PassageOut
    document_name: str = Field(examples=["child-protection-act.pdf"])
    is_stale: bool = Field(description="Whether a newer version has taken the place of the document.")
    verdict: Verdict = Field(description="What the program takes it as; “miss” is near, but no evidence.")
    grade: str = Field(description="The kind of evidence.", examples=["law"])
    direction: str = Field(description="“does”, “part” or “contrary”.", examples=["does"])
    score: float = Field(ge=0, le=1)
    reasons: list[ReasonOut]
    against: list[ReasonOut] = Field(description="What speaks against it.")
    answers: list[Answer] = Field(description="What people say of it now.")


class EvidencesOut(Schema):
    items: list[EvidenceOut]
    count: int = COUNT


@router.get(
    "/workspaces/{workspace}/assessments/{assessment}/evidence",
    response={200: EvidencesOut, **PRIVATE},
    operation_id="list_evidence",
)
@in_language
def list_evidence(
    request: HttpRequest,
    workspace: Slug,
    assessment: Key,
    page: PageQuery,
    measure: Annotated[str | None, Query(max_length=80, description="Only for this measure.")] = None,
    verdict: Annotated[Verdict | None, Query(description="Only of this verdict; without it, all but “miss”.")] = None,
    grade: Annotated[Grade | None, Query(description="Only evidence of this kind.")] = None,
    document: KeyFilter = None,
) -> EvidencesOut:
    """The matches of the run that is shown: by measure, the strongest first."""
    _user, room = member_of(request, workspace)
    row = assessment_in(room, assessment)
    rows = Match.objects.filter(assessment=row, run=row.shown_run)
    if measure is not None:
        rows = rows.filter(measure=measure_or_404(measure).id)
    rows = rows.filter(verdict=verdict) if verdict is not None else rows.exclude(verdict="miss")
    if grade is not None:
        rows = rows.filter(grade=grade)
    if document is not None:
        rows = rows.filter(passage__document=document)
    rows = rows.select_related("passage__document__replaced_by").defer("passage__stems")
    found, count = stretch(rows.order_by("measure", "-score", "passage"), page)
    said = _said(row.pk, found)
    return EvidencesOut(
        items=[_evidence_out(match, said[match.measure, match.passage_id]) for match in found], count=count
    )


def _said(assessment: int, matches: list[Match]) -> defaultdict[tuple[str, int], list[Judgement]]:
    """The current judgements on these matches."""
    said: defaultdict[tuple[str, int], list[Judgement]] = defaultdict(list)
    rows = Judgement.objects.filter(
        assessment=assessment,
        passage__in={match.passage_id for match in matches},
        measure__in={match.measure for match in matches},
        is_current=True,
    )
    for judgement in rows.select_related("reviewer").order_by("at", "pk"):
        said[judgement.measure, judgement.passage_id].append(judgement)
    return said


def _evidence_out(match: Match, said: list[Judgement]) -> EvidenceOut:
    document = match.passage.document
    return EvidenceOut(
        measure=match.measure,
        passage=passage_out(match.passage),
        document_name=document.name,
        is_stale=document.is_replaced,
        verdict=match.verdict,  # type: ignore[arg-type]
        grade=match.grade,
        direction=match.direction,
        score=round(match.score, 4),
        reasons=[_reason_out(*reason) for reason in match.reasons],
        against=[_reason_out(*reason) for reason in match.against],
        answers=answers_out(said),
    )


def _reason_out(concept: str, spans: list[tuple[int, int]], weight: float) -> ReasonOut:
    language = current()
    name = typeset(reason_name(concept)[language], language)
    return ReasonOut(concept=concept, name=name, spans=spans, weight=round(weight, 4))
