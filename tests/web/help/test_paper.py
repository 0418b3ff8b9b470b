"""What may be printed or kept, read back as whoever prints or opens it would: the words of PDF by PDFium, the links of the
file one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pypdfium2
import pytest
from django.test import Client
from django.utils import translation
from tests.web.help.factories import entry, public

from tutela.web.help.copies import copy_of
from tutela.web.help.copies import services as services_for
from tutela.web.help.models import Entry, Need
from tutela.web.help.paper import printable
from tutela.web.help.posters import POSTERS, poster, rows_of
from tutela.web.help.texts import CHILDREN, LANGUAGES, TOPICS, Text, of_voice, paragraphs_of, text

pytestmark = pytest.mark.django_db

VOICES = [(language, voice) for language in LANGUAGES for voice in TOPICS]
SHEETS = [(language, key) for language in LANGUAGES for key in POSTERS]
A4 = pytest.approx((595.28, 841.89), abs=0.1)
"""In points."""


@pytest.fixture(autouse=True)
def services() -> None:
    """France has a helpline, an emergency number and a hotline; a service for all countries takes images down."""
    public()
    entry("helpline", name="Écoute d’essai", phone="00 11 22", web="https://helpline.example/")
    entry("emergency", kind="police", needs="danger", name="000", phone="000", run_by="Secours d’essai", after={})
    entry(
        "hotline", kind="hotline", needs="image", name="Point d’essai", phone="", web="https://hotline.example/report"
    )
    entry(
        "removal", kind="image-removal", needs="image", country="", name="Gone", phone="", web="https://gone.example/"
    )
    entry(
        "lists",
        kind="directory",
        country="",
        name="All helplines",
        phone="",
        web="https://lists.example/",
        confirmed=False,
    )
    entry("new", name="Nobody has looked", phone="99 99 99", confirmed=False)
    entry("old", name="Looked at long ago", phone="88 88 88", days=400)
    entry("doubts", kind="prevention", needs="prevention", name="Parler avant", phone="77 77 77")


def paper_at(client: Client, address: str) -> tuple[pypdfium2.PdfDocument, list[str]]:
    """A PDF and the words of each of its pages, without blanks: where lines end is not what is asked."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    return document, [squeezed(page.get_textpage().get_text_range()) for page in document]


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u00a0\u00ad\ufffe-]", "", words)


def sentences_of(shown: Text) -> Iterator[str]:
    """The words of a text in pieces between references, which change on paper."""
    for _kind, words in paragraphs_of(shown):
        whole = re.sub(r"\s*\([^)]*\)", "\n", words.replace("**", ""))
        yield from (squeezed(piece) for piece in whole.split("\n"))


@pytest.mark.parametrize(("language", "voice"), VOICES)
def test_a_leaflet_holds_every_page_of_its_voice(client: Client, language: str, voice: str) -> None:
    document, pages = paper_at(client, f"/{language}/help/{voice}/notes.pdf?country=FR")
    unnumbered = "".join(re.sub(r"\d+$", "", page) for page in pages)
    words = re.sub(r"\((?:page|página)\d+\)", "", unnumbered)
    shown = [*of_voice(language, voice), *(text(language, "", topic) for topic in ("danger", "hide"))]
    assert [one.title for one in shown if squeezed(one.title) not in words] == []
    assert [piece for one in shown for piece in sentences_of(one) if piece not in words] == []
    assert {page.get_size() for page in document} == {document[0].get_size()}
    assert document[0].get_size() == A4


@pytest.mark.parametrize(("language", "voice"), [("en", "8-11"), ("fr", "16-17"), ("es", "schools")])
def test_a_leaflet_says_where_its_parts_are(client: Client, language: str, voice: str) -> None:
    document, pages = paper_at(client, f"/{language}/help/{voice}/notes.pdf?country=FR")
    parts = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    with translation.override(language):
        copy = copy_of(language, voice, "FR")
    assert list(parts) == [part.title for part in copy.parts]
    for title, place in parts.items():
        assert squeezed(title) in pages[place]
        assert re.search(rf"{re.escape(squeezed(title))}(?:page|página){place + 1}\D|danger|peligro", pages[0])


