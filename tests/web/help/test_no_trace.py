"""What a visit to the help pages leaves behind: nothing in the browser's care, nothing in the site's lines."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from tests.web.conftest import signed_in
from tests.web.help.addresses import PAGES, PAPERS
from tests.web.help.factories import public

from tutela.web.accounts.models import User
from tutela.web.help.first_entries import fill
from tutela.web.help.no_trace import LEFT_OUT, Silence, is_help


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/help/", True), ("/fr/help/12-15/pictures/", True), ("/es/help", True), ("/en/help/nothing", True),
        ("/en/help-desk/", False), ("/en/helpful/", False), ("/en/", False), ("/de/help/", False), ("/en/library/help/", False),
    ],
)  # fmt: skip
def test_which_addresses_are_help_pages(path: str, expected: bool) -> None:
    assert is_help(path) is expected


@pytest.mark.django_db
def test_answers_set_no_cookie_and_are_kept_nowhere(client: Client, alice: User) -> None:
    public()
    fill()
    for visitor in (client, signed_in(alice)):
        before = dict(visitor.cookies)
        for place in (*PAGES, *PAPERS, "nothing/", "12-15/nothing/"):
            response = visitor.get(f"/en/help/{place}", headers={"accept-language": "es"})
            assert response["Cache-Control"] == "no-store", place
            assert response["Referrer-Policy"] == "no-referrer", place
            assert not response.cookies, place
            assert not {"ETag", "Last-Modified", "Expires", "Set-Cookie"} & set(response.headers), place
            assert "Cookie" not in response.get("Vary", ""), place
        assert dict(visitor.cookies) == before


@pytest.mark.django_db
def test_the_policy_lets_in_what_stands_in_the_page_and_nothing_else(client: Client) -> None:
    public()
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get("/en/help/")["Content-Security-Policy"].split(";")
        if part.strip()
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].startswith("'sha256-")
    assert policy["style-src"].startswith("'sha256-")
    assert "'self'" not in policy["script-src"] + policy["style-src"] + policy["img-src"]
    assert policy["connect-src"] == "'none'"
    assert policy["form-action"] == "'self'"


@pytest.mark.django_db
def test_once_public_nothing_of_a_visitor_is_read(
    client: Client, alice: User, django_assert_max_num_queries: Any
) -> None:
    public()
    reader = signed_in(alice)
    with django_assert_max_num_queries(2):  # whether the pages are public, and where the exit leads
        signed_in_answer = reader.get("/en/help/12-15/pictures/")
    assert signed_in_answer.content == client.get("/en/help/12-15/pictures/").content


# --- lines ------------------------------------------------------------------------------------------------------------


def told(message: str, *args: object, **extra: Any) -> str:
    """A line as the terminal of the site gets it."""
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    assert Silence().filter(record)
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize(
    ("message", "args", "line"),
    [
        ("Not Found: %s", ("/en/help/12-15/nothing/",), f"Not Found: {LEFT_OUT}"),
        ("Not Found: %s", ("/fr/help",), f"Not Found: {LEFT_OUT}"),
        ("Error handling request %s", ("/es/help/find/?country=MX&need=talk",), f"Error handling request {LEFT_OUT}"),
        ("Invalid request from ip=%s: %s", ("203.0.113.9", "Invalid HTTP Version"), f"Invalid request from {LEFT_OUT} Invalid HTTP Version"),
        ("Ignored premature client disconnection. %s", ("[Errno 104]",), "Ignored premature client disconnection. [Errno 104]"),
        ("Ignoring EPIPE from ('2001:db8::1', 4711, 0, 0)", (), f"Ignoring EPIPE from {LEFT_OUT}"),
        ("Client 203.0.113.9:55110 is gone", (), f"Client {LEFT_OUT} is gone"),
        ("Not Found: %s", ("/en/library/nothing/",), "Not Found: /en/library/nothing/"),
        ("Kept /en/help-desk/entries/", (), "Kept /en/help-desk/entries/"),
        ("100 % of it", (), "100 % of it"),
    ],
)  # fmt: skip
def test_lines_name_no_help_page_and_no_visitor(message: str, args: tuple[object, ...], line: str) -> None:
    assert told(message, *args) == line


def test_an_error_on_a_help_page_is_told_without_what_was_asked_for() -> None:
    request = RequestFactory().get("/en/help/find/?country=MX")
    try:
        raise KeyError("MX talk")
    except KeyError as error:
        failed = (KeyError, error, error.__traceback__)
    line = told("Internal Server Error: %s", request.path, request=request, exc_info=failed)
    assert line.startswith(f"Internal Server Error: {LEFT_OUT}: KeyError in test_an_error")
    assert "MX" not in line


def test_all_that_the_site_says_goes_through_the_filter() -> None:
    assert settings.LOGGING["handlers"].keys() == {"terminal"}
    assert settings.LOGGING["handlers"]["terminal"]["filters"] == ["silence"]
    assert settings.MIDDLEWARE[0] == "tutela.web.help.no_trace.help_pages_leave_no_trace"
