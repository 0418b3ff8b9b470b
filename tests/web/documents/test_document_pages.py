"""The documents of a workspace in the browser: who may do what, and what becomes of files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings
from tests.web.documents.files import EXE, markdown, pdf, sample
from tests.web.factories import LAW, document_in

from tutela.text.notices import notice
from tutela.web.accounts.models import User
from tutela.web.assessments.models import AssessedDocument, Assessment, Judgement
from tutela.web.audit.models import Entry
from tutela.web.documents.intake import receive, set_aside
from tutela.web.documents.models import Document, DocumentState
from tutela.web.documents.pictures import page_picture, pictures_of
from tutela.web.documents.uploading import ask_to_read
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import Job, JobState
from tutela.web.workspaces.models import Workspace

PEOPLE = ["alice", "bob", "rita", "charlie", "anonymous"]


@pytest.fixture
def clients(as_alice: Client, as_bob: Client, as_rita: Client, as_charlie: Client) -> dict[str, Client]:
    return {"alice": as_alice, "bob": as_bob, "rita": as_rita, "charlie": as_charlie, "anonymous": Client()}


@pytest.fixture
def document(workspace: Workspace) -> Document:
    return document_in(workspace)


def url(name: str, workspace: Workspace, *args: int) -> str:
    return reverse(f"documents:{name}", args=(workspace.slug, *args))


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


READERS = {"alice": 200, "bob": 200, "rita": 200, "charlie": 404, "anonymous": 302}
REVIEWERS = {"alice": 200, "bob": 200, "rita": 403, "charlie": 404, "anonymous": 302}
CHANGES = {"alice": 302, "bob": 302, "rita": 403, "charlie": 404, "anonymous": 302}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("list", READERS),
        ("read", READERS),
        ("download", READERS),
        ("upload", REVIEWERS),
        ("replace", REVIEWERS),
        ("delete", REVIEWERS),
    ],
)
def test_who_may_see_what(
    clients: dict[str, Client],
    workspace: Workspace,
    document: Document,
    person: str,
    name: str,
    expected: dict[str, int],
) -> None:
    args = () if name in ("list", "upload") else (document.pk,)
    response = clients[person].get(url(name, workspace, *args))
    assert response.status_code == expected[person]
    if person == "anonymous":
        assert "/sign-in/" in response["Location"]
    if person == "charlie":
        assert workspace.name not in text_of(response)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["upload", "replace", "delete", "read-again"])
def test_who_may_change_what(
    clients: dict[str, Client], workspace: Workspace, document: Document, person: str, name: str
) -> None:
    data = {"upload": {"files": [markdown("# A plan")]}, "replace": {"file": markdown("# A plan")}}.get(name, {})
    args = () if name == "upload" else (document.pk,)
    response = clients[person].post(url(name, workspace, *args), data)
    assert response.status_code == CHANGES[person]
    may = person in ("alice", "bob")
    if name in ("upload", "replace"):
        assert Document.objects.filter(name="text.md").exists() == may
    if name == "delete":
        assert Document.objects.filter(pk=document.pk).exists() != may


@pytest.mark.parametrize("name", ["read", "download", "replace", "delete"])
@pytest.mark.parametrize("pk", [999_999, 2**31, 2**63, 10**30])
def test_what_is_not_there_is_not_found(as_alice: Client, workspace: Workspace, name: str, pk: int) -> None:
    assert as_alice.get(url(name, workspace, pk)).status_code == 404


@pytest.mark.parametrize("name", ["read", "download", "replace", "delete"])
def test_a_document_of_another_workspace_is_not_found(
    as_charlie: Client, charlie: User, document: Document, name: str
) -> None:
    own = Workspace.objects.get(memberships__user=charlie)
    assert as_charlie.get(url(name, own, document.pk)).status_code == 404
    assert as_charlie.post(url(name, own, document.pk)).status_code in (404, 405)
    assert Document.objects.filter(pk=document.pk).exists()


class TestUploading:
    def test_the_good_files_are_kept_and_the_others_say_why(self, as_bob: Client, workspace: Workspace) -> None:
        files = [
            sample("penal-code-extract.pdf"),
            SimpleUploadedFile("setup.pdf", EXE),
            sample("children-act.docx"),
            SimpleUploadedFile("empty.txt", b""),
            SimpleUploadedFile("sheet.csv", b"a,b\n1,2\n"),
        ]
        response = as_bob.post(url("upload", workspace), {"files": files}, follow=True)
        assert set(Document.objects.values_list("name", flat=True)) == {"penal-code-extract.pdf", "children-act.docx"}
        shown = text_of(response)
        assert "2 files were uploaded. They are being read." in shown
        assert "“setup.pdf”: The file is of a type that Tutela does not read" in shown
        assert "“empty.txt”: The file is empty" in shown
        assert "“sheet.csv”:" in shown
        assert Job.objects.filter(kind="read").count() == 2
        assert Entry.objects.filter(action="document.uploaded").count() == 2

    @pytest.mark.parametrize(
        ("language", "what"),
        [("en", "of a type that Tutela does not read"), ("fr", "que Tutela ne lit pas"), ("es", "que Tutela no lee")],
    )
    def test_refusals_are_in_the_language_of_the_page(
        self, as_bob: Client, workspace: Workspace, language: str, what: str
    ) -> None:
        address = url("upload", workspace).replace("/en/", f"/{language}/")
        response = as_bob.post(address, {"files": [SimpleUploadedFile("a.pdf", EXE)]}, follow=True)
        assert what in text_of(response)

    def test_a_file_that_is_there_is_recognised(self, as_bob: Client, workspace: Workspace, document: Document) -> None:
        response = as_bob.post(url("upload", workspace), {"files": [markdown(LAW, "copy.md")]}, follow=True)
        assert "“copy.md”: This file is already here." in text_of(response)
        assert Document.objects.count() == 1

    def test_scripts_are_answered_in_json(self, as_bob: Client, workspace: Workspace) -> None:
        files = [markdown(LAW), markdown(LAW, "twice.md"), SimpleUploadedFile("a.pdf", EXE)]
        response = as_bob.post(url("upload", workspace), {"files": files}, headers={"Accept": "application/json"})
        answers = response.json()["files"]
        assert [answer["outcome"] for answer in answers] == ["taken", "known", "refused"]
        assert answers[0]["url"] == url("read", workspace, Document.objects.get().pk)
        assert answers[2]["url"] == ""
        assert all(answer["text"] for answer in answers)

    def test_no_file_at_all(self, as_bob: Client, workspace: Workspace) -> None:
        response = as_bob.post(url("upload", workspace), {}, follow=True)
        assert "No file was chosen." in text_of(response)

    def test_what_is_too_large_is_dropped_on_the_way(
        self, as_bob: Client, workspace: Workspace, settings: Settings
    ) -> None:
        settings.UPLOAD_LIMIT = 1_000_000
        files = [SimpleUploadedFile("large.txt", b"x" * 3_000_000), markdown(LAW)]
        response = as_bob.post(url("upload", workspace), {"files": files}, follow=True)
        assert "“large.txt”: The file is too large" in text_of(response)
        assert Document.objects.get().name == "text.md"

    def test_too_many_files(self, as_bob: Client, workspace: Workspace, settings: Settings) -> None:
        settings.UPLOAD_FILES = 2
        files = [markdown(f"# Plan {number}", f"{number}.md") for number in range(4)]
        response = as_bob.post(url("upload", workspace), {"files": files}, follow=True)
        assert Document.objects.count() == 2
        assert "2 files were left out: at most 2 can be uploaded at once." in text_of(response)

    def test_names_are_shown_as_text(self, as_bob: Client, workspace: Workspace) -> None:
        response = as_bob.post(
            url("upload", workspace), {"files": [markdown("", "<img src=x onerror=alert(1)>.md")]}, follow=True
        )
        assert "<img" not in text_of(response)
        assert "&lt;img" in text_of(response)


class TestList:
    def test_it_says_how_far_the_reading_is(self, as_rita: Client, workspace: Workspace, alice: User) -> None:
        document_in(workspace)
        waiting, _ = receive(workspace, alice, markdown("# A plan for children", "plan.md"))
        ask_to_read(waiting, alice)
        shown = text_of(as_rita.get(url("list", workspace)))
        assert "waiting to be read" in shown
        assert "1 of 2 files are done; 1 is still to be read." in shown
        assert 'max="2" value="1"' in shown
        Job.objects.update(state=JobState.RUNNING)
        assert "being read" in text_of(as_rita.get(url("list", workspace)))
        Job.objects.update(state=JobState.QUEUED)
        do_one("worker")
        shown = text_of(as_rita.get(url("list", workspace)))
        assert "still to be read" not in shown
        assert "A plan for children" in shown

    @pytest.mark.parametrize(
        ("language", "what", "next_step"),
        [
            ("en", "The file is locked with a password.", "Save a copy without a password"),
            ("fr", "Le fichier est protégé par un mot de passe.", "Enregistrez une copie sans mot de passe"),
            ("es", "El archivo está protegido con contraseña.", "Guarde una copia sin contraseña"),
        ],
    )
    def test_it_says_why_a_file_could_not_be_read(
        self, as_rita: Client, workspace: Workspace, alice: User, language: str, what: str, next_step: str
    ) -> None:
        locked, _ = receive(workspace, alice, SimpleUploadedFile("locked.pdf", pdf("A law", password="secret")))
        set_aside(locked, notice("encrypted"))
        for address in (url("list", workspace), url("read", workspace, locked.pk)):
            shown = text_of(as_rita.get(address.replace("/en/", f"/{language}/")))
            assert what in shown
            assert next_step in shown

    def test_reading_that_failed_can_be_asked_for_again(
        self, as_bob: Client, as_rita: Client, workspace: Workspace, alice: User
    ) -> None:
        document, _ = receive(workspace, alice, markdown(LAW))
        ask_to_read(document, alice)
        Job.objects.update(state=JobState.FAILED)
        assert "Read again" not in text_of(as_rita.get(url("list", workspace)))
        assert "Read again" in text_of(as_bob.get(url("list", workspace)))
        as_bob.post(url("read-again", workspace, document.pk))
        as_bob.post(url("read-again", workspace, document.pk))
        assert Job.objects.filter(state=JobState.QUEUED).count() == 1
        do_one("worker")
        document.refresh_from_db()
        assert document.state == DocumentState.READ

    def test_readers_are_not_offered_what_they_may_not_do(
        self, as_rita: Client, workspace: Workspace, document: Document
    ) -> None:
        shown = text_of(as_rita.get(url("list", workspace)))
        assert url("download", workspace, document.pk) in shown
        for name in ("replace", "delete"):
            assert url(name, workspace, document.pk) not in shown
        assert 'type="file"' not in shown

    def test_as_many_queries_for_many_documents_as_for_few(
        self, as_bob: Client, workspace: Workspace, alice: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(30):
            document, _ = receive(workspace, alice, markdown(f"# Plan {number}", f"{number}.md"))
            if number % 2:
                ask_to_read(document, alice)
        with django_assert_max_num_queries(7):
            as_bob.get(url("list", workspace))

    @pytest.mark.parametrize("page", ["0", "-1", "2", "99999999999999999999", "x", "%00"])
    def test_pages_that_do_not_exist_show_the_nearest(
        self, as_bob: Client, workspace: Workspace, document: Document, page: str
    ) -> None:
        response = as_bob.get(f"{url('list', workspace)}?page={page}")
        assert response.status_code == 200
        assert "Child Protection Act" in text_of(response)


class TestDownloading:
    @pytest.mark.parametrize("name", ["act.md", "Loi n° 12 “enfant”.html", 'a"b;c.svg', "ley niñez.pdf"])
    def test_it_comes_as_an_attachment_that_runs_nowhere(
        self, as_rita: Client, workspace: Workspace, name: str
    ) -> None:
        document = document_in(workspace, name=name)
        response = as_rita.get(url("download", workspace, document.pk))
        assert b"".join(response.streaming_content) == LAW.encode()
        disposition = response["Content-Disposition"]
        assert disposition.startswith("attachment; filename")
        if not name.isascii():
            assert f"filename*=utf-8''{quote(name)}" in disposition
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cache-Control"] == "no-store"

    def test_it_is_logged(self, as_rita: Client, rita: User, workspace: Workspace, document: Document) -> None:
        as_rita.get(url("download", workspace, document.pk))
        entry = Entry.objects.get(action="document.downloaded")
        assert (entry.user, entry.workspace, entry.subject) == (rita, workspace, "act.md")

    def test_a_file_that_is_lost_is_not_found(self, as_rita: Client, workspace: Workspace, document: Document) -> None:
        Path(document.file.path).unlink()
        assert as_rita.get(url("download", workspace, document.pk)).status_code == 404


class TestReplacing:
    def test_the_older_one_says_by_what(self, as_bob: Client, workspace: Workspace, document: Document) -> None:
        response = as_bob.post(
            url("replace", workspace, document.pk), {"file": markdown("# The new Act", "new.md")}, follow=True
        )
        newer = Document.objects.get(name="new.md")
        assert newer.replaces == document
        assert "“new.md” takes the place of “act.md”." in text_of(response)
        assert url("read", workspace, newer.pk) in text_of(as_bob.get(url("read", workspace, document.pk)))
        assert Job.objects.get().subject == newer.pk
        assert Entry.objects.get(action="document.replaced").subject == "act.md → new.md"
        shown = text_of(as_bob.get(url("replace", workspace, document.pk)))
        assert "has been replaced already" in shown
        assert 'type="file"' not in shown

    @pytest.mark.parametrize(
        ("upload", "why"),
        [
            (markdown(LAW), "This is the same file."),
            (SimpleUploadedFile("x.pdf", EXE), "of a type that Tutela does not read"),
            (SimpleUploadedFile("x.txt", b""), "The file is empty"),
            (SimpleUploadedFile("x.txt", b"x" * 3_000_000), "The file is too large"),
            (None, "This field is required."),
        ],
        ids=["same", "exe", "empty", "large", "none"],
    )
    def test_a_file_that_cannot_replace_says_why(
        self,
        as_bob: Client,
        workspace: Workspace,
        document: Document,
        settings: Settings,
        upload: SimpleUploadedFile | None,
        why: str,
    ) -> None:
        settings.UPLOAD_LIMIT = 1_000_000
        if upload is not None:
            upload.seek(0)
        data = {"file": upload} if upload is not None else {}
        response = as_bob.post(url("replace", workspace, document.pk), data)
        assert response.status_code == 200
        assert why in text_of(response)
        assert not Document.objects.get(pk=document.pk).is_replaced


class TestDeleting:
    def test_nothing_is_left_on_the_disk(
        self,
        as_bob: Client,
        workspace: Workspace,
        alice: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        document, _ = receive(workspace, alice, sample("penal-code-extract.pdf"))
        ask_to_read(document, alice)
        do_one("worker")
        document.refresh_from_db()
        page_picture(document, 1)
        assert pictures_of(document.sha256).exists()
        with django_capture_on_commit_callbacks(execute=True):
            response = as_bob.post(url("delete", workspace, document.pk), follow=True)
        assert "“penal-code-extract.pdf” was deleted." in text_of(response)
        assert not Path(document.file.path).exists()
        assert not pictures_of(document.sha256).exists()
        assert Entry.objects.get(action="document.deleted").subject == "penal-code-extract.pdf"

    def test_pictures_stay_while_another_workspace_has_the_file(
        self, workspace: Workspace, charlie: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        other = Workspace.objects.get(memberships__user=charlie)
        first, second = document_in(workspace), document_in(other)
        folder = pictures_of(first.sha256)
        folder.mkdir(parents=True)
        with django_capture_on_commit_callbacks(execute=True):
            first.delete()
        assert folder.exists()
        assert Path(second.file.path).exists()
        with django_capture_on_commit_callbacks(execute=True):
            second.delete()
        assert not folder.exists()

    def test_files_go_with_their_workspace(
        self,
        workspace: Workspace,
        document: Document,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            workspace.delete()
        assert not Path(document.file.path).exists()

    def test_a_document_in_use_needs_a_clear_word(
        self, as_bob: Client, bob: User, workspace: Workspace, document: Document
    ) -> None:
        assessment = Assessment.objects.create(workspace=workspace, state="Maravel", period="2024")
        AssessedDocument.objects.create(assessment=assessment, document=document)
        passage = document.passages.first()
        assert passage is not None
        Judgement.objects.create(
            assessment=assessment, measure="m", passage=passage, reviewer=bob, answer="confirmed", note="Clear."
        )
        address = url("delete", workspace, document.pk)
        shown = text_of(as_bob.get(address))
        assert "Maravel (2024)" in shown
        assert "1 decision of a person on its passages is lost" in shown
        assert "Tick the box" in text_of(as_bob.post(address))
        assert Document.objects.filter(pk=document.pk).exists()
        as_bob.post(address, {"confirmed": "on"})
        assert not Document.objects.filter(pk=document.pk).exists()
        assert not Judgement.objects.exists()

    def test_its_reading_is_called_off(self, as_bob: Client, workspace: Workspace, alice: User) -> None:
        document, _ = receive(workspace, alice, markdown(LAW))
        ask_to_read(document, alice)
        as_bob.post(url("delete", workspace, document.pk))
        assert Job.objects.get().state == JobState.CANCELLED


@pytest.mark.parametrize("name", ["list", "upload", "read", "replace", "delete"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_page_opens_in_every_language(
    as_bob: Client, workspace: Workspace, document: Document, name: str, language: str
) -> None:
    args = () if name in ("list", "upload") else (document.pk,)
    response = as_bob.get(url(name, workspace, *args).replace("/en/", f"/{language}/"))
    shown = text_of(response)
    assert response.status_code == 200
    assert shown.count("<h1") == 1
    assert "style=" not in shown
    assert "<script>" not in shown
    assert str(settings.MEDIA_ROOT) not in shown
