"""Changing a password, and choosing a new one through a letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.web.accounts.post import link_in, posted
from tests.web.conftest import signed_in
from tests.web.factories import PASSWORD, person

from tutela.web import settings as site
from tutela.web.accounts.forms import ADVICE
from tutela.web.accounts.models import Token, User
from tutela.web.audit.models import Entry

pytestmark = pytest.mark.django_db
NEXT = "a quite different one"


def ask(client: Client, email: str) -> tuple[int, str, str]:
    answer = client.post("/en/password/", {"email": email})
    return answer.status_code, answer["Location"], client.get(answer["Location"]).content.decode().replace(email, "")


def test_the_site_uses_argon2() -> None:
    assert site.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_the_advice_is_what_the_site_asks_for() -> None:
    lengths = [one["OPTIONS"]["min_length"] for one in site.AUTH_PASSWORD_VALIDATORS if "MinimumLength" in one["NAME"]]
    assert lengths == [10]
    assert "10" in str(ADVICE)


def test_a_change_signs_out_everywhere_else(alice: User) -> None:
    here, elsewhere = signed_in(alice), signed_in(alice)
    answer = here.post("/en/account/password/", {"current": PASSWORD, "password": NEXT})
    assert answer["Location"] == "/en/account/"
    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302
    alice.refresh_from_db()
    assert alice.check_password(NEXT)
    assert Entry.objects.filter(action="account.password-changed", user=alice).count() == 1


@pytest.mark.parametrize(
    ("current", "password"), [("wrong", NEXT), (PASSWORD, "short"), (PASSWORD, "alice@example.org"), ("", "")]
)
def test_a_change_that_is_refused(as_alice: Client, alice: User, current: str, password: str) -> None:
    page = as_alice.post("/en/account/password/", {"current": current, "password": password})
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_the_answer_is_the_same_for_every_address(client: Client, alice: User) -> None:
    person("Pending", is_active=False)
    answers = {ask(Client(), email) for email in ("alice@example.org", "nobody@example.org", "pending@example.org")}
    assert len(answers) == 1
    assert [letter.to for letter in posted()] == [["alice@example.org"], ["pending@example.org"]]


def test_both_cases_ask_the_database_the_same(client: Client, alice: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(7):
        client.post("/en/password/", {"email": "alice@example.org"})
    with django_assert_num_queries(7):
        Client().post("/en/password/", {"email": "nobody@example.org"})


def test_the_link_changes_the_password_once(client: Client, alice: User) -> None:
    before = signed_in(alice)
    _token, key = Token.make(alice, "Script", ["read"])
    ask(client, "Alice@example.org")
    link = link_in(posted()[-1])
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": "short"}).status_code == 200
    assert client.post(link, {"password": NEXT})["Location"] == "/en/sign-in/"
    assert client.get(link).status_code == 404
    assert client.post(link, {"password": "and once more"}).status_code == 404
    alice.refresh_from_db()
    assert alice.check_password(NEXT)
    assert before.get("/en/account/").status_code == 302, "sessions end"
    assert Token.of_key(key) is None, "whoever had the account before has no key to it any more"
    assert Entry.objects.filter(action="account.password-reset", user=alice).count() == 1


def test_the_link_also_confirms_the_address(client: Client) -> None:
    person("Pending", is_active=False)
    ask(client, "pending@example.org")
    client.post(link_in(posted()[-1]), {"password": NEXT})
    assert client.login(username="pending@example.org", password=NEXT)


def test_a_link_for_one_thing_does_not_do_the_other(client: Client) -> None:
    client.post("/en/sign-up/", {"name": "Nora", "email": "nora@example.org", "password": PASSWORD})
    confirmation = link_in(posted()[-1])
    assert client.get(confirmation.replace("/confirm/", "/password/")).status_code == 404


def test_who_has_forgotten_the_password_is_not_blocked_after_choosing_a_new_one(
    client: Client, alice: User, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    for _ in range(8):
        client.post("/en/sign-in/", {"username": alice.email, "password": "wrong"})
    ask(client, alice.email)
    client.post(link_in(posted()[-1]), {"password": NEXT})
    assert client.post("/en/sign-in/", {"username": alice.email, "password": NEXT}).status_code == 302


def test_a_changed_password_is_told_by_letter_where_there_is_mail(as_alice: Client, alice: User, settings: Any) -> None:
    settings.HAS_MAIL = True
    as_alice.post("/en/account/password/", {"current": PASSWORD, "password": NEXT})
    letter = posted()[-1]
    assert letter.to == [alice.email]
    assert "was changed" in letter.body
    assert NEXT not in letter.body


def test_a_letter_that_cannot_be_sent_stops_nobody(client: Client, alice: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.web.accounts.no_such_backend.Backend"
    assert ask(client, alice.email)[0] == 302
    assert posted() == []
