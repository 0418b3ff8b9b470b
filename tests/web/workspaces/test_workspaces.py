"""Workspaces: list, opening, first page, name, deletion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from tests.web.factories import document_in, member_of

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.audit.models import Entry
from tutela.web.documents.models import Document
from tutela.web.workspaces.models import Membership, Role, Workspace

pytestmark = pytest.mark.django_db


def assessment_in(workspace: Workspace, state: str, statuses: dict[str, tuple[str, str]]) -> Assessment:
    """An assessment that was run, with findings: measure -> (the machine's status, the people's)."""
    assessment = Assessment.objects.create(workspace=workspace, state=state, run=1, shown_run=1)
    for measure, (machine, people) in statuses.items():
        Finding.objects.create(assessment=assessment, measure=measure, machine=machine, people=people)
    return assessment


def test_who_has_none_is_told_what_it_is(client: Client, db: None) -> None:
    from tests.web.conftest import signed_in
    from tests.web.factories import person

    page = signed_in(person("Ines")).get("/en/workspaces/").content.decode()
    assert "room of an organisation" in page
    assert "/en/workspaces/new/" in page


def test_the_list_has_mine_and_no_other(as_bob: Client, charlie: User, workspace: Workspace) -> None:
    page = as_bob.get("/en/workspaces/").content.decode()
    assert workspace.name in page
    assert "Your role: reviewer" in page
    assert "Another organisation" not in page


def test_opening_one_makes_its_owner(as_charlie: Client, charlie: User) -> None:
    answer = as_charlie.post("/en/workspaces/new/", {"name": "Children’s Rights Coalition"})
    made = Workspace.objects.get(name="Children’s Rights Coalition")
    assert answer["Location"] == f"/en/w/{made.slug}/"
    assert Membership.objects.get(workspace=made).role == Role.OWNER
    assert Entry.objects.get(action="workspace.opened").workspace == made


@pytest.mark.parametrize("name", ["", " ", "x\0y", "x" * 121])
def test_names_that_are_none(as_alice: Client, workspace: Workspace, name: str) -> None:
    for path in ("/en/workspaces/new/", f"/en/w/{workspace.slug}/rename/"):
        assert "errorlist" in as_alice.post(path, {"name": name}).content.decode()
    assert Workspace.objects.get().name == workspace.name


def test_two_of_one_name_have_addresses_of_their_own(as_alice: Client, workspace: Workspace) -> None:
    for name in (workspace.name, "ОМБУДСМЕН", "مكتب"):
        assert as_alice.post("/en/workspaces/new/", {"name": name}).status_code == 302
    assert len(set(Workspace.objects.values_list("slug", flat=True))) == 4


def test_the_first_page_says_what_to_do_next(as_alice: Client, workspace: Workspace) -> None:
    def page() -> str:
        return as_alice.get(f"/en/w/{workspace.slug}/").content.decode()

    assert "Upload documents" in page()
    document_in(workspace)
    assert "Make an assessment" in page()
    assessment = assessment_in(workspace, "Maravel", {"a": ("addressed", ""), "b": ("not-found", "")})
    assert "To the assessments" in page()
    Finding.objects.filter(assessment=assessment, measure="b").update(people="partly")
    assert "What to do first" not in page()


def test_readers_are_not_asked_to_do_what_they_may_not(as_rita: Client, workspace: Workspace) -> None:
    page = as_rita.get(f"/en/w/{workspace.slug}/").content.decode()
    assert "As a reader you see what the others do" in page
    assert 'class="button primary"' not in page
    assert "For owners" not in page


def test_statuses_are_counted_with_peoples_decisions(as_rita: Client, workspace: Workspace) -> None:
    findings = {"a": ("addressed", ""), "b": ("addressed", "not-found"), "c": ("partly", ""), "d": ("no-data", "")}
    assessment_in(workspace, "Maravel", findings)
    Assessment.objects.create(workspace=workspace, state="Not yet")
    page = as_rita.get(f"/en/w/{workspace.slug}/").content.decode()
    row = page[page.index(">Maravel<") :]
    cells = [part.split("<")[0] for part in row[: row.index("</tr>")].split("data-label=")[1:]]
    assert [cell.split(">")[1] for cell in cells] == ["1", "1", "1", "1", "0"]
    assert "It has not been run yet." in page


def test_queries_do_not_grow(as_alice: Client, workspace: Workspace, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        assessment_in(workspace, f"State {number}", {f"m{n}": ("addressed", "") for n in range(5)})
        member_of(workspace, f"Person{number}", Role.READER)
        Document.objects.create(workspace=workspace, name=f"{number}.pdf", sha256=str(number))
    with django_assert_max_num_queries(11):
        as_alice.get(f"/en/w/{workspace.slug}/")
    with django_assert_max_num_queries(6):
        as_alice.get("/en/workspaces/")
    with django_assert_max_num_queries(8):
        as_alice.get(f"/en/w/{workspace.slug}/members/")


def test_another_name_and_the_same_address(as_alice: Client, as_bob: Client, workspace: Workspace) -> None:
    path = f"/en/w/{workspace.slug}/rename/"
    assert as_bob.post(path, {"name": "Bob’s"}).status_code == 403
    assert as_alice.post(path, {"name": "Office of the Ombudsman"}).status_code == 302
    workspace.refresh_from_db()
    assert workspace.name == "Office of the Ombudsman"
    assert as_alice.get(f"/en/w/{workspace.slug}/").status_code == 200
    assert Entry.objects.get(action="workspace.renamed").subject == "Ombudsman of Maravel > Office of the Ombudsman"


def test_deletion_takes_everything_and_asks_for_the_name(
    as_alice: Client, as_bob: Client, workspace: Workspace, charlie: User
) -> None:
    document = document_in(workspace)
    elsewhere = document_in(Workspace.objects.get(name="Another organisation"))
    assessment_in(workspace, "Maravel", {"a": ("addressed", "")})
    path = f"/en/w/{workspace.slug}/delete/"
    file = Path(site.MEDIA_ROOT, document.file.name)
    assert as_bob.post(path, {"name": workspace.name}).status_code == 403
    assert "errorlist" in as_alice.post(path, {"name": "Another"}).content.decode()
    assert file.exists()
    assert as_alice.post(path, {"name": f" {workspace.name} "}).status_code == 302
    assert not file.exists()
    assert Path(site.MEDIA_ROOT, elsewhere.file.name).exists()
    assert set(Document.objects.all()) == {elsewhere}
    assert not Assessment.objects.exists()
    assert as_alice.get(f"/en/w/{workspace.slug}/").status_code == 404
    assert Entry.objects.get(action="workspace.deleted").user is not None