def test_a_leaflet_refers_to_pages_instead_of_links(client: Client) -> None:
    document, pages = paper_at(client, "/en/help/12-15/notes.pdf")
    place = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in document.get_toc()}
    assert f"Findsomeonetotalkto(page{place['Who can help']})" in "".join(pages)
    assert "measure" not in "".join(pages)


def test_special_signs_are_set(client: Client) -> None:
    entry("signs", name="L’œil – « Aide » €", phone="+33 1 (00) 00")
    entry("polish", name="Łódź Pomoc", phone="11 11 11")
    entry("greek", name="Το Χαμόγελο", phone="10 56")
    _document, pages = paper_at(client, "/fr/help/parents/notes.pdf?country=FR")
    words = "".join(pages)
    for signs in ("L’œil–«Aide»€", "+331(00)00", "LódzPomoc", "1056"):
        assert signs in words
    assert "Χ" not in words


@pytest.mark.parametrize(
    ("words", "set_as"),
    [
        ("Élèves, œuvre – « oui » … “ok” ‘so’ • €", "Élèves, œuvre – « oui » … “ok” ‘so’ • €"),
        ("Łódź, Şanlıurfa, Māori, Đorđe", "Lódz, Sanliurfa, Maori, Dorde"),
        ("e\u0301coute", "écoute"),
        ("24\u202fh/24, porte\u2011parole", "24\xa0h/24, porte-parole"),
        ("Το Χαμόγελο", ""),
        ("Помощь 112", ""),
        ("", ""),
    ],
)
def test_words_are_set_in_the_signs_of_the_fonts(words: str, set_as: str) -> None:
    assert printable(words) == set_as


@pytest.mark.parametrize(("language", "key"), SHEETS)
def test_a_poster_is_one_page_with_all_its_words(client: Client, language: str, key: str) -> None:
    document, pages = paper_at(client, f"/{language}/help/posters/{key}.pdf?country=FR")
    shown = poster(language, key)
    assert len(document) == 1
    assert document[0].get_size() == A4
    said = (shown.heading, *shown.lines, shown.closing, shown.contact, "000", "00 11 22", "Écoute d’essai")
    assert [words for words in said if squeezed(words) not in pages[0]] == []
    for hidden in ("Nobody has looked", "99 99 99", "88 88 88", "77 77 77"):
        assert squeezed(hidden) not in pages[0]
    assert squeezed(shown.words["unconfirmed"]) not in pages[0]


@pytest.mark.parametrize(("language", "key"), SHEETS)
def test_nothing_on_a_poster_lies_on_something_else(client: Client, language: str, key: str) -> None:
    for number, kind in enumerate(("child-helpline", "hotline", "image-removal")):
        long = "An association with a name that is longer than names of associations should ever be allowed to be"
        entry(
            f"long-{number}",
            kind=kind,
            needs="talk report-person image",
            name=long,
            web=f"https://{'long.' * 9}example/",
        )
    document, _pages = paper_at(client, f"/{language}/help/posters/{key}.pdf?country=FR")
    boxes = _lines(document[0])
    for left, bottom, right, top in boxes:
        assert 40 < left < right < 595.3 - 40
        assert 40 < bottom < top < 841.9 - 40
    for one, other in ((one, other) for place, one in enumerate(boxes) for other in boxes[place + 1 :]):
        across = min(one[2], other[2]) - max(one[0], other[0])
        upright = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 1 or upright <= 1


def _lines(page: Any) -> list[tuple[float, float, float, float]]:
    """The boxes of the lines: left, bottom, right, top, in points from the lower left corner."""
    words = page.get_textpage()
    return [words.get_rect(number) for number in range(words.count_rects())]


