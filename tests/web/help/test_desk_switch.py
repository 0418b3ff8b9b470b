"""The operator's desk: spreadsheets, settings, the checklist and the switch."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.help.desk_pages import page, stamp, told
from tests.web.help.factories import entry
from tests.web.help.test_checklist import ready

from tutela.web.accounts.models import User
from tutela.web.help.models import DEFAULT_EXIT, Entry, HelpSite, Operator, Tick
from tutela.web.help.spreadsheet import read_entries, write_entries

pytestmark = pytest.mark.django_db


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def sent(text: str | bytes, name: str = "directory.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())}


def shown(client: Client, text: str) -> tuple[str, dict[str, str]]:
    """The preview of a file, and what its form sends."""
    answer = client.post("/en/help-desk/import/", sent(text))
    assert answer.status_code == 200
    seen = answer.content.decode()
    form = {"text": answer.context["text"], "digest": answer.context["plan"].digest} if 'name="digest"' in seen else {}
    return seen, form


def test_the_directory_goes_out_and_comes_back(desk: Client) -> None:
    start = files("tutela.web.help").joinpath("directory", "start.csv").read_text("utf-8")
    seen, form = shown(desk, start)
    assert Entry.objects.count() == 0
    assert "New entries" in seen
    assert "Visitors see them once you have confirmed them" in told(desk, "import/", form)
    count = len(read_entries(start).entries)
    assert Entry.objects.filter(confirmed=None).count() == count
    answer = desk.get("/en/help-desk/export/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="directory-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
    assert answer.content.startswith(b"\xef\xbb\xbfkey,kind,")
    seen, form = shown(desk, answer.content.decode())
    assert form == {}
    assert "There is nothing to bring in." in seen


def test_a_preview_shows_changes_and_faults(desk: Client) -> None:
    row = entry("line", phone="0800 00")
    text = write_entries([row])
    faulty = text.splitlines()[1].replace("line,", "other,", 1).replace("0800 00", "ask us")
    seen, form = shown(desk, text.replace("0800 00", "0800 22") + faulty)
    assert "loses its confirmation" in seen
    assert "0800 22" in seen
    assert "“ask us” is no phone number" in seen
    Entry.objects.update(name="Meanwhile another")
    late = desk.post("/en/help-desk/import/", form)
    assert "was changed since the file was read" in late.content.decode()
    assert Entry.objects.get().phone == "0800 00"
    told(desk, "import/", {"text": late.context["text"], "digest": late.context["plan"].digest})
    assert (Entry.objects.get().phone, Entry.objects.get().confirmed) == ("0800 22", None)


@pytest.mark.parametrize("digest", [{}, {"digest": ""}, {"digest": "other"}])
def test_nothing_is_brought_in_that_was_not_shown(desk: Client, digest: dict[str, str]) -> None:
    text = write_entries([entry("line")])
    Entry.objects.all().delete()
    answer = desk.post("/en/help-desk/import/", {"text": text, **digest})
    assert "New entries" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "workbook"),
        ("é".encode("latin-1"), "UTF-8"),
        (b"", "empty"),
        (b"x" * 2_000_001, "Divide it"),
    ],
)
def test_files_of_other_kinds_are_refused_in_the_form(desk: Client, data: bytes, said: str) -> None:
    answer = desk.post("/en/help-desk/import/", sent(data))
    assert said in answer.content.decode()
    assert not Entry.objects.exists()


# --- settings, checklist, switch --------------------------------------------------------------------------------------


def test_the_settings_are_saved(desk: Client, alice: User) -> None:
    assert DEFAULT_EXIT in page(desk, "settings/")
    told(desk, "settings/", {"exit_address": "https://weather.example/today", "country": "ES"})
    site = HelpSite.load()
    assert (site.way_out, site.country, site.changed_by, site.is_public) == (
        "https://weather.example/today",
        "ES",
        alice,
        False,
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://weather.example/",
        "weather.example",
        "javascript:alert(1)",
        "https://me@weather.example/",
        "https://help.example/en/",
        "https://localhost/",
        "https://x\n.example/",
    ],
)
def test_an_exit_must_be_safe_and_lead_elsewhere(desk: Client, address: str, settings: Any) -> None:
    settings.ADDRESS = "https://help.example"
    settings.SECURE_SSL_REDIRECT = False
    answer = desk.post("/en/help-desk/settings/", {"exit_address": address, "country": "FR"})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not HelpSite.objects.filter(exit_address=address).exclude(exit_address="").exists()


def test_points_are_ticked_with_ones_name(desk: Client) -> None:
    assert "I answer for it" in page(desk, "checklist/")
    told(desk, "checklist/law/")
    assert "Alice, " in page(desk, "checklist/")
    told(desk, "checklist/law/", {"holds": "no"})
    assert not Tick.objects.exists()
    assert desk.post("/en/help-desk/checklist/exit/").status_code == 404


def test_the_switch_is_refused_until_every_point_holds(desk: Client, alice: User, settings: Any) -> None:
    ready(alice, settings)
    Tick.objects.filter(item="law").delete()
    assert "Make the pages public" not in page(desk, "checklist/")
    assert "some points of the checklist are still open" in told(desk, "switch/", {"public": "yes"})
    assert Client().get("/en/help/").status_code == 404
    told(desk, "checklist/law/")
    assert "Make the pages public" in page(desk, "checklist/")
    assert "are public now" in told(desk, "switch/", {"public": "yes"})
    assert Client().get("/en/help/").status_code == 200
    assert "Last changed by Alice" in page(desk)
    assert "no longer public" in told(desk, "switch/", {"public": "no"})
    assert Client().get("/en/help/").status_code == 404


def test_an_operator_sees_the_preview_and_a_stranger_nothing(desk: Client, charlie: User) -> None:
    assert "Preview" in desk.get("/en/help/").content.decode()
    assert signed_in(charlie).get("/en/help/").status_code == 404


def test_the_account_of_an_operator_may_go(desk: Client, alice: User) -> None:
    row = entry("line", confirmed=False)
    told(desk, f"entries/{row.pk}/confirm/", {"stamp": stamp(desk, row)})
    told(desk, "checklist/law/")
    alice.delete()
    row.refresh_from_db()
    assert row.confirmed
    assert Tick.objects.get().by is None
    assert not Operator.objects.exists()
