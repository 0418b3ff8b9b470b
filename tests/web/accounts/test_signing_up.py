"""Opening an account: no answer tells who has one, and only the holder of the letter box and the password gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.accounts.post import link_in, posted
from tests.web.factories import PASSWORD, person

from tutela.web.accounts.letters import LETTERS_AN_HOUR
from tutela.web.accounts.models import User
from tutela.web.accounts.purging import forget_unconfirmed
from tutela.web.audit.models import Entry

pytestmark = pytest.mark.django_db
NEW = {"name": "Nora", "email": "nora@example.org", "password": PASSWORD}


def sign_up(client: Client, language: str = "en", **changes: str) -> tuple[int, str, str]:
    """Status, where to, and the page there."""
    answer = client.post(f"/{language}/sign-up/", {**NEW, **changes})
    page = client.get(answer["Location"]).content.decode() if answer.status_code == 302 else answer.content.decode()
    return answer.status_code, answer.get("Location", ""), page


def test_a_new_account_works_after_the_link_and_the_password(client: Client) -> None:
    sign_up(client)
    nora = User.objects.get(email="nora@example.org")
    assert not nora.is_active
    assert not client.login(username="nora@example.org", password=PASSWORD)
    letter = posted()[-1]
    assert letter.to == ["nora@example.org"]
    link = link_in(letter)

    assert client.get(link).status_code == 200
    nora.refresh_from_db()
    assert not nora.is_active, "looking at the link confirms nothing: mail programs look at links too"
    assert client.post(link, {"current": "not this one"}).status_code == 200
    nora.refresh_from_db()
    assert not nora.is_active

    answer = client.post(link, {"current": PASSWORD})
    assert answer["Location"] == "/en/workspaces/"
    nora.refresh_from_db()
    assert nora.is_active
    assert client.get("/en/workspaces/").status_code == 200
    assert Client().get(link).status_code == 404, "a link works once"
    assert Client().post(link, {"current": PASSWORD}).status_code == 404


def test_the_answer_is_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    person("Nora")
    known = sign_up(client)
    unknown = sign_up(Client(), email="vera@example.org")
    assert known[:2] == unknown[:2]
    assert known[2].replace("nora@", "") == unknown[2].replace("vera@", "")


def test_a_known_address_gets_a_letter_that_offers_a_new_password(client: Client) -> None:
    nora = person("Nora")
    sign_up(client, name="Mallory", email="NORA@example.org", password="another horse battery")
    letter = posted()[-1]
    assert letter.to == ["nora@example.org"]
    assert "have an account" in letter.body
    assert "Mallory" not in letter.body
    nora.refresh_from_db()
    assert nora.name == "Nora"
    assert nora.check_password(PASSWORD)
    assert client.get(link_in(letter)).status_code == 200


def test_who_did_not_choose_the_password_cannot_bring_the_account_to_life(client: Client) -> None:
    """Somebody signs up with another person's address, and that person signs up afterwards."""
    sign_up(client, name="Mallory", password="password of mallory")
    first = link_in(posted()[-1])
    sign_up(Client())
    second = link_in(posted()[-1])
    assert client.get(first).status_code == 404, "the newer letter makes the older one void"
    victim = Client()
    assert victim.post(second, {"current": "password of mallory"}).status_code == 200
    assert victim.post(second, {"current": PASSWORD}).status_code == 302
    assert User.objects.get(email="nora@example.org").name == "Nora"


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "Tutela: confirm your address"), ("fr", ""), ("es", "")],
)
def test_letters_are_in_the_language_of_the_page(client: Client, language: str, subject: str) -> None:
    sign_up(client, language)
    letter = posted()[-1]
    assert link_in(letter).startswith(f"/{language}/confirm/")
    assert letter.subject.startswith(subject)


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "short"},
        {"password": "1234567890"},
        {"password": "password123"},
        {"password": "nora@example.org"},
        {"email": "nora"},
        {"email": "nora@example.org\0"},
        {"name": ""},
        {"name": "N\0ra"},
        {"name": "N" * 121},
        {"email": f"{'n' * 300}@example.org"},
    ],
)
def test_what_cannot_be_is_said_before_anything_is_kept(client: Client, changes: dict[str, str]) -> None:
    status, _to, page = sign_up(client, **changes)
    assert status == 200
    assert "errorlist" in page
    assert not User.objects.exists()
    assert posted() == []


def test_nobody_can_fill_a_letter_box(client: Client) -> None:
    for _ in range(LETTERS_AN_HOUR + 3):
        sign_up(Client())
    assert len(posted()) == LETTERS_AN_HOUR


def test_links_end_after_a_day(client: Client, settings: object) -> None:
    sign_up(client)
    link = link_in(posted()[-1])
    settings.PASSWORD_RESET_TIMEOUT = -1  # type: ignore[attr-defined]
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    "path", ["/en/confirm/x/y/", "/en/confirm/MQ/y/", "/en/confirm/" + "OTk5" * 20 + "/y/", "/en/confirm/é/ü/"]
)
def test_links_that_are_none(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, {"current": "x"}).status_code == 404


def test_links_name_the_address_of_the_site_whatever_the_request_called_it(client: Client, settings: object) -> None:
    settings.ADDRESS = "https://tutela.example.org"  # type: ignore[attr-defined]
    client.post("/en/sign-up/", NEW, headers={"host": "localhost:9999"})
    assert "https://tutela.example.org/en/confirm/" in posted()[-1].body
    assert "localhost" not in posted()[-1].body


def test_without_mail_the_page_says_where_the_link_is(client: Client, settings: object) -> None:
    assert "person who runs it finds the letter" in sign_up(client)[2]
    settings.HAS_MAIL = True  # type: ignore[attr-defined]
    assert "person who runs it" not in sign_up(client)[2]


def test_accounts_that_nobody_confirms_go_after_a_week(client: Client) -> None:
    sign_up(client)
    person("Ines")
    sign_up(client, email="new@example.org")
    week = timezone.now() - timedelta(days=8)
    User.objects.exclude(email="new@example.org").update(created=week)
    assert forget_unconfirmed() == 1
    assert set(User.objects.values_list("email", flat=True)) == {"ines@example.org", "new@example.org"}


def test_no_secret_is_in_the_audit_log(client: Client) -> None:
    sign_up(client)
    client.post(link_in(posted()[-1]), {"current": PASSWORD})
    said = " ".join(f"{entry.action} {entry.subject}" for entry in Entry.objects.all())
    assert {"account.created", "account.letter", "account.confirmed", "account.signed-in"} <= set(said.split())
    assert PASSWORD not in said
    assert "@" not in said
