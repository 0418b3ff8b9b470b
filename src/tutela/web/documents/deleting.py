"""Taking a document away: its file and pictures too, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import Assessment, Judgement
from tutela.web.audit.log import record
from tutela.web.documents.models import Document
from tutela.web.jobs.models import Job
from tutela.web.jobs.queue import OPEN, cancel


@dataclass(frozen=True, slots=True)
class Uses:
    """What would be lost with a document: its place in these assessments, and so many decisions of people."""

    assessments: list[Assessment]
    decisions: int

    def __bool__(self) -> bool:
        return bool(self.assessments or self.decisions)


def uses_of(document: Document) -> Uses:
    """Where a document is used."""
    return Uses(
        list(Assessment.objects.filter(assessed_documents__document=document).distinct()),
        Judgement.objects.filter(passage__document=document).count(),
    )


def delete(document: Document, user: User) -> None:
    """Delete a document with its passages, the evidence in it and the decisions on it; its file goes with it.

    The findings of the assessments that used it are counted anew.
    """
    for job in Job.objects.filter(kind="read", subject=document.pk, state__in=OPEN):
        cancel(job)
    with transaction.atomic():
        affected = uses_of(document).assessments
        record("document.deleted", user=user, workspace=document.workspace, subject=document.name)
        document.delete()
        for assessment in affected:
            refresh(assessment)
