"""A backup holds everything, and a restore brings everything back."""

from __future__ import annotations

import json
import tarfile
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings
from tests.web.factories import document_in
from tests.web.help.factories import entry, public
from tests.web.library.factories import catalogued, marc

from tutela.web.accounts.models import Token, User
from tutela.web.assessments.models import AssessedDocument, Assessment, Finding, Judgement, Match, PlannedDocument
from tutela.web.audit.log import record
from tutela.web.backup import BackupError, _labels, _model, back_up, restore
from tutela.web.circulation.lending import lend, patron_of
from tutela.web.documents.models import Document, Passage
from tutela.web.help.models import Operator, Tick
from tutela.web.library import store
from tutela.web.library.models import Attachment, Duty, Item, Staff
from tutela.web.news.models import Post, PostFile, PostText
from tutela.web.subjects.importing import load_start
from tutela.web.workspaces.models import Invitation, Role, Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.MEDIA_ROOT = settings.DATA / "files"


@pytest.fixture
def full(workspace: Workspace, alice: User, bob: User) -> Workspace:
    """A workspace with something in every table that refers to another row of its own."""
    entry("helpline").confirm(alice)
    public()
    Operator.objects.create(user=alice)
    Tick.objects.create(item="law", by=alice)
    old, new = (
        document_in(workspace),
        document_in(workspace, "# Act\n\n1. A child who was exploited is a victim.\n", "new.md"),
    )
    new.replaces = old
    new.save()
    assessment = Assessment.objects.create(
        workspace=workspace, state="République de Maravel", created_by=alice, shown_run=1
    )
    AssessedDocument.objects.create(assessment=assessment, document=old)
    PlannedDocument.objects.create(assessment=assessment, document=new)
    passage = old.passages.first()
    assert passage
    Match.objects.create(
        assessment=assessment, run=1, measure="offence.buyer", passage=passage, score=0.9, grade="law", direction="does",
        verdict="evidence", reasons=[["child", [[0, 5]], 1.0]],
    )  # fmt: skip
    first = Judgement.objects.create(
        assessment=assessment, measure="offence.buyer", passage=passage, reviewer=bob, answer="confirmed", note="Oui – “art. 1”\n",
    )  # fmt: skip
    Judgement.objects.create(
        assessment=assessment,
        measure="offence.buyer",
        passage=passage,
        reviewer=alice,
        answer="rejected",
        carried_from=first,
    )
    Finding.objects.create(assessment=assessment, measure="offence.buyer", machine="addressed")
    a_library(alice)
    Token.make(alice, "script", ["read"])
    Invitation.make(workspace, Role.READER, alice)
    record("assessment.created", user=alice, workspace=workspace, subject=assessment)
    return workspace


def a_library(alice: User) -> None:
    """A catalogue of two versions of a record, with a file and a copy on loan; a vocabulary; a post with an attachment."""
    Staff.objects.create(user=alice, duty=Duty.LIBRARIAN)
    load_start()
    row = catalogued("Loi sur l’enfance – “art. 1”", subjects=["Child victims"], names=["State"], isbn="9780306406157")
    store.save(row, marc("Children Act, amended", kind="law", isbn="9780306406157"), by=alice)
    name = default_storage.save("library/act.pdf", ContentFile(b"%PDF-1.4 act"))
    Attachment.objects.create(record=row, name="act.pdf", file=name, media_type="application/pdf", size=12)
    lend(Item.objects.create(record=row, barcode="B1"), patron_of("A. Reader", "office 12"))
    post = Post.objects.create(slug="news", dated=date(2026, 9, 1), by=alice, record=row)
    PostText.objects.create(post=post, language="fr", title="Loi", body="Texte")
    file = PostFile(post=post, language="fr", label="Loi", name="loi.txt", size=3)
    file.file.save("loi.txt", ContentFile(b"loi"))


FILLED = {
    "library.cataloguerecord", "library.revision", "library.item", "library.attachment", "library.indexedtext",
    "library.facetids", "library.identifierkey", "library.staff", "subjects.label", "subjects.conceptrelation",
    "circulation.loan", "circulation.patron", "news.posttext", "news.postfile",
}  # fmt: skip
"""Tables of the library that the fixture puts something in."""
LIBRARY = ("library.", "subjects.", "discovery.", "cataloguing.", "batches.", "exchange.", "circulation.", "news.")


