"""Covers, files and their text, copies, and the faults of records."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings
from tests.web.cataloguing.pages import desk, form_in, send, text_of
from tests.web.documents.files import EXE, damaged_pdf, pdf
from tests.web.library.factories import catalogued, field

from tutela.catalogue.wording import words
from tutela.web.accounts.models import User
from tutela.web.audit.models import Entry
from tutela.web.cataloguing import faults
from tutela.web.cataloguing.fault_names import FAULT_NAMES
from tutela.web.cataloguing.models import CheckedRecord, FoundFault
from tutela.web.cataloguing.pictures import NoPictureError, read_picture
from tutela.web.library import store
from tutela.web.library.models import Attachment, CatalogueRecord, IndexedText, Item, State

pytestmark = pytest.mark.django_db

COPIES = "main form:has(.row-copy)"


@pytest.fixture(autouse=True)
def files_here(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def now(row: CatalogueRecord) -> CatalogueRecord:
    return CatalogueRecord.objects.get(pk=row.pk)


# --- pictures ---------------------------------------------------------------------------------------------------------


def part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 2, height: int = 3, *extra: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80\x40\x20" * 2 for _ in range(3)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + b"".join(extra) + part(b"IDAT", rows) + part(b"IEND", b"")


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*extra: bytes) -> bytes:
    frame = b"\x08" + struct.pack(">HH", 30, 20) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
        + b"".join(extra)
        + segment(0xC0, frame)
        + segment(0xDA, b"\x01\x01\0\0?\0")
        + b"\x12\x34\xff\xd9"
    )


def webp(*extra: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)

    inner = (
        b"WEBP"
        + chunk(b"VP8X", bytes([0x08, 0, 0, 0, 19, 0, 0, 29, 0, 0]))
        + chunk(b"VP8L", b"\x2f\x13\x40\x07\x00abc")
        + b"".join(chunk(b"EXIF", one) for one in extra)
    )
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


SECRET = b"GPS 51.5 0.1"


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (png(2, 3, part(b"tEXt", SECRET)) + SECRET, "image/png", (2, 3)),
        (jpeg(segment(0xE1, b"Exif\0\0" + SECRET), segment(0xFE, SECRET)) + SECRET, "image/jpeg", (20, 30)),
        (webp(SECRET) + SECRET, "image/webp", (20, 30)),
    ],
    ids=["png", "jpeg", "webp"],
)
def test_a_picture_is_told_by_its_content_and_keeps_nothing_else(
    data: bytes, media_type: str, size: tuple[int, int]
) -> None:
    picture = read_picture(data)
    assert (picture.media_type, (picture.width, picture.height)) == (media_type, size)
    assert SECRET in data
    assert SECRET not in picture.data
    assert read_picture(picture.data) == picture


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-picture"), (b"GIF89a", "no-picture"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no-picture"), (EXE, "no-picture"),
        (png()[:-20], "damaged"), (png().replace(b"IDAT", b"IDAX"), "damaged"), (png(90_000, 1), "too-large"), (png(0, 1), "too-large"),
        (jpeg()[:-2], "damaged"), (b"\xff\xd8\xff", "damaged"), (b"\xff\xd8\xff\xe0\0\0", "damaged"), (webp()[:30], "damaged"), (b"RIFF\0\0\0\0WEBP", "too-large"),
    ],
)  # fmt: skip
def test_what_is_no_sound_picture_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(NoPictureError) as error:
        read_picture(data)
    assert error.value.code == code


def test_a_cover_is_added_shown_replaced_and_removed(
    as_librarian: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = catalogued()
    as_librarian.post(desk("files", row), {"do": "cover", "cover": SimpleUploadedFile("../../x.svg", png())})
    first = now(row).cover
    assert first.endswith(".png")
    assert ".." not in first
    assert default_storage.exists(first)
    shown = Client().get(f"/en/library/{row.key}/cover/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    with django_capture_on_commit_callbacks(execute=True):
        as_librarian.post(desk("files", row), {"do": "cover", "cover": SimpleUploadedFile("x.jpg", jpeg())})
    assert now(row).cover.endswith(".jpg")
    assert not default_storage.exists(first)
    second = now(row).cover
    with django_capture_on_commit_callbacks(execute=True):
        as_librarian.post(desk("remove-cover", row))
    assert now(row).cover == ""
    assert not default_storage.exists(second)


def test_no_other_file_becomes_a_cover(as_librarian: Client) -> None:
    row = catalogued()
    for data in (b"<svg onload=alert(1)>", EXE, b"x"):
        page = as_librarian.post(desk("files", row), {"do": "cover", "cover": SimpleUploadedFile("x.png", data)})
        assert page.status_code == 422
        assert "This is no PNG, JPEG or WebP picture." in text_of(page)
    assert now(row).cover == ""


# --- files ------------------------------------------------------------------------------------------------------------


def test_the_text_of_a_pdf_is_searched_with_its_record(
    as_librarian: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = catalogued("Act")
    upload = SimpleUploadedFile("act.pdf", pdf("Every lighthouse keeper shall report."))
    answer = as_librarian.post(desk("files", row), {"do": "file", "file": upload, "language": "eng"}, follow=True)
    assert "Its text is searched too." in text_of(answer)
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.media_type, attachment.language) == ("act.pdf", "application/pdf", "eng")
    assert "lighthouse keeper" in attachment.text
    assert "lighthous" in IndexedText.objects.get(pk=row.pk).body
    assert now(row).facets["availability"] == ["online"]
    assert now(row).version == 1
    with django_capture_on_commit_callbacks(execute=True):
        as_librarian.post(desk("change-file", row, attachment.pk), {"do": "remove"})
    assert not Attachment.objects.exists()
    assert not default_storage.exists(attachment.file)
    assert "lighthous" not in IndexedText.objects.get(pk=row.pk).body
    assert Entry.objects.filter(action="record.file-removed").exists()


def test_a_file_without_text_says_so_and_can_be_read_again(as_librarian: Client) -> None:
    row = catalogued()
    upload = SimpleUploadedFile("scan.pdf", pdf(""))
    answer = as_librarian.post(desk("files", row), {"do": "file", "file": upload}, follow=True)
    text = text_of(answer)
    assert "no text was found in it" in text
    assert "none found" in text
    answer = as_librarian.post(desk("change-file", row, Attachment.objects.get().pk), {"do": "read-again"}, follow=True)
    assert "was read again" in text_of(answer)


@pytest.mark.parametrize(
    ("name", "data"), [("x.exe", EXE), ("x.pdf", b""), ("x.zip", b"PK\x03\x04rest"), ("x.json", b"{}")]
)
def test_files_that_cannot_be_read_are_refused(as_librarian: Client, name: str, data: bytes) -> None:
    row = catalogued()
    page = as_librarian.post(desk("files", row), {"do": "file", "file": SimpleUploadedFile(name, data)})
    assert page.status_code == 422
    assert not Attachment.objects.exists()


def test_a_damaged_file_is_refused_for_no_reader_could_open_it(as_librarian: Client, tmp_path: Path) -> None:
    row = catalogued()
    data = {"do": "file", "file": SimpleUploadedFile("x.pdf", damaged_pdf())}
    page = as_librarian.post(desk("files", row), data)
    assert page.status_code == 422
    assert "damaged" in text_of(page)
    assert not Attachment.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_file_is_not_added_twice(as_librarian: Client) -> None:
    row = catalogued()
    for name, status in (("a.txt", 302), ("b.txt", 422)):
        upload = SimpleUploadedFile(name, b"Every child has rights.")
        assert as_librarian.post(desk("files", row), {"do": "file", "file": upload}).status_code == status
    assert [one.name for one in row.attachments.all()] == ["a.txt"]


def test_the_language_of_the_record_is_proposed_for_its_files(as_librarian: Client) -> None:
    page = as_librarian.get(desk("files", catalogued(language="fre")))
    assert '<option value="fre" selected>' in page.content.decode()


def test_a_name_cannot_leave_its_folder_and_odd_forms_are_no_error(as_librarian: Client) -> None:
    row = catalogued()
    upload = SimpleUploadedFile("a" * 300 + ".txt", b"Every child has rights.")
    as_librarian.post(desk("files", row), {"do": "file", "file": upload})
    assert len(Attachment.objects.get().name) <= 250
    for data in ({}, {"do": "file"}, {"do": "cover"}, {"do": "file", "language": "xx\0"}, {"do": "\0"}):
        assert as_librarian.post(desk("files", row), data).status_code in (302, 422)
    for pk in (0, 77, 10**25):
        assert as_librarian.post(desk("change-file", row, pk), {"do": "remove"}).status_code == 404


def test_cataloguers_leave_the_files_and_copies_of_published_records_alone(as_cataloguer: Client) -> None:
    row = catalogued()
    attachment = Attachment.objects.create(record=row, name="x", file="x", media_type="text/plain", size=1)
    as_cataloguer.post(desk("files", row), {"do": "cover", "cover": SimpleUploadedFile("x.png", png())})
    as_cataloguer.post(desk("change-file", row, attachment.pk), {"do": "remove"})
    as_cataloguer.post(desk("items", row), {"copy-0-barcode": "1", "copy-0-status": "available", "do": "save"})
    assert now(row).cover == ""
    assert Attachment.objects.exists()
    assert not Item.objects.exists()
    draft = catalogued(state=State.DRAFT)
    as_cataloguer.post(desk("files", draft), {"do": "cover", "cover": SimpleUploadedFile("x.png", png())})
    assert now(draft).cover


def test_deleting_a_draft_deletes_its_files(
    as_librarian: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = catalogued(state=State.DRAFT)
    as_librarian.post(desk("files", row), {"do": "cover", "cover": SimpleUploadedFile("x.png", png())})
    as_librarian.post(
        desk("files", row), {"do": "file", "file": SimpleUploadedFile("x.txt", b"Every child has rights.")}
    )
    names = [now(row).cover, Attachment.objects.get().file]
    with django_capture_on_commit_callbacks(execute=True):
        as_librarian.post(desk("delete", row))
    assert [default_storage.exists(name) for name in names] == [False, False]


# --- copies -----------------------------------------------------------------------------------------------------------


def test_copies_are_added_changed_and_removed_without_a_new_version(as_librarian: Client) -> None:
    row = catalogued()
    url = desk("items", row)
    page = send(
        as_librarian, url, as_librarian.get(url), COPIES, copy__0__kind="book", copy__0__barcode=" M 1 ", add="copy"
    )
    assert not Item.objects.exists()
    send(as_librarian, url, page, COPIES, copy__1__kind="online access", copy__1__status="online", add=None, do="save")
    assert list(Item.objects.values_list("kind", "barcode", "status")) == [
        ("book", "M 1", "available"),
        ("online access", "", "online"),
    ]
    assert sorted(now(row).facets["availability"]) == ["library", "online"]
    send(
        as_librarian, url, as_librarian.get(url), COPIES, copy__0__call_number="341 MAR", copy__1__gone="on", do="save"
    )
    assert list(Item.objects.values_list("kind", "call_number")) == [("book", "341 MAR")]
    assert now(row).facets["availability"] == ["library"]
    assert now(row).version == 1


def test_a_further_copy_begins_with_what_the_one_before_it_says(as_librarian: Client) -> None:
    row = catalogued()
    sent = {"copy-0-kind": "book", "copy-0-location": "Hall", "copy-0-barcode": "A1", "copy-0-status": "available"}
    page = as_librarian.post(desk("items", row), {**sent, "add": "copy"}).content.decode()
    assert 'name="copy-1-location" value="Hall"' in page
    assert 'name="copy-1-barcode" value=' not in page
    assert not Item.objects.exists()


def test_a_barcode_is_that_of_one_copy(as_librarian: Client) -> None:
    Item.objects.create(record=catalogued("Other"), barcode="77")
    row = catalogued()
    url = desk("items", row)
    page = send(as_librarian, url, as_librarian.get(url), COPIES, copy__0__barcode="77", do="save")
    assert page.status_code == 422
    assert "Another copy has this barcode." in text_of(page)
    data = {f"copy-{n}-{name}": value for n in (0, 1) for name, value in (("barcode", "88"), ("status", "available"))}
    assert as_librarian.post(url, {**data, "do": "save"}).status_code == 422
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    "boxes",
    [
        {"copy-0-status": "lost"},
        {"copy-0-barcode": "x" * 41},
        {"copy-0-kind": "a\0"},
        {"copy-0-id": "99999999999999999999", "copy-0-kind": "x", "copy-0-status": "available"},
    ],
)
def test_odd_copies_are_no_error(as_librarian: Client, boxes: dict[str, str]) -> None:
    row = catalogued()
    answer = as_librarian.post(
        desk("items", row), {**form_in(as_librarian.get(desk("items", row)), COPIES), **boxes, "do": "save"}
    )
    assert answer.status_code in (302, 422)


# --- faults -----------------------------------------------------------------------------------------------------------


def test_faults_are_shown_at_the_form_with_what_to_do(as_cataloguer: Client) -> None:
    row = catalogued("Act", isbn="978-3-16-148410-1", year=None, state=State.DRAFT)
    page = as_cataloguer.get(desk("edit", row))
    codes = {fault.code for fault in page.context["faults"]}
    assert {"missing-date", "wrong-isbn"} <= codes
    assert 'href="#part-identifiers"' in page.content.decode()


def test_the_whole_catalogue_is_checked_and_listed_by_kind(
    as_librarian: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        catalogued(f"Act {number}", year=None)
    wrong = catalogued("Wrong number", isbn="978-3-16-148410-1")
    assert "31 records were added or changed" in text_of(as_librarian.get(desk("checks")))
    as_librarian.post(desk("checks"), {"do": "check"})
    with django_assert_max_num_queries(16):
        page = as_librarian.get(desk("checks"))
    assert "All records are checked as they are now." in text_of(page)
    assert {"missing-date", "wrong-isbn"} <= {kind.code for kind in page.context["codes"]}
    page = as_librarian.get(desk("checks"), {"code": "wrong-isbn"})
    assert [one.row for one in page.context["faulty"]] == [wrong]
    assert as_librarian.get(desk("checks"), {"code": "\0", "page": "x"}).status_code == 200
    assert "Faults in 31 records" in text_of(as_librarian.get(desk("home")))


def test_a_check_that_was_stopped_goes_on_where_it_was(as_librarian: Client, librarian: User) -> None:
    rows = [catalogued(f"Act {number}") for number in range(3)]
    faults.check(rows[0])
    assert faults.unchecked().count() == 2
    assert faults.check_some() == 2
    store.save(rows[1], store.record_of(rows[1]), by=librarian)
    assert list(faults.unchecked()) == [now(rows[1])]
    as_librarian.post(desk("checks"), {"do": "all"})
    assert CheckedRecord.objects.count() == 3
    assert faults.unchecked().count() == 0


def test_saving_in_a_form_checks_the_record_anew(as_librarian: Client) -> None:
    row = catalogued("Act", year=None)
    faults.check(row)
    assert FoundFault.objects.filter(code="missing-date").exists()
    send(as_librarian, desk("edit", row), as_librarian.get(desk("edit", row)), year="2019", publication__0__date="2019")
    assert not FoundFault.objects.filter(code="missing-date").exists()
    assert faults.unchecked().count() == 0


def test_records_are_compared_with_the_others() -> None:
    first = catalogued("Act", isbn="978-3-16-148410-0")
    second = catalogued("Another Act", isbn="3-16-148410-X")
    told = {fault.code: fault.what for fault in faults.faults_of(second)}
    assert "same-isbn" in told
    assert "Act" in told["same-isbn"]
    symbol = catalogued("Report", symbol="CRC/C/999", extra=[field("710", "2 ", ("a", "United Nations"))])
    assert "no-language-versions" in {fault.code for fault in faults.faults_of(symbol)}
    catalogued("Rapport", symbol="CRC/C/999", language="fre")
    assert "no-language-versions" not in {fault.code for fault in faults.faults_of(symbol)}
    assert "same-isbn" in {fault.code for fault in faults.faults_of(first)}


def test_each_kind_of_fault_has_a_short_name() -> None:
    known = {key.removesuffix(".what") for key in words("check") if key.endswith(".what")}
    assert known <= set(FAULT_NAMES)
