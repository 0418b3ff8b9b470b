"""The page on the API names every operation, scope and status, and its examples are right."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.module_loading import import_string
from tests.web.factories import LAW, document_in

from tutela.web.accounts.models import Scope
from tutela.web.jobs.models import Job
from tutela.web.jobs.progress import Progress
from tutela.web.jobs.queue import take
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def paths(client: Client, db: None) -> Any:
    return client.get("/api/openapi.json").json()["paths"]


def test_every_operation_is_named(paths: Any) -> None:
    there = {(method.upper(), path.removeprefix("/api")) for path, methods in paths.items() for method in methods}
    named = set(re.findall(r"^\| `(GET|POST|PUT) ([^`]+)` \|", PAGE, re.M))
    assert named == there


def test_every_scope_and_status_is_named(paths: Any) -> None:
    for scope in Scope.values:
        assert f"| `{scope}` |" in PAGE
    statuses = {status for methods in paths.values() for one in methods.values() for status in one["responses"]}
    for status in statuses:
        assert status in PAGE or status == "200", status


def test_the_public_examples_work(client: Client, db: None) -> None:
    examples = re.findall(r'^    curl "\$API([^"]+)"', PAGE, re.M)
    assert len(examples) >= 6
    for address in examples:
        assert client.get(f"/api{address}").status_code == 200, address
    assert any(term.id == "financial-sector" for term in the_register().addressees)


def test_the_way_from_a_file_to_its_findings_works(workspace: Workspace, programs: dict[str, Client]) -> None:
    """Each request of the page's example in turn; the numbers that it shows stand for those that the answers gave."""
    section = PAGE.split("## From a file to its findings")[1].split("\n## ")[0].replace("\\\n", " ")
    requests = [shlex.split(line) for line in section.splitlines() if line.startswith("    curl ")]
    assert len(requests) == 7
    file, create, follow, *read, choose, repeat = [Request.of(words, workspace.slug) for words in requests]

    def send(request: Request, **given: Any) -> Any:
        response = request.send(programs["Bob"], **given)
        assert response.status_code < 300, (request, response.content)
        return response.json()

    document = send(file)["id"]
    made = send(create, documents=[document])
    job = ("jobs/2", f"jobs/{made['job']['id']}")
    assert send(follow.at(*job))["state"] == "queued"
    work_through()
    assert send(follow.at(*job))["state"] == "done"

    here = ("assessments/1", f"assessments/{made['id']}")
    findings, evidence = (send(request.at(*here)) for request in read)
    assert {one["status"] for one in findings["findings"]} >= {"addressed", "not-found"}
    assert evidence["count"] > 0
    plan = document_in(workspace, "# Plan\n\n1. The police protect children from sexual exploitation.", "plan.md")
    send(choose.at(*here), documents=[document, plan.pk])
    assert send(repeat.at(*here))["number"] == 2


def work_through() -> None:
    """Do all the jobs that wait, in this process."""
    while (job := take("tests")) is not None:
        import_string(settings.JOBS[job.kind])(job, Progress(job))
        Job.objects.filter(pk=job.pk).update(state="done")


@dataclass(frozen=True)
class Request:
    """A call of curl on the page."""

    method: str
    address: str
    body: str = ""
    is_file: bool = False

    @classmethod
    def of(cls, words: list[str], room: str) -> Request:
        options = dict(zip(words[1:-1:2], words[2:-1:2], strict=True))
        body, is_file = options.get("-d", ""), "-F" in options
        address = words[-1].replace("$API", "/api").replace("$ROOM", room)
        return cls(options.get("-X", "POST" if body or is_file else "GET"), address, body, is_file)

    def at(self, shown: str, real: str) -> Request:
        assert shown in self.address
        return replace(self, address=self.address.replace(shown, real))

    def send(self, client: Client, **given: Any) -> Any:
        if self.is_file:
            return client.post(self.address, {"file": SimpleUploadedFile("law.md", LAW.encode())})
        body = json.dumps({**json.loads(self.body), **given}) if self.body else ""
        return client.generic(self.method, self.address, body, content_type="application/json")
