"""Assessments, and what they say of each measure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from tutela.web.accounts.models import Scope
from tutela.web.api.caller import AUTH, member_of
from tutela.web.api.jobs import JobOut, job_out
from tutela.web.api.language import in_language
from tutela.web.api.parameters import COUNT, Key, PageQuery, Slug, stretch
from tutela.web.api.problems import PRIVATE
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.running import start
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Role, Workspace

router = Router(tags=["Assessments"], auth=AUTH)

Status_ = Literal["addressed", "partly", "not-found", "no-data", "not-assessed"]
_STATUS = "None of these is “no”: what was not found in the documents may exist elsewhere."


class AssessmentOut(Schema):
    """The measures held against a set of documents."""

    id: int = Field(examples=[1])
    state: str = Field(description="The State or organisation.", examples=["Maravel"])
    period: str = Field(description="The year or period.", examples=["2024"])
    source: Literal["state", "institution", "ngo", "other"] = Field(description="Whose view it gives.")
    documents: int = Field(description="The number of its documents.", examples=[7])
    is_complete: bool = Field(description="Whether the run that is shown has searched all documents.")
    run: int = Field(description="How many runs were asked for.", examples=[1])
    assessed: datetime | None = Field(description="When the run that is shown was done.")
    created: datetime
    register_digest: str = Field(description="The register that the shown run used.")


class AssessmentsOut(Schema):
    items: list[AssessmentOut]
    count: int = COUNT


class FindingOut(Schema):
    """What the run says of a measure, and what people’s decisions make of it."""

    measure: str = Field(examples=["offence.buyer"])
    status: Status_ = Field(
        description=f"What holds: people’s status where they decided, else the machine’s. {_STATUS}"
    )
    machine: Status_ = Field(description="What the program found.")
    people: Status_ | None = Field(description="What people’s decisions make of it; null where nobody has decided.")
    evidence: int = Field(description="Passages that the program took as evidence.")
    unsure: int = Field(description="Passages that the program leaves to people.")
    contrary: int = Field(description="Passages that say the contrary.")
    confirmed: int
    rejected: int
    disputed: int = Field(description="Passages of which reviewers say different things.")
    doubted: int = Field(description="Passages of which people are unsure.")
    undecided: int = Field(description="Passages on which nobody has decided.")
    law: int = Field(description="Passages in law that stand as evidence after people’s decisions.")
    policy: int
    practice: int
    recommendation: int


class AssessedOut(AssessmentOut):
    """An assessment with its findings, in the order of the Guidelines."""

    document_ids: list[int]
    findings: list[FindingOut]


def assessment_in(workspace: Workspace, key: int) -> Assessment:
    """An assessment of a workspace; Http404 where it has none of this key."""
    row = _counted(Assessment.objects.filter(workspace=workspace, pk=key)).first()
    if row is None:
        raise Http404
    row.workspace = workspace
    return row


@router.get(
    "/workspaces/{workspace}/assessments", response={200: AssessmentsOut, **PRIVATE}, operation_id="list_assessments"
)
@in_language
def list_assessments(request: HttpRequest, workspace: Slug, page: PageQuery) -> AssessmentsOut:
    """The assessments of a workspace."""
    _user, room = member_of(request, workspace)
    rows, count = stretch(_counted(room.assessments.order_by("state", "-period", "-created", "pk")), page)
    return AssessmentsOut(items=[AssessmentOut(**_fields(row)) for row in rows], count=count)


@router.get(
    "/workspaces/{workspace}/assessments/{assessment}",
    response={200: AssessedOut, **PRIVATE},
    operation_id="get_assessment",
)
@in_language
def get_assessment(request: HttpRequest, workspace: Slug, assessment: Key) -> AssessedOut:
    """One assessment, with what it says of each measure."""
    _user, room = member_of(request, workspace)
    row = assessment_in(room, assessment)
    place = {measure.id: number for number, measure in enumerate(the_register().measures)}
    findings = sorted(row.findings.all(), key=lambda one: place.get(one.measure, len(place)))
    documents = row.assessed_documents.order_by("position", "pk").values_list("document_id", flat=True)
    return AssessedOut(
        **_fields(row), document_ids=list(documents), findings=[_finding_out(finding) for finding in findings]
    )


@router.post(
    "/workspaces/{workspace}/assessments/{assessment}/run",
    response={202: JobOut, 200: JobOut, **PRIVATE},
    operation_id="start_run",
)
@in_language
def start_run(request: HttpRequest, workspace: Slug, assessment: Key) -> Status[JobOut]:
    """Start the next run of an assessment in the background. Needs the scope “upload” and the role of a reviewer.

    202 for a new run; 200 where one is under way already, which is then given.
    """
    user, room = member_of(request, workspace, Scope.UPLOAD, Role.REVIEWER)
    job, is_new = start(assessment_in(room, assessment), user)
    return Status(202 if is_new else 200, job_out(job))


def _counted(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return rows.annotate(document_count=Count("assessed_documents"))


def _fields(row: Assessment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "period": row.period,
        "source": row.source,
        "documents": row.document_count,  # type: ignore[attr-defined]
        "is_complete": row.is_complete,
        "run": row.run,
        "assessed": row.assessed,
        "created": row.created,
        "register_digest": row.register_digest,
    }


def _finding_out(row: Finding) -> FindingOut:
    counts = {
        name: getattr(row, name)
        for name in (
            "evidence", "unsure", "contrary", "confirmed", "rejected", "disputed", "doubted", "undecided",
            "law", "policy", "practice", "recommendation",
        )
    }  # fmt: skip
    return FindingOut(
        measure=row.measure,
        status=row.status,  # type: ignore[arg-type]
        machine=row.machine,  # type: ignore[arg-type]
        people=row.people or None,  # type: ignore[arg-type]
        **counts,
    )
