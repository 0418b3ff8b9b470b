"""The glossary of terms: every term has its page, in each language of the site."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tutela.terms.loading import LANGUAGES, load_rules, rules_by_id
from tutela.terms.rule import About, Level
from tutela.terms.wording import word
from tutela.typesetting import typeset
from tutela.web.terminology.glossary import entry, pieces, related

pytestmark = pytest.mark.django_db


def glossary(client: Client, language: str = "en", **asked: str) -> html.HtmlElement:
    with override(language):
        address = reverse("terminology:glossary")
    response = client.get(address, asked)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def term(client: Client, id: str, language: str = "en") -> html.HtmlElement:
    with override(language):
        address = reverse("terminology:term", args=[id])
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def named(page: html.HtmlElement) -> list[str]:
    """The ids of the terms that a glossary lists."""
    return [one.get("href").rstrip("/").rsplit("/", 1)[-1] for one in page.cssselect(".terms tbody th a")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_terms_are_listed_in_the_language_of_the_page(client: Client, language: str) -> None:
    page = glossary(client, language)
    assert sorted(named(page)) == sorted(rules_by_id())
    shown = {one.text_content() for one in page.cssselect(".terms tbody th a")}
    assert {typeset(rule.term, language) for rule in load_rules(language)} <= shown
    assert [one.get("id") for one in page.cssselect("section h2")] == [
        *(f"about-{one}" for one in About),
        "levels-title",
    ]


def test_terms_of_other_languages_are_marked_as_such(client: Client) -> None:
    page = glossary(client, "en")
    (link,) = [one for one in page.cssselect(".terms tbody th a") if one.get("href").endswith("/michetonnage/")]
    assert link.get("lang") == "fr"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "kiddy porn"}, "kiddie-porn"),
        ({"q": "CHILD PROSTITUTES"}, "child-prostitute"),
        ({"q": "pornographie enfantine"}, "child-pornography"),
        ({"q": "pedopornographie"}, "child-pornography"),
        ({"q": "edad de consentimiento"}, "age-of-consent"),
        ({"q": "age du consentement"}, "age-of-consent"),
        ({"level": "fine"}, "csam"),
        ({"about": "travel"}, "child-sex-tourism"),
        ({"level": "avoid", "about": "offender"}, "pimp"),
    ],
    ids=["spelling", "inflected", "french", "no-accent", "spanish", "accent", "level", "about", "both"],
)
def test_terms_are_found(client: Client, asked: dict[str, str], found: str) -> None:
    ids = named(glossary(client, **asked))
    assert found in ids
    assert len(ids) < len(rules_by_id()) / 2
    for id in ids:
        rule = entry(id, "en").rule
        assert rule.level == asked.get("level", rule.level)
        assert rule.about == asked.get("about", rule.about)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "zzz"},
        {"q": "a\0b"},
        {"q": "x" * 5000},
        {"q": "%"},
        {"q": "("},
        {"level": "worst"},
        {"about": "'--"},
        {"q": " "},
    ],
    ids=["unknown", "nul", "long", "percent", "bracket", "level", "about", "blank"],
)
def test_whatever_is_asked_there_is_an_answer(client: Client, asked: dict[str, str]) -> None:
    glossary(client, **asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_page(
    client: Client, language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        pages = {id: term(client, id, language) for id in rules_by_id()}
    for id, page in pages.items():
        rules = rules_by_id()[id]
        sections = [one.get("id") for one in page.cssselect("section.term-entry")]
        assert sorted(sections) == sorted(rules)
        assert sections[0] == (language if language in rules else sections[0])
        for of, rule in rules.items():
            told = " ".join(page.get_element_by_id(of).text_content().split())
            assert all(" ".join(typeset(text, of).split()) in told for text in (rule.term, rule.reason))
            assert word("report", f"level.{rule.level}", language) in told
            assert all(" ".join(typeset(one.write, of).split()) in told for one in rule.instead)


def test_a_page_says_what_is_reported_and_what_is_not(client: Client) -> None:
    told = [one.text_content() for one in term(client, "child-pornography").cssselect("#en dt")]
    assert told == ["Term", "Level", "Why", "Write instead", "Is reported", "Is not reported", "Reference"]
    assert term(client, "child-pornography").cssselect("#en .examples mark")[0].text == "child pornography"


def test_a_fine_term_is_explained(client: Client) -> None:
    told = [one.text_content() for one in term(client, "csam").cssselect("#en dt")]
    assert told == ["Term", "Level", "What it says", "In a sentence", "Reference"]


def test_the_reference_is_a_title_or_our_own(client: Client) -> None:
    assert "Terminology Guidelines" in term(client, "child-pornography").cssselect("#en cite")[0].text_content()
    assert "Our own rule" in term(client, "cyber-predator").get_element_by_id("en").text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_to_avoid_is_not_the_title_of_its_page(client: Client, language: str) -> None:
    for rule in load_rules(language):
        if rule.level is Level.AVOID:
            title = term(client, rule.id, language).cssselect("title")[0].text_content()
            assert typeset(rule.term, language).casefold() not in title.casefold()


def test_a_term_that_other_languages_lack(client: Client) -> None:
    page = term(client, "michetonnage", "en")
    assert page.cssselect("h1")[0].get("lang") == "fr"
    assert "There is no entry of its own in English." in page.text_content()


@pytest.mark.parametrize("id", ["no-such-term", "CHILD-PORNOGRAPHY", "x" * 500])
def test_unknown_terms_are_not_found(client: Client, id: str) -> None:
    assert client.get(reverse("terminology:term", args=[id])).status_code == 404


def test_related_terms_are_about_the_same() -> None:
    for language in LANGUAGES:
        for rule in load_rules(language):
            found = related(rule)
            assert rule not in found
            assert found
            assert {one.about for one in found} == {rule.about}


def test_pieces_make_up_the_example() -> None:
    for language in LANGUAGES:
        for rule in load_rules(language):
            for sentence in rule.reports:
                parts = pieces(sentence, rule)
                assert "".join(part.text for part in parts) == sentence
                assert any(part.is_term for part in parts)


def test_the_glossary_may_be_kept_by_browsers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get(reverse("terminology:glossary"))
    assert response["Cache-Control"] == "private, max-age=300"
