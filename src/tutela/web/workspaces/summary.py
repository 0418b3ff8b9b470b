"""What the first page of a workspace says: how far the work has got, in few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Max, When

from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.status import STATUSES
from tutela.web.documents.models import Document, DocumentState
from tutela.web.workspaces.models import Role, Workspace

SHOWN = 8
"""Assessments on the first page; the others are in their list."""


@dataclass(frozen=True)
class Progress:
    """An assessment and how many of its measures have each status (in the order of STATUSES); None before a run."""

    assessment: Assessment
    counts: tuple[tuple[str, int], ...] | None


@dataclass(frozen=True)
class Summary:
    """The numbers of a workspace."""

    documents: int
    set_aside: int
    waiting: int
    last_upload: datetime | None
    assessments: int
    progress: tuple[Progress, ...]
    members: int
    owners: int
    has_run: bool
    has_decisions: bool

    @property
    def next_step(self) -> int:
        """Which of the three steps comes next: 1 documents, 2 assessment, 3 review; 4 when all were taken once."""
        if not self.documents:
            return 1
        if not self.has_run:
            return 2
        return 4 if self.has_decisions else 3


def summary_of(workspace: Workspace) -> Summary:
    """Count it all (six queries, however much there is)."""
    states: dict[str, int] = {}
    last_upload: datetime | None = None
    rows = Document.objects.filter(workspace=workspace).order_by().values("state")
    for row in rows.annotate(n=Count("pk"), last=Max("uploaded")):
        states[row["state"]] = row["n"]
        last_upload = max(filter(None, (last_upload, row["last"])), default=None)
    assessments = Assessment.objects.filter(workspace=workspace)
    totals = assessments.order_by().aggregate(n=Count("pk"), run=Max("shown_run"))
    roles = dict(workspace.memberships.order_by().values_list("role").annotate(Count("pk")))
    return Summary(
        documents=sum(states.values()),
        set_aside=states.get(DocumentState.SET_ASIDE, 0),
        waiting=states.get(DocumentState.WAITING, 0),
        last_upload=last_upload,
        assessments=totals["n"],
        progress=_progress(list(assessments.order_by("-created", "-pk")[:SHOWN])),
        members=sum(roles.values()),
        owners=roles.get(Role.OWNER, 0),
        has_run=bool(totals["run"]),
        has_decisions=Finding.objects.filter(assessment__workspace=workspace).exclude(people="").exists(),
    )


def _progress(shown: list[Assessment]) -> tuple[Progress, ...]:
    status = Case(When(people="", then=F("machine")), default=F("people"))
    rows = Finding.objects.filter(assessment__in=shown).values("assessment", status=status).annotate(n=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for row in rows.order_by():
        counts.setdefault(row["assessment"], {})[row["status"]] = row["n"]
    return tuple(
        Progress(one, tuple((name, counts[one.pk].get(name, 0)) for name in STATUSES) if one.pk in counts else None)
        for one in shown
    )
