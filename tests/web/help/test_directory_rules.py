"""What visitors are shown of the directory, and what holds for every entry."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.web.help.factories import entry

from tutela.web.help.directory import Choice, countries, find, known_languages, language_names
from tutela.web.help.entry_rules import COLUMNS, apply, changes, columns_of, entry_of, lost_signs
from tutela.web.help.first_entries import fill
from tutela.web.help.models import Entry, Kind
from tutela.web.help.upkeep import upkeep

TODAY = date(2026, 11, 30)
GOOD = {
    "key": "mv-line", "kind": "child-helpline", "needs": "talk", "country": "FR", "name": "Line of Maravel", "run_by": "An invented association",
    "phone": "0800 00", "source": "An invented leaflet", "checked": "2026-11-01",
}  # fmt: skip


def faults_of(**changed: str) -> dict[str, str]:
    _entry, faults = entry_of({**GOOD, **changed}, TODAY)
    return {fault.column: fault.what for fault in faults}


def read(column: str, text: str) -> Any:
    found, faults = entry_of({**GOOD, column: text}, TODAY)
    assert not faults
    return getattr(found, column)


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("kind", "Child-Helpline", "child-helpline"),
        ("needs", "report-person, talk", "talk report-person"),
        ("needs", "danger;danger", "danger"),
        ("country", "fr", "FR"),
        ("country", "", ""),
        ("name", "  Line \n of   Maravel ", "Line of Maravel"),
        ("name", "خط نجدة الطفل", "خط نجدة الطفل"),
        ("phone", "+44 800 00 11", "+44 800 00 11"),
        ("phone", "*123#", "*123#"),
        ("phone", "(01) 00.00/00-00", "(01) 00.00/00-00"),
        ("chat", "https://chat.example/talk?x=1", "https://chat.example/talk?x=1"),
        ("web", "http://müller.example/", "http://müller.example/"),
        ("languages", "fr, EN;es fr", "fr en es"),
        ("ages", "0-17", "0-17"),
        ("ages", "5 – 25", "5-25"),
        ("checked", "2026-11-30", date(2026, 11, 30)),
        ("checked", "2019-02-28", date(2019, 2, 28)),
    ],
)
def test_what_is_right_is_taken_and_made_even(column: str, written: str, kept: Any) -> None:
    assert read(column, written) == kept


@pytest.mark.parametrize(
    ("column", "written", "said"),
    [
        ("key", "Línea 1", "small letters"),
        ("key", "", "small letters"),
        ("key", "a" * 61, "at most 60"),
        ("key", "-a", "small letters"),
        ("kind", "helpline", "child-helpline, hotline"),
        ("needs", "", "talk, report-person"),
        ("needs", "talk chat", "talk, report-person"),
        ("country", "UK", "GB for the United Kingdom"),
        ("country", "France", "two letters"),
        ("country", "EU", "two letters"),
        ("name", "", "empty"),
        ("name", "x" * 121, "120"),
        ("name", "Line\x07", "cannot be seen"),
        ("name", "Line \u202egro.elpmaxe", "cannot be seen"),
        ("run_by", "   ", "empty"),
        ("phone", "call us", "digits, blanks"),
        ("phone", "1", "2 to 20 digits"),
        ("phone", "0" * 21, "2 to 20 digits"),
        ("phone", "0800 ext 1", "digits, blanks"),
        ("phone", "٠٨٠٠", "digits, blanks"),
        ("chat", "javascript:alert(1)", "begins with https"),
        ("chat", "chat.example", "begins with https"),
        ("web", "https://", "begins with https"),
        ("web", "https://bank.example@chat.example/", "begins with https"),
        ("web", "ftp://files.example/", "begins with https"),
        ("web", "https://a.example/ b", "begins with https"),
        ("web", "https://a.example/" + "b" * 300, "300"),
        ("source_address", "data:text/html,x", "begins with https"),
        ("languages", "english", "ISO 639-1"),
        ("languages", "en xx", "xx"),
        ("ages", "17-0", "youngest"),
        ("ages", "18+", "youngest"),
        ("ages", "08-Nov", "format the column as text"),
        ("ages", "0-121", "youngest"),
        ("cost_fr", "x" * 201, "200"),
        ("after_es", "x" * 401, "400"),
        ("source", "", "empty"),
        ("checked", "", "2026-03-31"),
        ("checked", "30/11/2026", "format the column as text"),
        ("checked", "46356", "format the column as text"),
        ("checked", "2026-02-30", "2026-03-31"),
        ("checked", "20261130", "2026-03-31"),
        ("checked", "2026-12-01", "in the future"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(column: str, written: str, said: str) -> None:
    faults = faults_of(**{column: written})
    assert said in faults.pop(column)
    assert not faults


def test_a_service_that_nobody_can_reach_is_none() -> None:
    assert "no way to reach" in faults_of(phone="")["phone"]
    assert not faults_of(phone="", chat="https://chat.example/")
    assert not faults_of(phone="", web="https://web.example/")


def test_columns_are_read_back_as_they_are_written() -> None:
    full = {
        **GOOD,
        "cost_fr": "Gratuit",
        "hours_es": "Todos los días",
        "after_en": "It stays there.",
        "ages": "0-17",
        "languages": "fr es",
    }
    found, faults = entry_of(full, TODAY)
    assert not faults
    assert columns_of(found) == {column: full.get(column, "") for column in COLUMNS}
    again, _faults = entry_of(columns_of(found), TODAY)
    assert changes(found, again) == []


@pytest.mark.parametrize(
    ("before", "now", "lost"),
    [
        ("0800 00 11", "8000011", True),
        ("0800 00 11", "800 00 11", True),
        ("000", "", False),
        ("017", "17", True),
        ("+44 800 1", "448001", True),
        ("0800 1", "0800 1", False),
        ("0800 1", "0800 2", False),
        ("116 111", "116111", False),
    ],
)
def test_a_number_that_lost_its_beginning_is_seen(before: str, now: str, lost: bool) -> None:
    assert lost_signs(before, now) is lost


@pytest.mark.django_db
def test_a_change_takes_confirmation_and_link_results_away() -> None:
    row = entry("line")
    row.link_problem, row.links_checked = "web status 404", timezone.now()
    same, _faults = entry_of(columns_of(row))
    assert not apply(row, same)
    assert row.confirmed
    later, _faults = entry_of({**columns_of(row), "phone": "11 11 11"})
    assert apply(row, later)
    assert row.confirmed is None
    assert row.link_problem
    moved, _faults = entry_of({**columns_of(row), "web": "https://new.example/"})
    assert apply(row, moved)
    assert (row.link_problem, row.links_checked) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "visitors", "preview"),
    [
        ({}, True, True),
        ({"days": 364}, True, True),
        ({"days": 365}, False, False),
        ({"days": -1}, False, False),
        ({"confirmed": False}, False, True),
        ({"confirmed": False, "days": 900}, False, True),
        ({"source": ""}, False, False),
    ],
)
def test_who_is_shown_an_entry(values: dict[str, Any], visitors: bool, preview: bool) -> None:
    entry("line", **values)
    assert bool(find(Choice("FR")).here) is visitors
    assert bool(find(Choice("FR"), preview=True).here) is preview


@pytest.mark.django_db
def test_services_are_found_by_country_need_and_language() -> None:
    entry("talk")
    entry("spanish", languages="es", name="A first by name")
    entry("danger", kind="police", needs="danger")
    entry("own", kind="prevention", needs="prevention")
    entry("everywhere", country="", needs="image", kind="image-removal")
    entry("elsewhere", country="ES")
    entry("list", country="", kind="directory", confirmed=False)
    found = find(Choice("FR"))
    assert [one.key for one in found.here] == ["spanish", "talk", "danger"]
    assert [one.key for one in found.everywhere] == ["everywhere"]
    assert [one.key for one in found.directories] == ["list"]
    assert [one.key for one in find(Choice("FR", "fr", "talk")).here] == ["talk", "spanish"]
    assert [one.key for one in find(Choice("FR", "", "prevention")).here] == ["own"]
    assert not find(Choice("TV")).here
    assert known_languages() == {"fr", "es"}


@pytest.mark.django_db
def test_upkeep_sorts_by_what_is_to_be_done() -> None:
    entry("fresh")
    entry("soon", days=320)
    entry("later", days=304)
    entry("expired", days=365)
    entry("new", confirmed=False)
    entry("broken", link_problem="web status 404")
    found = upkeep()
    keys = [[one.key for one in part] for part in found]
    assert keys == [["new"], ["expired"], ["soon"], ["broken"]]
    assert found.is_something


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_countries_and_languages_have_names(language: str) -> None:
    assert {"FR", "ES", "GB", "TV"} <= countries(language).keys()
    assert {"EU", "UN", "ZZ"}.isdisjoint(countries(language))
    assert {"en", "fr", "es", "ar"} <= language_names(language).keys()


@pytest.mark.django_db
def test_the_first_entries_have_a_source_and_wait_for_confirmation() -> None:
    fill()
    rows = list(Entry.objects.all())
    assert len(rows) > 20
    for row in rows:
        assert row.source, row.key
        assert row.confirmed is None, row.key
        assert row.checked <= timezone.localdate(), row.key
        again, faults = entry_of(columns_of(row))
        assert not faults, row.key
        assert changes(row, again) == []
    assert any(row.kind == Kind.DIRECTORY for row in rows)
    count = len(rows)
    fill()
    assert Entry.objects.count() == count
