"""Files are kept once, under random names, and read without harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from tests.web.documents.files import EXE, bomb, damaged_pdf, markdown, nested_html, pdf, sample
from tests.web.factories import LAW, document_in

from tutela.text.document import Document as Read
from tutela.text.document import Passage as ReadPassage
from tutela.text.document import Span
from tutela.text.notices import UnreadableError, notice
from tutela.text.reading import read_document
from tutela.web.accounts.models import User
from tutela.web.documents import intake
from tutela.web.documents.domain import domain_document, domain_notice, domain_passage
from tutela.web.documents.intake import clean_name, read, read_waiting, receive, set_aside, store
from tutela.web.documents.models import Document, DocumentState
from tutela.web.documents.replacing import ReplacementError
from tutela.web.documents.uploading import ask_to_read
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import Job, JobState
from tutela.web.workspaces.models import Workspace


@pytest.fixture
def limits(settings: Settings) -> Settings:
    return settings


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def code_of(document: Document) -> str:
    document.refresh_from_db()
    return domain_notice(document.notices[0]).code if document.notices else ""


def files_on_disk() -> int:
    return sum(file.is_file() for file in Path(settings.MEDIA_ROOT).rglob("*"))


def test_the_same_content_is_kept_once(workspace: Workspace, alice: User) -> None:
    first, is_new = receive(workspace, alice, markdown(LAW, "act.md"))
    again, is_new_again = receive(workspace, alice, markdown(LAW, "copy of act.md"))
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert again.name == "act.md"


def test_other_workspaces_have_their_own(workspace: Workspace, alice: User, charlie: User) -> None:
    other = Workspace.objects.exclude(pk=workspace.pk).get()
    first, _ = receive(workspace, alice, markdown(LAW))
    second, is_new = receive(other, charlie, markdown(LAW))
    assert is_new
    assert first.file.name != second.file.name


def test_a_file_that_comes_twice_at_once_is_kept_once(
    workspace: Workspace, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other request stores its row after this one has looked, and before it writes."""
    rival: list[Document] = []

    def late(given: str) -> str:
        monkeypatch.undo()
        rival.append(receive(workspace, alice, markdown(LAW, "rival.md"))[0])
        return clean_name(given)

    monkeypatch.setattr(intake, "clean_name", late)
    before = files_on_disk()
    document, is_new = receive(workspace, alice, markdown(LAW))
    assert not is_new
    assert document == rival[0]
    assert files_on_disk() == before + 1


def test_the_name_on_the_disk_tells_nothing(workspace: Workspace, alice: User) -> None:
    document, _ = receive(workspace, alice, sample("penal-code-extract.pdf"))
    assert "penal" not in document.file.name
    assert Path(document.file.path).suffix == ""
    assert Path(document.file.path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("law.pdf", "law.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\law.pdf", "law.pdf"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("Loi  n°\u00a012.pdf", "Loi n° 12.pdf"),
        ("", "document"),
        ("\u200b", "document"),
        ("é" * 300 + ".pdf", "é" * 251 + ".pdf"),
        ("x" * 300, "x" * 255),
    ],
)
def test_names_are_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(("size", "code"), [(0, "empty-file"), (1_000_001, "too-large")])
def test_files_beyond_the_limits_are_refused(
    workspace: Workspace, alice: User, limits: Settings, size: int, code: str
) -> None:
    limits.UPLOAD_LIMIT = 1_000_000
    with pytest.raises(UnreadableError) as caught:
        receive(workspace, alice, SimpleUploadedFile("law.txt", b"x" * size))
    assert caught.value.notice.code == code
    assert not Document.objects.exists()


def test_what_was_read_comes_back_as_it_was(workspace: Workspace, alice: User) -> None:
    document, _ = receive(workspace, alice, sample("national-plan-of-action.pdf"))
    read(document)
    expected = read_document("samples/national-plan-of-action.pdf")
    found = domain_document(Document.objects.get(pk=document.pk))
    assert list(found.passages) == list(expected.passages)
    assert found.title == expected.title
    assert found.pages == expected.pages
    assert found.sha256 == expected.sha256
    assert {passage.doctype for passage in found.passages} == {"guidance"}
    assert all(found.text[passage.span.start : passage.span.end] == passage.text for passage in found.passages)
    assert document.passage_count == len(expected.passages) == document.passages.count()
    assert all(document.passages.values_list("stems", flat=True))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", damaged_pdf(), "damaged"),
        ("b.pdf", pdf("A law.", password="secret"), "encrypted"),
        ("c.pdf", EXE, "unknown-type"),
        ("d.docx", bomb(), "too-complex"),
        ("e.txt", b"\n \n", "no-text"),
    ],
)
def test_a_bad_file_says_why(workspace: Workspace, alice: User, name: str, data: bytes, code: str) -> None:
    document, _ = receive(workspace, alice, SimpleUploadedFile(name, data))
    read(document)
    assert document.state == DocumentState.SET_ASIDE
    assert code_of(document) == code


