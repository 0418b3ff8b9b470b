"""Signing in and out; whoever tries too many passwords must wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.utils import timezone
from tests.web.factories import PASSWORD, person

from tutela.web.accounts.models import User
from tutela.web.accounts.throttle import address_of
from tutela.web.audit.models import Entry

pytestmark = pytest.mark.django_db
LIMIT = 8


def sign_in(client: Client, email: str = "alice@example.org", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/en/sign-in/", {"username": email, "password": password, **more})


def test_in_and_out(client: Client, alice: User) -> None:
    assert client.get("/en/sign-in/").status_code == 200
    assert sign_in(client, " Alice@Example.ORG ")["Location"] == "/en/workspaces/"
    assert client.get("/en/account/").status_code == 200
    assert client.get("/en/sign-in/")["Location"] == "/en/workspaces/", "there is nothing to fill in any more"
    assert client.get("/en/sign-out/").status_code == 405, "a link alone signs nobody out"
    assert client.post("/en/sign-out/").status_code == 302
    assert client.get("/en/account/").status_code == 302


def test_a_form_from_elsewhere_is_refused(alice: User) -> None:
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("pending@example.org", PASSWORD)],
)
def test_wrong_ones_are_told_apart_by_nothing(client: Client, alice: User, email: str, password: str) -> None:
    person("Pending", is_active=False)
    page = sign_in(client, email, password)
    assert page.status_code == 200
    assert "do not match" in page.content.decode()
    assert page.content.decode().count("errorlist") == 1


@pytest.mark.parametrize(
    ("email", "password"), [("a\0b@example.org", "x"), ("alice@example.org", "x\0"), ("", ""), ("no", "x")]
)
def test_input_that_is_none(client: Client, email: str, password: str) -> None:
    page = sign_in(client, email, password)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/fr/workspaces/new/", "/fr/workspaces/new/"),
        ("/en/w/some-room/?a=1", "/en/w/some-room/?a=1"),
        ("https://elsewhere.example.org/", "/en/workspaces/"),
        ("//elsewhere.example.org/", "/en/workspaces/"),
        ("/\\elsewhere.example.org", "/en/workspaces/"),
        ("javascript:alert(1)", "/en/workspaces/"),
        ("", "/en/workspaces/"),
    ],
)
def test_the_way_on_stays_on_this_site(client: Client, alice: User, wanted: str, place: str) -> None:
    assert sign_in(client, next=wanted)["Location"] == place


def test_a_page_that_needs_an_account_is_where_one_comes_after_signing_in(client: Client, alice: User) -> None:
    answer = client.get("/en/workspaces/new/")
    page = client.get(answer["Location"]).content.decode()
    assert 'name="next" value="/en/workspaces/new/"' in page


class TestThrottle:
    @pytest.fixture(autouse=True)
    def _throttled(self, settings: Any) -> None:
        settings.AXES_ENABLED = True

    def test_too_many_wrong_passwords_block_even_the_right_one(self, client: Client, alice: User) -> None:
        for _ in range(LIMIT - 1):
            assert sign_in(client, password="wrong").status_code == 200
        assert sign_in(client, password="wrong").status_code == 429
        blocked = sign_in(client)
        assert blocked.status_code == 429
        assert int(blocked["Retry-After"]) <= 15 * 60
        assert "in 15 minutes" in blocked.content.decode()
        assert client.get("/en/sign-in/").status_code == 200, "somebody else on the same machine may still sign in"

    def test_known_and_unknown_addresses_are_blocked_alike(self, alice: User) -> None:
        answers = []
        for email in ("alice@example.org", "nobody@example.org"):
            client = Client()
            pages = [sign_in(client, email, "wrong") for _ in range(LIMIT + 1)]
            answers.append([(page.status_code, page.content.decode().replace(email, "")) for page in pages])
        known, unknown = ([(status, len(text)) for status, text in pages] for pages in answers)
        assert known == unknown
        assert [status for status, _ in known].count(429) == 2

    def test_writing_the_address_otherwise_does_not_help(self, client: Client, alice: User) -> None:
        for number in range(LIMIT):
            email = "alice@example.org"
            sign_in(client, email[:number].upper() + email[number:], "wrong", HTTP_USER_AGENT=f"browser {number}")
        assert sign_in(client).status_code == 429

    def test_it_is_open_again_after_a_while(self, client: Client, alice: User) -> None:
        for _ in range(LIMIT):
            sign_in(client, password="wrong")
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
        assert "in 1 minute." in sign_in(client).content.decode()
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert sign_in(client).status_code == 302

    def test_a_success_makes_the_count_begin_anew(self, client: Client, alice: User) -> None:
        for _ in range(3):
            for _ in range(LIMIT - 1):
                assert sign_in(client, password="wrong").status_code == 200
            assert sign_in(client).status_code == 302
            client.logout()

    def test_others_and_elsewhere_are_not_blocked(self, client: Client, alice: User) -> None:
        person("Ines")
        for _ in range(LIMIT):
            sign_in(client, password="wrong")
        assert sign_in(Client(), "ines@example.org").status_code == 302
        assert sign_in(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302

    def test_what_was_typed_is_not_kept(self, client: Client, alice: User) -> None:
        """People type passwords into the wrong field, and the address of a page may hold the key of an invitation."""
        client.post("/en/join/some-key/", {"username": "a@example.org", "password": "my secret"})
        client.post(
            "/en/sign-in/?next=/en/join/some-key/",
            {"username": "a@example.org", "password": "my secret", "x": "my secret"},
        )
        kept = [str(row) for row in AccessAttempt.objects.values()]
        assert len(kept) == 1
        assert "my secret" not in kept[0]
        assert "some-key" not in kept[0]

    def test_the_audit_log_has_refusals_and_the_block_once(self, client: Client, alice: User) -> None:
        for _ in range(LIMIT + 3):
            sign_in(client, password="wrong")
        sign_in(client, "my password by mistake@example.org", "wrong")
        sign_in(client, "mistaken@example.org", "wrong")
        entries = Entry.objects.order_by("pk").values_list("action", "user", "subject")
        assert [e for e in entries if e[1]] == [("account.refused", alice.pk, "")] * (LIMIT - 1) + [
            ("account.locked", alice.pk, "")
        ]
        assert [e for e in entries if not e[1]] == [("account.refused", None, "")]


@pytest.mark.parametrize(
    ("is_local", "headers", "address"),
    [
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "127.0.0.1"),
        (False, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "198.51.100.7"),
        (False, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1, 198.51.100.7"}, "198.51.100.7"),
        (False, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        (False, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "'; drop table"}, None),
        (False, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
    ],
)
def test_the_network_address_of_a_client(
    settings: Any, is_local: bool, headers: dict[str, str], address: str | None
) -> None:
    settings.IS_LOCAL = is_local
    assert address_of(RequestFactory().get("/", **headers)) == address  # type: ignore[arg-type]
