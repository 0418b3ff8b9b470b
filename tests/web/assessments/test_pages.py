"""Pages of assessments: who may see and do what, what they say, what bad input does, how many queries they take."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.assessments.making import FOREIGN, PLAN, assessed, opened, run_of
from tests.web.factories import LAW, document_in

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Judgement, Match
from tutela.web.assessments.overview import overview
from tutela.web.assessments.running import start
from tutela.web.assessments.selection import SelectionForm
from tutela.web.audit.models import Entry
from tutela.web.documents.models import Document
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import Job, JobState
from tutela.web.review.decisions import decide
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

KEY = "0123456789abcdef0123456789abcdef"


def address(name: str, assessment: Assessment | Workspace) -> str:
    if isinstance(assessment, Workspace):
        return reverse(f"assessments:{name}", kwargs={"slug": assessment.slug})
    return reverse(f"assessments:{name}", kwargs={"slug": assessment.workspace.slug, "pk": assessment.pk})


def text_of(response: HttpResponse) -> str:
    """What a reader sees of a page, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def assessment(workspace: Workspace, alice: User) -> Assessment:
    return assessed(workspace, alice)


# --- who may what ----------------------------------------------------------------------------------------------------

WHO = ("alice", "bob", "rita", "charlie", "nobody")
"""Owner, reviewer, reader, stranger, somebody who is not signed in."""

RIGHTS = [
    ("list", "get", (200, 200, 200, 404, 302)),
    ("new", "get", (200, 200, 403, 404, 302)),
    ("new", "post", (400, 400, 403, 404, 302)),
    ("overview", "get", (200, 200, 200, 404, 302)),
    ("overview", "post", (405, 405, 405, 405, 405)),
    ("progress", "get", (200, 200, 200, 404, 302)),
    ("documents", "get", (200, 200, 403, 404, 302)),
    ("documents", "post", (400, 400, 403, 404, 302)),
    ("start", "get", (405, 405, 405, 405, 405)),
    ("start", "post", (302, 302, 403, 404, 302)),
    ("cancel", "post", (302, 302, 403, 404, 302)),
    ("delete", "get", (200, 403, 403, 404, 302)),
    ("delete", "post", (302, 403, 403, 404, 302)),
]


@pytest.mark.parametrize(("name", "method", "expected"), RIGHTS)
@pytest.mark.parametrize("who", WHO)
def test_rights(
    request: pytest.FixtureRequest, assessment: Assessment, name: str, method: str, expected: tuple[int, ...], who: str
) -> None:
    client: Client = Client() if who == "nobody" else request.getfixturevalue(f"as_{who}")
    target = address(name, assessment.workspace if name in ("list", "new") else assessment)
    jobs = Job.objects.count()
    response = getattr(client, method)(target)
    status = expected[WHO.index(who)]
    assert response.status_code == status
    if who == "nobody" and status == 302:
        assert "/sign-in/" in response["Location"] or "sign" in response["Location"]
    if status in (403, 404, 405) or who == "nobody":
        assert Assessment.objects.count() == 1
        assert Job.objects.count() == jobs


@pytest.mark.parametrize("name", ["overview", "progress", "documents", "start", "cancel", "delete"])
def test_an_assessment_of_another_workspace_is_not_there(
    as_charlie: Client, charlie: User, assessment: Assessment, name: str
) -> None:
    own = charlie.workspaces.get()
    target = reverse(f"assessments:{name}", kwargs={"slug": own.slug, "pk": assessment.pk})
    method = as_charlie.post if name in ("start", "cancel") else as_charlie.get
    assert method(target).status_code == 404


@pytest.mark.parametrize("name", ["overview", "progress", "documents", "delete"])
@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_numbers_that_do_not_exist_are_not_found(as_alice: Client, workspace: Workspace, name: str, pk: int) -> None:
    assert as_alice.get(reverse(f"assessments:{name}", args=[workspace.slug, pk])).status_code == 404


# --- a new assessment ------------------------------------------------------------------------------------------------


def form(**fields: object) -> dict[str, object]:
    return {"state": "Maravel", "period": "2026", "source": "state", "key": KEY, **fields}


