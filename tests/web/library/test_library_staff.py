"""Who works in the library, and what it says of itself."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.web.factories import person

from tutela.web.accounts.leaving import forget
from tutela.web.accounts.models import User
from tutela.web.audit.models import Entry
from tutela.web.library.about import About, about
from tutela.web.library.models import Duty, Staff

pytestmark = pytest.mark.django_db

APPOINT = "/en/library/staff/appoint/"


def test_a_librarian_appoints_and_dismisses(as_librarian: Client, librarian: User) -> None:
    rosa = person("Rosa")
    response = as_librarian.post(APPOINT, {"email": "ROSA@example.org", "duty": "1"}, follow=True)
    assert "Rosa is now: cataloguer." in response.content.decode()
    as_librarian.post(APPOINT, {"email": "rosa@example.org", "duty": "2"})
    made = Staff.objects.get(user=rosa)
    assert made.duty == Duty.LIBRARIAN
    as_librarian.post(f"/en/library/staff/{made.pk}/dismiss/")
    assert not Staff.objects.filter(user=rosa).exists()
    entries = list(
        Entry.objects.order_by("pk")
        .filter(action__startswith="library.")
        .values_list("action", "about", "user", "subject")
    )
    assert entries == [
        ("library.appointed", rosa.pk, librarian.pk, "cataloguer"),
        ("library.appointed", rosa.pk, librarian.pk, "librarian"),
        ("library.dismissed", rosa.pk, librarian.pk, "librarian"),
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"email": "nobody@example.org", "duty": "1"}, {"email": "x", "duty": "1"}, {"email": "waiting@example.org", "duty": "1"},
        {"email": "rosa@example.org", "duty": "3"}, {"email": "rosa@example.org", "duty": ""}, {"email": "a\0@b.org", "duty": "1"},
    ],
    ids=["no-account", "no-address", "not-confirmed", "no-such-duty", "no-duty", "nul"],
)  # fmt: skip
def test_what_cannot_be_appointed(as_librarian: Client, given: dict[str, str]) -> None:
    person("Rosa")
    person("Waiting", is_active=False)
    response = as_librarian.post(APPOINT, given)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert Staff.objects.count() == 1


def test_there_is_always_a_librarian(as_librarian: Client, librarian: User, cataloguer: User) -> None:
    own = Staff.objects.get(user=librarian)
    response = as_librarian.post(f"/en/library/staff/{own.pk}/dismiss/", follow=True)
    assert "There must be a librarian." in response.content.decode()
    as_librarian.post(APPOINT, {"email": librarian.email, "duty": "1"})
    assert Staff.objects.get(user=librarian).duty == Duty.LIBRARIAN
    as_librarian.post(APPOINT, {"email": cataloguer.email, "duty": "2"})
    response = as_librarian.post(f"/en/library/staff/{own.pk}/dismiss/")
    assert response["Location"] == "/en/library/"
    assert as_librarian.get("/en/library/staff/").status_code == 403


@pytest.mark.parametrize("path", ["", "appoint/", "1/dismiss/", "about/"])
def test_only_librarians(client: Client, as_charlie: Client, as_cataloguer: Client, path: str) -> None:
    for method in ("get", "post"):
        whole = f"/en/library/staff/{path}"
        assert getattr(client, method)(whole).status_code in (302, 405)
        for other in (as_charlie, as_cataloguer):
            assert getattr(other, method)(whole).status_code in (403, 405)
    assert Staff.objects.count() == 1


@pytest.mark.parametrize("pk", [0, 999, 10**30])
def test_nobody_is_dismissed_under_an_unknown_number(as_librarian: Client, pk: int) -> None:
    assert as_librarian.post(f"/en/library/staff/{pk}/dismiss/").status_code == 404


def test_what_the_library_says_of_itself(as_librarian: Client) -> None:
    assert about() == About()
    given = {"name": "Library of Maravel", "email": "library@example.org", "identifier": "library.example.org"}
    as_librarian.post("/en/library/staff/about/", given)
    assert about() == About(**given)
    assert Entry.objects.filter(action="library.settings-changed").exists()
    assert 'value="Library of Maravel"' in as_librarian.get("/en/library/staff/").content.decode()


@pytest.mark.parametrize(
    "given",
    [{"identifier": "nodot"}, {"identifier": "a b.org"}, {"identifier": "1.org"}, {"email": "x"}, {"name": "a\0b"}],
    ids=["no-dot", "space", "digit", "address", "nul"],
)
def test_settings_that_other_catalogues_could_not_use(as_librarian: Client, given: dict[str, str]) -> None:
    response = as_librarian.post("/en/library/staff/about/", given)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert about() == About()


def test_the_duty_goes_with_the_account(cataloguer: User) -> None:
    assert forget(cataloguer)
    assert not Staff.objects.exists()


def test_ids_on_the_page_are_unique(as_librarian: Client) -> None:
    ids = re.findall(r'\bid="([^"]+)"', as_librarian.get("/en/library/staff/").content.decode())
    assert len(ids) == len(set(ids))


def test_librarians_find_the_addresses_for_other_catalogues(as_librarian: Client) -> None:
    page = as_librarian.get("/en/library/staff/").content.decode()
    for address in ("/oai", "/sru/1.2", "/sru/2.0", "/unapi"):
        assert f'href="http://testserver{address}"' in page
