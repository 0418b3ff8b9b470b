"""Work in the background: how far it is, and stopping it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from tutela.web.accounts.models import Scope
from tutela.web.api.caller import AUTH, member_of
from tutela.web.api.language import in_language
from tutela.web.api.parameters import COUNT, Key, PageQuery, Slug, stretch
from tutela.web.api.problems import PRIVATE, Problem
from tutela.web.audit.log import record
from tutela.web.jobs.models import Job
from tutela.web.jobs.queue import cancel
from tutela.web.jobs.wording import wording_of
from tutela.web.workspaces.models import Role, Workspace

router = Router(tags=["Jobs"], auth=AUTH)

State = Literal["queued", "running", "done", "failed", "cancelled"]
Kind = Literal["assess", "read"]


class JobOut(Schema):
    """A piece of work."""

    id: int = Field(examples=[1])
    kind: str = Field(
        description="“assess”: a run of an assessment; “read”: the reading of a document.", examples=["assess"]
    )
    subject: int = Field(description="The id of the assessment or the document.", examples=[1])
    number: int = Field(description="Which run of it this is.", examples=[1])
    state: State
    percent: int = Field(ge=0, le=100, examples=[40])
    done: int = Field(description="Steps that are done.", examples=[2])
    total: int = Field(description="Steps in all; 0 where that is not known yet.", examples=[5])
    step: str = Field(description="At which step it is: the name of a file, for instance.")
    cancel_asked: bool = Field(description="Whether somebody asked that it stop.")
    problem: Problem | None = Field(description="Why it failed.")
    created: datetime
    started: datetime | None
    finished: datetime | None


class JobsOut(Schema):
    items: list[JobOut]
    count: int = COUNT


def job_out(row: Job) -> JobOut:
    problem = None
    if row.error:
        wording = wording_of(row.error)
        problem = Problem(what=str(wording.what), next=str(wording.next_step))
    return JobOut(
        id=row.pk,
        kind=row.kind,
        subject=row.subject,
        number=row.number,
        state=row.state,  # type: ignore[arg-type]
        percent=row.percent,
        done=row.done,
        total=row.total,
        step=row.step,
        cancel_asked=row.cancel_asked,
        problem=problem,
        created=row.created,
        started=row.started,
        finished=row.finished,
    )


@router.get("/workspaces/{workspace}/jobs", response={200: JobsOut, **PRIVATE}, operation_id="list_jobs")
@in_language
def list_jobs(
    request: HttpRequest,
    workspace: Slug,
    page: PageQuery,
    state: Annotated[State | None, Query(description="Only jobs in this state.")] = None,
    kind: Annotated[Kind | None, Query(description="Only jobs of this kind.")] = None,
) -> JobsOut:
    """The jobs of a workspace, the latest first."""
    _user, room = member_of(request, workspace)
    rows = room.jobs.order_by("-created", "-pk")
    if state is not None:
        rows = rows.filter(state=state)
    if kind is not None:
        rows = rows.filter(kind=kind)
    found, count = stretch(rows, page)
    return JobsOut(items=[job_out(row) for row in found], count=count)


@router.get("/workspaces/{workspace}/jobs/{job}", response={200: JobOut, **PRIVATE}, operation_id="get_job")
@in_language
def get_job(request: HttpRequest, workspace: Slug, job: Key) -> JobOut:
    """One job, and how far it is."""
    _user, room = member_of(request, workspace)
    return job_out(_job_in(room, job))


@router.post("/workspaces/{workspace}/jobs/{job}/cancel", response={200: JobOut, **PRIVATE}, operation_id="cancel_job")
@in_language
def cancel_job(request: HttpRequest, workspace: Slug, job: Key) -> JobOut:
    """Ask that a job stop; one that is over stays as it is. Needs the scope “upload” and the role of a reviewer."""
    user, room = member_of(request, workspace, Scope.UPLOAD, Role.REVIEWER)
    row = _job_in(room, job)
    if row.is_open and not row.cancel_asked:
        cancel(row)
        if row.kind == "assess":
            record("assessment.cancelled", user=user, workspace=room, subject=f"{row.kind} {row.subject}")
    return job_out(_job_in(room, job))


def _job_in(workspace: Workspace, key: int) -> Job:
    row = Job.objects.filter(workspace=workspace, pk=key).first()
    if row is None:
        raise Http404
    return row
