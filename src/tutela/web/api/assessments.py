"""Assessments, and what they say of each measure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from tutela.web.accounts.models import Scope
from tutela.web.api.caller import AUTH, member_of
from tutela.web.api.jobs import JobOut, job_out
from tutela.web.api.language import in_language
from tutela.web.api.parameters import COUNT, GREATEST, Key, PageQuery, Slug, stretch
from tutela.web.api.problems import PRIVATE, Fault, ProblemError, problems
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.opening import open_assessment
from tutela.web.assessments.planning import choose_documents, documents_of_next_run, newest_versions
from tutela.web.assessments.running import jobs_of, start
from tutela.web.documents.models import Document
from tutela.web.jobs.queue import OPEN
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Role, Workspace

router = Router(tags=["Assessments"], auth=AUTH)

Status_ = Literal["addressed", "partly", "not-found", "no-data", "not-assessed"]
SourceName = Literal["state", "institution", "ngo", "other"]
MOST = 500
"""Documents that can be given at once."""
_STATUS = "None of these is “no”: what was not found in the documents may exist elsewhere."


class AssessmentOut(Schema):
    """The measures held against a set of documents."""

    id: int = Field(examples=[1])
    state: str = Field(description="The State or organisation.", examples=["Maravel"])
    period: str = Field(description="The year or period.", examples=["2024"])
    source: SourceName = Field(description="Whose view it gives.")
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


class DocumentSet(Schema):
    """Documents to be searched together."""

    documents: list[Annotated[int, Field(ge=1, le=GREATEST)]] = Field(
        min_length=1,
        max_length=MOST,
        description="The ids of documents of the workspace, in the order in which they are searched, each one once.",
        examples=[[1]],
        json_schema_extra={"uniqueItems": True},
    )


class AssessmentIn(DocumentSet):
    """A new assessment."""

    state: str = Field(
        min_length=1,
        max_length=120,
        pattern=r"^[^\x00]*[^\s\x00-\x1f][^\x00]*$",  # more than spaces, in every dialect of patterns
        description="The State or organisation.",
        examples=["Maravel"],
    )
    period: str = Field("", max_length=40, pattern=r"^[^\x00]*$", description="The year or period.", examples=["2024"])
    source: SourceName = Field("state", description="Whose view it gives.")
    run: bool = Field(True, strict=True, description="Whether to start the first run at once.")


class OpenedOut(AssessmentOut):
    """A new assessment, and the job that does its first run."""

    document_ids: list[int]
    job: JobOut | None = Field(description="Null where no run was asked for.")


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


@router.post(
    "/workspaces/{workspace}/assessments", response={201: OpenedOut, **PRIVATE}, operation_id="create_assessment"
)
@in_language
def create_assessment(request: HttpRequest, workspace: Slug, given: AssessmentIn) -> Status[OpenedOut]:
    """Open an assessment of documents and start its first run. Needs the scope “upload” and the role of a reviewer.

    The documents need not have been read yet: the run waits for none, it reads them itself. Those that were replaced
    by a newer version are not taken.
    """
    user, room = member_of(request, workspace, Scope.UPLOAD, Role.REVIEWER)
    documents = _documents(room, given.documents)
    opened, _is_new = open_assessment(
        room, user, documents, state=given.state.strip(), period=given.period.strip(), source=given.source
    )
    job = start(opened, user)[0] if given.run else None
    row = assessment_in(room, opened.pk)
    made = OpenedOut(**_fields(row), document_ids=given.documents, job=job_out(job) if job else None)
    return Status(201, made)


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


@router.put(
    "/workspaces/{workspace}/assessments/{assessment}/documents",
    response={200: DocumentSet, **PRIVATE, **problems(409)},
    operation_id="choose_documents",
)
@in_language
def set_documents(request: HttpRequest, workspace: Slug, assessment: Key, given: DocumentSet) -> DocumentSet:
    """Choose the documents of the next run. Needs the scope “upload” and the role of a reviewer.

    What is shown of a complete run, its documents too, stays until the next one is complete. 409 while a run is under
    way. Documents that were replaced by a newer version are taken only where the next run had them already.
    """
    _user, room = member_of(request, workspace, Scope.UPLOAD, Role.REVIEWER)
    with transaction.atomic():
        # Held as by whoever asks for a run, so that none begins in between.
        Assessment.objects.select_for_update(no_key=True).filter(workspace=room, pk=assessment).first()
        row = assessment_in(room, assessment)
        if jobs_of(row).filter(state__in=OPEN).exists():
            raise ProblemError(
                409, _("A run is under way."), _("Change the documents when it is over, or cancel it first.")
            )
        there = set(documents_of_next_run(row).values_list("document_id", flat=True))
        choose_documents(row, _documents(room, given.documents, there))
    return given


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


def _documents(workspace: Workspace, keys: list[int], there: Collection[int] = ()) -> list[Document]:
    """The documents of a workspace that have these keys, in their order.

    ProblemError (422) that names those which it has not, those which come twice, and those which were replaced by a
    newer version and are not ``there`` yet. One query where all is well.
    """
    rows = Document.objects.filter(workspace=workspace, pk__in=keys).select_related("replaced_by").defer("notices")
    found = {row.pk: row for row in rows}
    if missing := [key for key in dict.fromkeys(keys) if key not in found]:
        raise _refused(
            _("The workspace has no documents with these ids: %(ids)s.") % {"ids": _listed(missing)},
            _("Take the ids from the list of its documents, or upload the files first."),
        )
    if len(found) < len(keys):
        twice = [key for key in found if keys.count(key) > 1]
        raise _refused(
            _("These documents are given more than once: %(ids)s.") % {"ids": _listed(twice)},
            _("Give each document once."),
        )
    if replaced := [row for row in found.values() if row.is_replaced and row.pk not in there]:
        newest = {row.pk for row in newest_versions(workspace, replaced).values()}
        raise _refused(
            _("These documents were replaced by newer versions: %(ids)s.")
            % {"ids": _listed(sorted(row.pk for row in replaced))},
            _("Give the newest versions in their place: %(ids)s.") % {"ids": _listed(sorted(newest))},
        )
    return [found[key] for key in keys]


def _refused(what: str, next_step: str) -> ProblemError:
    return ProblemError(422, what, next_step, [Fault(where="body.documents", what=what)])


def _listed(keys: list[int]) -> str:
    return ", ".join(map(str, keys))


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
