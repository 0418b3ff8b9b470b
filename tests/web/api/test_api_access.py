"""Who may ask the API for what: the same rules as the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.api.conftest import MEASURES, program_of, put
from tests.web.conftest import signed_in

from tutela.web.accounts.models import Token, User
from tutela.web.assessments.models import Assessment, Judgement, PlannedDocument
from tutela.web.documents.models import Document
from tutela.web.jobs.models import Job
from tutela.web.workspaces.models import Workspace

PUBLIC = ["/measures", f"/measures/{MEASURES[0]}", "/sections", "/addressees", "/themes", "/openapi.json"]


@pytest.fixture
def job(workspace: Workspace) -> Job:
    return Job.objects.create(workspace=workspace, kind="read", subject=1)


@pytest.fixture
def readable(base: str, assessment: Assessment, document: Document, job: Job) -> list[str]:
    one = f"{base}/assessments/{assessment.pk}"
    return [
        f"{base}/documents",
        f"{base}/documents/{document.pk}",
        f"{base}/documents/{document.pk}/passages",
        f"{base}/passages?q=child",
        f"{base}/assessments",
        one,
        f"{one}/evidence",
        f"{one}/decisions",
        f"{base}/jobs",
        f"{base}/jobs/{job.pk}",
    ]


@pytest.fixture
def changeable(
    base: str, assessment: Assessment, document: Document, job: Job
) -> list[tuple[str, dict[str, object], str]]:
    passage = document.passages.get(number=1).pk
    one = f"{base}/assessments/{assessment.pk}"
    return [
        (f"{one}/decisions", {"measure": MEASURES[0], "passages": [passage], "answer": "confirmed"}, "decide"),
        (f"{base}/assessments", {"state": "Maravel", "documents": [document.pk]}, "upload"),
        (f"PUT {one}/documents", {"documents": [document.pk]}, "upload"),
        (f"{one}/run", {}, "upload"),
        (f"{base}/jobs/{job.pk}/cancel", {}, "upload"),
    ]


def assert_problem(response: object, status: int) -> None:
    assert response.status_code == status, response.content  # type: ignore[attr-defined]
    said = response.json()  # type: ignore[attr-defined]
    assert said["what"].endswith(".")
    assert said["next"].endswith((".", "…”."))


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_the_guidelines_are_public(address: str, client: Client) -> None:
    assert client.get(f"/api{address}").status_code == 200


def test_members_read(readable: list[str], programs: dict[str, Client]) -> None:
    for address in readable:
        for name in ("Alice", "Bob", "Rita"):
            response = programs[name].get(address)
            assert response.status_code == 200, (name, address, response.content)
            assert response["Cache-Control"] == "no-store"


def test_strangers_are_told_that_there_is_nothing(
    readable: list[str], changeable: list[tuple[str, dict[str, object], str]], programs: dict[str, Client], base: str
) -> None:
    nowhere = programs["Charlie"].get("/api/workspaces/no-such-room/documents")
    for address in readable:
        response = programs["Charlie"].get(address)
        assert_problem(response, 404)
        assert response.content == nowhere.content
    for address, body, _scope in changeable:
        assert put(programs["Charlie"], address, body).content == nowhere.content
    assert_problem(programs["Charlie"].post(f"{base}/documents", {"file": b""}), 422)


def test_without_a_token_there_is_nothing_to_see(
    readable: list[str], changeable: list[tuple[str, dict[str, object], str]], client: Client, alice: User
) -> None:
    bad = Client(headers={"authorization": "Bearer tutela_wrong"})
    odd = Client(headers={"authorization": "Bearer ünïcode"})
    basic = Client(headers={"authorization": "Basic YTpi"})
    for one in (client, bad, odd, basic):
        for address in [*readable, "/api/workspaces"]:
            response = one.get(address)
            assert_problem(response, 401)
            assert response["WWW-Authenticate"] == "Bearer"
        for address, body, _scope in changeable:
            assert_problem(put(one, address, body), 401)


def test_a_revoked_token_and_one_of_a_closed_account_are_none(alice: User, base: str) -> None:
    program = program_of(alice)
    assert program.get(f"{base}/documents").status_code == 200
    Token.objects.update(revoked=timezone.now())
    assert_problem(program.get(f"{base}/documents"), 401)
    Token.objects.update(revoked=None)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert_problem(program.get(f"{base}/documents"), 401)


def test_a_wrong_token_is_not_made_good_by_a_session(as_alice: Client, base: str) -> None:
    assert as_alice.get(f"{base}/documents").status_code == 200
    assert_problem(as_alice.get(f"{base}/documents", headers={"authorization": "Bearer tutela_wrong"}), 401)


def test_each_scope_is_needed_on_its_own(
    readable: list[str], changeable: list[tuple[str, dict[str, object], str]], alice: User, base: str
) -> None:
    for scope in ("read", "decide", "upload"):
        program = program_of(alice, [scope])
        for address in [*readable, "/api/workspaces"]:
            response = program.get(address)
            if scope == "read":
                assert response.status_code == 200
            else:
                assert_problem(response, 403)
                assert "read" in response.json()["what"]
        for address, body, needed in changeable:
            response = put(program, address, body)
            if scope == needed:
                assert response.status_code < 300, response.content
            else:
                assert_problem(response, 403)
                assert needed in response.json()["what"]


def test_a_stranger_without_the_scope_learns_nothing_either(charlie: User, base: str) -> None:
    program = program_of(charlie, ["decide"])
    here, nowhere = program.get(f"{base}/documents"), program.get("/api/workspaces/no-such-room/documents")
    assert here.status_code == nowhere.status_code == 403
    assert here.content == nowhere.content


def test_readers_change_nothing(
    changeable: list[tuple[str, dict[str, object], str]], programs: dict[str, Client], base: str
) -> None:
    for address, body, _scope in changeable:
        assert_problem(put(programs["Rita"], address, body), 403)
    assert not Judgement.objects.exists()
    assert Assessment.objects.count() == 1
    assert not PlannedDocument.objects.exists()
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("law.md", b"# Law\n\n1. A rule.")
    assert_problem(programs["Rita"].post(f"{base}/documents", {"file": file}), 403)
    assert Document.objects.count() == 1


def test_a_session_reads_and_changes_only_from_a_page_of_this_site(
    changeable: list[tuple[str, dict[str, object], str]], readable: list[str], bob: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(bob).cookies
    for address in readable:
        assert client.get(address).status_code == 200
    for address, body, _scope in changeable:
        assert_problem(put(client, address, body), 403)
    client.get("/en/workspaces/new/")
    token = client.get(readable[0]).wsgi_request.META.get("CSRF_COOKIE") or "x" * 32
    client.cookies["csrftoken"] = token
    for address, body, _scope in changeable:
        response = put(client, address, body, headers={"x-csrftoken": token})
        assert response.status_code < 300, response.content


def test_the_last_use_of_a_token_is_noted_now_and_then(alice: User, base: str) -> None:
    program = program_of(alice)
    token = Token.objects.get()
    assert token.last_used is None
    program.get(f"{base}/documents")
    token.refresh_from_db()
    first = token.last_used
    assert first is not None
    program.get(f"{base}/documents")
    token.refresh_from_db()
    assert token.last_used == first
    Token.objects.update(last_used=first - timedelta(hours=1))
    program.get(f"{base}/documents")
    token.refresh_from_db()
    assert token.last_used is not None
    assert token.last_used > first - timedelta(minutes=1)


def test_another_workspace_of_the_same_person_is_another(
    alice: User, assessment: Assessment, document: Document, job: Job
) -> None:
    other = Workspace.open("Second room", alice)
    program = program_of(alice)
    for what in (
        f"documents/{document.pk}",
        f"assessments/{assessment.pk}",
        f"assessments/{assessment.pk}/evidence",
        f"jobs/{job.pk}",
    ):
        assert_problem(program.get(f"/api/workspaces/{other.slug}/{what}"), 404)
    assert program.get(f"/api/workspaces/{other.slug}/passages?q=child").json() == {"items": [], "count": 0}