@pytest.mark.parametrize(
    ("key", "country", "reaches"),
    [
        ("8-11", "FR", ["000", "00 11 22"]),
        ("12-15", "FR", ["000", "00 11 22", "hotline.example/report"]),
        ("adults", "FR", ["000", "00 11 22", "hotline.example/report"]),
        ("16-17", "TV", ["", "", "gone.example"]),
        ("8-11", "", ["", ""]),
    ],
)
def test_a_poster_has_few_services_or_room_to_write(key: str, country: str, reaches: list[str]) -> None:
    found = services_for("en", country, Need.values)
    assert [row.reach for row in rows_of(poster("en", key), found)] == reaches


def test_who_takes_an_image_down_comes_before_who_hears_of_it() -> None:
    entry("here", kind="image-removal", needs="image", phone="", web="https://here.example/")
    assert rows_of(poster("en", "16-17"), services_for("en", "FR", Need.values))[-1].reach == "here.example"


def test_posters_tell_where_the_site_is_only_where_that_is_known(client: Client, settings: Any) -> None:
    assert "Findhelp" not in paper_at(client, "/en/help/posters/12-15.pdf")[1][0]
    settings.ADDRESS = "https://www.help.example"
    assert "help.example/fr/help" in paper_at(client, "/fr/help/posters/12-15.pdf")[1][0]


def test_what_is_unconfirmed_is_marked_in_the_demonstration(client: Client, settings: Any) -> None:
    settings.IS_DEMO = True
    Entry.objects.exclude(key="new").delete()
    page = paper_at(client, "/en/help/posters/12-15.pdf?country=FR")[1][0]
    assert "999999" in page
    assert "tobeconfirmed" in page
    leaflet = "".join(paper_at(client, "/en/help/12-15/notes.pdf?country=FR")[1])
    assert "Tobeconfirmedbytheoperatorbeforegoinglive" in leaflet
    assert "To be confirmed by the operator" in client.get("/en/help/12-15/notes.html?country=FR").content.decode()


def test_a_changed_number_is_printed_at_once(client: Client) -> None:
    for phone in ("00 11 22", "00 33 44"):
        Entry.objects.filter(key="helpline").update(phone=phone)
        for paper in ("posters/8-11.pdf", "8-11/notes.pdf"):
            assert squeezed(phone) in "".join(paper_at(client, f"/en/help/{paper}?country=FR")[1])


@pytest.mark.parametrize(("paper", "name"), [("posters/8-11.pdf", "poster.pdf"), ("12-15/notes.pdf", "notes.pdf")])
def test_a_pdf_says_nothing_of_its_reader(client: Client, paper: str, name: str) -> None:
    response = client.get(f"/fr/help/{paper}?country=FR")
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    document = pypdfium2.PdfDocument(response.content)
    facts = document.get_metadata_dict()
    assert not re.search(r"(?i)child|abus|enfant|help|aide", facts["Title"])
    assert facts["Title"]
    assert str(datetime.now(UTC).year) not in facts["CreationDate"]
    assert b"/Lang (fr)" in response.content
    assert not re.search(rb"/(?:JavaScript|JS|Image|EmbeddedFile|SubmitForm)\b", response.content)


@pytest.mark.parametrize(("language", "voice"), VOICES)
def test_the_file_to_keep_holds_all_and_asks_for_nothing(client: Client, language: str, voice: str) -> None:
    response = client.get(f"/{language}/help/{voice}/notes.html?country=FR")
    assert response["Content-Disposition"] == 'attachment; filename="notes.html"'
    assert len(response.content) < 50_000
    page = lxml.html.document_fromstring(response.content.decode())
    words = " ".join(page.text_content().split())
    shown = [*of_voice(language, voice), *(text(language, "", topic) for topic in ("danger", "hide"))]
    assert [one.title for one in shown if one.title not in words] == []
    assert not page.xpath("//script|//img|//iframe|//object|//form|//input|//textarea|//link|//@onclick|//base")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    services = {f"{name}.example" for name in ("helpline", "hotline", "gone", "lists", "source")}
    for address in (str(one) for one in page.xpath("//@href|//@src")):
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert address.startswith("tel:") or urlsplit(address).hostname in services
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")


