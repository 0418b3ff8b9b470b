"""Forms of the site's own pages work although no page tells where it comes from; forms of others do not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({}, 200),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_whose_forms_are_taken(headers: dict[str, str], status: int) -> None:
    with translation.override("en"):
        address = reverse("accounts:sign-in")
    client = Client(enforce_csrf_checks=True)
    client.get(address)
    data = {"username": "x@example.org", "password": "x", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(address, data, headers=headers).status_code == status
