"""Which documents the next run searches."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import AssessedDocument, Assessment, InPlace, Match, PlannedDocument
from tutela.web.documents.models import Document
from tutela.web.workspaces.models import Workspace


def documents_of_next_run(assessment: Assessment) -> QuerySet[PlannedDocument] | QuerySet[AssessedDocument]:
    """The documents that the next run will search (or the one at hand searches), in their order.

    While a complete run is shown they are planned apart, so that what is shown stays as it was searched.
    """
    if assessment.is_complete and assessment.planned_documents.exists():
        return assessment.planned_documents.select_related("document")
    return assessment.assessed_documents.select_related("document")


def choose_documents(assessment: Assessment, documents: Iterable[Document]) -> None:
    """Let these be the documents of the next run, in this order. Not while a run is waiting or at work.

    Where nothing complete is shown yet, what was found in documents that are left out goes with them.
    """
    chosen = list(dict.fromkeys(documents))
    with transaction.atomic():
        if assessment.is_complete:
            assessment.planned_documents.all().delete()
            PlannedDocument.objects.bulk_create(
                PlannedDocument(assessment=assessment, document=document, position=position)
                for position, document in enumerate(chosen)
            )
            return
        left_out = assessment.assessed_documents.exclude(document__in=chosen)
        Match.objects.filter(assessment=assessment, passage__document__in=left_out.values("document")).delete()
        left_out.delete()
        there = {row.document_id: row for row in assessment.assessed_documents.all()}
        for position, document in enumerate(chosen):
            row = there.get(document.pk) or AssessedDocument(assessment=assessment, document=document)
            row.position = position
            there[document.pk] = row
        AssessedDocument.objects.bulk_create([row for row in there.values() if row.pk is None])
        AssessedDocument.objects.bulk_update([row for row in there.values() if row.pk is not None], ["position"])
        refresh(assessment)


def plan_repeat(assessment: Assessment, *, newest: bool) -> None:
    """Plan the next run of an assessment of which a complete one is shown: the same documents, unless others were
    chosen; with ``newest``, the newest version of each one that was replaced."""
    rows = list(documents_of_next_run(assessment))
    documents = [row.document for row in rows]
    if newest:
        latest = newest_versions(assessment.workspace, documents)
        documents = [latest.get(document.pk, document) for document in documents]
    choose_documents(assessment, documents)


def newest_versions(workspace: Workspace | int, documents: Iterable[Document]) -> dict[int, Document]:
    """For each of these documents that was replaced, by its key, the newest version. One query."""
    newer = {
        document.replaces_id: document
        for document in Document.objects.filter(workspace=workspace).exclude(replaces=None).defer("notices")
    }
    latest: dict[int, Document] = {}
    for document in documents:
        seen = {document.pk}
        at = newer.get(document.pk)
        while at is not None and at.pk not in seen:
            seen.add(at.pk)
            latest[document.pk] = at
            at = newer.get(at.pk)
    return latest


def is_outdated(rows: Iterable[InPlace]) -> bool:
    """Whether one of these documents was replaced by a newer version."""
    return any(row.document.is_replaced for row in rows)
