"""What the API says and does."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.api.conftest import MEASURES, put
from tests.web.factories import LAW, document_in

from tutela.web.assessments.models import Assessment, Finding, Judgement
from tutela.web.audit.models import Entry
from tutela.web.documents.models import Document
from tutela.web.jobs.models import Job
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace


@pytest.mark.django_db
def test_measures_in_each_language_and_filtered(client: Client) -> None:
    register = the_register()
    said = client.get("/api/measures?limit=200").json()
    assert said["count"] == len(said["items"]) == len(register.measures)
    assert [one["id"] for one in said["items"]] == [one.id for one in register.measures]
    assert said["register_digest"] == register.digest
    for language in ("en", "fr", "es"):
        by_query = client.get(f"/api/measures/{MEASURES[0]}?language={language}").json()
        by_header = client.get(f"/api/measures/{MEASURES[0]}", headers={"accept-language": language}).json()
        assert by_query == by_header
        assert (
            by_query["title"].replace("\u00a0", " ").replace("\u202f", " ")[:12]
            == register.measures[0].title[language][:12]
        )
    first = register.measures[0]
    for name, value in [
        ("section", first.section),
        ("addressee", first.addressees[0]),
        ("theme", first.themes[0] if first.themes else register.themes[0].id),
    ]:
        count = client.get(f"/api/measures?{name}={value}").json()["count"]
        assert count == len(list(register.select(**{name: value})))  # type: ignore[arg-type]
        assert client.get(f"/api/measures?{name}=nothing").status_code == 404
    part = client.get("/api/measures?limit=2&offset=1").json()
    assert [one["id"] for one in part["items"]] == [one.id for one in register.measures[1:3]]


@pytest.mark.django_db
def test_measures_are_searched(client: Client) -> None:
    everything = client.get("/api/measures", {"q": "bank"}).json()
    assert 0 < everything["count"] < 30
    assert client.get("/api/measures", {"q": "NOT bank"}).json()["count"] == 0
    assert client.get("/api/measures", {"q": "\0 ("}).json()["count"] == 0


@pytest.mark.django_db
def test_groups_count_their_measures(client: Client) -> None:
    register = the_register()
    sections = client.get("/api/sections?language=fr").json()
    assert sum(one["measures"] for one in sections["items"]) == len(register.measures)
    assert [one["id"] for one in sections["items"]] == [one.id for one in register.sections]
    for group, terms in (("addressees", register.addressees), ("themes", register.themes)):
        assert [one["id"] for one in client.get(f"/api/{group}").json()["items"]] == [term.id for term in terms]


def test_workspaces_are_mine_with_my_role(programs: dict[str, Client], workspace: Workspace) -> None:
    roles = {name: programs[name].get("/api/workspaces").json()["items"] for name in programs}
    assert [one["role"] for name in ("Alice", "Bob", "Rita") for one in roles[name]] == ["owner", "reviewer", "reader"]
    assert all(one["slug"] != workspace.slug for one in roles["Charlie"])


def test_documents_and_passages(programs: dict[str, Client], base: str, document: Document) -> None:
    listed = programs["Rita"].get(f"{base}/documents").json()
    assert listed["count"] == 1
    assert listed["items"][0] == programs["Rita"].get(f"{base}/documents/{document.pk}").json()
    assert listed["items"][0]["state"] == "read"
    assert listed["items"][0]["passages"] == document.passages.count()
    said = programs["Rita"].get(f"{base}/documents/{document.pk}/passages?limit=2").json()
    assert [one["number"] for one in said["items"]] == [1, 2]
    assert said["count"] == document.passages.count()
    assert "offers, obtains" in said["items"][0]["text"]


def test_passages_are_searched(programs: dict[str, Client], base: str, document: Document) -> None:
    found = programs["Rita"].get(f"{base}/passages", {"q": '"legal person" OR motor'}).json()
    assert found["count"] == 2
    assert all("legal person" in one["text"] or "motor" in one["text"] for one in found["items"])
    assert programs["Rita"].get(f"{base}/passages", {"q": "NOT child"}).json()["count"] == 0


def test_a_notice_is_told_in_the_language_asked_for(
    programs: dict[str, Client], base: str, workspace: Workspace
) -> None:
    row = Document.objects.create(
        workspace=workspace, name="empty.pdf", sha256="e", state="set-aside", notices=[["reader-stopped", []]]
    )
    texts = {
        language: programs["Rita"].get(f"{base}/documents/{row.pk}?language={language}").json()["notices"][0]["what"]
        for language in ("en", "fr", "es")
    }
    assert len(set(texts.values())) == 3


def test_a_file_is_taken_once_and_read_in_the_background(
    programs: dict[str, Client], base: str, workspace: Workspace
) -> None:
    def give(name: str = "law.md", data: bytes = LAW.encode()) -> Any:
        return programs["Bob"].post(f"{base}/documents", {"file": SimpleUploadedFile(name, data)})

    first = give()
    assert first.status_code == 201
    assert first.json()["state"] == "waiting"
    assert Job.objects.get().kind == "read"
    again = give("other-name.md")
    assert again.status_code == 200
    assert again.json()["id"] == first.json()["id"]
    assert Entry.objects.filter(action="document.uploaded").count() == 1
    refused = give("program.exe", b"MZ\x00\x01" + bytes(200))
    assert refused.status_code == 415
    assert refused.json()["what"]
    assert refused.json()["next"]
    assert programs["Bob"].post(f"{base}/documents", {}).status_code == 422
    assert Document.objects.count() == 1


def test_assessments_with_their_findings(
    programs: dict[str, Client], base: str, assessment: Assessment, document: Document
) -> None:
    listed = programs["Rita"].get(f"{base}/assessments").json()
    assert listed["count"] == 1
    assert (listed["items"][0]["state"], listed["items"][0]["documents"]) == ("Maravel", 1)
    said = programs["Rita"].get(f"{base}/assessments/{assessment.pk}").json()
    assert said["document_ids"] == [document.pk]
    assert [one["measure"] for one in said["findings"]] == [one.id for one in the_register().measures]
    first = said["findings"][0]
    assert (first["evidence"], first["people"], first["status"]) == (2, None, first["machine"])


def test_evidence_with_its_reasons(
    programs: dict[str, Client], base: str, assessment: Assessment, document: Document
) -> None:
    def ask(**query: Any) -> Any:
        return programs["Rita"].get(f"{base}/assessments/{assessment.pk}/evidence", query).json()

    said = ask()
    assert said["count"] == 4  # misses are left out
    by_measure = [one for one in said["items"] if one["measure"] == MEASURES[0]]
    assert [one["score"] for one in by_measure] == [0.9, 0.7]
    reason = by_measure[0]["reasons"][0]
    assert (reason["spans"], reason["weight"]) == ([[0, 3]], 0.25)
    assert by_measure[0]["passage"]["document"] == document.pk
    assert ask(verdict="miss")["count"] == 1
    assert ask(verdict="unsure")["items"][0]["measure"] == MEASURES[1]
    assert ask(measure=MEASURES[2])["items"][0]["direction"] == "contrary"
    assert ask(grade="policy")["count"] == 0
    assert ask(document=document.pk)["count"] == 4
    assert ask(document=document.pk + 1)["count"] == 0
    assert len(ask(limit=1, offset=1)["items"]) == 1


def test_a_decision_is_recorded_followed_and_withdrawn(
    programs: dict[str, Client], base: str, assessment: Assessment, document: Document
) -> None:
    address = f"{base}/assessments/{assessment.pk}/decisions"
    passages = list(document.passages.order_by("number").values_list("pk", flat=True)[:2])
    body = {"measure": MEASURES[0], "passages": passages, "answer": "confirmed", "note": "Article 1."}
    made = put(programs["Bob"], address, body)
    assert made.status_code == 201
    assert [one["reviewer"] for one in made.json()["items"]] == ["Bob", "Bob"]
    assert put(programs["Bob"], address, body).json()["count"] == 0  # nothing new
    assert Finding.objects.get(assessment=assessment, measure=MEASURES[0]).confirmed == 2
    evidence = programs["Rita"].get(f"{base}/assessments/{assessment.pk}/evidence?measure={MEASURES[0]}").json()
    assert evidence["items"][0]["answers"][0]["note"] == "Article 1."
    put(programs["Alice"], address, {**body, "passages": passages[:1], "answer": "rejected"})
    put(programs["Bob"], address, {**body, "passages": passages[1:], "answer": "withdrawn", "note": ""})

    def listed(**query: Any) -> list[tuple[str, str, bool]]:
        items = programs["Rita"].get(address, query).json()["items"]
        return [(one["reviewer"], one["answer"], one["is_current"]) for one in items]

    assert listed() == [("Bob", "withdrawn", True), ("Alice", "rejected", True), ("Bob", "confirmed", True)]
    assert len(listed(current="false")) == 4
    assert listed(passage=passages[0], measure=MEASURES[0]) == [("Alice", "rejected", True), ("Bob", "confirmed", True)]
    assert listed(measure=MEASURES[1]) == []


def test_a_decision_on_what_is_not_there_changes_nothing(
    programs: dict[str, Client], base: str, assessment: Assessment, document: Document, charlie: Any
) -> None:
    address = f"{base}/assessments/{assessment.pk}/decisions"
    mine = document.passages.get(number=1).pk
    elsewhere = document_in(charlie.workspaces.get()).passages.get(number=1).pk
    good = {"measure": MEASURES[0], "passages": [mine], "answer": "confirmed", "note": ""}
    for change, status in [
        ({"passages": [mine, elsewhere]}, 404),
        ({"passages": [10**12]}, 404),
        ({"measure": "no.such"}, 404),
        ({"measure": "\0"}, 404),
        ({"passages": []}, 422),
        ({"passages": [10**30]}, 422),
        ({"passages": [-1]}, 422),
        ({"passages": ["x"]}, 422),
        ({"answer": "maybe"}, 422),
        ({"note": "a\0b"}, 422),
        ({"note": "x" * 4001}, 422),
    ]:
        response = put(programs["Bob"], address, {**good, **change})
        assert response.status_code == status, (change, response.content)
        assert response.json()["what"]
    assert programs["Bob"].post(address, "{", content_type="application/json").status_code == 422
    assert programs["Bob"].post(address, b"\xff", content_type="application/json").status_code == 422
    assert not Judgement.objects.exists()


def test_a_run_is_started_once_watched_and_cancelled(
    programs: dict[str, Client], base: str, assessment: Assessment
) -> None:
    address = f"{base}/assessments/{assessment.pk}/run"
    first, second = put(programs["Bob"], address), put(programs["Bob"], address)
    assert (first.status_code, second.status_code) == (202, 200)
    job = first.json()
    assert second.json()["id"] == job["id"]
    assert (job["state"], job["subject"], job["percent"]) == ("queued", assessment.pk, 0)
    assert programs["Rita"].get(f"{base}/jobs/{job['id']}").json() == job
    assert programs["Rita"].get(f"{base}/jobs?state=queued&kind=assess").json()["count"] == 1
    assert programs["Rita"].get(f"{base}/jobs?state=done").json()["count"] == 0
    for _time in range(2):
        stopped = put(programs["Bob"], f"{base}/jobs/{job['id']}/cancel")
        assert stopped.status_code == 200
        assert stopped.json()["state"] == "cancelled"
    assert Entry.objects.filter(action="assessment.cancelled").count() == 1
    Job.objects.filter(pk=job["id"]).update(state="failed", error="worker-lost")
    assert programs["Rita"].get(f"{base}/jobs/{job['id']}?language=fr").json()["problem"]["what"]


BAD = [
    "/api/workspaces/%00/documents",
    "/api/workspaces/a%20b/documents",
    "/api/workspaces/{slug}/documents/0",
    "/api/workspaces/{slug}/documents/99999999999999999999999",
    "/api/workspaces/{slug}/documents/x",
    "/api/workspaces/{slug}/documents?limit=0",
    "/api/workspaces/{slug}/documents?limit=201",
    "/api/workspaces/{slug}/documents?offset=-1",
    "/api/workspaces/{slug}/documents?offset=99999999999999999999",
    "/api/workspaces/{slug}/passages",
    "/api/workspaces/{slug}/assessments/1/evidence?verdict=x",
    "/api/workspaces/{slug}/assessments/1/evidence?document=99999999999999999999",
    "/api/measures?language=de",
    "/api/measures?limit=x",
]


@pytest.mark.parametrize("address", BAD)
def test_values_that_cannot_be_taken_are_named(address: str, programs: dict[str, Client], workspace: Workspace) -> None:
    response = programs["Rita"].get(address.format(slug=workspace.slug))
    assert response.status_code == 422, response.content
    assert response.json()["faults"][0]["where"]


def test_what_is_not_there_is_not_there(programs: dict[str, Client], base: str, assessment: Assessment) -> None:
    for address in (
        f"{base}/documents/{2**53 - 1}",
        f"{base}/assessments/{2**53 - 1}",
        f"{base}/assessments/{2**53 - 1}/evidence",
        f"{base}/assessments/{assessment.pk}/evidence?measure=no.such",
        f"{base}/assessments/{assessment.pk}/evidence?measure=%00",
        f"{base}/jobs/{2**53 - 1}",
        "/api/measures/no.such",
        "/api/measures/%00",
        "/api/measures?section=%00",
    ):
        assert programs["Rita"].get(address).status_code == 404, address


def test_the_number_of_queries_is_fixed(
    programs: dict[str, Client],
    base: str,
    assessment: Assessment,
    document: Document,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(5):
        document_in(document.workspace, f"# Law {number}\n\n1. A rule on children.", f"law-{number}.md")
    for address in (
        "documents",
        "assessments",
        f"assessments/{assessment.pk}",
        f"assessments/{assessment.pk}/evidence",
        f"assessments/{assessment.pk}/decisions",
        "jobs",
        "passages?q=child",
    ):
        programs["Rita"].get(f"{base}/{address}")
        with django_assert_max_num_queries(7):
            programs["Rita"].get(f"{base}/{address}")
