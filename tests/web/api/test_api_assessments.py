"""Opening an assessment, and choosing its documents, as a program does it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.web.api.conftest import put
from tests.web.factories import document_in, run_again

from tutela.web.accounts.models import User
from tutela.web.assessments.models import AssessedDocument, Assessment, PlannedDocument
from tutela.web.audit.models import Entry
from tutela.web.documents.models import Document
from tutela.web.jobs.models import Job
from tutela.web.jobs.queue import cancel
from tutela.web.workspaces.models import Workspace


@pytest.fixture
def newer(workspace: Workspace, document: Document) -> Document:
    """The version that replaced the document."""
    row = document_in(workspace, "# Act of 2025\n\n1. A rule on children.", "act-2025.md")
    Document.objects.filter(pk=row.pk).update(replaces=document)
    return row


def other_document(workspace: Workspace, number: int = 1) -> Document:
    return document_in(workspace, f"# Plan {number}\n\n1. A rule on children.", f"plan-{number}.md")


def documents_of(assessment: int) -> list[int]:
    rows = AssessedDocument.objects.filter(assessment=assessment)
    return list(rows.order_by("position").values_list("document", flat=True))


def test_an_assessment_is_opened_and_its_first_run_started(
    programs: dict[str, Client], base: str, workspace: Workspace, document: Document, bob: User
) -> None:
    plan = other_document(workspace)
    body = {"state": " Maravel ", "period": "2024", "source": "ngo", "documents": [plan.pk, document.pk]}
    response = put(programs["Bob"], f"{base}/assessments", body)
    assert response.status_code == 201, response.content
    said = response.json()
    assert (said["state"], said["period"], said["source"]) == ("Maravel", "2024", "ngo")
    assert (said["documents"], said["is_complete"], said["run"]) == (2, False, 1)
    assert said["document_ids"] == documents_of(said["id"]) == [plan.pk, document.pk]
    job = said["job"]
    assert (job["kind"], job["subject"], job["number"], job["state"]) == ("assess", said["id"], 1, "queued")
    assert programs["Rita"].get(f"{base}/jobs/{job['id']}").json() == job
    shown = programs["Rita"].get(f"{base}/assessments/{said['id']}").json()
    assert shown.items() >= {name: value for name, value in said.items() if name != "job"}.items()
    assert Assessment.objects.get().created_by == bob
    logged = Entry.objects.filter(workspace=workspace, action__startswith="assessment.").order_by("pk")
    assert list(logged.values_list("action", "user", "subject")) == [
        ("assessment.created", bob.pk, "Maravel (2024)"),
        ("assessment.started", bob.pk, "Maravel (2024)"),
    ]


def test_it_waits_where_no_run_is_asked_for(programs: dict[str, Client], base: str, document: Document) -> None:
    body = {"state": "Maravel", "documents": [document.pk], "run": False}
    said = put(programs["Alice"], f"{base}/assessments", body).json()
    assert (said["job"], said["run"], said["period"], said["source"]) == (None, 0, "", "state")
    assert not Job.objects.exists()
    assert not Entry.objects.filter(action="assessment.started").exists()
    started = put(programs["Alice"], f"{base}/assessments/{said['id']}/run")
    assert (started.status_code, started.json()["number"]) == (202, 1)


def test_documents_that_nobody_has_read_yet_are_taken(
    programs: dict[str, Client], base: str, workspace: Workspace
) -> None:
    waiting = Document.objects.create(workspace=workspace, name="act.pdf", sha256="a")
    response = put(programs["Bob"], f"{base}/assessments", {"state": "Maravel", "documents": [waiting.pk]})
    assert response.status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"state": ""},
        {"state": " \t\u2003"},
        {"state": "a\0b"},
        {"state": "\ud800"},
        {"state": "x" * 121},
        {"state": None},
        {"state": 7},
        {"period": "x" * 41},
        {"period": "\0"},
        {"source": "press"},
        {"source": None},
        {"documents": []},
        {"documents": None},
        {"documents": [0]},
        {"documents": [-1]},
        {"documents": [10**30]},
        {"documents": ["\0"]},
        {"documents": list(range(1, 502))},
        {"run": "yes"},
        {"run": None},
    ],
    ids=lambda change: str(change)[:40],
)
def test_what_cannot_be_taken_opens_nothing(
    change: dict[str, Any], programs: dict[str, Client], base: str, document: Document
) -> None:
    good = {"state": "Maravel", "period": "2024", "source": "state", "documents": [document.pk], "run": True}
    response = put(programs["Bob"], f"{base}/assessments", {**good, **change})
    assert response.status_code == 422, response.content
    assert response.json()["faults"][0]["where"].startswith(f"body.{next(iter(change))}")
    assert not Assessment.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize("needed", ["state", "documents"])
def test_state_and_documents_must_be_given(
    needed: str, programs: dict[str, Client], base: str, document: Document
) -> None:
    body = {"state": "Maravel", "documents": [document.pk]}
    del body[needed]
    response = put(programs["Bob"], f"{base}/assessments", body)
    assert response.status_code == 422
    assert response.json()["faults"][0]["where"] == f"body.{needed}"


def test_documents_that_cannot_be_taken_are_named(
    programs: dict[str, Client], base: str, assessment: Assessment, document: Document, charlie: User
) -> None:
    elsewhere = document_in(charlie.workspaces.get()).pk
    unknown = 2**53 - 1
    for address, more in (
        (f"{base}/assessments", {"state": "Maravel"}),
        (f"PUT {base}/assessments/{assessment.pk}/documents", {}),
    ):
        said = []
        for documents, named in [
            ([document.pk, elsewhere, unknown], f"{elsewhere}, {unknown}"),
            ([unknown, unknown], f"{unknown}"),
            ([document.pk, document.pk], f"{document.pk}"),
        ]:
            response = put(programs["Bob"], address, {**more, "documents": documents})
            assert response.status_code == 422, response.content
            problem = response.json()
            assert problem["what"].endswith(f": {named}.")
            assert problem["next"].endswith(".")
            assert problem["faults"] == [{"where": "body.documents", "what": problem["what"]}]
            said.append(problem["what"].split(":")[0])
        assert said[0] == said[1] != said[2]
    assert Assessment.objects.count() == 1
    assert not PlannedDocument.objects.exists()


def test_a_newer_version_is_asked_for_in_place_of_the_old_one(
    programs: dict[str, Client], base: str, document: Document, newer: Document
) -> None:
    response = put(programs["Bob"], f"{base}/assessments", {"state": "Maravel", "documents": [document.pk]})
    assert response.status_code == 422
    assert response.json()["what"].endswith(f": {document.pk}.")
    assert response.json()["next"].endswith(f": {newer.pk}.")
    assert not Assessment.objects.exists()
    assert put(programs["Bob"], f"{base}/assessments", {"state": "M", "documents": [newer.pk]}).status_code == 201


def test_the_documents_of_a_repeat_are_chosen_while_the_run_before_is_shown(
    programs: dict[str, Client], base: str, workspace: Workspace, assessment: Assessment, document: Document, bob: User
) -> None:
    one, two = other_document(workspace, 1), other_document(workspace, 2)
    address = f"{base}/assessments/{assessment.pk}"
    wanted = [two.pk, document.pk, one.pk]
    response = put(programs["Bob"], f"PUT {address}/documents", {"documents": wanted})
    assert (response.status_code, response.json()) == (200, {"documents": wanted})
    assert programs["Rita"].get(address).json()["document_ids"] == [document.pk]
    run_again(assessment, bob)
    assert programs["Rita"].get(address).json()["document_ids"] == wanted


def test_the_documents_of_a_first_run_are_chosen_anew(
    programs: dict[str, Client], base: str, workspace: Workspace, document: Document
) -> None:
    plan = other_document(workspace)
    body = {"state": "Maravel", "documents": [document.pk], "run": False}
    made = put(programs["Bob"], f"{base}/assessments", body).json()["id"]
    for wanted in ([plan.pk, document.pk], [plan.pk]):
        assert put(programs["Bob"], f"PUT {base}/assessments/{made}/documents", {"documents": wanted}).json() == {
            "documents": wanted
        }
        assert documents_of(made) == wanted


def test_documents_are_not_changed_under_a_run(
    programs: dict[str, Client], base: str, workspace: Workspace, assessment: Assessment, document: Document
) -> None:
    address = f"{base}/assessments/{assessment.pk}"
    body = {"documents": [other_document(workspace).pk]}
    job = put(programs["Bob"], f"{address}/run").json()["id"]
    planned = list(PlannedDocument.objects.values_list("document", flat=True))
    for state in ("queued", "running"):
        Job.objects.filter(pk=job).update(state=state)
        response = put(programs["Bob"], f"PUT {address}/documents", body)
        assert response.status_code == 409
        assert response.json()["what"]
        assert response.json()["next"]
        assert list(PlannedDocument.objects.values_list("document", flat=True)) == planned == [document.pk]
    Job.objects.filter(pk=job).update(state="queued")
    cancel(Job.objects.get(pk=job))
    assert put(programs["Bob"], f"PUT {address}/documents", body).status_code == 200


def test_a_replaced_document_stays_only_where_it_was(
    programs: dict[str, Client], base: str, assessment: Assessment, document: Document, newer: Document
) -> None:
    address = f"PUT {base}/assessments/{assessment.pk}/documents"
    assert put(programs["Bob"], address, {"documents": [document.pk, newer.pk]}).status_code == 200
    assert put(programs["Bob"], address, {"documents": [newer.pk]}).status_code == 200
    back = put(programs["Bob"], address, {"documents": [document.pk]})
    assert back.status_code == 422
    assert back.json()["next"].endswith(f": {newer.pk}.")


def test_an_assessment_of_another_workspace_is_not_there(
    programs: dict[str, Client], assessment: Assessment, charlie: User
) -> None:
    mine = charlie.workspaces.get()
    body = {"documents": [document_in(mine).pk]}
    for key in (assessment.pk, 2**53 - 1):
        address = f"PUT /api/workspaces/{mine.slug}/assessments/{key}/documents"
        assert put(programs["Charlie"], address, body).status_code == 404
    assert not PlannedDocument.objects.exists()


def test_many_documents_cost_no_more_queries_than_one(
    programs: dict[str, Client],
    base: str,
    workspace: Workspace,
    document: Document,
    django_assert_max_num_queries: Any,
) -> None:
    program, address = programs["Bob"], f"{base}/assessments"
    many = [
        row.pk
        for row in Document.objects.bulk_create(
            Document(workspace=workspace, name=f"{number}.md", sha256=str(number)) for number in range(40)
        )
    ]
    put(program, address, {"state": "Warm", "documents": [document.pk]})
    with django_assert_max_num_queries(40) as counted:
        put(program, address, {"state": "One", "documents": [document.pk], "run": False})
    for documents in ([document.pk, *many], many):
        with django_assert_max_num_queries(len(counted)):
            response = put(program, address, {"state": "Many", "documents": documents, "run": False})
        assert response.status_code == 201
        assert response.json()["documents"] == len(documents)