def test_documents_that_are_there_and_new_files_are_assessed_together(as_bob: Client, workspace: Workspace) -> None:
    there = document_in(workspace)
    upload = SimpleUploadedFile("plan.md", PLAN.encode())
    response = as_bob.post(address("new", workspace), form(documents=[there.pk], uploads=[upload]))
    assessment = Assessment.objects.get()
    assert response["Location"] == address("overview", assessment)
    assert (assessment.state, assessment.period, assessment.source) == ("Maravel", "2026", "state")
    assert [row.document.name for row in assessment.assessed_documents.all()] == ["act.md", "plan.md"]
    job = Job.objects.get(kind="assess")
    assert (job.subject, job.number, job.state) == (assessment.pk, 1, JobState.QUEUED)
    assert set(Entry.objects.values_list("action", flat=True)) >= {
        "assessment.created", "assessment.started", "document.uploaded",
    }  # fmt: skip
    while do_one("test"):
        pass
    assert "addressed" in set(assessment.findings.values_list("machine", flat=True))


def test_a_form_that_is_sent_twice_opens_and_runs_one_assessment(as_bob: Client, workspace: Workspace) -> None:
    there = document_in(workspace)
    first = as_bob.post(address("new", workspace), form(documents=[there.pk]))
    second = as_bob.post(address("new", workspace), form(documents=[there.pk]))
    assert first["Location"] == second["Location"]
    assert (Assessment.objects.count(), Job.objects.filter(kind="assess").count()) == (1, 1)


def test_the_key_of_a_form_of_another_workspace_opens_nothing_of_it(
    as_charlie: Client, charlie: User, workspace: Workspace, alice: User
) -> None:
    assessment = opened(workspace, alice)
    Assessment.objects.filter(pk=assessment.pk).update(key=KEY)
    own = charlie.workspaces.get()
    response = as_charlie.post(address("new", own), form(documents=[document_in(own).pk]))
    assert response.status_code == 302
    assert workspace.slug not in response["Location"]
    assert Assessment.objects.filter(workspace=own).count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},  # neither a document nor a file
        {"state": ""},
        {"state": "x" * 121},
        {"state": "Mara\x00vel"},
        {"period": "y" * 41},
        {"source": "nobody"},
        {"key": "../../etc"},
        {"key": ""},
        {"documents": ["nonsense"]},
        {"documents": [10**30]},
        {"documents": ["1\x00"]},
        {"documents": [-1]},
        {"uploads": [SimpleUploadedFile("empty.pdf", b"")]},
        {"uploads": [SimpleUploadedFile("program.exe", b"MZ\x90\x00" * 100)]},
    ],
)
def test_what_a_form_cannot_take(as_bob: Client, workspace: Workspace, fields: dict[str, object]) -> None:
    given = form(**fields)
    if fields and "documents" not in fields and "uploads" not in fields:
        given["documents"] = [document_in(workspace).pk]
    response = as_bob.post(address("new", workspace), given)
    assert response.status_code == 400
    assert b"errorlist" in response.content
    assert not Assessment.objects.exists()
    assert not Job.objects.filter(kind="assess").exists()


def test_documents_of_another_workspace_cannot_be_chosen(as_bob: Client, workspace: Workspace, charlie: User) -> None:
    other = document_in(charlie.workspaces.get())
    response = as_bob.post(address("new", workspace), form(documents=[other.pk]))
    assert response.status_code == 400
    assert not Assessment.objects.exists()


def test_a_file_that_is_not_taken_is_named_and_the_others_are_assessed(as_bob: Client, workspace: Workspace) -> None:
    uploads = [SimpleUploadedFile("good.md", LAW.encode()), SimpleUploadedFile("bad.zip", b"PK\x03\x04" + b"\x00" * 60)]
    response = as_bob.post(address("new", workspace), form(uploads=uploads), follow=True)
    assert "“bad.zip” was not taken." in text_of(response)
    assert [row.document.name for row in Assessment.objects.get().assessed_documents.all()] == ["good.md"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.fixed_dictionaries(
        {},
        optional={
            name: st.one_of(st.text(max_size=60), st.integers().map(str))
            for name in ("state", "period", "source", "documents", "key", "number", "newest", "run")
        },
    )
)
@pytest.mark.parametrize("name", ["new", "documents", "start"])
def test_no_input_brings_a_form_down(
    as_bob: Client, workspace: Workspace, assessment: Assessment, fields: dict[str, str], name: str
) -> None:
    target = address(name, workspace if name == "new" else assessment)
    assert as_bob.post(target, fields).status_code in (302, 400)


# --- runs ------------------------------------------------------------------------------------------------------------


