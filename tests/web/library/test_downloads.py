"""Records as files, attached files and covers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponseBase
from django.test import Client
from tests.web.library.factories import catalogued, field

from tutela.catalogue.citing import STYLES
from tutela.catalogue.formats import FORMATS
from tutela.web.library.models import Attachment, CatalogueRecord, State
from tutela.web.library.store import record_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", list(FORMATS))
def test_a_record_in_each_format(client: Client, code: str) -> None:
    row = catalogued("Act on hotlines", number="act1")
    response = client.get(f"/en/library/{row.key}/export/{code}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(FORMATS[code].media_type)
    extension = FORMATS[code].extension
    ending = f"{code}.xml" if extension == "xml" else extension
    assert response["Content-Disposition"] == f'attachment; filename="{row.key}.{ending}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"hotlines" in response.content.lower()


def test_marc_goes_out_as_it_is_kept(client: Client) -> None:
    row = catalogued("Act")
    assert client.get(f"/en/library/{row.key}/export/iso2709").content == bytes(row.marc)


def test_a_record_that_a_format_cannot_hold(client: Client) -> None:
    row = catalogued("Long", extra=[field("500", "  ", ("a", "x" * 12_000))])
    assert row.form == "marcxml"
    response = client.get(f"/en/library/{row.key}/export/iso2709")
    assert response.status_code == 406
    assert "MARCXML" in response.content.decode()
    assert client.get(f"/en/library/{row.key}/export/marcxml").status_code == 200


@pytest.mark.parametrize("code", ["nothing", "BIBTEX", "bibtex%00", "..%2F"])
def test_an_unknown_format_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/en/library/{catalogued().key}/export/{code}").status_code == 404


def with_file(
    name: str = "Hotlines – report.pdf", data: bytes = b"%PDF-1.4 <script>"
) -> tuple[CatalogueRecord, Attachment]:
    row = catalogued()
    stored = default_storage.save("library/one", ContentFile(data))
    attached = Attachment.objects.create(record=row, name=name, file=stored, media_type="text/html", size=len(data))
    return row, attached


def test_a_file_is_saved_and_never_run(client: Client) -> None:
    row, attached = with_file()
    response = client.get(f"/en/library/{row.key}/files/{attached.pk}/")
    assert body(response) == b"%PDF-1.4 <script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_file_is_found_under_its_own_record_only(client: Client) -> None:
    _row, attached = with_file()
    assert client.get(f"/en/library/{catalogued('Other').key}/files/{attached.pk}/").status_code == 404
    assert client.get(f"/en/library/{attached.record.key}/files/{10**30}/").status_code == 404


def test_the_file_of_a_draft_is_for_the_staff(client: Client, as_cataloguer: Client) -> None:
    row, attached = with_file()
    CatalogueRecord.objects.filter(pk=row.pk).update(state=State.DRAFT)
    assert client.get(f"/en/library/{row.key}/files/{attached.pk}/").status_code == 404
    assert as_cataloguer.get(f"/en/library/{row.key}/files/{attached.pk}/").status_code == 200


def test_a_file_that_is_gone_is_not_found(client: Client) -> None:
    row, attached = with_file()
    default_storage.delete(attached.file)
    assert client.get(f"/en/library/{row.key}/files/{attached.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"), [("c.png", "image/png"), ("c.JPG", "image/jpeg"), ("c.svg", ""), ("c.html", "")]
)
def test_a_cover_is_a_picture(client: Client, name: str, kind: str) -> None:
    row = catalogued()
    row.cover = default_storage.save(f"library/{name}", ContentFile(b"picture"))
    row.save()
    response = client.get(f"/en/library/{row.key}/cover/")
    assert response.status_code == (200 if kind else 404)
    if kind:
        assert (response["Content-Type"], body(response)) == (kind, b"picture")
    assert client.get(f"/en/library/{catalogued('None').key}/cover/").status_code == 404


def test_the_page_of_citations(client: Client) -> None:
    row = catalogued("Act on <b>hotlines</b> & more", names=["Parliament of Maravel"])
    text = client.get(f"/en/library/{row.key}/cite/").content.decode()
    for code, style in STYLES.items():
        assert f'id="citation-{code}"' in text
        assert style.name.replace("&", "&amp;") in text
    assert "<b>hotlines" not in text.lower()
    assert f"http://testserver/en/library/{row.key}/" in text
    for code in FORMATS:
        assert f"/en/library/{row.key}/export/{code}" in text


def test_a_list_is_saved_as_one_file(client: Client) -> None:
    rows = [catalogued(f"Act {number}", number=f"act{number}") for number in range(3)]
    draft = catalogued("Draft", state=State.DRAFT)
    keys = ",".join(row.key for row in (*reversed(rows), draft))
    response = client.get(f"/en/library/list/export/ris?keys={keys}")
    assert response["Content-Disposition"] == 'attachment; filename="tutela-list.ris"'
    assert response["X-Robots-Tag"] == "noindex"
    text = response.content.decode()
    assert [line[6:] for line in text.splitlines() if line.startswith("TI")] == ["Act 2", "Act 1", "Act 0"]
    marc = client.get(f"/en/library/list/export/iso2709?keys={keys}").content
    assert marc == b"".join(bytes(row.marc) for row in reversed(rows))
    assert record_of(rows[0]).title.proper == "Act 0"


@pytest.mark.parametrize("query", ["", "?keys=", "?keys=zzz", "?keys=%00", "?keys=" + "0" * 12])
def test_an_empty_list_has_no_file(client: Client, query: str) -> None:
    assert client.get(f"/en/library/list/export/ris{query}").status_code == 404


def test_what_does_not_fit_is_left_out_of_a_list(client: Client) -> None:
    long, short = catalogued("Long", extra=[field("500", "  ", ("a", "x" * 12_000))]), catalogued("Short")
    data = client.get(f"/en/library/list/export/iso2709?keys={long.key},{short.key}").content
    assert data == bytes(short.marc)
