"""An assessment of a small law, searched by the real engine; and one whose matches a test lays out itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from tests.web.factories import assessment_in, document_in

from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import AssessedDocument, Assessment, Match
from tutela.web.documents.models import Document, Passage
from tutela.web.workspaces.models import Workspace

MEASURE = "reporting.mandatory"

Lay = Callable[..., Match]
Address = Callable[..., str]


@pytest.fixture
def assessed(workspace: Workspace, alice: User) -> Assessment:
    """The small law, after a run of the real engine."""
    return assessment_in(workspace, [document_in(workspace)], by=alice)


@pytest.fixture
def document(workspace: Workspace) -> Document:
    """A law of seventy numbered passages."""
    text = "# A Long Act\n\n" + "\n\n".join(
        f"{number}. A teacher shall report case number {number} to the police without delay." for number in range(1, 71)
    )
    return document_in(workspace, text, "long-act.md")


@pytest.fixture
def bare(workspace: Workspace, alice: User, document: Document) -> Assessment:
    """An assessment whose complete run found nothing yet: the test lays out the matches."""
    assessment = Assessment.objects.create(
        workspace=workspace, created_by=alice, state="Maravel", run=1, shown_run=1, is_complete=True
    )
    AssessedDocument.objects.create(assessment=assessment, document=document, run=1)
    return assessment


@pytest.fixture
def lay(bare: Assessment, document: Document) -> Lay:
    """Lays out a match in the bare assessment: ``lay(3, "contrary")`` for its passage number 3."""

    def of(number: int, verdict: str = "evidence", score: float | None = None, **fields: Any) -> Match:
        scores = {"evidence": 0.8, "unsure": 0.4, "contrary": 0.45, "miss": 0.32}
        match = Match.objects.create(
            assessment=bare,
            run=1,
            measure=fields.pop("measure", MEASURE),
            passage=document.passages.get(number=number),
            score=scores[verdict] if score is None else score,
            grade=fields.pop("grade", "law"),
            direction=fields.pop("direction", "contrary" if verdict == "contrary" else "does"),
            verdict=verdict,
            reasons=fields.pop("reasons", [["child", [[0, 1]], 1.0]]),
            **fields,
        )
        refresh(bare, [match.measure])
        return match

    return of


@pytest.fixture
def passage(document: Document) -> Callable[[int], Passage]:
    return lambda number: document.passages.get(number=number)


@pytest.fixture
def address(workspace: Workspace) -> Address:
    """An address of this part of the site: ``address("measure", assessment, measure=...)``."""

    def of(name: str, assessment: Assessment, **more: Any) -> str:
        with translation.override("en"):  # whatever the language of the page before
            return reverse(f"review:{name}", kwargs={"slug": workspace.slug, "pk": assessment.pk, **more})

    return of
