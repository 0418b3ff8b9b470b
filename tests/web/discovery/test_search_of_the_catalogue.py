"""The page of search, its feeds and its description, as readers and their programs see them."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree
from tests.web.library.factories import catalogued

from tutela.web.library.models import State

pytestmark = pytest.mark.django_db

HERE = "library/search/"
HOSTILE = "<script>alert(1)</script> & zebra's friend"
ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture
def shelf() -> None:
    catalogued(
        "Children Act", year=2004, kind="law", subjects=["Children’s rights"], symbol="CRC/C/156", names=["Parliament of Maravel"],
        summary="An act on the sale of children, of which hotels and banks are told.",
    )  # fmt: skip
    catalogued("Loi sur les enfants", year=2012, kind="law", language="fre", subjects=["Victims"])
    catalogued("Children online", year=2019, kind="report", subjects=["Internet"])
    catalogued("Secret draft on children", state=State.DRAFT)


def page(client: Client, into: str = "en", **query: Any) -> str:
    response = client.get(f"/{into}/{HERE}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def marked(html: str) -> list[str]:
    return re.findall(r"<mark>([^<]*)</mark>", html)


def headings(html: str) -> list[str]:
    found = re.findall(r'<li class="result">\s*<h3>(.*?)</h3>', html, re.S)
    return [plain(one) for one in found]


def choices(html: str, kind: str) -> dict[str, tuple[str, str]]:
    block = re.search(rf'id="filter-{kind}".*?</details>', html, re.S)
    found = (
        re.findall(
            r'href="([^"]*)"><span class="filter-name">([^<]*)</span> <span class="filter-count">([^<]*)<',
            block.group(),
        )
        if block
        else []
    )
    return {name: (count, address.replace("&amp;", "&")) for address, name, count in found}


def test_results_say_what_they_are(client: Client, shelf: None) -> None:
    html = page(client, q="children hotels")
    assert headings(html) == ["Children Act"]
    assert marked(html) == ["Children", "children", "hotels", "Children"]
    assert marked(page(client, q="act")) == ["Act", "act"]
    text = plain(html)
    for words in (
        "1 record found",
        "Parliament of Maravel",
        "State Printer, 2004",
        "CRC/C/156",
        "English",
        "Law",
        "Subjects:",
    ):
        assert words in text
    assert "draft" not in page(client, q="children")
    assert html.count("<h1") == 1


def test_filters_live_in_the_address(client: Client, shelf: None) -> None:
    html = page(client, q="children OR enfants")
    types = choices(html, "type")
    assert {name: count for name, (count, _address) in types.items()} == {"Law": "2", "Report": "1"}
    assert types["Law"][1] == "?q=children+OR+enfants&type=law"
    narrowed = client.get(f"/en/{HERE}{types['Law'][1]}").content.decode()
    assert sorted(headings(narrowed)) == ["Children Act", "Loi sur les enfants"]
    assert choices(narrowed, "type")["Report"][1] == "?q=children+OR+enfants&type=law&type=report"
    assert choices(narrowed, "type")["Law"][1] == "?q=children+OR+enfants"
    assert "Type of resource: Law" in plain(narrowed)
    both = page(client, q="children OR enfants", type=["law", "report"], language="fre")
    assert headings(both) == ["Loi sur les enfants"]
    assert "Take all filters away" in both


def test_years_by_a_form(client: Client, shelf: None) -> None:
    assert headings(page(client, q="children", **{"from": "2010", "to": ""})) == ["Children online"]
    html = page(client, **{"from": "2012", "to": "2004"})
    assert sorted(headings(html)) == ["Children Act", "Loi sur les enfants"]
    assert "Year of publication: 2004–2012" in plain(html)
    assert len(headings(page(client, **{"from": "soon", "to": "-1"}))) == 3


def test_orders(client: Client, shelf: None) -> None:
    assert headings(page(client, sort="title")) == ["Children Act", "Children online", "Loi sur les enfants"]
    assert headings(page(client, sort="oldest", q="children")) == ["Children Act", "Children online"]
    assert '<option value="added" selected>' in page(client)
    assert '<option value="relevance" selected>' in page(client, q="children")


def test_in_each_language(client: Client, shelf: None) -> None:
    french = page(client, "fr", q="enfants", language="fre")
    assert headings(french) == ["Loi sur les enfants"]
    assert "Droit" in choices(french, "type")
    assert "français" in choices(french, "language")
    assert "Derecho" in choices(page(client, "es", q="titulo:enfants"), "type")
    assert '<a href="/fr/library/' in french
    assert 'lang="fr"' in re.search(r"<h3>.*?</h3>", french, re.S).group()  # type: ignore[union-attr]


def test_an_empty_state_that_helps(client: Client, shelf: None) -> None:
    html = page(client, q="chidlren")
    assert "Did you mean: children (2 records)" in plain(html)
    text = plain(page(client, q="children unicorn"))
    assert "Search for any of the words (2 records)" in text
    assert "In no record: unicorn" in text
    filtered = plain(page(client, q="children", type="training"))
    assert "Search without the filters (2 records)" in filtered
    assert "For instance:" in page(client, q="!!!")
    assert "Language: no record in the catalogue has “klingon”." in page(client, q="language:klingon")


def test_an_empty_catalogue(client: Client, db: None) -> None:
    assert "There is no published record in the catalogue yet." in page(client)


BAD: list[dict[str, Any]] = [
    {"q": "\0"},
    {"q": "child\0ren", "type": "la\0w", "subject": "\0"},
    {"q": "x" * 10_000},
    {"q": "(" * 500 + "title:" * 500},
    {"q": "children", "page": "999999"},
    {"q": "children", "page": "99999999999999999999"},
    {"q": "children", "page": "-1"},
    {"q": "children", "page": "²"},
    {"q": "children", "sort": "colour", "more": "colour"},
    {"type": "no-such-type", "language": "zzz", "country": "ZZ", "measure": "x", "year": "abcd", "availability": "?"},
    {"type": [f"t{number}" for number in range(500)]},
    {"year": ["99999999999999999999", "0-0", "-", "--", "1-2-3"]},
    {"from": "9" * 30, "to": "\0"},
    {"q": "year:99999999999999999999 id:\0 isbn:x symbol:"},
    {"q": "\ud800".encode("utf-8", "surrogatepass")},
    {"q": "*", "subject": "x" * 5000},
    {"q": "' OR 1=1 -- \" ; DROP"},
    {"q": "%s %d %(x)s {y}"},
]


@pytest.mark.parametrize("query", BAD, ids=[f"bad-{number}" for number in range(len(BAD))])
def test_bad_input_is_answered(query: dict[str, Any], client: Client, shelf: None) -> None:
    given = urlencode(query, doseq=True)
    for path in ("", "atom/", "rss/", "suggest/"):
        response = client.get(f"/en/{HERE}{path}?{given}")
        assert response.status_code == 200, path
        if path in ("atom/", "rss/"):
            etree.fromstring(response.content)


def test_what_is_typed_and_found_is_shown_as_text(client: Client) -> None:
    catalogued(HOSTILE, summary=f"{HOSTILE} again", names=[HOSTILE], subjects=[HOSTILE])
    html = page(client, q=f"zebra {HOSTILE}", subject=HOSTILE)
    assert "<script>alert" not in html
    assert "zebra" in marked(html)
    for path in ("atom/", "rss/"):
        feed = client.get(f"/en/{HERE}{path}?q=zebra").content
        assert b"<script>" not in feed
        assert b"&amp;lt;script&amp;gt;" in feed  # what readers of feeds take for HTML shows as text


def test_the_number_of_queries_is_fixed(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        catalogued(f"Children Act {number}", year=1990 + number, subjects=[f"Heading {number}"], summary="On children.")
    page(client, q="children")
    for query in ({"q": "children"}, {"q": "children act"}, {"q": "children", "sort": "title", "page": "2"}, {}):
        with django_assert_max_num_queries(10):
            page(client, **query)


def test_paging(client: Client) -> None:
    for number in range(45):
        catalogued(f"Children Act {number:02}", year=2000)
    seen = [one for number in (1, 2, 3) for one in headings(page(client, q="children", page=number))]
    assert len(set(seen)) == 45
    assert headings(page(client, q="children", page=999)) == seen[40:]
    assert 'start="41"' in page(client, q="children", page=3)
    assert "Results 41 to 45 of 45" in plain(page(client, q="children", page=3))


def test_more_values_of_a_filter(client: Client) -> None:
    for number in range(15):
        catalogued(f"Act {number}", subjects=[f"Heading {number:02}"])
    html = page(client)
    assert len(choices(html, "subject")) == 12
    assert "?more=subject#filter-subject" in html
    more = page(client, more="subject")
    assert len(choices(more, "subject")) == 15
    assert "Show fewer" in more


def test_atom_and_rss_of_a_search(client: Client, shelf: None) -> None:
    html = page(client, q="children", type="law")
    links = re.findall(r'<link rel="alternate" type="application/(?:atom|rss)\+xml"[^>]*href="([^"]*)"', html)
    assert len(links) == 2
    atom, rss = (etree.fromstring(client.get(link.replace("&amp;", "&")).content) for link in links)
    assert atom.xpath("string(a:title)", namespaces=ATOM) == "Library: “children”, Law"
    assert atom.xpath("//a:entry/a:title/text()", namespaces=ATOM) == ["Children Act"]
    assert atom.xpath("string(o:totalResults)", namespaces=ATOM) == "1"
    assert atom.xpath("string(o:startIndex)", namespaces=ATOM) == "1"
    assert atom.xpath("string(o:itemsPerPage)", namespaces=ATOM) == "20"
    assert atom.xpath("string(o:Query/@searchTerms)", namespaces=ATOM) == "children"
    entry = atom.xpath("//a:entry", namespaces=ATOM)[0]
    assert re.fullmatch(
        r"http://testserver/en/library/[0-9a-f]{12}/", entry.xpath("string(a:link/@href)", namespaces=ATOM)
    )
    assert "sale of children" in entry.xpath("string(a:summary)", namespaces=ATOM)
    assert rss.xpath("//item/title/text()") == ["Children Act"]
    assert rss.xpath("string(channel/o:totalResults)", namespaces=ATOM) == "1"


def test_a_feed_gives_what_came_last_first_and_leads_on(client: Client) -> None:
    for number in range(25):
        catalogued(f"Children Act {number}", year=2020 - number)
    feed = etree.fromstring(client.get(f"/en/{HERE}atom/?q=children").content)
    assert feed.xpath("//a:entry/a:title/text()", namespaces=ATOM)[:2] == ["Children Act 24", "Children Act 23"]
    onward = feed.xpath("string(a:link[@rel='next']/@href)", namespaces=ATOM)
    second = etree.fromstring(client.get(onward).content)
    assert second.xpath("count(//a:entry)", namespaces=ATOM) == 5
    assert second.xpath("string(o:startIndex)", namespaces=ATOM) == "21"
    assert not second.xpath("a:link[@rel='next']", namespaces=ATOM)


def test_the_description_of_the_search(client: Client, shelf: None) -> None:
    assert '<link rel="search" type="application/opensearchdescription+xml"' in page(client)
    response = client.get(f"/en/{HERE}opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = etree.fromstring(response.content)
    assert 0 < len(root.xpath("string(o:ShortName)", namespaces=ATOM)) <= 16
    templates = {url.get("type"): url.get("template") for url in root.xpath("o:Url", namespaces=ATOM)}
    assert templates.keys() >= {
        "text/html",
        "application/atom+xml",
        "application/rss+xml",
        "application/x-suggestions+json",
    }
    for template in templates.values():
        address = template.replace("{searchTerms}", "children").replace("{startPage?}", "1")
        assert client.get(address).status_code == 200


def test_suggestions_while_typing(client: Client, shelf: None) -> None:
    def suggested(typed: str) -> Any:
        response = client.get(f"/en/{HERE}suggest/", {"q": typed})
        assert response["Content-Type"] == "application/x-suggestions+json"
        return json.loads(response.content)

    typed, texts, descriptions, addresses = suggested("child")
    assert typed == "child"
    assert texts == ["Children’s rights", "Children Act", "Children online"]
    assert descriptions == ["subject, 1 record", "2004", "2019"]
    assert headings(client.get(addresses[0]).content.decode()) == ["Children Act"]
    assert "/library/" in addresses[1]
    assert suggested("c")[1] == []
    assert suggested("secret")[1] == []
    assert suggested("CHILDREN A")[1] == ["Children Act"]


def test_other_methods_are_refused(client: Client, db: None) -> None:
    for path in ("", "atom/", "rss/", "suggest/", "opensearch.xml"):
        assert client.post(f"/en/{HERE}{path}").status_code == 405
