"""The front of the library, and the library on the pages of measures."""

from __future__ import annotations

from datetime import date
from typing import Any

import lxml.html
import pytest
from django.test import Client
from tests.web.library.factories import catalogued, field

from tutela.catalogue.vocabularies import terms
from tutela.web.library.front import NEWEST
from tutela.web.library.models import State
from tutela.web.news.models import Post, PostState, PostText

pytestmark = pytest.mark.django_db


def page_of(client: Client, path: str) -> lxml.html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.content.decode())


def said(page: lxml.html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.cssselect(selector)]


def audience(code: str) -> Any:
    return field("385", "  ", ("a", code), ("2", "tutela"))


def sector(code: str) -> Any:
    return field("690", " 7", ("a", code), ("2", "tutela"))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_type_stands_there_with_its_definition(client: Client, language: str) -> None:
    catalogued("Act", kind="law")
    catalogued("Draft", kind="law", state=State.DRAFT)
    page = page_of(client, f"/{language}/library/")
    assert said(page, ".types .way-name") == [
        f"{one.label[language]} {1 if code == 'law' else 0}" for code, one in terms("types").items()
    ]
    assert said(page, ".types .note") == [" ".join(one.definition[language].split()) for one in terms("types").values()]
    # What has nothing in it leads nowhere.
    assert [one.get("href") for one in page.cssselect(".types a")] == [f"/{language}/library/search/?type=law"]


def test_audiences_and_sectors_that_are_there(client: Client) -> None:
    catalogued("Act", extra=[audience("government"), sector("justice")])
    catalogued("Manual", extra=[audience("government"), audience("no-such-audience")])
    page = page_of(client, "/en/library/")
    assert said(page, "[aria-labelledby=audiences] li") == ["Government and public administration 2"]
    assert said(page, "[aria-labelledby=sectors] li") == ["Justice 1"]


def test_the_newest_come_first(client: Client) -> None:
    for number in range(NEWEST + 2):
        catalogued(f"Act {number}")
    catalogued("Draft", state=State.DRAFT)
    page = page_of(client, "/en/library/")
    assert said(page, ".listed h3") == [f"Act {number}" for number in range(NEWEST + 1, 1, -1)]


def test_the_search_field_searches_the_library(client: Client) -> None:
    [form] = page_of(client, "/en/library/").cssselect("main form[role=search]")
    assert (form.get("action"), form.get("method")) == ("/en/library/search/", "get")


def test_an_empty_library_has_a_page(client: Client) -> None:
    assert "The library has 0 resources." in page_of(client, "/en/library/").text_content()


def test_the_desk_is_shown_to_the_staff(client: Client, as_charlie: Client, as_cataloguer: Client) -> None:
    for reader in (client, as_charlie):
        assert "/en/library/desk/" not in reader.get("/en/library/").content.decode()
    assert "/en/library/desk/" in as_cataloguer.get("/en/library/").content.decode()


def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    catalogued("Act", kind="law")
    client.get("/en/library/")
    with django_assert_num_queries(3):  # the version of the facets, the newest, news
        client.get("/en/library/")
    for number in range(8):
        catalogued(f"Act {number}", kind="law", extra=[sector("justice")])
    client.get("/en/library/")
    with django_assert_num_queries(3):
        client.get("/en/library/")


def test_news_that_are_published(client: Client) -> None:
    for slug, state, title in (("one", PostState.PUBLISHED, "A hotline opens"), ("two", PostState.DRAFT, "Not yet")):
        post = Post.objects.create(slug=slug, state=state, dated=date(2026, 5, 1))
        PostText.objects.create(post=post, language="en", title=title)
    page = page_of(client, "/fr/library/")
    [link] = page.cssselect("[aria-labelledby=news] li a")
    assert (link.text, link.get("href"), link.get("lang")) == ("A hotline opens", "/fr/news/one/", "en")


# --- on the page of a measure -------------------------------------------------------------------------------------


def measure(id: str) -> Any:
    return field("691", " 7", ("a", id), ("2", "tutela"))


def test_a_measure_leads_to_its_resources(client: Client) -> None:
    row = catalogued("How to run a hotline", extra=[measure("online.hotline")], kind="guidance")
    catalogued("Draft", extra=[measure("online.hotline")], state=State.DRAFT)
    catalogued("Other", extra=[measure("reporting.mandatory")])
    page = page_of(client, "/en/measures/online.hotline/")
    links = page.cssselect("[aria-labelledby=in-library] li > a")
    assert [(one.text, one.get("href")) for one in links] == [("How to run a hotline", f"/en/library/{row.key}/")]
    assert "/en/library/search/" not in {one.get("href").partition("?")[0] for one in page.cssselect("main a")}


def test_a_measure_with_many_resources_leads_to_the_search(client: Client) -> None:
    for number in range(NEWEST + 1):
        catalogued(f"Act {number}", extra=[measure("online.hotline")])
    page = page_of(client, "/en/measures/online.hotline/")
    assert len(page.cssselect("[aria-labelledby=in-library] li > a")) == NEWEST
    [link] = page.cssselect("[aria-labelledby=in-library] p a")
    assert (link.text, link.get("href")) == (
        "All 7 resources on this measure",
        "/en/library/search/?measure=online.hotline",
    )


def test_of_a_work_the_version_in_the_language_of_the_page(client: Client) -> None:
    for language, title in (("eng", "Guidelines"), ("fre", "Lignes directrices"), ("spa", "Directrices")):
        catalogued(title, symbol="MAR/1", language=language, extra=[measure("online.hotline")])
    for language, title in (("en", "Guidelines"), ("fr", "Lignes directrices"), ("es", "Directrices")):
        page = page_of(client, f"/{language}/measures/online.hotline/")
        assert said(page, "[aria-labelledby=in-library] li > a") == [title]


def test_a_measure_without_resources_has_no_such_section(client: Client) -> None:
    assert not page_of(client, "/en/measures/online.hotline/").cssselect("[aria-labelledby=in-library]")


def test_queries_of_a_measure(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(5):
        catalogued(f"Act {number}", extra=[measure("online.hotline")])
    client.get("/en/measures/online.hotline/")
    with django_assert_num_queries(2):  # the version of the facets, the records
        client.get("/en/measures/online.hotline/")
