"""The page of search: what each reader finds, and what nobody is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.web.factories import document_in, person

from tutela.web.accounts.models import User
from tutela.web.assessments.models import AssessedDocument, Assessment, Match
from tutela.web.documents.models import Document
from tutela.web.searching.measures import find_measures
from tutela.web.searching.query import parse
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

FRENCH = """# Loi sur l’enfance

## Titre I

1. Tout enfant victime est protégé par l’autorité publique et entendu par un juge dans les meilleurs délais.

2. Les enfants exploités ne sont pas poursuivis pour les actes qui résultent de leur exploitation.
"""
HOSTILE = """# <script>alert(1)</script> Act

1. The word zebra stands beside <b onclick="x">markup</b> & a zebra's friend in this rule of the present Act.
"""


@pytest.fixture
def documents(workspace: Workspace) -> list[Document]:
    return [document_in(workspace), document_in(workspace, FRENCH, "loi.md"), document_in(workspace, HOSTILE, "x.md")]


def page(client: Client, into: str = "en", **query: Any) -> str:
    response = client.get(f"/{into}/search/", {name.rstrip("_"): value for name, value in query.items()})
    assert response.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def marked(html: str) -> list[str]:
    return re.findall(r"<mark>([^<]*)</mark>", html)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def choices(html: str, filter: str) -> dict[str, int]:
    """What a filter offers, with its counts."""
    block = re.search(rf"<h3>{filter}</h3>.*?</details>", html, re.S)
    if block is None:
        return {}
    found = re.findall(r'filter-name">([^<]*)</span> <span class="filter-count">([^<]*)<', block.group())
    return {name: int(count) for name, count in found}


@pytest.mark.django_db
def test_a_visitor_finds_measures_and_no_word_of_passages(client: Client, documents: list[Document]) -> None:
    html = page(client, q="bank")
    assert "banks" in marked(html)
    assert "in=passages" not in html
    assert "Passages" not in plain(html)
    for query in ({"q": "zebra"}, {"q": "zebra", "in_": "passages"}):
        html = page(client, **query)
        assert "No measure has these words." in html
        assert "Children" not in html
        assert "x.md" not in html


def test_every_member_finds_passages(
    as_alice: Client, as_bob: Client, as_rita: Client, documents: list[Document]
) -> None:
    for client in (as_alice, as_bob, as_rita):
        html = page(client, q='"legal person"', in_="passages")
        assert marked(html) == ["legal person"]
        assert f"/documents/{documents[0].pk}/?p=3#p-3" in html


def test_a_stranger_is_told_nothing(
    as_charlie: Client, as_rita: Client, documents: list[Document], workspace: Workspace
) -> None:
    there = documents[0]
    for query in (
        {"q": "zebra"},
        {"q": "zebra", "in_": "passages"},
        {"q": "zebra", "in_": "passages", "workspace": workspace.slug},
        {"q": "zebra", "in_": "passages", "document": there.pk},
    ):
        html = page(as_charlie, **query)
        assert "No passage in your documents has these words." in html
        assert not marked(html)
        assert workspace.name not in html
        assert there.title not in html
        assert "(0)" in plain(html)
    known = page(as_charlie, q="zebra", in_="passages", workspace=workspace.slug)
    unknown = page(as_charlie, q="zebra", in_="passages", workspace="x" * len(workspace.slug))
    assert known.replace(workspace.slug, "") == unknown.replace("x" * len(workspace.slug), "")


def test_inflections_and_accents_in_three_languages(as_rita: Client, documents: list[Document]) -> None:
    html = page(as_rita, "fr", q="enfants victimes", in_="passages")
    assert marked(html) == ["enfant", "victime"]
    assert set(marked(page(as_rita, q="EXPLOITE", in_="passages"))) == {"exploités", "exploited"}
    assert "child" in marked(page(as_rita, q="children", in_="passages"))


def test_both_groups_at_first(as_rita: Client, documents: list[Document]) -> None:
    html = page(as_rita, q="child")
    assert "Best of both" in html
    assert html.count('<li class="result">') >= 6
    assert "Show and filter all" in html
    assert html.count("<h1") == 1


def test_what_is_typed_and_what_is_found_is_shown_as_text(as_rita: Client, documents: list[Document]) -> None:
    Document.objects.filter(name="x.md").update(title="<script>alert(1)</script> Act")
    html = page(as_rita, q='zebra "<script>', in_="passages")
    assert "<script>alert" not in html
    html = page(as_rita, q="zebra", in_="passages")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "<b onclick" not in html
    assert marked(html) == ["zebra", "zebra"]


def test_filters_of_passages_count_and_combine(
    as_alice: Client, alice: User, documents: list[Document], workspace: Workspace
) -> None:
    second = Workspace.open("Second room", alice)
    other = document_in(second)
    assessment = Assessment.objects.create(workspace=workspace, state="Maravel", run=1, shown_run=1)
    AssessedDocument.objects.create(assessment=assessment, document=documents[0], run=1)
    measure = the_register().measures[0]
    passage = documents[0].passages.get(number=5)
    for run, verdict in ((0, "evidence"), (1, "evidence")):
        Match.objects.create(
            assessment=assessment, run=run, measure=measure.id, passage=passage, score=1, grade="law",
            direction="does", verdict=verdict,
        )  # fmt: skip
    html = page(as_alice, q="child OR enfant", in_="passages")
    english = documents[0].passages.filter(stems__contains="child").count()
    assert choices(html, "Workspace") == {workspace.name: english + 2, "Second room": english}
    assert choices(html, "Language") == {"English": 2 * english, "French": 2}
    assert choices(html, "Document") == {str(documents[0]): english, str(documents[1]): 2}  # two of the first name
    assert choices(html, "Assessment") == {f"Maravel, {workspace.name}": english}
    assert choices(html, "Evidence for") == {measure.title["en"]: 1}
    chosen = page(as_alice, q="child OR enfant", in_="passages", language="fr")
    assert "2 passages" in plain(chosen)
    assert choices(chosen, "Language") == {"English": 2 * english, "French": 2}  # its own filter left aside
    assert choices(chosen, "Workspace") == {workspace.name: 2}
    for query, count in (
        ({"workspace": second.slug}, english),
        ({"document": other.pk}, english),
        ({"document": other.pk, "language": "fr"}, 0),
        ({"assessment": assessment.pk}, english),
        ({"measure": measure.id}, 1),
        ({"measure": measure.id, "document": documents[0].pk}, 1),
        ({"measure": "no.such"}, 0),
        ({"doctype": "law"}, None),
    ):
        html = page(as_alice, q="child OR enfant", in_="passages", **query)
        if count is not None:
            assert html.count('<li class="result">') == count, query
        assert "aria-current" in html


def test_filters_of_measures(client: Client, db: None) -> None:
    tree = parse("child", "en").tree
    assert tree is not None
    found = [one.measure for one in find_measures(tree, "en")]
    html = page(client, q="child")
    register = the_register()
    section = register.sections[-1]
    here = [measure for measure in found if measure.section == section.id]
    assert f"{len(found)} measures" in plain(html)
    html = page(client, q="child", section=section.id)
    assert html.count('<li class="result">') == len(here)
    addressee = here[0].addressees[0]
    narrowed = [measure for measure in here if addressee in measure.addressees]
    html = page(client, q="child", section=section.id, addressee=addressee)
    assert html.count('<li class="result">') == len(narrowed)
    html = page(client, q="child", section="no such")
    assert "Search without the filters" in html


def test_the_title_weighs_most_and_the_page_language_comes_first() -> None:
    tree = parse("bank OR banque", "en").tree
    assert tree is not None
    english, french = find_measures(tree, "en"), find_measures(tree, "fr")
    assert {one.language for one in english[:1]} == {"en"}
    assert {one.language for one in french[:1]} == {"fr"}
    assert [one.language for one in english] == sorted((one.language for one in english), key=lambda code: code != "en")
    for measure in the_register().measures[::7]:
        tree = parse(f'"{measure.title["en"]}"', "en").tree
        assert tree is not None
        assert find_measures(tree, "en")[0].measure == measure


def test_a_measure_that_only_another_language_has_is_marked_so(client: Client, db: None) -> None:
    html = page(client, "en", q="banque")
    assert 'lang="fr"' in html
    assert "found in the wording in French" in plain(html)


def test_pages_and_order(as_rita: Client, workspace: Workspace) -> None:
    text = "# Law\n\n" + "\n\n".join(
        f"{number}. Rule {number} speaks of the zebra and of nothing else." for number in range(1, 46)
    )
    document_in(workspace, text, "long.md")
    first = page(as_rita, q="zebra", in_="passages", sort="order")
    assert "45 passages" in plain(first)
    assert re.findall(r"#p-(\d+)", first)[:3] == ["1", "2", "3"]
    assert first.count('<li class="result">') == 20
    last = page(as_rita, q="zebra", in_="passages", sort="order", page="3")
    assert last.count('<li class="result">') == 5
    assert "Results 41 to 45 of 45" in plain(last)
    for beyond in ("4", "99999", "9" * 30, "-1", "x", "\0", "٣"):
        html = page(as_rita, q="zebra", in_="passages", page=beyond)
        assert '<li class="result">' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"q": '"legal person'}, "A quotation mark was not closed"),
        ({"q": "(child"}, "The brackets do not pair"),
        ({"q": "NOT child"}, "This says only what to leave out"),
        ({"q": "!!!"}, "There is no word in this"),
        ({"q": "the child"}, "Left out, because nearly every text has them: the."),
        ({"q": "child OR hotel NOT bank"}, "Read as: child OR (hotel NOT bank)"),
        ({"q": "a" * 10_000}, "Only the first 1,000 characters"),
        ({"q": "(" * 10_000 + "child"}, "Only the first 1,000 characters"),
        ({"q": "zebra\0\ud800".encode("utf-8", "surrogatepass")}, "No measure has these words"),
        ({"q": "child", "in_": "\0", "workspace": "\0"}, "measures"),
        ({"q": "child", "in_": "passages", "document": "\0", "language": "\0'", "measure": "\0"}, "Filters"),
        ({"q": "child", "in_": "passages", "document": "9" * 40, "assessment": "-1"}, "Filters"),
        ({}, "Nothing has been looked for yet"),
    ],
)
def test_whatever_is_asked_is_answered(
    query: dict[str, Any], said: str, as_rita: Client, documents: list[Document]
) -> None:
    assert said in plain(page(as_rita, **query))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_in_each_language(language: str, as_rita: Client, client: Client, documents: list[Document]) -> None:
    for one in (as_rita, client):
        for query in ({}, {"q": "enfant OR child OR niño"}, {"q": "child", "in_": "measures"}, {"q": "zzz"}):
            assert f'<html lang="{language}"' in page(one, language, **query)


def test_the_number_of_queries_is_fixed(
    as_alice: Client, alice: User, documents: list[Document], django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        room = Workspace.open(f"Room {number}", alice)
        document_in(room)
        assessment = Assessment.objects.create(workspace=room, state="Maravel", run=1, shown_run=1)
        for document in room.documents.all():
            AssessedDocument.objects.create(assessment=assessment, document=document, run=1)
    for query in ({"q": "child"}, {"q": "child", "in_": "measures"}, {"q": "child", "in_": "passages"}):
        page(as_alice, **query)
        with django_assert_max_num_queries(12):
            page(as_alice, **query)


def test_one_who_left_a_workspace_finds_nothing_there(as_rita: Client, rita: User, documents: list[Document]) -> None:
    assert marked(page(as_rita, q="zebra", in_="passages"))
    rita.memberships.all().delete()
    assert not marked(page(as_rita, q="zebra", in_="passages"))
    assert person("Olga").memberships.count() == 0


def test_other_methods_are_refused(as_rita: Client) -> None:
    assert as_rita.post("/en/search/", {"q": "child"}).status_code == 405
