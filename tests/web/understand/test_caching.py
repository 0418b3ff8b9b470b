"""What browsers may keep."""

from __future__ import annotations

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from tests.web.factories import person

from tutela.web.understand.caching import kept_for_a_while


def a_request() -> HttpRequest:
    request = RequestFactory().get("/en/")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


@kept_for_a_while
def with_messages(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(str(message) for message in messages.get_messages(request)))


@kept_for_a_while
def without_messages(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the same for all")


@kept_for_a_while
def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=404)


def test_a_page_that_is_the_same_for_all_is_kept() -> None:
    response = without_messages(a_request())
    assert response["Cache-Control"] == "private, max-age=300"
    assert response["Vary"] == "Cookie"


def test_a_page_that_shows_a_message_is_not_kept() -> None:
    request = a_request()
    messages.success(request, "You have signed out.")
    response = with_messages(request)
    assert b"signed out" in response.content
    assert response["Cache-Control"] == "no-store"


def test_what_went_wrong_is_not_kept() -> None:
    assert not missing(a_request()).has_header("Cache-Control")


@pytest.mark.django_db
def test_the_page_of_a_person_is_left_to_the_middleware() -> None:
    request = a_request()
    request.user = person("Alice")
    assert not without_messages(request).has_header("Cache-Control")
