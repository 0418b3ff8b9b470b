"""The page of a record: its views, what the library has of it, what belongs to it; who sees which record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import lxml.html
import pytest
from django.test import Client
from tests.web.library.factories import catalogued, field

from tutela.web.circulation.models import Loan, Patron
from tutela.web.library.models import Attachment, CatalogueRecord, Item, State

pytestmark = pytest.mark.django_db


def page_of(client: Client, path: str, status: int = 200) -> lxml.html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status
    return lxml.html.document_fromstring(response.content.decode())


def said(page: lxml.html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.cssselect(selector)]


def rich() -> CatalogueRecord:
    """A record with a bit of everything."""
    return catalogued(
        "Guidelines on hotlines", number="guide", symbol="MAR/1", names=["Ombudsman for Children of Maravel"],
        subjects=["Hotlines", "Prevention"], kind="guidance", summary="How to run a hotline.", isbn="9780306406157",
        extra=[
            field("691", " 7", ("a", "online.hotline"), ("2", "tutela")),
            field("385", "  ", ("a", "government"), ("2", "tutela")),
            field("856", "40", ("u", "https://example.org/full"), ("y", "Full text")),
            field("856", "40", ("u", "javascript:alert(1)"), ("y", "Odd")),
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tab", "view"),
    [("", "Normal view"), ("marc/", "MARC view"), ("isbd/", "ISBD view")],
    ids=["normal", "marc", "isbd"],
)
def test_each_view_is_a_page_of_its_own(client: Client, tab: str, view: str) -> None:
    row = rich()
    page = page_of(client, f"/en/library/{row.key}/{tab}")
    assert said(page, "h1") == ["Guidelines on hotlines"]
    tabs = page.cssselect("nav[aria-label='Views of the record'] a")
    assert [one.get("href") for one in tabs] == [f"/en/library/{row.key}/{end}" for end in ("", "marc/", "isbd/")]
    assert [said_of.text for said_of in tabs if said_of.get("aria-current") == "page"] == [view]


def test_the_normal_view_leads_on(client: Client) -> None:
    row = rich()
    page = page_of(client, f"/en/library/{row.key}/")
    links = {one.get("href") for one in page.cssselect("main a")}
    assert "/en/library/search/?subject=Hotlines" in links
    assert "/en/library/search/?q=name%3A%22Ombudsman+for+Children+of+Maravel%22" in links
    assert {"/en/measures/online.hotline/", "/en/library/search/?audience=government"} <= links
    assert said(page, ".summary") == ["How to run a hotline."]


def test_the_marc_view_shows_tags_and_subfields(client: Client) -> None:
    page = page_of(client, f"/en/library/{rich().key}/marc/")
    rows = said(page, ".marc tbody tr")
    assert any(one.startswith("245 10 $a Guidelines on hotlines") for one in rows)
    assert rows[0].startswith("LDR ")


def test_holdings_are_copies_files_and_addresses(client: Client) -> None:
    row = rich()
    lent = Item.objects.create(
        record=row, kind="Book", location="Main library", collection="Law", call_number="34", barcode="B1"
    )
    Item.objects.create(record=row, kind="Online access", status=Item.Status.ONLINE, barcode="ON1")
    Attachment.objects.create(record=row, name="Hotlines.pdf", file="x.pdf", media_type="application/pdf", size=2048)
    patron = Patron.objects.create(name="Ada Example", contact="room 7")
    Loan.objects.create(item=lent, patron=patron, due=date(2026, 3, 1))
    page = page_of(client, f"/en/library/{row.key}/")
    assert said(page, ".holdings thead th") == [
        "Item type", "Current location", "Collection", "Call number", "Status", "Date due", "Barcode",
    ]  # fmt: skip
    assert [
        [" ".join(cell.text_content().split()) for cell in one] for one in page.cssselect(".holdings tbody tr")
    ] == [
        ["Book", "Main library", "Law", "34", "On loan", "1 March 2026", "B1"],
        ["Online access", "", "", "", "Online", "", "ON1"],
        ["Hotlines.pdf (2.0\xa0KB)File".replace("\xa0", " "), "", "", "", "Online", "", ""],
        ["Full textOnline access", "", "", "", "Online", "", ""],
        ["Online access Odd", "", "", "", "Online", "", ""],
    ]
    assert "Ada Example" not in page.text_content()
    hrefs = [one.get("href") for one in page.cssselect(".holdings a")]
    assert "https://example.org/full" in hrefs
    assert not any("javascript" in href for href in hrefs)


def test_versions_of_one_work_stand_together(client: Client) -> None:
    english = catalogued("Guidelines", symbol="MAR/1", language="eng")
    french = catalogued("Lignes directrices", symbol="MAR/1", language="fre")
    catalogued("Directrices", symbol="MAR/1", language="spa", state=State.DRAFT)
    catalogued("Another", symbol="MAR/2")
    page = page_of(client, f"/en/library/{english.key}/")
    assert said(page, ".versions dt") == ["English", "French"]
    assert said(page, ".versions dd")[0].startswith("Guidelines You are reading this one.")
    assert [one.get("href") for one in page.cssselect(".versions a")] == [f"/en/library/{french.key}/"]
    assert page.cssselect(".versions a")[0].get("lang") == "fr"


def test_a_translation_that_names_its_original_is_a_version_of_it(client: Client) -> None:
    original = catalogued("Law on children", number="orig1", language="eng")
    translation = catalogued(
        "Loi", number="trans1", language="fre", extra=[field("765", "0 ", ("t", "Law"), ("w", "orig1"))]
    )
    for one, other in ((original, translation), (translation, original)):
        page = page_of(client, f"/en/library/{one.key}/")
        assert [link.get("href") for link in page.cssselect(".versions a")] == [f"/en/library/{other.key}/"]
        assert not page.cssselect(".related")


def test_machines_find_the_record_in_the_page(client: Client) -> None:
    row = rich()
    attached = Attachment.objects.create(record=row, name="a.pdf", file="a.pdf", media_type="application/pdf", size=1)
    page = page_of(client, f"/en/library/{row.key}/")
    [script] = page.cssselect("script[type='application/ld+json']")
    assert json.loads(script.text_content())["name"] == "Guidelines on hotlines"
    metas = {one.get("name"): one.get("content") for one in page.cssselect("meta[name^=citation_]")}
    assert metas["citation_title"] == "Guidelines on hotlines"
    assert metas["citation_author"] == "Ombudsman for Children of Maravel"
    assert metas["citation_isbn"] == "9780306406157"
    assert metas["citation_pdf_url"] == f"http://testserver/en/library/{row.key}/files/{attached.pk}/"
    assert page.cssselect("abbr.unapi-id")[0].get("title") == row.key
    assert "rft.btitle=Guidelines+on+hotlines" in page.cssselect(".Z3988")[0].get("title")
    alternates = {one.get("type") for one in page.cssselect("link[rel=alternate]")}
    assert {"application/x-bibtex", "application/marcxml+xml", "application/ld+json"} <= alternates


def test_a_title_cannot_leave_the_linked_data(client: Client) -> None:
    row = catalogued("</script><script>alert(1)</script>")
    text = client.get(f"/en/library/{row.key}/").content.decode()
    assert "<script>alert" not in text
    assert "\\u003c/script\\u003e" in text


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("application/marcxml+xml", "marcxml"),
        ("application/x-bibtex", "bibtex"),
        ("application/ld+json, text/html;q=0.5", "schema-org"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),
        ("*/*", ""),
        ("image/png", ""),
    ],
)
def test_a_program_asks_for_its_format(client: Client, accept: str, format: str) -> None:
    row = rich()
    response = client.get(f"/en/library/{row.key}/", headers={"Accept": accept})
    if format:
        assert (response.status_code, response["Location"]) == (303, f"/en/library/{row.key}/export/{format}")
    else:
        assert response.status_code == 200
    assert "Accept" in response["Vary"]


PAGES = ("", "marc/", "isbd/", "cite/", "export/bibtex", "save/", "problem/")


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEW])
@pytest.mark.parametrize("page", PAGES)
def test_readers_do_not_find_drafts(
    client: Client, as_charlie: Client, as_cataloguer: Client, as_librarian: Client, state: State, page: str
) -> None:
    row = catalogued("A draft", state=state)
    for reader in (client, as_charlie):
        assert reader.get(f"/en/library/{row.key}/{page}").status_code == 404
    for staff in (as_cataloguer, as_librarian):
        assert staff.get(f"/en/library/{row.key}/{page}").status_code == 200
    if page == "":
        assert "Only the library’s staff see it." in as_cataloguer.get(f"/en/library/{row.key}/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_withdrawn_record_says_that_it_is_gone(client: Client, as_librarian: Client, page: str) -> None:
    kept = catalogued("The one that stays")
    row = catalogued("The other", state=State.WITHDRAWN)
    row.replaced_by = kept
    row.save()
    gone = page_of(client, f"/en/library/{row.key}/{page}", 410)
    assert said(gone, "h1") == ["This record is withdrawn"]
    assert f"/en/library/{kept.key}/" in [one.get("href") for one in gone.cssselect("main a")]
    assert as_librarian.get(f"/en/library/{row.key}/{page}").status_code == 200


def test_a_withdrawn_record_does_not_lead_to_a_draft(client: Client) -> None:
    draft = catalogued("Draft", state=State.DRAFT)
    row = catalogued("Gone", state=State.WITHDRAWN)
    row.replaced_by = draft
    row.save()
    assert draft.key not in client.get(f"/en/library/{row.key}/").content.decode()


@pytest.mark.parametrize("key", ["0" * 12, "f" * 12])
def test_an_unknown_key_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/en/library/{key}/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_language_has_the_page(client: Client, language: str) -> None:
    row = rich()
    for page in PAGES:
        assert client.get(f"/{language}/library/{row.key}/{page}").status_code == 200


QUERIES = 12
"""Record, copies, loans, files, links, numbers, named, naming, versions, facets, related records, records read for their words."""


def test_queries_do_not_grow(client: Client, django_assert_max_num_queries: Any) -> None:
    row = catalogued("One", number="nr01", symbol="MAR/1", subjects=["A", "B"])
    client.get(f"/en/library/{row.key}/")  # what the process loads once
    with django_assert_max_num_queries(QUERIES):
        client.get(f"/en/library/{row.key}/")
    for number in range(6):
        other = catalogued(
            f"Other {number}", symbol="MAR/1" if number % 2 else "", number=f"nr1{number}", subjects=["A", "B"],
            extra=[field("787", "0 ", ("i", "Explains:"), ("w", "nr01"))],
        )  # fmt: skip
        Item.objects.create(record=row, kind="Book", barcode=f"B{number}")
        Attachment.objects.create(record=row, name=f"{other.key}.pdf", file="x", media_type="application/pdf", size=1)
    client.get(f"/en/library/{row.key}/")
    with django_assert_max_num_queries(QUERIES):
        client.get(f"/en/library/{row.key}/")
    for tab in ("marc/", "isbd/", "cite/"):
        with django_assert_max_num_queries(1):
            client.get(f"/en/library/{row.key}/{tab}")
