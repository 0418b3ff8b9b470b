"""Assessments for the tests, run by the site's own worker."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.web.factories import document_in

from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import AssessedDocument, Assessment, Judgement, Match
from tutela.web.assessments.running import start
from tutela.web.documents.models import Document, Passage
from tutela.web.jobs.doing import do_one
from tutela.web.workspaces.models import Workspace

NOTHING = "# Road Traffic Act\n\n1. The registration of motor vehicles is governed by this Act.\n"
"""A small law that answers no measure."""


def assessed(
    workspace: Workspace, user: User, *documents: Document, state: str = "Maravel", period: str = "2026"
) -> Assessment:
    """An assessment of these documents (of a small law where there are none), run to its end."""
    assessment = Assessment.objects.create(workspace=workspace, state=state, period=period, created_by=user)
    AssessedDocument.objects.bulk_create(
        AssessedDocument(assessment=assessment, document=document, position=position)
        for position, document in enumerate(documents or (document_in(workspace),))
    )
    start(assessment, user)
    assert do_one("test")
    assessment.refresh_from_db()
    assert assessment.is_complete
    return assessment


def said(
    assessment: Assessment, measure: str, passage: Passage, reviewer: User, answer: str, note: str = ""
) -> Judgement:
    """A judgement, with the findings counted anew."""
    at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    judgement = Judgement.objects.create(
        assessment=assessment,
        measure=measure,
        passage=passage,
        reviewer=reviewer,
        answer=answer,
        note=note,
        at=at,
    )
    refresh(assessment, [measure])
    return judgement


def strongest(assessment: Assessment, verdict: str = "evidence") -> Match:
    """The strongest match of this verdict."""
    found = Match.objects.filter(assessment=assessment, run=assessment.shown_run, verdict=verdict)
    match = found.select_related("passage").order_by("-score", "pk").first()
    assert match is not None
    return match
