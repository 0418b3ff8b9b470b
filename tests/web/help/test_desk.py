"""The operator's desk: who gets in, entries filled in and confirmed one by one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import signed_in
from tests.web.help.desk_pages import page, stamp, told
from tests.web.help.factories import entry, public

from tutela.web.accounts.models import User
from tutela.web.help.desk_urls import urlpatterns
from tutela.web.help.entry_rules import columns_of
from tutela.web.help.models import Entry, Tick

pytestmark = pytest.mark.django_db


def given(**changed: Any) -> dict[str, Any]:
    """A form filled in well."""
    values = {
        "name": "Línea de Maravel", "run_by": "An invented association", "kind": "child-helpline",
        "needs": ["talk", "danger"], "country": "FR", "phone": "00 00 00", "chat": "", "web": "", "languages": "French, Spanish",
        "youngest": "0", "oldest": "17", "source": "An invented page", "source_address": "", "checked": "2026-01-31",
        "cost_en": "Free", "cost_fr": "", "cost_es": "", "hours_en": "", "hours_fr": "", "hours_es": "",
        "after_en": "It stays there.", "after_fr": "", "after_es": "",
    }  # fmt: skip
    return {**values, **changed}


# --- who gets in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_operators_learn_that_there_is_a_desk(pattern: Any, method: str, charlie: User) -> None:
    row = entry("line")
    filled = {"pk": row.pk, "item": "law"}
    path = reverse(f"help-desk:{pattern.name}", kwargs={name: filled[name] for name in pattern.pattern.converters})
    stranger = getattr(signed_in(charlie), method)(path)
    assert stranger.status_code in (404, 405)
    anybody = getattr(Client(), method)(path)
    assert anybody.status_code == 405 or (anybody.status_code == 302 and "/sign-in/" in anybody.url)
    assert Entry.objects.get().confirmed
    assert not Tick.objects.exists()


@pytest.mark.parametrize("name", ["switch", "tick", "links-check", "links-stop"])
def test_nothing_is_done_by_opening_an_address(desk: Client, name: str) -> None:
    assert desk.get(reverse(f"help-desk:{name}", kwargs={"item": "law"} if name == "tick" else {})).status_code == 405


@pytest.mark.parametrize(
    "path", ["", "entries/", "entries/new/", "expiring/", "import/", "links/", "checklist/", "settings/"]
)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_page_opens_with_and_without_entries(desk: Client, path: str, language: str) -> None:
    assert desk.get(f"/{language}/help-desk/{path}").status_code == 200
    entry("line", days=370)
    entry("soon", days=340)
    entry("open", confirmed=False, link_problem="web status 404")
    answer = desk.get(f"/{language}/help-desk/{path}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


def test_an_entry_that_is_gone(desk: Client) -> None:
    for name in ("", "confirm/", "delete/"):
        assert desk.get(f"/en/help-desk/entries/99999/{name}").status_code == 404
        assert desk.post(f"/en/help-desk/entries/{10**30}/{name}").status_code == 404


# --- how it stands ----------------------------------------------------------------------------------------------------


def test_the_desk_counts_what_there_is_to_do(desk: Client) -> None:
    entry("one", confirmed=False)
    entry("two", confirmed=False, link_problem="web status 404")
    entry("three", days=366)
    entry("four", days=330)
    entry("five", days=331)
    seen = page(desk)
    assert re.findall(r'class="figure">(\d+)<', seen) == ["2", "1", "2", "1", "12"]
    assert "The help pages are not public." in seen
    listed = page(desk, "expiring/")
    assert listed.index("Service three") < listed.index("Service five") < listed.index("Service four")


def test_a_public_site_whose_checklist_no_longer_holds_says_so(desk: Client) -> None:
    public()
    entry("old", days=400)
    seen = page(desk)
    assert "not every point of the checklist holds any more" in seen
    assert "1 confirmed entry was checked more than a year ago" in seen


def test_the_directory_is_narrowed(desk: Client) -> None:
    entry("here")
    entry("there", country="ES", confirmed=False)
    entry("wide", country="", days=400)
    assert all(f"Service {key}" in page(desk, "entries/") for key in ("here", "there", "wide"))
    for query, keys in {
        "country=ES": {"there"},
        "country=-": {"wide"},
        "state=expired": {"wide"},
        "state=to-confirm": {"there"},
        "country=FR&state=expired": set(),
    }.items():
        seen = page(desk, f"entries/?{query}")
        assert {key for key in ("here", "there", "wide") if f"Service {key}" in seen} == keys, query
    assert "Service here" in page(desk, "entries/?page=99&state=nothing")


# --- entries ----------------------------------------------------------------------------------------------------------


def test_an_entry_is_added_and_waits_for_confirmation(desk: Client) -> None:
    seen = told(desk, "entries/new/", given())
    assert "Visitors see it once you have confirmed it" in seen
    row = Entry.objects.get()
    assert columns_of(row) == {
        **dict.fromkeys(columns_of(row), ""), "key": "fr-linea-de-maravel", "kind": "child-helpline", "needs": "talk danger",
        "country": "FR", "name": "Línea de Maravel", "run_by": "An invented association", "phone": "00 00 00", "languages": "fr es",
        "ages": "0-17", "cost_en": "Free", "after_en": "It stays there.", "source": "An invented page", "checked": "2026-01-31",
    }  # fmt: skip
    assert row.confirmed is None
    told(desk, "entries/new/", given())
    told(desk, "entries/new/", given(name="خط", country=""))
    assert set(Entry.objects.values_list("key", flat=True)) == {
        "fr-linea-de-maravel",
        "fr-linea-de-maravel-2",
        "service",
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "required"),
        ({"needs": []}, "required"),
        ({"kind": "other"}, "valid choice"),
        ({"country": "UK"}, "valid choice"),
        ({"phone": ""}, "no way to reach"),
        ({"phone": "call"}, "no phone number"),
        ({"web": "javascript:alert(1)"}, "begins with https"),
        ({"languages": "French, Klingon"}, "ISO 639-1"),
        ({"oldest": ""}, "both ages"),
        ({"youngest": "18"}, "oldest age is below"),
        ({"oldest": "200"}, "less than or equal to 120"),
        ({"source": ""}, "required"),
        ({"checked": "31/01/2026"}, "valid date"),
        ({"checked": (timezone.localdate() + timedelta(days=2)).isoformat()}, "in the future"),
        ({"after_fr": "x" * 401}, "at most 400"),
        ({"name": "Line\u202e"}, "cannot be seen"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_form_is_told_beside_its_field(desk: Client, changed: dict[str, Any], said: str) -> None:
    answer = desk.post("/en/help-desk/entries/new/", given(**changed))
    seen = answer.content.decode()
    assert answer.status_code == 200
    assert "The entry was not saved" in seen
    errors = re.findall(r'<ul class="errorlist[^>]*>.*?</ul>', seen, re.S)
    assert any(said in one for one in errors), errors
    assert not Entry.objects.exists()


def test_a_change_is_confirmed_anew(desk: Client, alice: User) -> None:
    row = entry("line", languages="fr es")
    form = desk.get(f"/en/help-desk/entries/{row.pk}/").context["form"]
    values = {name: field.value() for name, field in ((name, form[name]) for name in form.fields)}
    values = {name: "" if value is None else value for name, value in values.items()}
    assert values["languages"] == "French, Spanish"
    assert "Nothing was changed" in told(desk, f"entries/{row.pk}/", values)
    row.refresh_from_db()
    assert row.confirmed
    seen = told(desk, f"entries/{row.pk}/", {**values, "phone": "11 11 11"})
    assert "until you have confirmed it anew" in seen
    row.refresh_from_db()
    assert (row.phone, row.confirmed, row.key) == ("11 11 11", None, "line")


def test_what_somebody_has_read_is_what_they_confirm(desk: Client, alice: User) -> None:
    row = entry(
        "line", confirmed=False, days=700, phone="0800 00", hours={"en": "Always", "fr": "Toujours"}, ages="0-17"
    )
    seen = page(desk, f"entries/{row.pk}/confirm/")
    for words in (
        "0800 00",
        "An invented association",
        "An invented page",
        "https://source.example/",
        "Always",
        "Toujours",
        "French",
        "up to 17 years",
        "It stays with them.",
        "Queda entre ustedes.",
    ):
        assert words in seen, words
    read = stamp(desk, row)
    Entry.objects.filter(pk=row.pk).update(phone="0800 99")
    refused = desk.post(f"/en/help-desk/entries/{row.pk}/confirm/", {"stamp": read})
    assert "was changed since you opened the page" in refused.content.decode()
    row.refresh_from_db()
    assert row.confirmed is None
    assert "is confirmed" in told(desk, f"entries/{row.pk}/confirm/", {"stamp": stamp(desk, row)})
    row.refresh_from_db()
    assert (row.confirmed_by, row.checked) == (alice, timezone.localdate())
    assert not row.is_expired()


@pytest.mark.parametrize("sent", [{}, {"stamp": ""}, {"stamp": "x" * 24}])
def test_nothing_is_confirmed_unread(desk: Client, sent: dict[str, str]) -> None:
    row = entry("line", confirmed=False)
    desk.post(f"/en/help-desk/entries/{row.pk}/confirm/", sent)
    assert Entry.objects.get().confirmed is None


def test_after_one_confirmation_comes_what_is_left_of_the_country(desk: Client) -> None:
    first, second = entry("one", confirmed=False), entry("two", confirmed=False)
    for row, place in (
        (first, "/en/help-desk/entries/?country=FR&state=to-confirm"),
        (second, "/en/help-desk/entries/"),
    ):
        answer: Any = desk.post(f"/en/help-desk/entries/{row.pk}/confirm/", {"stamp": stamp(desk, row)})
        assert answer.url == place


def test_an_entry_is_deleted(desk: Client) -> None:
    row = entry("line")
    assert "cannot be undone" in page(desk, f"entries/{row.pk}/delete/")
    assert "was deleted" in told(desk, f"entries/{row.pk}/delete/")
    assert not Entry.objects.exists()


def test_what_an_entry_says_is_never_markup(desk: Client) -> None:
    bad = "<script>alert(1)</script>"
    row = entry(
        "line", name=bad, run_by=bad, hours={"en": bad}, source=bad, confirmed=False, link_problem=f"web moved {bad}"
    )
    for path in (
        "entries/",
        f"entries/{row.pk}/",
        f"entries/{row.pk}/confirm/",
        f"entries/{row.pk}/delete/",
        "links/",
        "expiring/",
    ):
        assert bad not in page(desk, path), path
