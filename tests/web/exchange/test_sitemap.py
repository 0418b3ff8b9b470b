"""Sitemaps: what search engines may know of, in three languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import etree
from tests.web.exchange.harvester import stamped
from tests.web.library.factories import catalogued

from tutela.web.exchange import sitemap
from tutela.web.library.models import State

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content)


def locations(root: Any) -> list[str]:
    return [one.text.removeprefix("http://testserver") for one in root.iter(f"{MAP}loc")]


def test_records_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "BLOCK", 2)
    rows = [stamped(catalogued(f"Act {place}"), place) for place in range(5)]
    hidden = [catalogued("Draft", state=State.DRAFT), catalogued("Gone", state=State.WITHDRAWN)]
    root = read(client, "/sitemap.xml")
    paths = locations(root)
    assert paths[0] == "/sitemap-pages.xml"
    assert [one.text for one in root.iter(f"{MAP}lastmod")][-1] == "2025-03-01T12:00:04Z"
    listed = [path for part in paths[1:] for path in locations(read(client, part))]
    assert sorted(listed) == sorted(f"/{code}/library/{row.key}/" for row in rows for code in ("en", "fr", "es"))
    assert not any(row.key in path for row in hidden for path in listed)


def test_each_address_names_the_others(client: Client) -> None:
    row = catalogued()
    (part,) = locations(read(client, "/sitemap.xml"))[1:]
    for one in read(client, part).iter(f"{MAP}url"):
        links = {link.get("hreflang"): link.get("href") for link in one.iter(LINK)}
        assert links == {code: f"http://testserver/{code}/library/{row.key}/" for code in ("en", "fr", "es")}


def test_public_pages_are_there(client: Client) -> None:
    paths = locations(read(client, "/sitemap-pages.xml"))
    assert {"/en/", "/fr/measures/", "/es/library/", "/en/about/"} <= set(paths)
    assert len([path for path in paths if path.startswith("/en/measures/")]) > 50
    assert not any("/w/" in path or "/desk/" in path for path in paths)
    for path in paths[:40]:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("block", ["7", "99999999999999999999", "00"])
def test_parts_that_are_not_there(client: Client, block: str) -> None:
    assert client.get(f"/sitemap-records-{block}.xml").status_code == 404


def test_robots_are_told_where_it_is(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml\n" in client.get("/robots.txt").content.decode()


def test_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for place in range(10):
        catalogued(f"Act {place}")
    (part,) = locations(read(client, "/sitemap.xml"))[1:]
    with django_assert_max_num_queries(1):
        read(client, "/sitemap.xml")
    with django_assert_max_num_queries(1):
        read(client, part)
    with django_assert_max_num_queries(2):
        read(client, "/sitemap-pages.xml")
