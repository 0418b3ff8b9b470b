"""Every operation of the API keeps to its own description, whatever is sent: schemathesis over the whole OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from tests.web.api.conftest import ALL, MEASURES

from tutela.web.accounts.models import Token, User
from tutela.web.assessments.models import AssessedDocument, Assessment, Match
from tutela.web.documents import uploading
from tutela.web.documents.models import Document, Passage
from tutela.web.jobs.models import Job
from tutela.web.workspaces.models import Membership, Role, Workspace

APP = get_wsgi_application()
KEY = 4_000_001  # beyond what the database itself gives in a test
THERE = {"workspace": "room", "assessment": KEY, "job": KEY, "document": KEY, "measure": MEASURES[0]}
"""What the database of these tests holds."""

ACCEPTED = ["2xx", 401, 403, 404, 413, 415]
CHECKS = {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}
# A form whose boundary stands in the file itself, as can be drawn, holds no file: 422 is the right answer.
UPLOAD = {
    "include-operation-id": "upload_document",
    "checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, 422]}},
}


def described(parameters: dict[str, Any]) -> Any:
    config = SchemathesisConfig.from_dict({"checks": CHECKS, "operations": [UPLOAD], "parameters": parameters})
    return schemathesis.openapi.from_wsgi("/api/openapi.json", APP, config=config)


anywhere = described({})
there = described({f"path.{name}": value for name, value in THERE.items()})
PLAIN = {"Accept-Encoding": "identity"}  # the test's transport does not unpack
BOUNDED = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """At the end of a request the site gives up its connection, and with it this test's transaction: not here."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(alice: User, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token of an owner of a room that holds one of everything."""
    # What a file is, is told in a process of its own, and tested with the documents: here it would take the time.
    monkeypatch.setattr(uploading, "refusals", lambda uploads: [None] * len(uploads))
    room = Workspace.objects.create(name="Room", slug="room")
    Membership.objects.create(workspace=room, user=alice, role=Role.OWNER)
    made = Document.objects.create(pk=KEY, workspace=room, name="act.md", sha256="0" * 64, state="read")
    passage = Passage.objects.create(
        document=made, number=1, text="A child.", start=0, end=8, language="en", stems="a child"
    )
    assessment = Assessment.objects.create(
        pk=KEY, workspace=room, state="Maravel", run=1, shown_run=1, is_complete=True
    )
    AssessedDocument.objects.create(assessment=assessment, document=made, run=1)
    Match.objects.create(
        assessment=assessment, run=1, measure=MEASURES[0], passage=passage, score=0.5, grade="law",
        direction="does", verdict="evidence", reasons=[["c", [[0, 4]], 0.5]],
    )  # fmt: skip
    Job.objects.create(pk=KEY, workspace=room, kind="read", subject=KEY, number=1)
    return Token.make(alice, "program", ALL)[1]


@there.parametrize()
@BOUNDED
def test_with_a_token(case: Any, key: str) -> None:
    if case.meta.generation.mode.is_positive and isinstance(case.body, dict) and "documents" in case.body:
        case.body["documents"] = [KEY]  # no description can say which ids there are
    case.call_and_validate(headers={"Authorization": f"Bearer {key}", **PLAIN})


@anywhere.parametrize()
@BOUNDED
def test_with_a_token_anywhere(case: Any, key: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {key}", **PLAIN})


@anywhere.parametrize()
@BOUNDED
def test_without_a_token(case: Any, db: None) -> None:
    response = case.call_and_validate(headers=PLAIN)
    is_public = not case.operation.definition.raw.get("security")
    assert is_public or response.status_code in (401, 405, 406)


def test_the_description_is_complete() -> None:
    operations: Sequence[Any] = [result.ok() for result in anywhere.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        raw = operation.definition.raw
        assert raw["operationId"]
        assert raw["summary"]
        assert raw["description"]
        assert "422" in raw["responses"]
        if raw.get("security"):
            assert {"401", "403"} <= set(raw["responses"])
