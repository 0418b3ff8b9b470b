"""unAPI: formats, records in them, and what is said where there is none."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree
from tests.web.library.factories import catalogued

from tutela.web.exchange.unapi import OFFERED
from tutela.web.library.models import State

pytestmark = pytest.mark.django_db


def test_formats_of_all_and_of_one(client: Client) -> None:
    row = catalogued()
    root = etree.fromstring(client.get("/unapi").content)
    assert root.get("id") is None
    assert {one.get("name"): one.get("type") for one in root}["marcxml"] == "application/marcxml+xml"
    response = client.get("/unapi", {"id": row.key})
    assert response.status_code == 300
    told = etree.fromstring(response.content)
    assert told.get("id") == row.key
    assert [one.get("name") for one in told] == [one.get("name") for one in root] == list(OFFERED)


@pytest.mark.parametrize("name", list(OFFERED))
def test_a_record_in_every_format(client: Client, name: str) -> None:
    row = catalogued("Annals")
    response = client.get("/unapi", {"id": row.key, "format": name})
    assert response.status_code == 200
    assert b"Annals" in response.content
    assert not response.cookies
    if "xml" in response["Content-Type"]:
        etree.fromstring(response.content)


@pytest.mark.parametrize(
    "name",
    [
        "{key}",
        "oai:tutela.localhost:{key}",
        "http://testserver/en/library/{key}/",
        "http://testserver/fr/library/{key}",
    ],
)
def test_a_record_has_several_names(client: Client, name: str) -> None:
    row = catalogued("Children Act")
    response = client.get("/unapi", {"id": name.format(key=row.key), "format": "ris"})
    assert b"Children Act" in response.content


@pytest.mark.parametrize(
    "name", ["", "x", "0123456789ab", "oai:other.example.org:{key}", "http://elsewhere.example.org/en/library/{key}/", "http://testserver/en/library/{key}/marc/", "\x00", "a" * 5000, "http://[", "http://testserver/"],
)  # fmt: skip
def test_unknown_records(client: Client, name: str) -> None:
    row = catalogued()
    assert client.get("/unapi", {"id": name.format(key=row.key), "format": "ris"}).status_code == 404
    assert client.get("/unapi", {"id": name.format(key=row.key)}).status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEW, State.WITHDRAWN])
def test_what_is_not_published_is_unknown(client: Client, state: State) -> None:
    row = catalogued(state=state)
    assert client.get("/unapi", {"id": row.key}).status_code == 404


def test_unknown_formats(client: Client) -> None:
    row = catalogued()
    assert client.get("/unapi", {"id": row.key, "format": "pica"}).status_code == 406
    assert client.get("/unapi", {"format": "ris"}).status_code == 400
    assert client.post("/unapi").status_code == 405


def test_a_record_too_long_for_a_format(client: Client) -> None:
    row = catalogued(summary="Long. " * 20_000)
    assert client.get("/unapi", {"id": row.key, "format": "marc"}).status_code == 406
    assert client.get("/unapi", {"id": row.key, "format": "marcxml"}).status_code == 200
