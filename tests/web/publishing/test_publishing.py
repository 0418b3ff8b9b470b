"""Reports are saved by members, published by owners by explicit choice, and read by whoever has the address."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from lxml import html
from openpyxl import load_workbook
from tests.web.assessing import NOTHING, assessed, said, strongest
from tests.web.factories import document_in

from tutela.report.html import policy_of
from tutela.report.json_report import schema
from tutela.report.words import words
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment
from tutela.web.audit.models import Entry
from tutela.web.publishing.models import Publication
from tutela.web.publishing.publication import publish
from tutela.web.workspaces.models import Workspace

LANGUAGES = ("en", "fr", "es")
PEOPLE = ("alice", "bob", "rita", "charlie", "nobody")


@pytest.fixture
def assessment(workspace: Workspace, alice: User) -> Assessment:
    return assessed(workspace, alice, document_in(workspace), document_in(workspace, NOTHING, "road.md"))


@pytest.fixture
def clients(as_alice: Client, as_bob: Client, as_rita: Client, as_charlie: Client) -> dict[str, Client]:
    return dict(zip(PEOPLE, (as_alice, as_bob, as_rita, as_charlie, Client()), strict=True))


def address(assessment: Assessment, rest: str, language: str = "en") -> str:
    return f"/{language}/w/{assessment.workspace.slug}/assessments/{assessment.pk}/{rest}"


def publication(assessment: Assessment, user: User, **shown: bool) -> Publication:
    return publish(assessment, user, with_names=shown.get("names", False), with_notes=shown.get("notes", False))


# Who may do what

ALLOWED = {
    "reports/": (200, 200, 200, 404, 302),
    "reports/html/": (200, 200, 200, 404, 302),
    "reports/docx/": (200, 200, 200, 404, 302),
    "reports/xlsx/": (200, 200, 200, 404, 302),
    "reports/csv/": (200, 200, 200, 404, 302),
    "reports/json/": (200, 200, 200, 404, 302),
    "publish/": (200, 403, 403, 404, 302),
}


@pytest.mark.parametrize(("rest", "expected"), ALLOWED.items())
def test_who_may_see_what(clients: dict[str, Client], assessment: Assessment, rest: str, expected: tuple[int]) -> None:
    found = tuple(client.get(address(assessment, rest)).status_code for client in clients.values())
    assert found == expected


def test_only_owners_publish(clients: dict[str, Client], assessment: Assessment) -> None:
    form = {"sure": "on"}
    found = [clients[name].post(address(assessment, "publish/"), form).status_code for name in reversed(PEOPLE)]
    assert found == [302, 404, 403, 403, 302]
    assert Publication.objects.get().made_by.name == "Alice"  # type: ignore[union-attr]


def test_only_owners_withdraw(clients: dict[str, Client], assessment: Assessment, alice: User) -> None:
    published = publication(assessment, alice)
    place = address(assessment, f"published/{published.pk}/withdraw/")
    for name, status in zip(reversed(PEOPLE[1:]), (302, 404, 403, 403), strict=True):
        assert clients[name].post(place).status_code == status
        assert Publication.objects.filter(withdrawn=None).exists()
    assert clients["alice"].get(place).status_code == 405
    assert clients["alice"].post(place).status_code == 302
    assert not Publication.objects.filter(withdrawn=None).exists()


def test_an_assessment_is_not_reached_through_another_workspace(
    as_alice: Client, alice: User, assessment: Assessment
) -> None:
    other = Workspace.open("Second room", alice)
    published = publication(assessment, alice)
    for rest in ("reports/", "reports/json/", "publish/"):
        assert as_alice.get(f"/en/w/{other.slug}/assessments/{assessment.pk}/{rest}").status_code == 404
    place = f"/en/w/{other.slug}/assessments/{assessment.pk}/published/{published.pk}/withdraw/"
    assert as_alice.post(place).status_code == 404
    second = assessed(other, alice, document_in(other), state="Second")
    assert as_alice.post(address(second, f"published/{published.pk}/withdraw/")).status_code == 404
    assert Publication.objects.get().withdrawn is None


@pytest.mark.parametrize("rest", ["reports/", "reports/csv/", "publish/", "reports/pdf/", "reports/csv/?language=de"])
def test_what_does_not_exist_is_not_found(
    as_alice: Client, workspace: Workspace, assessment: Assessment, rest: str
) -> None:
    for pk in (assessment.pk + 1, 10**25):
        assert as_alice.get(f"/en/w/{workspace.slug}/assessments/{pk}/{rest}").status_code == 404
    known = {"reports/", "reports/csv/", "publish/"}
    assert as_alice.get(address(assessment, rest)).status_code == (200 if rest in known else 404)
    assert as_alice.post(address(assessment, f"published/{10**25}/withdraw/")).status_code == 404


# Saving a report


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["html", "docx", "xlsx", "csv", "json"])
def test_each_format_opens_in_each_language_with_the_decisions(
    as_rita: Client, assessment: Assessment, bob: User, format: str, language: str
) -> None:
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, bob, "rejected", "Not what is asked.")
    response = as_rita.get(address(assessment, f"reports/{format}/?language={language}"))
    ending = "" if language == "en" else f"-{language}"
    assert response["Content-Disposition"] == f'attachment; filename="maravel-2026-tutela-report{ending}.{format}"'
    spoken, content = words(language), response.content
    match format:
        case "html":
            root = html.document_fromstring(content.decode())
            assert root.get("lang") == language
            text = root.text_content()
        case "docx":
            text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
        case "xlsx":
            book = load_workbook(io.BytesIO(content))
            rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
            text = "\n".join(str(cell) for row in rows for cell in row)
            assert spoken["workbook.rejected-passages"] in book.sheetnames
        case "csv":
            table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            assert len({len(row) for row in table}) == 1
            text = "\n".join(cell for row in table for cell in row)
        case "json":
            report = json.loads(content)
            jsonschema.validate(report, schema())
            assert report["language"] == language
            text = json.dumps(report, ensure_ascii=False)
    assert "Bob" in text
    assert "Not what is asked." in text


def test_names_and_notes_can_be_left_out_of_a_report(as_rita: Client, assessment: Assessment, bob: User) -> None:
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, bob, "confirmed", "My reason.")
    for query, present in (("", {"Bob", "My reason."}), ("?names=no", {"My reason."}), ("?notes=no", {"Bob"})):
        text = as_rita.get(address(assessment, f"reports/json/{query}")).content.decode()
        assert {word for word in ("Bob", "My reason.") if word in text} == present
    page = html.document_fromstring(as_rita.get(address(assessment, "reports/?names=no")).content.decode())
    saves = page.cssselect(".saves a")
    assert len(saves) == 15
    assert all(link.get("href").endswith("&names=no") for link in saves)
    assert [box.get("checked") is not None for box in page.cssselect("form.options input")] == [True, False]


def test_saving_a_report_is_logged(as_rita: Client, assessment: Assessment, rita: User) -> None:
    as_rita.get(address(assessment, "reports/csv/?language=fr"))
    entry = Entry.objects.get(action="report.downloaded")
    assert (entry.user, entry.workspace, entry.subject) == (rita, assessment.workspace, "Maravel (2026) – csv, fr")


@pytest.mark.parametrize(
    ("state", "period", "stem"), [("Côte d’Or & Co.", "2024/25", "cote-dor-co-202425"), ("中国", "", "")]
)
def test_a_file_has_a_name_that_every_system_takes(
    as_rita: Client, assessment: Assessment, state: str, period: str, stem: str
) -> None:
    Assessment.objects.update(state=state, period=period)
    name = as_rita.get(address(assessment, "reports/json/"))["Content-Disposition"]
    assert name == f'attachment; filename="{stem or f"assessment-{assessment.pk}"}-tutela-report.json"'


def test_nothing_is_reported_before_a_run_is_complete(as_alice: Client, assessment: Assessment) -> None:
    Assessment.objects.update(is_complete=False)
    page = as_alice.get(address(assessment, "reports/")).content.decode()
    assert "once a run is complete" in page
    assert "reports/docx/" not in page
    for rest in ("reports/docx/", "publish/"):
        response = as_alice.get(address(assessment, rest))
        assert (response.status_code, response["Location"]) == (302, address(assessment, "reports/"))
    assert as_alice.post(address(assessment, "publish/"), {"sure": "on"}).status_code == 302
    assert not Publication.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_reports_has_a_fixed_number_of_queries(
    as_alice: Client, alice: User, assessment: Assessment, django_assert_max_num_queries: Any, language: str
) -> None:
    for _ in range(12):
        publication(assessment, alice)
    with django_assert_max_num_queries(10):
        page = as_alice.get(address(assessment, "reports/", language)).content.decode()
    assert page.count(f"/{language}/published/") == 24


# Publishing


def test_the_form_says_what_becomes_public_and_asks_for_an_explicit_choice(
    as_alice: Client, assessment: Assessment, bob: User
) -> None:
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, bob, "confirmed", "My reason.")
    page = html.document_fromstring(as_alice.get(address(assessment, "publish/")).content.decode())
    text = " ".join(page.text_content().split())
    for word in ("Ombudsman of Maravel", "act.md", "road.md", "1 decision", "1 note", "Bob", "withdraw"):
        assert word in text
    assert [box.get("checked") for box in page.xpath("//form//input[@type='checkbox']")] == [None] * 3
    refused = as_alice.post(address(assessment, "publish/"), {"names": "on", "notes": "on"})
    assert refused.status_code == 400
    assert "Nothing has been published" in refused.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("form", "present"),
    [
        ({}, set()),
        ({"names": "on"}, {"Bob"}),
        ({"notes": "on"}, {"My reason."}),
        ({"names": "on", "notes": "on"}, {"Bob", "My reason."}),
    ],
)
def test_names_and_notes_are_public_only_by_choice(
    as_alice: Client, assessment: Assessment, bob: User, form: dict[str, str], present: set[str]
) -> None:
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, bob, "confirmed", "My reason.")
    as_alice.post(address(assessment, "publish/"), {**form, "sure": "on"})
    published = Publication.objects.get()
    assert (published.names_reviewers, published.shows_notes) == ("names" in form, "notes" in form)
    for language in LANGUAGES:
        text = Client().get(f"/{language}/published/{published.slug}/").content.decode()
        assert {word for word in ("Bob", "My reason.") if word in text} == present
        assert "Alice" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_a_published_page_in_each_language(assessment: Assessment, alice: User, language: str) -> None:
    published = publication(assessment, alice)
    response = Client().get(f"/{language}/published/{published.slug}/")
    root = html.document_fromstring(response.content.decode())
    assert root.get("lang") == language
    note = " ".join(root.cssselect(".published")[0].text_content().split())
    assert "Ombudsman of Maravel" in note
    assert len(root.cssselect(".measure")) == 105
    links = [link.get("href") for link in root.cssselect(".published a")]
    assert links == [f"../../../{code}/published/{published.slug}/" for code in LANGUAGES if code != language]


def test_a_published_page_is_let_do_nothing_but_what_it_carries(assessment: Assessment, alice: User) -> None:
    response = Client().get(f"/en/published/{publication(assessment, alice).slug}/")
    policy = response["Content-Security-Policy"]
    assert policy == f"{policy_of(response.content.decode())}; frame-ancestors 'none'"
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "self" not in policy
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-cache"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_published_page_sets_no_cookie(assessment: Assessment, alice: User, as_alice: Client) -> None:
    place = f"/en/published/{publication(assessment, alice).slug}/"
    for client in (Client(), as_alice):
        assert not client.get(place).cookies
        assert client.get(place)["Cache-Control"] == "no-cache"


def test_later_work_does_not_change_a_published_page(assessment: Assessment, alice: User, as_alice: Client) -> None:
    published = publication(assessment, alice)
    place = f"/en/published/{published.slug}/"
    before = Client().get(place).content
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, alice, "rejected")
    Assessment.objects.update(state="Elsewhere")
    assert Client().get(place).content == before


def test_a_withdrawn_page_and_one_that_never_was_are_the_same(
    assessment: Assessment, alice: User, as_alice: Client
) -> None:
    published = publication(assessment, alice)
    place = f"/en/published/{published.slug}/"
    assert Client().get(place).status_code == 200
    as_alice.post(address(assessment, f"published/{published.pk}/withdraw/"))
    withdrawn = Client().get(place)
    assert withdrawn.status_code == 404
    never = "x" * len(published.slug)
    unknown = Client().get(f"/en/published/{never}/")
    assert withdrawn.content.decode().replace(published.slug, never) == unknown.content.decode()
    assert {**withdrawn.headers} == {**unknown.headers}
    published.refresh_from_db()
    assert (published.pages, published.withdrawn is not None) == ({}, True)


@pytest.mark.parametrize("slug", ["x%00y", "a b", "..", "é", "a" * 5000])
def test_addresses_that_cannot_be_are_not_found(db: None, slug: str) -> None:
    assert Client().get(f"/en/published/{slug}/").status_code == 404


def test_publishing_and_withdrawing_are_logged_once(assessment: Assessment, alice: User, as_alice: Client) -> None:
    as_alice.post(address(assessment, "publish/"), {"sure": "on"})
    published = Publication.objects.get()
    for _ in range(2):
        as_alice.post(address(assessment, f"published/{published.pk}/withdraw/"))
    logged = Entry.objects.filter(action__startswith="publication.").order_by("pk")
    assert [(entry.action, entry.user, entry.subject) for entry in logged] == [
        ("publication.made", alice, "Maravel (2026)"),
        ("publication.withdrawn", alice, "Maravel (2026)"),
    ]
    assert published.made <= timezone.now()


def test_the_page_of_reports_lists_what_is_public(
    assessment: Assessment, alice: User, as_alice: Client, as_rita: Client
) -> None:
    published = publication(assessment, alice, names=True)
    page = as_rita.get(address(assessment, "reports/")).content.decode()
    assert f"http://testserver/en/published/{published.slug}/" in page
    assert "With the names of reviewers, without their notes." in page
    assert "withdraw/" not in page
    assert "withdraw/" in as_alice.get(address(assessment, "reports/")).content.decode()
    as_alice.post(address(assessment, f"published/{published.pk}/withdraw/"))
    page = as_rita.get(address(assessment, "reports/")).content.decode()
    assert published.slug not in page
    assert re.search(r"published on .*, withdrawn on", page)


def test_a_report_that_is_saved_holds_what_a_workbook_needs(as_rita: Client, assessment: Assessment) -> None:
    content = as_rita.get(address(assessment, "reports/xlsx/")).content
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