def test_the_file_to_keep_is_shown_the_same_from_a_disk(client: Client) -> None:
    """Its own policy lets its style in, and nothing else, ever."""
    response = client.get("/en/help/8-11/notes.html")
    page = lxml.html.document_fromstring(response.content.decode())
    said = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'", said)
    assert said.split("style-src ")[1] in response["Content-Security-Policy"]
    assert "Not found" not in page.xpath("string(//title)")


def test_those_who_worry_about_themselves_get_their_service(client: Client) -> None:
    own = client.get("/fr/help/self/notes.html?country=FR").content.decode()
    assert "Parler avant" in own
    for voice in CHILDREN:
        assert "Parler avant" not in client.get(f"/fr/help/{voice}/notes.html?country=FR").content.decode()


@pytest.mark.parametrize("voice", CHILDREN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_for_children_refers_to_nothing_that_is_not_in_it(language: str, voice: str) -> None:
    for part in copy_of(language, voice, "").parts:
        assert part.text is None or not re.search(r"\(\s*\[[^\]]*\]\(measure:", part.text.body)
        assert part.text is None or "()" not in part.text.body


@pytest.mark.parametrize(
    ("voice", "here", "target", "anchor"),
    [
        ("12-15", "pictures", "find:talk", "addresses"),
        ("12-15", "pictures", "find:danger", "danger"),
        ("12-15", "danger", "find:danger", "addresses"),
        ("12-15", "friends", "help:12-15/messages", "messages"),
        ("8-11", "danger", "help:12-15/messages", "messages"),
        ("12-15", "messages", "help:hide", "hide"),
        ("12-15", "nowhere", "help:danger", "danger"),
        ("parents", "danger", "help:12-15/messages", ""),
        ("parents", "pictures", "help:self/young", ""),
        ("self", "start", "help:self/young", "young"),
        ("self", "start", "measure:prevention.demand", ""),
    ],
)
def test_links_lead_to_parts_of_the_copy(voice: str, here: str, target: str, anchor: str) -> None:
    assert copy_of("en", voice, "").leads_to(here, target) == anchor


@pytest.mark.parametrize("address", ["posters/", "12-15/keep/", "self/keep/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_about_copies_lead_to_them(client: Client, language: str, address: str) -> None:
    page = lxml.html.document_fromstring(client.get(f"/{language}/help/{address}?country=FR").content.decode())
    papers = [link for link in page.xpath("//main//@href") if "notes" in link or ".pdf" in link]
    assert len(papers) == (4 + len(TOPICS) if address == "posters/" else 2)
    for link in papers:
        assert link.endswith("?country=FR")
        assert client.get(link).status_code == 200
    assert page.xpath("//select[@name='country']/option[@selected]/@value") == ["FR"]


@pytest.mark.parametrize(
    "address",
    ["posters/", "posters/8-11.pdf", "12-15/keep/", "12-15/notes.html", "12-15/notes.pdf"],
)
def test_copies_leave_no_trace_and_are_there_when_the_pages_are(client: Client, address: str) -> None:
    response = client.get(f"/en/help/{address}")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert client.post(f"/en/help/{address}").status_code in (403, 405)


@pytest.mark.parametrize("address", ["posters/9-12.pdf", "9-12/keep/", "9-12/notes.html", "9-12/notes.pdf"])
def test_what_there_is_not_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/help/{address}").status_code == 404


@pytest.mark.parametrize(
    ("name", "phone", "needs", "said"),
    [
        ("112", "112", "danger", "Emergency number"),
        ("3018", "3018", "talk", "Helpline for children"),
        ("17 – Secours d’essai", "17", "danger", "Secours d’essai"),
        ("000 (Triple)", "000", "danger", "Triple"),
        ("Écoute d’essai", "00 11 22", "talk", "Écoute d’essai"),
        ("Ακούω", "10 56", "talk", "Child helpline"),
    ],
)
def test_beside_a_number_stands_who_it_is(name: str, phone: str, needs: str, said: str) -> None:
    Entry.objects.all().delete()
    entry("only", name=name, phone=phone, needs=needs)
    rows = rows_of(poster("en", "8-11"), services_for("en", "FR", Need.values))
    assert said in [row.name for row in rows if row.reach]