def test_two_clicks_start_one_run(as_bob: Client, assessment: Assessment) -> None:
    for _ in range(3):
        as_bob.post(address("start", assessment), {"number": 2})
    assert sorted(Job.objects.values_list("number", flat=True)) == [1, 2]
    do_one("test")
    response = as_bob.post(address("start", assessment), {"number": 2}, follow=True)
    assert "has been asked for before, and is over" in text_of(response)
    assert Job.objects.count() == 2


def test_a_run_is_started_from_its_page(as_bob: Client, assessment: Assessment) -> None:
    page = as_bob.get(address("overview", assessment))
    number = re.search(r'name="number" value="(\d+)"', page.content.decode())
    assert number is not None
    as_bob.post(address("start", assessment), {"number": number[1]})
    page = as_bob.get(address("overview", assessment))
    assert "The run waits for its turn." in text_of(page)
    assert b'name="number"' not in page.content


def test_an_assessment_without_documents_cannot_be_run(as_bob: Client, workspace: Workspace, bob: User) -> None:
    empty = Assessment.objects.create(workspace=workspace, state="Empty")
    response = as_bob.post(address("start", empty), {"number": 1}, follow=True)
    assert "choose the documents first" in text_of(response)
    assert not Job.objects.exists()


def test_a_run_is_cancelled_from_its_page(as_bob: Client, workspace: Workspace, bob: User) -> None:
    assessment = opened(workspace, bob)
    start(assessment, bob)
    response = as_bob.post(address("cancel", assessment), follow=True)
    assert Job.objects.get().state == JobState.CANCELLED
    assert "The last run was cancelled. It had not begun yet." in text_of(response)
    assert "No run is under way." in text_of(as_bob.post(address("cancel", assessment), follow=True))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "queued"}, "The run waits for its turn."),
        ({"state": "queued", "created": "2020-01-01T00:00Z"}, "whether the worker is running"),
        ({"state": "running"}, "The run begins."),
        (
            {"state": "running", "total": 800, "done": 250, "step": "penal-code.pdf"},
            "Document 3 of 8 is being read and searched: penal-code.pdf",
        ),
        ({"state": "running", "cancel_asked": True}, "The run is being cancelled."),
        ({"state": "failed", "error": "unexpected"}, "Something went wrong that nobody had foreseen."),
        ({"state": "failed", "error": "worker-lost", "step": "bomb.pdf"}, "It stopped at: bomb.pdf"),
        ({"state": "cancelled"}, "The last run was cancelled."),
        ({"state": "done"}, "The run is complete."),
    ],
)
def test_progress_says_how_the_run_stands(
    as_rita: Client, workspace: Workspace, alice: User, fields: dict[str, object], said: str
) -> None:
    assessment = opened(workspace, alice)
    start(assessment, alice)
    Job.objects.update(**fields)
    response = as_rita.get(address("progress", assessment))
    assert said in text_of(response)
    assert ('data-open="yes"' in response.content.decode()) == (fields["state"] in ("queued", "running"))
    if fields["state"] != "done":
        assert said in text_of(as_rita.get(address("overview", assessment)))