def state() -> dict[str, str]:
    """Every row of every table, and every file."""
    rows = {label: serializers.serialize("jsonl", _model(label).objects.order_by("pk")) for label in _labels()}
    kept = {str(file): file.read_bytes().hex() for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}
    return rows | kept


def test_a_round_trip_brings_back_every_row_and_file(full: Workspace, tmp_path: Path) -> None:
    before = state()
    outside = {label for label in _labels() if not label.startswith(LIBRARY)}
    empty = [label for label in outside | FILLED if not before[label]]
    assert sorted(empty) == ["jobs.job", "publishing.publication"]
    counts = back_up(tmp_path / "backup.tar.gz")
    assert (counts["documents.document"], counts["files"]) == (2, 4)

    Document.objects.all().update(title="changed")
    User.objects.filter(name="Alice").update(name="Somebody else")
    extra = document_in(full, "# Another\n\n1. Vehicles are registered.\n", "extra.md")
    assert restore(tmp_path / "backup.tar.gz", replace=True) == counts
    assert state() == before
    assert not Path(settings.MEDIA_ROOT, extra.file.name).exists()


def test_new_rows_go_on_after_the_restored_ones(full: Workspace, tmp_path: Path) -> None:
    back_up(tmp_path / "backup.tar.gz")
    restore(tmp_path / "backup.tar.gz", replace=True)
    highest = max(Passage.objects.values_list("pk", flat=True))
    row = document_in(full, "# Third\n\n1. The Act enters into force in May.\n", "third.md")
    assert min(row.passages.values_list("pk", flat=True)) > highest


def test_a_site_with_data_is_not_overwritten_unless_told(full: Workspace, tmp_path: Path) -> None:
    back_up(tmp_path / "backup.tar.gz")
    before = state()
    with pytest.raises(BackupError, match=r"holds data already.*--replace"):
        restore(tmp_path / "backup.tar.gz")
    assert state() == before


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "not a tar file":
        path.write_bytes(b"PK\x03\x04 nothing of ours")
    elif how == "another shape":
        with tarfile.open(path) as archive:
            members = [(member, archive.extractfile(member)) for member in archive]
            contents = [(member, stream.read()) for member, stream in members if stream]
        manifest = json.loads(contents[0][1])
        manifest["migrations"].append("documents.9999_from_the_future")
        contents[0] = (contents[0][0], json.dumps(manifest).encode())
        with tarfile.open(path, "w:gz") as archive:
            from io import BytesIO

            for member, content in contents:
                member.size = len(content)
                archive.addfile(member, BytesIO(content))
    elif how == "a table short":
        with tarfile.open(path) as archive:
            members = [(member, archive.extractfile(member)) for member in archive]
            contents = [(member, stream.read()) for member, stream in members if stream]
        with tarfile.open(path, "w:gz") as archive:
            from io import BytesIO

            for member, content in contents:
                if "judgement" not in member.name:
                    archive.addfile(member, BytesIO(content))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut", "damaged"),
        ("not a tar file", "damaged"),
        ("another shape", "another shape.*[Ii]nstall that version"),
        ("a table short", "not whole"),
    ],
)
def test_a_bad_backup_changes_nothing(full: Workspace, tmp_path: Path, how: str, said: str) -> None:
    path = tmp_path / "backup.tar.gz"
    back_up(path)
    before = state()
    spoil(path, how)
    with pytest.raises(BackupError, match=said):
        restore(path, replace=True)
    assert state() == before


def test_a_backup_that_cannot_be_written_is_told(full: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="could not be written"):
        back_up(tmp_path / "no such folder" / "backup.tar.gz")


def test_no_key_and_no_account_of_the_machine_is_in_a_backup(full: Workspace, tmp_path: Path) -> None:
    back_up(tmp_path / "backup.tar.gz")
    with tarfile.open(tmp_path / "backup.tar.gz") as archive:
        members = list(archive)
        assert not any("secret" in member.name for member in members)
        assert {(member.uid, member.uname) for member in members} == {(0, "")}
        assert [member.name for member in members if member.name.startswith(("/", ".."))] == []