def test_a_page_that_is_nested_without_end_harms_nobody(workspace: Workspace, alice: User) -> None:
    document, _ = receive(workspace, alice, SimpleUploadedFile("deep.html", nested_html()))
    read(document)
    document.refresh_from_db()
    assert document.state in (DocumentState.READ, DocumentState.SET_ASIDE)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("hostile:eat_memory", "too-much-memory"),
        ("hostile:never_end", "too-slow"),
        ("hostile:crash", "reader-stopped"),
        ("hostile:write_nonsense", "reader-stopped"),
        ("hostile:write_nothing", "reader-stopped"),
    ],
)
def test_a_hostile_file_is_set_aside_and_the_next_one_is_read(
    workspace: Workspace,
    alice: User,
    hostile: None,
    limits: Settings,
    monkeypatch: pytest.MonkeyPatch,
    target: str,
    code: str,
) -> None:
    limits.READING_MEMORY = 500_000_000
    limits.READING_SECONDS = 2 if code == "too-slow" else 60
    document, _ = receive(workspace, alice, markdown("# Evil"))
    with monkeypatch.context() as patched:
        patched.setattr(intake, "READING", target)
        read(document)
    assert document.state == DocumentState.SET_ASIDE
    assert code_of(document) == code
    limits.READING_SECONDS = 60
    good, _ = receive(workspace, alice, markdown(LAW))
    read(good)
    assert good.state == DocumentState.READ


def test_what_no_database_holds_is_replaced(workspace: Workspace, alice: User) -> None:
    document, _ = receive(workspace, alice, markdown("x"))
    text = "A child\0 has \ud800rights."
    passage = ReadPassage(text, Span(0, len(text)), "Art.\0 1", ("Part\0 I",), 1, "en", "lead\0")
    told = notice("damaged", format="PDF", detail="\0")
    store(document, Read("x", "pdf", "Title\0", document.sha256, text, (passage,), "en", 1, (told,)))
    row = document.passages.get()
    assert row.text == "A child\ufffd has \ufffdrights."
    assert len(row.text) == row.end - row.start
    assert domain_passage(row).heading_path == ("Part\ufffd I",)
    assert Document.objects.get().title == "Title\ufffd"


def test_passages_never_change_once_they_are_read(workspace: Workspace) -> None:
    document = document_in(workspace)
    before = list(document.passages.values())
    store(document, Read("x", "text", "Other", document.sha256, "Other", (ReadPassage("Other", Span(0, 5)),)))
    assert list(document.passages.values()) == before
    assert Document.objects.get().title == "Child Protection Act"


def test_a_document_that_was_deleted_meanwhile_is_no_problem(workspace: Workspace, alice: User) -> None:
    document, _ = receive(workspace, alice, markdown(LAW))
    gone = Document.objects.get()
    document.delete()
    store(gone, read_document("samples/school-safeguarding-policy.html"))
    set_aside(gone, notice("no-text"))
    assert not Document.objects.exists()


class TestReplacing:
    def test_a_newer_version_takes_the_place(self, workspace: Workspace, alice: User) -> None:
        old = document_in(workspace)
        new, is_new = receive(workspace, alice, markdown("# New"), replaces=old)
        assert is_new
        assert Document.objects.get(pk=old.pk).is_replaced
        assert new.replaces == old

    def test_a_file_that_is_there_can_take_the_place(self, workspace: Workspace, alice: User) -> None:
        old, other = document_in(workspace), document_in(workspace, "# New")
        new, is_new = receive(workspace, alice, markdown("# New"), replaces=old)
        assert (new, is_new) == (other, False)
        assert Document.objects.get(pk=old.pk).replaced_by == other

    @pytest.mark.parametrize(
        ("text", "of", "reason"),
        [
            ("# 1", "1", "same"),
            ("# 1", "2", "older"),
            ("# 3", "1", "replaced"),
            ("# 2", "4", "taken"),
        ],
    )
    def test_never_twice_and_never_in_a_circle(
        self, workspace: Workspace, alice: User, text: str, of: str, reason: str
    ) -> None:
        rows = {number: document_in(workspace, f"# {number}") for number in "14"}
        rows["2"], _ = receive(workspace, alice, markdown("# 2"), replaces=rows["1"])
        with pytest.raises(ReplacementError) as caught:
            receive(workspace, alice, markdown(text), replaces=rows[of])
        assert caught.value.reason == reason
        assert Document.objects.count() == 3


class TestJobs:
    @pytest.fixture
    def waiting(self, workspace: Workspace, alice: User) -> Document:
        document, _ = receive(workspace, alice, markdown(LAW))
        ask_to_read(document, alice)
        return document

    def test_the_worker_reads_what_waits(self, waiting: Document) -> None:
        assert do_one("worker")
        waiting.refresh_from_db()
        assert waiting.state == DocumentState.READ
        job = Job.objects.get()
        assert (job.state, job.done, job.total) == (JobState.DONE, 1, 1)

    def test_it_is_asked_for_once(self, waiting: Document, alice: User) -> None:
        ask_to_read(waiting, alice)
        assert Job.objects.count() == 1
        do_one("worker")
        waiting.refresh_from_db()
        ask_to_read(waiting, alice)
        assert Job.objects.count() == 1

    def test_a_document_that_is_gone_is_no_failure(self, waiting: Document) -> None:
        Document.objects.all().delete()
        do_one("worker")
        assert Job.objects.get().state == JobState.DONE

    def test_reading_that_is_cancelled_stops_at_once(
        self, waiting: Document, hostile: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from tutela.web.jobs.progress import CancelledError, Progress

        monkeypatch.setattr(intake, "READING", "hostile:never_end")
        job = Job.objects.get()
        Job.objects.update(state=JobState.RUNNING, worker="me", cancel_asked=False)
        job.refresh_from_db()
        progress = Progress(job)
        looks = []

        def cancelled_at_the_second_look() -> None:
            looks.append(1)
            if len(looks) > 1:
                raise CancelledError

        monkeypatch.setattr(progress, "check", cancelled_at_the_second_look)
        with pytest.raises(CancelledError):
            read_waiting(job, progress)
        waiting.refresh_from_db()
        assert waiting.state == DocumentState.WAITING
