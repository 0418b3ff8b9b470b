"""The documents of a workspace, as their list shows them: with how far their reading is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from tutela.text.notices import Notice
from tutela.web.documents.domain import domain_notice
from tutela.web.documents.models import Document, DocumentState
from tutela.web.documents.naming import format_name, language_name
from tutela.web.jobs.models import Job, JobState
from tutela.web.workspaces.models import Workspace

SHOWN = 100
"""Documents on one page of the list."""

Reading = Literal["read", "set-aside", "waiting", "running", "stopped"]


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list. ``reading`` says how far it is: "stopped" where nobody reads it and it is not read."""

    document: Document
    reading: Reading
    notices: list[Notice]
    format: str
    language: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list; ``waiting`` of all ``total`` documents are still to be read."""

    page: Page[Document]
    rows: list[Row]
    total: int
    waiting: int

    @property
    def done(self) -> int:
        return self.total - self.waiting


def listing(workspace: Workspace, number: int) -> Listing:
    """A page of the list, or the nearest one that there is. Three queries."""
    documents = Document.objects.filter(workspace=workspace)
    counted = documents.aggregate(total=Count("pk"), waiting=Count("pk", filter=Q(state=DocumentState.WAITING)))
    rows = documents.select_related("replaced_by", "replaces", "uploaded_by").order_by("-uploaded", "-pk")
    paginator = Paginator(rows, SHOWN)
    paginator.count = counted["total"]
    page = paginator.get_page(number)
    here = list(page.object_list)
    waiting = [document.pk for document in here if document.state == DocumentState.WAITING]
    jobs = Job.objects.filter(kind="read", subject__in=waiting).order_by("number").values_list("subject", "state")
    states = dict(jobs)
    return Listing(page, [row_of(one, states.get(one.pk)) for one in here], counted["total"], counted["waiting"])


def row_of(document: Document, job: str | None) -> Row:
    """A document with the state of the last job that was to read it."""
    notices = [domain_notice(pair) for pair in document.notices]
    reading: Reading = "stopped"
    if document.state != DocumentState.WAITING:
        reading = "read" if document.state == DocumentState.READ else "set-aside"
    elif job == JobState.RUNNING:
        reading = "running"
    elif job == JobState.QUEUED:
        reading = "waiting"
    return Row(document, reading, notices, format_name(document.kind), language_name(document.language))