def test_names_of_files_are_shown_as_text(as_rita: Client, workspace: Workspace, alice: User) -> None:
    assessment = opened(workspace, alice, document_in(workspace, LAW, "<script>alert(1)</script>.md"), state="<b>M</b>")
    start(assessment, alice)
    Job.objects.update(state="running", total=100, step="<img src=x>")
    for name in ("overview", "progress"):
        page = as_rita.get(address(name, assessment)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "<b>M</b>" not in page


# --- documents -------------------------------------------------------------------------------------------------------


def test_documents_are_changed_for_the_next_run(as_bob: Client, assessment: Assessment, workspace: Workspace) -> None:
    plan = document_in(workspace, PLAN, "plan.md")
    page = as_bob.get(address("documents", assessment))
    assert page.content.decode().count("checked") == 1
    response = as_bob.post(address("documents", assessment), {"documents": [plan.pk]}, follow=True)
    assert "Other documents were chosen for the next run." in text_of(response)
    assert [row.document.name for row in assessment.assessed_documents.all()] == ["act.md"]
    assert Job.objects.count() == 1
    as_bob.post(address("documents", assessment), {"documents": [plan.pk], "run": "yes"})
    do_one("test")
    assert [row.document.name for row in assessment.assessed_documents.all()] == ["plan.md"]


def test_documents_are_not_changed_under_a_run(as_bob: Client, bob: User, assessment: Assessment) -> None:
    start(assessment, bob)
    response = as_bob.post(address("documents", assessment), {"documents": []}, follow=True)
    assert "A run is under way." in text_of(response)


def test_a_newer_version_is_offered(as_bob: Client, bob: User, assessment: Assessment, workspace: Workspace) -> None:
    version = document_in(workspace, LAW.replace("eight", "nine"), "act-2027.md")
    Document.objects.filter(pk=version.pk).update(replaces=Document.objects.get(name="act.md"))
    page = text_of(as_bob.get(address("overview", assessment)))
    assert "Its evidence is stale." in page
    assert "Replaced by act-2027.md" in page
    as_bob.post(address("start", assessment), {"number": 2, "newest": "yes"})
    do_one("test")
    assert assessment.assessed_documents.get().document == version
    assert "stale" not in text_of(as_bob.get(address("overview", assessment)))


# --- the overview ----------------------------------------------------------------------------------------------------


def test_the_map_has_a_cell_with_a_name_for_each_measure(as_rita: Client, assessment: Assessment) -> None:
    page = as_rita.get(address("overview", assessment)).content.decode()
    cells = re.findall(r'<a class="cell ([a-z-]+)" href="([^"]+)"[^>]*><span class="hidden-text">([^<]+)</span>', page)
    assert len(cells) == 105
    findings = {finding.measure: finding for finding in assessment.findings.all()}
    for status, target, name in cells:
        measure = target.rstrip("/").rsplit("/", 1)[-1]
        assert status == findings[measure].status
        assert {"addressed": "Addressed", "partly": "Partly addressed", "not-found": "Not found in these documents"}[
            status
        ] in name
    assert any("1 passage" in name for _, _, name in cells)


def test_the_map_shows_what_people_decided_and_what_the_machine_said(
    as_rita: Client, alice: User, bob: User, assessment: Assessment
) -> None:
    measures = list(
        Match.objects.filter(verdict="evidence").order_by("measure").values_list("measure", flat=True).distinct()
    )
    rejected, disputed, confirmed = measures[:3]
    for measure, reviewer, answer in (
        (rejected, alice, "rejected"),
        (disputed, alice, "confirmed"),
        (disputed, bob, "rejected"),
        (confirmed, alice, "confirmed"),
    ):
        passages = [match.passage for match in Match.objects.filter(measure=measure, verdict="evidence")]
        decide(assessment, measure, passages, reviewer, answer)
    page = overview(assessment, assessment.findings.all())
    cells = {cell.measure.id: cell for group in page.sections for cell in group.cells}
    assert [cells[measure].people_sign for measure in measures[:3]] == ["differs", "disputed", "decided"]
    assert "as people decided; the program’s status: " in cells[rejected].name
    assert cells[rejected].finding.status == "not-found"
    assert page.work.measures == 3
    assert page.work.differing == 2
    found = text_of(as_rita.get(address("overview", assessment)))
    assert "Measures whose status people changed 2" in found


def test_counts_add_up(assessment: Assessment) -> None:
    page = overview(assessment, assessment.findings.all())
    assert sum(n for _, n in page.counts) == page.size == 105
    assert sum(group.size for group in page.sections) == 105
    for groups in (page.sections, page.addressees, page.themes):
        for group in groups:
            assert sum(n for _, n in group.counts) == group.size > 0
    for number, (_, n) in enumerate(page.places):
        assert sum(group.places[number][1] for group in page.sections) == n
    assert dict(page.places)["law"] > 0
    assert page.bars[0].start == 0
    assert page.bars[-1].start + page.bars[-1].size == 105


def test_what_is_only_recommended_is_told_apart(assessment: Assessment) -> None:
    finding = assessment.findings.exclude(law=0)[0]
    assessment.findings.filter(pk=finding.pk).update(law=0, recommendation=2)
    before = dict(overview(assessment, assessment.findings.all()).places)
    assessment.findings.filter(pk=finding.pk).update(practice=1)
    after = dict(overview(assessment, assessment.findings.all()).places)
    assert (before["only-recommended"] - after["only-recommended"], after["practice"] - before["practice"]) == (1, 1)


def test_what_was_not_searched_is_never_called_not_found(as_rita: Client, workspace: Workspace, alice: User) -> None:
    foreign = assessed(workspace, alice, document_in(workspace, FOREIGN, "zakon.md"))
    page = as_rita.get(address("overview", foreign))
    assert "105 None of the documents could be searched" in text_of(page)
    assert b'class="cell not-found" href' not in page.content
    waiting = opened(workspace, alice, document_in(workspace))
    page = as_rita.get(address("overview", waiting))
    assert page.content.count(b'class="cell not-assessed" href') == 105
    assert "Not searched yet" in text_of(page)


def test_what_could_not_be_read_is_listed_with_what_to_do(as_rita: Client, workspace: Workspace, alice: User) -> None:
    from django.core.files.base import ContentFile

    from tutela.web.documents.intake import receive

    broken, _ = receive(workspace, alice, ContentFile(b"%PDF-1.7\n" + b"\x00" * 900, name="broken.pdf"))
    assessment = opened(workspace, alice, document_in(workspace), broken)
    run_of(assessment, alice)
    page = text_of(as_rita.get(address("overview", assessment)))
    assert "1 document could not be read." in page
    assert re.search(r"broken\.pdf Could not be read .*\. .*\.", page)


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ({"status": "addressed"}, lambda _, finding: finding.status == "addressed"),
        ({"section": "IV.C"}, lambda measure, _: measure.section == "IV.C"),
        ({"theme": "private-sector"}, lambda measure, _: "private-sector" in measure.themes),
        ({"work": "undecided"}, lambda _, finding: finding.undecided > 0),
        ({"work": "decided"}, lambda *_: False),
        (
            {"status": "not-found", "section": "IV.C"},
            lambda measure, finding: finding.status == "not-found" and measure.section == "IV.C",
        ),
        # What no filter offers is left out of account.
        ({"status": "no", "section": "\x00", "view": "x", "theme": "1" * 900}, lambda *_: True),
    ],
)
def test_filters_live_in_the_address(
    as_rita: Client, assessment: Assessment, query: dict[str, str], holds: Callable[..., bool]
) -> None:
    register = the_register()
    findings = {finding.measure: finding for finding in assessment.findings.all()}
    expected = [measure.id for measure in register.measures if holds(measure, findings[measure.id])]
    for view in ({}, {"view": "table"}):
        page = as_rita.get(address("overview", assessment), {**query, **view}).content.decode()
        part = page.split('id="map"')[1].split("</section>")[0]
        assert re.findall(r"/measures/([^/\"]+)/\"", part) == expected
        if not expected:
            assert "No measure has all that was chosen." in page


