"""Two assessments side by side: statuses, passages and documents that differ, for those who may see both."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from lxml import html
from lxml.html import HtmlElement
from tests.web.assessing import NOTHING, assessed, said, strongest
from tests.web.conftest import signed_in
from tests.web.factories import LAW, document_in, member_of, person

from tutela.report.words import words
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding, Match
from tutela.web.comparing.difference import CHANGES, change, difference
from tutela.web.comparing.passages import passages
from tutela.web.comparing.visible import suggested
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Role, Workspace

LANGUAGES = ("en", "fr", "es")


@pytest.fixture
def earlier(workspace: Workspace, alice: User) -> Assessment:
    return assessed(workspace, alice, document_in(workspace, NOTHING, "road.md"), period="2024")


@pytest.fixture
def later(workspace: Workspace, alice: User, earlier: Assessment) -> Assessment:
    road = earlier.documents.get()
    return assessed(workspace, alice, document_in(workspace), road, period="2026")


def pair(a: Assessment, b: Assessment, rest: str = "two/", more: str = "", language: str = "en") -> str:
    return f"/{language}/compare/{rest}?a={a.pk}&b={b.pk}{more}"


def page(client: Client, address: str) -> HtmlElement:
    response = client.get(address)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


# The rule


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("not-found", "partly", "gained"),
        ("not-found", "addressed", "gained"),
        ("partly", "addressed", "gained"),
        ("addressed", "partly", "lost"),
        ("addressed", "not-found", "lost"),
        ("partly", "not-found", "lost"),
        ("partly", "partly", "same"),
        ("not-found", "not-found", "same"),
        ("not-assessed", "not-found", "newly"),
        ("no-data", "addressed", "newly"),
        ("addressed", "no-data", "formerly"),
        ("not-found", "not-assessed", "formerly"),
        ("no-data", "not-assessed", "neither"),
        ("no-data", "no-data", "neither"),
    ],
)
def test_how_one_status_stands_to_another(a: str, b: str, expected: str) -> None:
    assert change(a, b) == expected


def test_what_is_unknown_is_no_gain_and_no_loss() -> None:
    silent, found = ("no-data", "not-assessed"), ("addressed", "partly", "not-found")
    for one in silent:
        for other in (*found, *silent):
            assert {change(one, other), change(other, one)} & {"gained", "lost", "same"} == set()


# Who may see what


def test_who_may_compare(earlier: Assessment, later: Assessment, as_alice: Client, as_bob: Client, as_rita: Client, as_charlie: Client) -> None:  # fmt: skip
    match = strongest(later)
    places = [
        pair(earlier, later),
        pair(earlier, later, "two.csv"),
        pair(earlier, later, f"two/measures/{match.measure}/"),
    ]
    for place in places:
        found = [client.get(place).status_code for client in (as_alice, as_bob, as_rita, as_charlie, Client())]
        assert found == [200, 200, 200, 404, 302]
    found = [client.get("/en/compare/").status_code for client in (as_alice, as_charlie, Client())]
    assert found == [200, 200, 302]


def test_both_must_be_ones_own(
    later: Assessment, charlie: User, as_charlie: Client, alice: User, as_alice: Client
) -> None:
    own = Workspace.objects.get(memberships__user=charlie)
    theirs = assessed(own, charlie, document_in(own), state="Elsewhere")
    for client in (as_alice, as_charlie):
        for first, second in ((later, theirs), (theirs, later)):
            for rest in ("two/", "two.csv", f"two/measures/{strongest(later).measure}/"):
                assert client.get(pair(first, second, rest)).status_code == 404
    assert "Elsewhere" not in as_alice.get("/en/compare/").content.decode()
    both = person("Dora")
    for workspace in (own, later.workspace):
        workspace.memberships.create(user=both, role=Role.READER)
    assert signed_in(both).get(pair(later, theirs)).status_code == 200


@pytest.mark.parametrize("given", ["0", "-1", "x", "1%00", "9" * 18, "9" * 40, "١", "1.0", "1;2"])
def test_an_assessment_that_cannot_be_is_not_found(later: Assessment, as_alice: Client, given: str) -> None:
    for place in (f"two/?a={given}&b={later.pk}", f"two/?a={later.pk}&b={given}", f"two.csv?a={later.pk}&b={given}"):
        assert as_alice.get(f"/en/compare/{place}").status_code == 404


def test_bad_choices_are_told_or_not_found(earlier: Assessment, later: Assessment, as_alice: Client) -> None:
    response = as_alice.get("/en/compare/two/?a=&b=")
    assert (response.status_code, response["Location"]) == (302, "/en/compare/")
    same = as_alice.get(pair(later, later))
    assert same.status_code == 400
    assert "two different assessments" in same.content.decode()
    measure = strongest(later).measure
    for place in (
        pair(later, later, "two.csv"),
        pair(later, later, f"two/measures/{measure}/"),
        pair(earlier, later, "two/measures/no.such/"),
        pair(earlier, later, "two/measures/x%00y/"),
        pair(earlier, later, more="&section=XX"),
        pair(earlier, later, more="&section=%00"),
    ):
        assert as_alice.get(place).status_code == 404
    assert as_alice.post(pair(earlier, later)).status_code == 405


# What is shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_measures_stand_side_by_side(
    earlier: Assessment, later: Assessment, as_rita: Client, language: str
) -> None:
    root, spoken = page(as_rita, pair(earlier, later, language=language)), words(language)
    rows = root.cssselect("table.pairs tbody tr")
    assert len(rows) == 105
    findings = {(row.assessment_id, row.measure): row for row in Finding.objects.all()}
    for row in rows:
        id = row.cssselect("th a")[0].get("href").split("/measures/")[1].split("/")[0]
        for place, assessment in ((0, earlier), (1, later)):
            badge = text(row.cssselect("td")[place].cssselect(".badge")[0])
            assert badge == spoken[f"status.{findings[assessment.pk, id].status}"]
    gained = sum(row.status != "not-found" for row in Finding.objects.filter(assessment=later))
    figures = [text(one) for one in root.cssselect(".figures .figure")]
    assert figures == [str(gained), "0", str(105 - gained)]


def test_the_status_of_people_and_the_programs_own_are_both_told(
    earlier: Assessment, later: Assessment, bob: User, as_rita: Client
) -> None:
    match = strongest(later)
    for one in Match.objects.filter(assessment=later, measure=match.measure).select_related("passage"):
        said(later, match.measure, one.passage, bob, "rejected")
    found = difference(earlier, later)
    [line] = [line for line in found.lines if line.measure.id == match.measure]
    assert (line.change, line.b.people) == ("same", "not-found")
    root = page(as_rita, pair(earlier, later))
    [row] = [
        row
        for row in root.cssselect("table.pairs tbody tr")
        if f"/measures/{match.measure}/" in row.cssselect("a")[0].get("href")
    ]
    told = text(row.cssselect("td")[1])
    assert told.startswith("Not found in these documents")
    assert f"the program alone: {words('en')[f'status.{line.b.machine}']}" in told


def test_only_what_differs_and_one_section(earlier: Assessment, later: Assessment, as_rita: Client) -> None:
    changed = {line.measure.id for line in difference(earlier, later).lines if line.is_changed}
    assert 0 < len(changed) < 105
    root = page(as_rita, pair(earlier, later, more="&only=changed"))
    links = [link.get("href") for link in root.cssselect("table.pairs tbody th a")]
    assert {link.split("/measures/")[1].split("/")[0] for link in links} == changed
    root = page(as_rita, pair(earlier, later, more="&section=V"))
    assert [one.get("id") for one in root.cssselect("section > h3")] == ["s-V"]
    unchanged = {section.id for section in the_register().sections} - {
        the_register().measure(measure).section for measure in changed
    }
    root = page(as_rita, pair(earlier, later, more=f"&section={min(unchanged)}&only=changed"))
    assert "No measure differs here." in text(root)
    assert not root.cssselect("table.pairs")


def test_documents_that_stand_in_one_only(earlier: Assessment, later: Assessment) -> None:
    found = difference(earlier, later)
    assert ([str(one) for one in found.only_a], [str(one) for one in found.only_b], found.shared) == (
        [],
        ["Child Protection Act"],
        1,
    )
    turned = difference(later, earlier)
    assert [str(one) for one in turned.only_a] == ["Child Protection Act"]
    assert turned.counts["lost"] == found.counts["gained"]


def test_an_assessment_without_a_run_has_nothing_to_lose(
    workspace: Workspace, later: Assessment, as_rita: Client
) -> None:
    empty = Assessment.objects.create(workspace=workspace, state="Maravel", period="2020")
    assert difference(empty, later).counts == {**dict.fromkeys(CHANGES, 0), "newly": 105}
    assert difference(later, empty).counts == {**dict.fromkeys(CHANGES, 0), "formerly": 105}
    assert page(as_rita, pair(empty, later)).cssselect(".badge.not-assessed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_is_saved_as_a_table(
    earlier: Assessment, later: Assessment, as_rita: Client, language: str
) -> None:
    Assessment.objects.filter(pk=earlier.pk).update(state="=1+1")
    response = as_rita.get(pair(earlier, later, "two.csv", language=language))
    assert response["Content-Disposition"].startswith("attachment; filename=")
    head, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert len(rows) == 105
    assert {len(row) for row in rows} == {len(head)} == {17}
    spoken = words(language)
    found = difference(earlier, later)
    assert [row[5] for row in rows] == [spoken[f"status.{line.a.status}"] for line in found.lines]
    assert [row[11] for row in rows] == [spoken[f"status.{line.b.status}"] for line in found.lines]
    assert [int(row[13]) for row in rows] == [line.b.law for line in found.lines]
    assert not any(cell.startswith("=") for row in (head, *rows) for cell in row)


# One measure


def test_passages_are_compared_by_their_words(workspace: Workspace, later: Assessment, alice: User) -> None:
    act = LAW.replace("4. A teacher", "4. A TEACHER,\nnurse").replace(
        "imprisonment for ten years", "imprisonment for  ten\nyears"
    )
    other = assessed(workspace, alice, document_in(workspace, act, "amended.md"), period="2027")
    for match in Match.objects.filter(assessment=later, verdict="evidence").select_related("passage"):
        found = passages(later, other, match.measure)
        for cited in (*found.only_a, *found.shared):
            is_teacher = "teacher" in cited.passage.text.casefold()
            assert (cited in found.only_a) == is_teacher
    report = strongest_with(later, "teacher")
    found = passages(later, other, report.measure)
    assert ["teacher" in cited.passage.text for cited in found.only_a] == [True]
    assert ["TEACHER" in cited.passage.text for cited in found.only_b] == [True]
    assert any(piece.marked for piece in found.only_a[0].quotation)
    assert "".join(piece.text for piece in found.only_a[0].quotation).startswith("4. A teacher")


def strongest_with(assessment: Assessment, word: str) -> Match:
    found = Match.objects.filter(assessment=assessment, verdict="evidence", passage__text__contains=word)
    match = found.order_by("-score", "pk").first()
    assert match is not None
    return match


@pytest.mark.parametrize(
    ("answers", "elsewhere", "words_on_page"),
    [
        (["rejected"], "rejected", "where people rejected them"),
        (["unsure"], "unsure", "unsure of them or disagree"),
        (["confirmed", "rejected"], "disputed", "unsure of them or disagree"),
    ],
)
def test_a_passage_that_people_decided_on_differently_says_so(
    workspace: Workspace, later: Assessment, alice: User, bob: User, as_rita: Client,
    answers: list[str], elsewhere: str, words_on_page: str,
) -> None:  # fmt: skip
    again = assessed(workspace, alice, *later.documents.all(), period="2027")
    match = strongest(again)
    for reviewer, answer in zip((alice, bob), answers, strict=False):
        said(again, match.measure, match.passage, reviewer, answer)
    found = passages(later, again, match.measure)
    assert [(cited.passage, cited.elsewhere) for cited in found.only_a] == [(match.passage, elsewhere)]
    root = page(as_rita, pair(later, again, f"two/measures/{match.measure}/"))
    assert words_on_page in text(root)
    assert match.passage.text.split()[5] in text(root)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_measure_leads_to_the_passages(
    earlier: Assessment, later: Assessment, as_rita: Client, language: str
) -> None:
    match = strongest(later)
    root = page(as_rita, pair(earlier, later, f"two/measures/{match.measure}/", language=language))
    number = match.passage.number
    place = f"/{language}/w/{later.workspace.slug}/documents/{match.passage.document_id}/?assessment={later.pk}&p={number}#p-{number}"
    assert place in [link.get("href") for link in root.cssselect(".cited a")]
    levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3")]
    assert levels == [1, 2, 2, 2]


# Choosing


def test_the_choice_offers_all_of_ones_workspaces(
    earlier: Assessment, later: Assessment, alice: User, as_alice: Client
) -> None:
    second = Workspace.open("Second room", alice)
    Assessment.objects.create(workspace=second, state="Elsewhere", period="2025")
    root = page(as_alice, "/en/compare/")
    groups = {group.get("label"): [text(one) for one in group] for group in root.cssselect("select#a optgroup")}
    assert groups == {
        "Ombudsman of Maravel": ["Maravel (2026) – State", "Maravel (2024) – State"],
        "Second room": ["Elsewhere (2025) – State (not assessed yet)"],
    }
    suggestion = root.xpath("//section[@aria-labelledby='two']//li/a/@href")
    assert suggestion == [pair(earlier, later)]


def test_suggestions_take_names_of_states_as_people_write_them(workspace: Workspace, alice: User) -> None:
    rows = [
        Assessment(workspace=workspace, state=state, period=period, shown_run=run)
        for state, period, run in (
            ("Maravel", "2026", 1),
            (" MARAVEL ", "2022", 1),
            ("Maravel", "2027", 0),
            ("Other", "2026", 1),
        )
    ]
    assert suggested([(workspace, rows)]) == [(rows[1], rows[0])]


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_assessments_are_told(workspace: Workspace, as_rita: Client, count: int) -> None:
    for _ in range(count):
        Assessment.objects.create(workspace=workspace, state="Maravel")
    root = page(as_rita, "/en/compare/")
    assert root.cssselect(".empty")
    assert not root.cssselect("select")


def test_the_pages_have_a_fixed_number_of_queries(
    workspace: Workspace,
    earlier: Assessment,
    later: Assessment,
    alice: User,
    as_alice: Client,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        Assessment.objects.create(workspace=workspace, state=f"State {number}")
        member_of(workspace, f"Reader{number}", Role.READER)
    match = strongest(later)
    for reviewer in (alice, *User.objects.filter(name__startswith="Reader")):
        said(later, match.measure, match.passage, reviewer, "confirmed")
    for place in (
        "/en/compare/",
        pair(earlier, later),
        pair(earlier, later, "two.csv"),
        pair(earlier, later, f"two/measures/{match.measure}/"),
    ):
        with django_assert_max_num_queries(8):
            assert as_alice.get(place).status_code == 200
