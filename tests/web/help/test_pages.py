"""The help pages as a visitor gets them: every page, in every language, whole in one answer."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from lxml import html
from tests.web.conftest import signed_in
from tests.web.help.addresses import PAGES
from tests.web.help.factories import entry, public

from tutela.terms.checking import check_terms
from tutela.terms.rule import Level
from tutela.web.accounts.models import User
from tutela.web.help.first_entries import fill
from tutela.web.help.models import Operator
from tutela.web.help.texts import LANGUAGES, SINGLE, TOPICS, all_texts, links_of, plain_text, text
from tutela.web.site.register import the_register

pytestmark = pytest.mark.django_db

NEUTRAL = re.compile(r"abus|sex|violen|explot|exploit|help|aide|ayuda|danger|peligro|victim|víctim|police|polic", re.I)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_one_answer_below_50_kilobytes(client: Client, language: str) -> None:
    public()
    fill()
    for place in PAGES:
        response = client.get(f"/{language}/help/{place}")
        assert response.status_code == 200, place
        assert len(response.content) < 50_000, (place, len(response.content))
        page = html.fromstring(response.content.decode())
        assert page.get("lang") == language
        assert len(page.cssselect("h1")) == 1, place
        assert not page.cssselect(
            "img, picture, svg, video, audio, iframe, textarea, input, link[rel=stylesheet], script[src]"
        ), place
        assert [one.get("href") for one in page.cssselect("link")] == ["data:,"]
        (exit,) = page.cssselect("a.exit")
        assert exit.get("href") == "https://weather.example/"
        assert exit.get("rel") == "noreferrer"
        assert all(form.get("method") == "get" for form in page.cssselect("form"))
        assert not NEUTRAL.search(page.findtext(".//title") or "-"), (place, page.findtext(".//title"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_every_page_lead_somewhere(client: Client, language: str) -> None:
    public()
    fill()
    links = set()
    for place in PAGES:
        page = html.fromstring(client.get(f"/{language}/help/{place}").content.decode())
        links |= {
            one.get("href")
            for one in page.cssselect("main a, footer a")
            if not one.get("href").startswith(("http", "tel:", "#"))
        }
    for link in sorted(one for one in links if ".pdf" not in one):  # paper is made in test_paper
        assert client.get(link).status_code == 200, link


def test_the_same_page_is_one_press_away_in_the_other_languages(client: Client) -> None:
    public()
    page = html.fromstring(client.get("/en/help/12-15/pictures/").content.decode())
    others = {one.get("hreflang"): one.get("href") for one in page.cssselect("nav.languages a[hreflang]")}
    assert others == {code: f"/{code}/help/12-15/pictures/" for code in LANGUAGES}


@pytest.mark.parametrize(
    "place", ["nothing/", "12-15/nothing/", "18-20/", "parents/online/", "notes.pdf", "posters/nothing.pdf"]
)
def test_what_is_not_there_says_so_calmly_and_offers_help(client: Client, place: str) -> None:
    public()
    response = client.get(f"/es/help/{place}")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    page = html.fromstring(response.content.decode())
    assert page.cssselect("a.exit")
    assert "/es/help/find/" in [one.get("href") for one in page.cssselect("main a")]


def test_the_pages_are_off_until_switched_on(client: Client, alice: User) -> None:
    assert client.get("/en/help/").status_code == 404
    assert client.get("/en/help/12-15/pictures/").status_code == 404
    assert b"/en/help/" not in client.get("/en/").content
    reader = signed_in(alice)
    assert reader.get("/en/help/").status_code == 404
    Operator.objects.create(user=alice)
    preview = reader.get("/en/help/")
    assert preview.status_code == 200
    assert "not public yet" in preview.content.decode()
    public()
    assert "not public yet" not in client.get("/en/help/").content.decode()
    for place in ("/en/", "/fr/library/", "/es/terms/", "/en/sign-in/", "/en/nothing/"):
        assert f"{place[:3]}/help/".encode() in client.get(place).content, place


def test_what_is_typed_into_an_address_is_not_shown(client: Client) -> None:
    public()
    entry("one")
    for value in ("<script>", "'", "XX", "fr' OR 1=1", "\0", "🙂", "x" * 5000):
        response = client.get("/en/help/find/", {"country": value, "language": value, "need": value})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        main = html.fromstring(response.content.decode()).cssselect("main")[0].text_content()
        assert "OR 1=1" not in main


def test_nothing_can_be_sent_to_a_help_page(client: Client) -> None:
    public()
    assert client.post("/en/help/find/", {"country": "FR"}).status_code in (403, 405)
    assert client.put("/en/help/").status_code in (403, 405)


# --- the texts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole_and_name_what_there_is(language: str) -> None:
    measures = {one.id for one in the_register().measures}
    needs = {"talk", "report-person", "image", "danger", "prevention"}
    for shown in all_texts(language):
        name = f"{shown.voice}/{shown.topic}"
        assert shown.title, name
        assert shown.body, name
        assert not NEUTRAL.search(shown.tab), (name, shown.tab)
        assert len(shown.tab) <= 30, name
        assert set(shown.measures) <= measures, name
        for link in links_of(shown):
            kind, _, target = link.partition(":")
            voice, _, topic = target.rpartition("/")
            assert {
                "measure": target in measures,
                "find": target in needs,
                "help": topic in (TOPICS.get(voice, ()) if voice else SINGLE),
            }[kind], (name, link)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voice", ["8-11", "12-15", "16-17"])
def test_rights_lead_to_the_measures_of_the_guidelines(language: str, voice: str) -> None:
    assert len({one for one in links_of(text(language, voice, "rights")) if one.startswith("measure:")}) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_on_a_trouble_leads_to_somebody_to_talk_to(language: str) -> None:
    for voice in ("8-11", "12-15", "16-17"):
        for topic in ("online", "pictures", "messages", "friends", "telling", "good-to-know"):
            links = links_of(text(language, voice, topic))
            assert "find:talk" in links, (voice, topic)
    for topic in TOPICS["self"]:
        assert {"find:prevention", "find:talk"} & set(links_of(text(language, "self", topic))), topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_use_words_that_protect(language: str) -> None:
    found = {
        (f"{shown.voice}/{shown.topic}", one.words)
        for shown in all_texts(language)
        for one in check_terms(plain_text(shown), language)
        if one.is_reported and one.rule.level is Level.AVOID
    }
    assert found == set()


def test_the_languages_of_the_texts_are_those_of_the_site() -> None:
    assert tuple(code for code, _name in settings.LANGUAGES) == LANGUAGES
