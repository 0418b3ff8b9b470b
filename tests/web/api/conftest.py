"""An assessment with a little evidence, and programs with tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.factories import document_in

from tutela.web.accounts.models import Scope, Token, User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import AssessedDocument, Assessment, Match
from tutela.web.documents.models import Document
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

MEASURES = [measure.id for measure in the_register().measures[:3]]
ALL = [scope.value for scope in Scope]


@pytest.fixture
def document(workspace: Workspace) -> Document:
    return document_in(workspace)


@pytest.fixture
def assessment(workspace: Workspace, document: Document) -> Assessment:
    """Three measures: one with evidence and a miss, one that people must decide on, one with the contrary."""
    row = Assessment.objects.create(
        workspace=workspace, state="Maravel", period="2024", run=1, shown_run=1, is_complete=True
    )
    AssessedDocument.objects.create(assessment=row, document=document, position=0, run=1)
    passages = list(document.passages.order_by("number"))
    reasons = [["no-such-concept", [[0, 3]], 0.25]]
    for measure, passage, verdict, score in [
        (MEASURES[0], 0, "evidence", 0.9),
        (MEASURES[0], 1, "evidence", 0.7),
        (MEASURES[0], 2, "miss", 0.2),
        (MEASURES[1], 3, "unsure", 0.5),
        (MEASURES[2], 4, "contrary", 0.6),
    ]:
        Match.objects.create(
            assessment=row,
            run=1,
            measure=measure,
            passage=passages[passage],
            score=score,
            grade="law",
            direction="contrary" if verdict == "contrary" else "does",
            verdict=verdict,
            reasons=reasons,
        )
    refresh(row)
    return row


def program_of(user: User, scopes: list[str] | None = None) -> Client:
    """A client that comes with a token of this person."""
    _token, key = Token.make(user, "program", ALL if scopes is None else scopes)
    return Client(headers={"authorization": f"Bearer {key}"})


def put(client: Client, address: str, body: Any = None, **given: Any) -> Any:
    """POST as JSON; or PUT, where the address has "PUT " before it."""
    method, _space, path = address.rpartition(" ")
    send = client.put if method == "PUT" else client.post
    return send(path, body if body is not None else {}, content_type="application/json", **given)


@pytest.fixture
def base(workspace: Workspace) -> str:
    return f"/api/workspaces/{workspace.slug}"


@pytest.fixture
def programs(alice: User, bob: User, rita: User, charlie: User) -> dict[str, Client]:
    return {user.name: program_of(user) for user in (alice, bob, rita, charlie)}


Get = Callable[[str], Any]