def test_every_choice_of_the_filters_is_one_of_the_register() -> None:
    register = the_register()
    offered = SelectionForm({}).fields
    assert len(offered["section"].choices) == len(register.sections) + 1
    assert len(offered["theme"].choices) == len(register.themes) + 1


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("name", ["overview", "progress", "documents", "delete", "list", "new"])
def test_pages_speak_three_languages(as_alice: Client, assessment: Assessment, language: str, name: str) -> None:
    target = address(name, assessment.workspace if name in ("list", "new") else assessment)
    response = as_alice.get(target.replace("/en/", f"/{language}/", 1))
    assert response.status_code == 200
    if name != "progress":
        assert f'lang="{language}"' in response.content.decode()


# --- queries ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["overview", "progress", "list", "documents", "new"])
def test_the_number_of_queries_does_not_grow(
    as_alice: Client, alice: User, workspace: Workspace, django_assert_max_num_queries, name: str
) -> None:
    documents = [document_in(workspace, LAW.replace("ten", str(number)), f"{number}.md") for number in range(11, 17)]
    assessment = assessed(workspace, alice, *documents)
    for number in range(3):
        assessed(workspace, alice, documents[number], state=f"State {number}")
    target = address(name, workspace if name in ("list", "new") else assessment)
    with django_assert_max_num_queries(10):  # session, person, membership, the menu's workspaces, and its own
        assert as_alice.get(target).status_code == 200


# --- the end ---------------------------------------------------------------------------------------------------------


def test_an_assessment_is_deleted_after_a_page_that_says_what_goes(
    as_alice: Client, alice: User, assessment: Assessment
) -> None:
    match = Match.objects.filter(verdict="evidence")[0]
    decide(assessment, match.measure, [match.passage], alice, "confirmed")
    assert "1 decision, with its note" in text_of(as_alice.get(address("delete", assessment)))
    response = as_alice.post(address("delete", assessment), follow=True)
    assert "was deleted" in text_of(response)
    assert not Assessment.objects.exists()
    assert not Judgement.objects.exists()
    assert Document.objects.exists()
    assert Entry.objects.filter(action="assessment.deleted").exists()
