"""The public pages over the register, as readers and people who are signed in see them."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from lxml import html
from tests.web.understand.test_standing import assessment_in

from tutela.register.tables import HEADS
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

pytestmark = pytest.mark.django_db
REGISTER = the_register()
LANGUAGES = ("en", "fr", "es")
MEASURE = "online.financial-sector"
THREE = ("prevention.no-advertising", "online.financial-sector", "sanctions.confiscation")
PAGES = [
    "",
    "measures/",
    f"measures/{MEASURE}/",
    "sections/IV.C/",
    "addressees/",
    "addressees/media/",
    "themes/",
    "themes/digital/",
]
FILES = ["measures.csv", "measures.json"]
ALL = [
    *PAGES,
    *(f"measures/{measure.id}/" for measure in REGISTER.measures),
    *(f"sections/{section.id}/" for section in REGISTER.sections),
    *(f"addressees/{term.id}/" for term in REGISTER.addressees),
    *(f"themes/{term.id}/" for term in REGISTER.themes),
]


def page_of(client: Client, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content.decode())


def shown(page: html.HtmlElement, css: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in page.cssselect(css)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_every_language(client: Client, language: str) -> None:
    for path in ALL:
        page = page_of(client, f"/{language}/{path}")
        assert page.get("lang") == language
        assert len(page.cssselect("h1")) == 1
        levels = [int(node.tag[1]) for node in page.cssselect("main :is(h1, h2, h3, h4)")]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), path
        ids = [node.get("id") for node in page.cssselect("[id]")]
        assert len(ids) == len(set(ids)), path
        assert not page.cssselect("[style], style, script:not([src])")
        others = {link.get("hreflang"): link.get("href") for link in page.cssselect("link[rel=alternate]")}
        assert others == {code: f"/{code}/{path}" for code in LANGUAGES}


def test_every_link_of_the_pages_leads_somewhere(client: Client) -> None:
    links = {
        link.get("href").partition("#")[0]
        for path in PAGES
        for link in page_of(client, f"/en/{path}").cssselect("main a[href]")
        if link.get("href").startswith("/")
    }
    own = {link for link in links if re.match(r"/en/($|measures|sections|addressees|themes)", link)}
    assert len(own) > 150
    for link in own:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    "path",
    [
        "measures/nothing.here/",
        "measures/%00/",
        "measures/online.hotline%00/",
        "measures/IV.C/",
        "sections/IV/",
        "sections/iv.c/",
        "sections/%F0%9F%92%A3/",
        "addressees/nobody/",
        "addressees/digital/",
        "themes/media/",
        "themes/" + "a" * 3000 + "/",
    ],
)
def test_what_the_register_does_not_have_is_404(client: Client, path: str) -> None:
    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize("path", ["measures/", *FILES])
@pytest.mark.parametrize(
    "query",
    [
        "section=XX",
        "theme=%00&addressee=%00&q=%00",
        "q=" + "a" * 3000,
        "q=%22%28%5B*%3F%5C",
        "article=99999999999999999999",
        "section[]=V&section=V&section=V",
        "q=%ff%fe",
        "&&&=&=",
    ],
)
def test_a_bad_filter_is_answered_gently(client: Client, path: str, query: str) -> None:
    assert client.get(f"/en/{path}?{query}").status_code == 200


def test_the_page_says_that_a_filter_was_left_out(client: Client) -> None:
    assert "it was left out" in page_of(client, "/en/measures/?theme=nothing").text_content()
    assert "it was left out" not in page_of(client, "/en/measures/?theme=digital").text_content()


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(f"/en/{path}").status_code == 405
    assert client.head(f"/en/{path}").status_code == 200


# --- the list of measures -------------------------------------------------------------------------------------------


def test_the_list_shows_what_the_filters_choose_and_keeps_them(client: Client) -> None:
    page = page_of(client, "/en/measures/?addressee=financial-sector&addressee=media&theme=private-sector&q=ban")
    titles = shown(page, ".duties .title")
    expected = [REGISTER.measure(id).title["en"] for id in THREE]
    assert titles == expected
    assert shown(page, ".shown") == ["3 of 105 measures"]
    ticked = {(box.get("name"), box.get("value")) for box in page.cssselect("input[checked]")}
    assert ticked == {("addressee", "financial-sector"), ("addressee", "media"), ("theme", "private-sector")}
    assert page.cssselect("input[name=q]")[0].get("value") == "ban"
    assert len(page.cssselect(".chip")) == 4


def test_each_chip_takes_its_filter_off(client: Client) -> None:
    page = page_of(client, "/en/measures/?theme=digital&section=V&q=child")
    found = {link.get("href") for link in page.cssselect(".chip")}
    assert found == {
        "/en/measures/?section=V&theme=digital",
        "/en/measures/?theme=digital&q=child",
        "/en/measures/?section=V&q=child",
    }


def test_counts_follow_the_other_filters(client: Client) -> None:
    page = page_of(client, "/en/measures/?addressee=financial-sector")
    counts = {
        choice.cssselect("input")[0].get("value"): int(choice.cssselect(".count")[0].text_content())
        for choice in page.cssselect("[data-kind=theme] .choice, [data-kind=addressee] .choice")
    }
    assert (counts["digital"], counts["private-sector"], counts["self-generated"]) == (1, 3, 0)
    assert counts["legislature"] == 37, "other values of the same filter would widen it"


def test_no_result_says_what_to_do(client: Client) -> None:
    page = page_of(client, "/en/measures/?q=zzzz")
    assert shown(page, ".shown") == ["0 of 105 measures"]
    assert "Remove one" in page.cssselect(".empty")[0].text_content()


def test_words_sought_are_shown_as_text(client: Client) -> None:
    response = client.get("/en/measures/", {"q": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in response.content


# --- a measure ------------------------------------------------------------------------------------------------------


def test_a_measure_says_all_that_the_register_says(client: Client) -> None:
    measure = REGISTER.measure(MEASURE)
    page = page_of(client, f"/en/measures/{MEASURE}/")
    text = " ".join(page.cssselect("main")[0].text_content().split())
    assert shown(page, "h1") == [measure.title["en"]]
    assert measure.asks["en"] in text
    assert "Article 7, Article 9" in text
    assert "“Seize proceeds and close premises”" in text
    links = {link.get("href") for link in page.cssselect("main a")}
    assert {
        "/en/addressees/financial-sector/",
        "/en/themes/private-sector/",
        "/en/sections/IV.C/",
        "/en/measures/sanctions.confiscation/",
        "/en/measures/?article=7",
        "/en/measures/online.hotline/",
        "/en/measures/online.data-preservation/",
    } <= links
    assert "CRC/C/156" in shown(page, ".citation")[0]
    assert MEASURE in shown(page, ".citation")[0]
    assert shown(page, ".address") == [f"http://testserver/en/measures/{MEASURE}/"]


def test_measures_are_linked_to_the_one_before_and_the_one_after(client: Client) -> None:
    ids = [measure.id for measure in REGISTER.measures]
    for before, here, after in zip([None, *ids], ids, [*ids[1:], None], strict=False):
        page = page_of(client, f"/es/measures/{here}/")
        found = {link.get("rel"): link.get("href") for link in page.cssselect(".before-after a")}
        expected = {"prev": before, "next": after}
        assert found == {rel: f"/es/measures/{id}/" for rel, id in expected.items() if id}


def test_each_related_measure_gives_its_reasons(client: Client) -> None:
    page = page_of(client, "/en/measures/online.industry-regulation/")
    first = page.cssselect(".related > li")[0]
    assert shown(first, ".reasons li") == [
        "Named above, in what counts as evidence",
        "Same theme (Digital environment, Private sector) and same addressee (Legislature, Internet and technology companies)",
        "Same section (IV.C)",
    ]
    assert all(item.cssselect(".reasons li") for item in page.cssselect(".related > li"))


# --- checklists -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "id"),
    [*(("addressee", term.id) for term in REGISTER.addressees), *(("theme", term.id) for term in REGISTER.themes)],
)
def test_a_checklist_has_each_duty_once_under_its_section(client: Client, kind: str, id: str, language: str) -> None:
    page = page_of(client, f"/{language}/{kind}s/{id}/")
    measures = list(REGISTER.select(**{kind: id}))
    links = [link.get("href") for link in page.cssselect(".checklist .title a")]
    assert links == [f"/{language}/measures/{measure.id}/" for measure in measures]
    sections = [heading.cssselect("a")[0].get("href") for heading in page.cssselect("h3.section-heading")]
    assert sections == list(dict.fromkeys(f"/{language}/sections/{measure.section}/" for measure in measures))
    assert len(page.cssselect(".checklist .box")) == len(page.cssselect(".checklist .note-line")) == len(measures)
    assert len(shown(page, ".introduction")[0].split()) >= 60


def test_a_checklist_names_the_others_who_must_act(client: Client) -> None:
    notes = shown(page_of(client, "/en/addressees/financial-sector/"), ".checklist .note")
    assert notes[1] == "online.financial-sector"
    assert notes[2] == "Together with: Legislature, Law enforcement · sanctions.confiscation"


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_is_in_the_language_of_the_page(client: Client, language: str) -> None:
    response = client.get(f"/{language}/measures.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="crc-c-156-measures-{language}.csv"'
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert list(rows[0]) == list(HEADS)
    assert [row["title"] for row in rows] == [measure.title[language] for measure in REGISTER.measures]


def test_json_has_all_languages(client: Client) -> None:
    response = client.get("/fr/measures.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="crc-c-156-measures.json"'
    content = json.loads(response.content)
    assert content["register"]["symbol"] == "CRC/C/156"
    assert [measure["id"] for measure in content["measures"]] == [measure.id for measure in REGISTER.measures]
    assert all(set(measure["asks"]) == set(LANGUAGES) for measure in content["measures"])


@pytest.mark.parametrize("query", ["theme=digital&section=V", "q=bank", "addressee=nhri"])
def test_files_hold_what_the_list_shows(client: Client, query: str) -> None:
    page = page_of(client, f"/en/measures/?{query}")
    listed = [link.get("href").split("/")[-2] for link in page.cssselect(".duties .title a")]
    to_csv, to_json = (link.get("href") for link in page.cssselect(".downloads a"))
    rows = csv.DictReader(io.StringIO(client.get(to_csv).content.decode("utf-8-sig")))
    assert [row["id"] for row in rows] == listed
    assert [measure["id"] for measure in client.get(to_json).json()["measures"]] == listed


# --- who sees what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_pages_of_nobody_in_particular_may_be_kept_by_the_browser(client: Client, path: str) -> None:
    response = client.get(f"/en/{path}")
    assert response["Cache-Control"] == "private, max-age=300"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_pages_of_a_person_are_not_kept(as_rita: Client, path: str) -> None:
    assert as_rita.get(f"/en/{path}")["Cache-Control"] == "no-store"


def test_what_is_not_there_is_not_kept(client: Client) -> None:
    assert not client.get("/en/measures/nothing/").has_header("Cache-Control")


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_public_pages_ask_the_database_nothing(client: Client, path: str, django_assert_num_queries) -> None:
    """A measure asks whether the library has changed, and is told that it has nothing."""
    with django_assert_num_queries(1 if path == f"measures/{MEASURE}/" else 0):
        client.get(f"/en/{path}")


@pytest.mark.parametrize("who", ["as_alice", "as_bob", "as_rita"])
def test_members_find_the_measure_in_their_assessments(
    who: str, workspace: Workspace, request: pytest.FixtureRequest, django_assert_num_queries
) -> None:
    client: Client = request.getfixturevalue(who)
    assessments = [
        assessment_in(workspace, "Maravel", machine="partly", people="addressed"),
        assessment_in(workspace, "Orsany", age=1, machine="not-found"),
        assessment_in(workspace, "Tolm", age=2),
    ]
    with django_assert_num_queries(4):  # the session, the person, the assessments, what the library has
        page = page_of(client, "/en/measures/online.hotline/")
    with override("en"):
        expected = [
            reverse("review:measure", kwargs={"slug": workspace.slug, "pk": one.pk, "measure": "online.hotline"})
            for one in assessments
        ]
    assert [link.get("href") for link in page.cssselect(".standings a")] == expected
    assert shown(page, ".standings .badge") == ["Addressed", "Not found in these documents", "Not assessed"]
    assert [("decided by people" in note) for note in shown(page, ".standings .note")] == [True, False, False]


def test_strangers_and_readers_without_an_account_find_none(
    client: Client, as_charlie: Client, workspace: Workspace
) -> None:
    assessment_in(workspace, "Maravel", machine="partly")
    page = page_of(as_charlie, "/en/measures/online.hotline/")
    assert not page.cssselect(".standings")
    assert "You have no assessment yet" in page.text_content()
    page = page_of(client, "/en/measures/online.hotline/")
    assert "Maravel" not in page.text_content()
    assert "In your assessments" not in page.text_content()


def test_the_first_page_leads_to_every_part(client: Client) -> None:
    page = page_of(client, "/en/")
    links = {link.get("href") for link in page.cssselect("main a")}
    assert {f"/en/addressees/{term.id}/" for term in REGISTER.addressees} <= links
    assert {f"/en/themes/{term.id}/" for term in REGISTER.themes} <= links
    assert {f"/en/sections/{section.id}/" for section in REGISTER.sections} <= links
    assert {"/en/measures/", "/en/workspaces/", "/en/sign-up/"} <= links
    form = page.cssselect("form[role=search]")[0]
    assert (form.get("action"), form.get("method")) == ("/en/search/", "get")
    assert [field.get("name") for field in form.cssselect("input")] == ["q"]
