"""What a reader of one language meets in records that others catalogued: words, scripts, summaries, headings."""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client
from tests.web.library.factories import catalogued, field

from tutela.web.library.first_content import fill
from tutela.web.library.models import CatalogueRecord
from tutela.web.subjects.current import current
from tutela.web.subjects.importing import load_start

pytestmark = pytest.mark.django_db

HANDBOOK = "دليل المحاكم"


def page_of(client: Client, path: str) -> lxml.html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.content.decode())


def said(page: lxml.html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.cssselect(selector)]


def arabic() -> CatalogueRecord:
    """A record with its title and publisher in original script beside the romanised ones."""
    return catalogued(
        "Dalīl al-maḥākim", language="ara", extra=[
            field("880", "10", ("6", "245-01/(3/r"), ("a", f"{HANDBOOK} /"), ("c", "معهد")),
            field("880", " 1", ("6", "264-02/(3/r"), ("a", "مارافيل :"), ("b", "المطبعة،"), ("c", "2019.")),
        ],
    )  # fmt: skip


def test_a_title_in_its_own_script_heads_the_page(client: Client) -> None:
    page = page_of(client, f"/fr/library/{arabic().key}/")
    (first, second) = page.cssselect(".in-original bdi")
    assert (first.text, first.get("lang"), first.get("dir")) == (HANDBOOK, "ar", "rtl")
    assert second.text == "معهد"


@pytest.mark.parametrize("words", ["دليل", "المحاكم", "مارافيل"], ids=["first word", "last word", "place"])
def test_a_record_is_found_in_its_own_script(words: str, client: Client) -> None:
    arabic()
    found = said(page_of(client, f"/en/library/search/?q={words}"), ".result h3")
    assert found == ["Dalīl al-maḥākim"]


def test_the_first_records_speak_the_readers_language(client: Client) -> None:
    fill()
    row = CatalogueRecord.objects.get(symbol="CRC/C/156", language="fre")
    page = page_of(client, f"/fr/library/{row.key}/")
    text = page.cssselect("main")[0].text_content()
    assert "Exploitation sexuelle d'enfants dans la prostitution" in text
    assert "Adopté le 30 mai 2019." in text
    assert "1 ressource en ligne" in text
    for english in (
        "Sale of children",
        "Explained by",
        "Language version",
        "Announce",
        "Adopted on",
        "online resource",
    ):
        assert english not in text, english
    # What is below with its reasons is not said twice.
    assert not {"Autre édition", "Document apparenté"} & set(said(page, ".statements dt"))
    assert "Explique cette ressource" in said(page, ".reasons li")
    isbd = page_of(client, f"/es/library/{row.key}/isbd/").cssselect("main")[0].text_content()
    assert isbd.count("Resumen:") == 1
    assert "Orienta a los Estados" in isbd


def test_every_heading_of_the_first_records_is_preferred() -> None:
    fill()
    for row in CatalogueRecord.objects.all():
        for heading in row.facets.get("subject", ()):
            entry = current().named(heading)
            assert entry is not None, heading
            assert entry.heading == heading


def test_a_library_that_was_imported_first_gets_the_first_records_too() -> None:
    own = catalogued("Act on hotlines")
    load_start()
    added = fill()
    assert added > 10
    assert CatalogueRecord.objects.count() == added + 1
    assert fill() == 0
    assert CatalogueRecord.objects.filter(key=own.key).exists()


def test_what_is_only_said_to_be_unknown_is_left_out_of_lists(client: Client) -> None:
    unknown = field("264", " 1", ("c", "[date of publication not identified]"))
    row = catalogued("Act on hotlines", year=None, extra=[unknown])
    listed = said(page_of(client, f"/fr/library/list/?keys={row.key}"), ".listed .note")
    assert listed[0] == "anglais"
    statements = said(page_of(client, f"/fr/library/{row.key}/"), ".statements dd")
    assert "[date de publication non identifiée]" in statements


def test_another_order_says_what_is_looked_for_once(client: Client) -> None:
    catalogued("Act on hotlines")
    page = page_of(client, "/en/library/search/?q=hotlines")
    assert len(page.cssselect("form.order input[name=q]")) == 1
    assert len(page.cssselect("form.years input[name=q]")) == 1


def test_a_title_that_begins_so_comes_before_a_newer_one_that_has_the_words(client: Client) -> None:
    catalogued("Hotlines for children in Maravel", year=2001)
    catalogued("A report on hotlines for children", year=2022)
    found = said(page_of(client, "/en/library/search/?q=hotlines+for+children"), ".result h3")
    assert found == ["Hotlines for children in Maravel", "A report on hotlines for children"]
