"""What people decide on evidence: listed, and recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status

from tutela.web.accounts.models import Scope
from tutela.web.api.assessments import assessment_in
from tutela.web.api.caller import AUTH, member_of
from tutela.web.api.language import in_language
from tutela.web.api.parameters import COUNT, GREATEST, Key, KeyFilter, PageQuery, Slug, stretch
from tutela.web.api.problems import PRIVATE
from tutela.web.assessments.models import Judgement
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import NOTE_LIMIT, decide
from tutela.web.site.register import measure_or_404
from tutela.web.workspaces.models import Role

router = Router(tags=["Decisions"], auth=AUTH)

AnswerName = Literal["confirmed", "rejected", "unsure", "withdrawn"]
MOST = 200
"""Passages that can be decided on at once."""


class Answer(Schema):
    """What somebody says of a passage now."""

    reviewer: str = Field(examples=["Alice"])
    answer: AnswerName
    note: str
    at: datetime


class DecisionOut(Answer):
    """What somebody said of a passage as evidence for a measure. Never changed, only followed by a newer one."""

    id: int = Field(examples=[1])
    measure: str = Field(examples=["offence.buyer"])
    passage: int = Field(description="The id of the passage.", examples=[17])
    is_current: bool = Field(description="Whether the reviewer has said nothing newer of it.")


class DecisionsOut(Schema):
    items: list[DecisionOut]
    count: int = COUNT


class DecisionIn(Schema):
    """A decision on one or more passages."""

    measure: str = Field(max_length=80, description="The id of the measure.", examples=["offence.buyer"])
    passages: list[Annotated[int, Field(ge=1, le=GREATEST)]] = Field(
        min_length=1, max_length=MOST, description="The ids of passages of the assessment’s documents.", examples=[[17]]
    )
    answer: AnswerName = Field(description="“withdrawn” takes back what you said.")
    note: str = Field("", max_length=NOTE_LIMIT, pattern=r"^[^\x00]*$", description="Why.")


def answers_out(rows: Iterable[Judgement]) -> list[Answer]:
    """What people say now, withdrawn answers left out."""
    return [
        Answer(reviewer=row.reviewer.name, answer=row.answer, note=row.note, at=row.at)  # type: ignore[arg-type]
        for row in rows
        if row.answer != "withdrawn"
    ]


@router.get(
    "/workspaces/{workspace}/assessments/{assessment}/decisions",
    response={200: DecisionsOut, **PRIVATE},
    operation_id="list_decisions",
)
@in_language
def list_decisions(
    request: HttpRequest,
    workspace: Slug,
    assessment: Key,
    page: PageQuery,
    measure: Annotated[str | None, Query(max_length=80, description="Only on this measure.")] = None,
    passage: KeyFilter = None,
    current: Annotated[
        bool, Query(description="Only what holds now, not what was followed by something newer.")
    ] = True,
) -> DecisionsOut:
    """The decisions of everybody, the latest first."""
    _user, room = member_of(request, workspace)
    rows = assessment_in(room, assessment).judgements.select_related("reviewer").order_by("-at", "-pk")
    if measure is not None:
        rows = rows.filter(measure=measure_or_404(measure).id)
    if passage is not None:
        rows = rows.filter(passage=passage)
    if current:
        rows = rows.filter(is_current=True)
    found, count = stretch(rows, page)
    return DecisionsOut(items=[_decision_out(row) for row in found], count=count)


@router.post(
    "/workspaces/{workspace}/assessments/{assessment}/decisions",
    response={201: DecisionsOut, **PRIVATE},
    operation_id="record_decisions",
)
@in_language
def record_decisions(
    request: HttpRequest, workspace: Slug, assessment: Key, decision: DecisionIn
) -> Status[DecisionsOut]:
    """Say of passages whether they are evidence for a measure. Needs the scope “decide” and the role of a reviewer.

    The new decisions are given back; what says nothing new is left out. All passages are decided on, or none.
    """
    user, room = member_of(request, workspace, Scope.DECIDE, Role.REVIEWER)
    row = assessment_in(room, assessment)
    measure = measure_or_404(decision.measure).id
    wanted = set(decision.passages)
    known = Passage.objects.filter(pk__in=wanted, document__assessed_in__assessment=row).defer("stems")
    passages = list(known.order_by("document", "number"))
    if len(passages) < len(wanted):
        raise Http404
    made = decide(row, measure, passages, user, decision.answer, decision.note)
    return Status(201, DecisionsOut(items=[_decision_out(one) for one in made], count=len(made)))


def _decision_out(row: Judgement) -> DecisionOut:
    return DecisionOut(
        id=row.pk,
        measure=row.measure,
        passage=row.passage_id,
        reviewer=row.reviewer.name,
        answer=row.answer,  # type: ignore[arg-type]
        note=row.note,
        at=row.at,
        is_current=row.is_current,
    )
