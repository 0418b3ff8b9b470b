"""The reader: numbered passages, the page beside them, search, and the evidence of an assessment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import DjangoAssertNumQueries
from tests.web.documents.files import SAMPLES, pdf, sample
from tests.web.factories import document_in

from tutela.text.document import Document as Read
from tutela.text.document import Passage as ReadPassage
from tutela.text.document import Span
from tutela.web.accounts.models import User
from tutela.web.assessments.models import AssessedDocument, Assessment, Judgement, Match
from tutela.web.documents import pictures
from tutela.web.documents.intake import read, receive, store
from tutela.web.documents.models import Document
from tutela.web.documents.pictures import PictureError, page_picture
from tutela.web.documents.reader import merged
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

MEASURES = [measure.id for measure in the_register().measures[:3]]


def address(document: Document, query: str = "") -> str:
    return reverse("documents:read", args=(document.workspace.slug, document.pk)) + query


def page(client: Client, document: Document, query: str = "") -> html.HtmlElement:
    response = client.get(address(document, query))
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def numbers(shown: html.HtmlElement) -> list[int]:
    return [int(one.get("id").removeprefix("p-")) for one in shown.cssselect(".passage")]


@pytest.fixture
def plan(workspace: Workspace, alice: User) -> Document:
    """A plan in PDF with a table; read as the site reads it."""
    document, _ = receive(workspace, alice, sample("national-plan-of-action.pdf"))
    read(document)
    return document


@pytest.fixture
def long(workspace: Workspace) -> Document:
    """A law of 250 sections."""
    sections = "\n\n".join(f"{number}. Section {number} of the law protects every child." for number in range(1, 251))
    return document_in(workspace, f"# A long law\n\n{sections}\n", "long.md")


class TestText:
    def test_passages_have_numbers_headings_and_links(self, as_rita: Client, workspace: Workspace) -> None:
        document = document_in(workspace)
        shown = page(as_rita, document)
        assert numbers(shown) == list(range(1, document.passages.count() + 1))
        headings = [(one.tag, words(one)) for one in shown.cssselect(".heading")]
        assert ("h2", "Child Protection Act") in headings
        assert ("h3", "Part II. Reporting") in headings
        link = shown.cssselect("#p-2 .number a")[0]
        assert link.get("href") == "?p=2#p-2"
        assert "A legal person may be held liable" in words(shown.cssselect("#p-3 .quotation")[0])
        assert shown.cssselect("#p-1 .quotation")[0].get("lang") == "en"

    def test_footnotes_and_rows_are_told_apart(self, as_rita: Client, workspace: Workspace, alice: User) -> None:
        document, _ = receive(workspace, alice, sample("state-report-to-the-committee.pdf"))
        read(document)
        shown = page(as_rita, document)
        assert {words(one) for one in shown.cssselect(".passage.footnote .sort")} == {"footnote"}
        assert words(shown.cssselect(".passage.footnote .label")[0]) == "note 1"

    def test_rows_and_pages(self, as_rita: Client, plan: Document) -> None:
        shown = page(as_rita, plan)
        assert {words(one) for one in shown.cssselect(".passage.row .sort")} == {"table row"}
        assert [words(one) for one in shown.cssselect(".page-mark")] == ["Page 1", "Page 2", "Page 3", "Page 4"]

    def test_arabic_and_hebrew_run_to_the_left(self, as_rita: Client, workspace: Workspace) -> None:
        document = document_in(workspace, "# A law\n\n1. A law of this country.\n", "mixed.md")
        texts = [
            ("ar", "لكل طفل الحق في الحماية."),
            ("he", "לכל ילד זכות להגנה."),
            ("en", "Every child has rights."),
            ("und", "X"),
        ]
        rows = tuple(ReadPassage(text, Span(0, len(text)), language=code) for code, text in texts)
        Document.objects.filter(pk=document.pk).update(state="waiting")
        document.passages.all().delete()
        store(document, Read("x", "markdown", "x", "0", "", rows))
        found = [(one.get("lang"), one.get("dir")) for one in page(as_rita, document).cssselect(".passage .quotation")]
        assert found == [("ar", "rtl"), ("he", "rtl"), ("en", "ltr"), (None, "ltr")]

    def test_text_is_shown_as_text(self, as_rita: Client, workspace: Workspace) -> None:
        document = document_in(workspace, "1. `<script>alert(1)</script>` is no part of any law of this country.\n")
        response = as_rita.get(address(document)).content.decode()
        assert "<script>alert" not in response


class TestParts:
    @pytest.mark.parametrize(
        ("query", "first", "last"),
        [
            ("", 1, 100),
            ("?part=2", 101, 200),
            ("?part=3", 201, 250),
            ("?part=99", 201, 250),
            ("?p=100", 1, 100),
            ("?p=101", 101, 200),
            ("?p=250", 201, 250),
            ("?p=9999", 201, 250),
            ("?p=0", 1, 100),
            ("?p=-3", 1, 100),
            ("?p=x&part=%00", 1, 100),
            ("?p=99999999999999999999", 1, 100),
            ("?page=3&assessment=99999999999999999999", 1, 100),
        ],
    )
    def test_a_long_document_is_shown_in_parts(
        self, as_rita: Client, long: Document, query: str, first: int, last: int
    ) -> None:
        found = numbers(page(as_rita, long, query))
        assert (found[0], found[-1]) == (first, last)

    def test_the_parts_lead_to_each_other(self, as_rita: Client, long: Document) -> None:
        shown = page(as_rita, long, "?part=2")
        assert {one.get("href") for one in shown.cssselect("a[rel=prev]")} == {"?part=1#text"}
        assert {one.get("href") for one in shown.cssselect("a[rel=next]")} == {"?part=3#text"}
        assert words(shown.cssselect(".heading")[0]) == "A long law"

    def test_the_passage_that_is_asked_for_is_marked(self, as_rita: Client, long: Document) -> None:
        shown = page(as_rita, long, "?p=120")
        assert [one.get("id") for one in shown.cssselect(".is-marked")] == ["p-120"]


class TestSearch:
    def test_words_are_found_in_all_parts_and_marked(self, as_rita: Client, long: Document) -> None:
        shown = page(as_rita, long, "?q=%22section+201%22")
        assert words(shown.cssselect("#found-title")[0]) == "1 passage found"
        hit = shown.cssselect(".hits a")[0]
        assert hit.get("href") == "?q=%22section+201%22&p=201#p-201"
        there = page(as_rita, long, hit.get("href").split("#")[0])
        assert [words(one) for one in there.cssselect("#p-201 mark")] == ["Section 201"]

    def test_only_this_document_is_searched(self, as_rita: Client, workspace: Workspace, long: Document) -> None:
        document_in(workspace, "1. Bicycles are to be registered in this country.\n", "other.md")
        shown = page(as_rita, long, "?q=bicycle")
        assert words(shown.cssselect("#found-title")[0]) == "0 passages found"

    def test_many_hits_come_in_pages(self, as_rita: Client, long: Document) -> None:
        shown = page(as_rita, long, "?q=child")
        assert words(shown.cssselect("#found-title")[0]) == "250 passages found"
        assert len(shown.cssselect(".hits li")) == 50
        following = shown.cssselect(".found a[rel=next]")[0].get("href")
        assert "¶ 51" in words(page(as_rita, long, following).cssselect(".hits li")[0]).replace("\xa0", " ")

    @pytest.mark.parametrize("q", ["%00", "a%00b", "(((", "NOT x", '"', "x" * 5000, "%F0%9F%92%A9", "-", "*"])
    def test_nothing_that_is_typed_is_an_error(self, as_rita: Client, long: Document, q: str) -> None:
        assert as_rita.get(address(long, f"?q={q}&found=999999999")).status_code == 200


@pytest.fixture
def assessment(workspace: Workspace, plan: Document) -> Assessment:
    made = Assessment.objects.create(workspace=workspace, state="Maravel", period="2024", run=2, shown_run=2)
    AssessedDocument.objects.create(assessment=made, document=plan)
    return made


def match(assessment: Assessment, document: Document, number: int, measure: str, verdict: str, run: int = 2) -> Match:
    passage = document.passages.get(number=number)
    return Match.objects.create(
        assessment=assessment,
        run=run,
        measure=measure,
        passage=passage,
        score=0.7,
        grade="policy",
        direction="contrary" if verdict == "contrary" else "does",
        verdict=verdict,
        reasons=[["words", [[0, 3], [2, 6]], 0.7]],
    )


class TestMargin:
    def test_it_shows_what_the_machine_and_people_say(
        self, as_rita: Client, plan: Document, assessment: Assessment, bob: User
    ) -> None:
        match(assessment, plan, 3, MEASURES[0], "evidence")
        match(assessment, plan, 3, MEASURES[1], "unsure")
        match(assessment, plan, 4, MEASURES[0], "contrary")
        match(assessment, plan, 5, MEASURES[0], "miss")
        match(assessment, plan, 6, MEASURES[0], "evidence", run=1)
        passage = plan.passages.get(number=3)
        Judgement.objects.create(
            assessment=assessment, measure=MEASURES[1], passage=passage, reviewer=bob, answer="confirmed"
        )
        shown = page(as_rita, plan, f"?assessment={assessment.pk}")
        assert [one.getparent().getparent().get("id") for one in shown.cssselect(".margin li")] == ["p-3", "p-3", "p-4"]
        first, second, third = map(words, shown.cssselect(".margin li"))
        title = the_register().measure(MEASURES[0]).title["en"]
        assert first.startswith(title.split("’")[0])
        assert "evidence: policy or plan" in first
        assert "for a person to decide" in second
        assert "confirmed" in second
        assert "Bob: confirmed" in second
        assert "contrary" in third
        link = shown.cssselect("#p-3 .margin a")[0].get("href")
        expected = reverse("review:measure", args=(plan.workspace.slug, assessment.pk, MEASURES[0]))
        assert link == f"{expected}#m-{passage.pk}"
        assert words(shown.cssselect("#p-3 mark")[0]) == passage.text[:6].strip()

    def test_a_passage_that_people_chose_is_there_too(
        self, as_rita: Client, plan: Document, assessment: Assessment, bob: User
    ) -> None:
        passage = plan.passages.get(number=7)
        Judgement.objects.create(
            assessment=assessment, measure=MEASURES[0], passage=passage, reviewer=bob, answer="confirmed"
        )
        shown = page(as_rita, plan, f"?assessment={assessment.pk}")
        assert "chosen by people" in words(shown.cssselect("#p-7 .margin")[0])

    def test_withdrawn_answers_and_older_ones_are_not_shown(
        self, as_rita: Client, plan: Document, assessment: Assessment, bob: User
    ) -> None:
        passage = plan.passages.get(number=7)
        common = {"assessment": assessment, "measure": MEASURES[0], "passage": passage, "reviewer": bob}
        Judgement.objects.create(**common, answer="confirmed", is_current=False)
        Judgement.objects.create(**common, answer="withdrawn")
        assert not page(as_rita, plan, f"?assessment={assessment.pk}").cssselect(".margin")

    def test_who_decides_independently_does_not_hear_the_others(
        self, as_rita: Client, plan: Document, assessment: Assessment, bob: User
    ) -> None:
        match(assessment, plan, 3, MEASURES[0], "evidence")
        Judgement.objects.create(
            assessment=assessment,
            measure=MEASURES[0],
            passage=plan.passages.get(number=3),
            reviewer=bob,
            answer="rejected",
        )
        assert "Bob" in words(page(as_rita, plan, f"?assessment={assessment.pk}").cssselect("#text")[0])
        session = as_rita.session
        session[f"independent-{assessment.pk}"] = True
        session.save()
        assert "Bob" not in words(page(as_rita, plan, f"?assessment={assessment.pk}").cssselect("#text")[0])

    def test_an_assessment_of_another_workspace_is_not_shown(
        self, as_rita: Client, plan: Document, charlie: User
    ) -> None:
        other = Assessment.objects.create(
            workspace=Workspace.objects.get(memberships__user=charlie), state="Secretland", run=2, shown_run=2
        )
        match(other, plan, 3, MEASURES[0], "evidence")
        shown = page(as_rita, plan, f"?assessment={other.pk}")
        assert not shown.cssselect(".margin")
        assert "Secretland" not in words(shown)

    def test_the_assessments_can_be_chosen(self, as_rita: Client, plan: Document, assessment: Assessment) -> None:
        options = [words(one) for one in page(as_rita, plan).cssselect("#assessment option")]
        assert options == ["none", "Maravel (2024)"]

    def test_as_many_queries_for_much_evidence_as_for_little(
        self,
        as_rita: Client,
        plan: Document,
        assessment: Assessment,
        bob: User,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for passage in plan.passages.all():
            for measure in MEASURES:
                match(assessment, plan, passage.number, measure, "evidence")
                Judgement.objects.create(
                    assessment=assessment, measure=measure, passage=passage, reviewer=bob, answer="confirmed"
                )
        with django_assert_max_num_queries(14):
            as_rita.get(address(plan, f"?assessment={assessment.pk}&p=5&q=children"))


class TestPicture:
    def test_the_passage_is_marked_on_its_page(self, as_rita: Client, plan: Document) -> None:
        row = next(one for one in plan.passages.all() if one.kind == "row" and "Child benefit" in one.text)
        shown = page(as_rita, plan, f"?p={row.number}")
        assert words(shown.cssselect("#pane-title")[0]) == "Page 4 of 4"
        svg = shown.cssselect("svg.page")[0]
        assert svg.get("role") == "img"
        assert f"passage {row.number} marked" in words(svg.cssselect("title")[0])
        marks = svg.cssselect(".asked rect")
        assert len(marks) >= 4
        width, height = map(float, svg.get("viewbox").split()[2:])
        for mark in marks:
            assert 0 <= float(mark.get("x")) < width
            assert 0 <= float(mark.get("y")) < height
        image = as_rita.get(svg.cssselect("image")[0].get("href"))
        assert image["Content-Type"] == "image/png"
        assert image.content.startswith(b"\x89PNG")

    @pytest.mark.parametrize("language", ["en", "fr", "es"])
    def test_figures_in_the_picture_are_the_same_in_every_language(
        self, as_rita: Client, plan: Document, language: str
    ) -> None:
        shown = as_rita.get(address(plan, "?p=5").replace("/en/", f"/{language}/")).content.decode()
        figures = re.findall(
            r'(?<=\s)(?:x|y|width|height|viewBox)="([^"]+)"', shown[shown.index("<svg") : shown.index("</svg>")]
        )
        assert figures
        assert all(re.fullmatch(r"[-\d. ]+", figure) for figure in figures)

    def test_pages_lead_to_each_other(self, as_rita: Client, plan: Document) -> None:
        shown = page(as_rita, plan, "?page=2")
        links = [one.get("href") for one in shown.cssselect(".pane a[data-pane-link]")]
        assert links == ["?page=1#pane", "?page=3#pane"]
        assert words(page(as_rita, plan, "?page=99").cssselect("#pane-title")[0]) == "Page 4 of 4"

    def test_a_page_opens_the_part_in_which_it_stands(self, as_rita: Client, workspace: Workspace, alice: User) -> None:
        text = "\n".join(f"{number}. Section {number} protects every child of this country." for number in range(1, 31))
        pages = [text.replace("Section", f"Section {part}.") for part in range(6)]
        document, _ = receive(workspace, alice, _upload(pdf(*pages)))
        read(document)
        last = document.passages.filter(page=document.pages).values_list("number", flat=True)
        assert set(numbers(page(as_rita, document, f"?page={document.pages}"))) & set(last)

    def test_evidence_is_shaded(self, as_rita: Client, plan: Document, assessment: Assessment) -> None:
        match(assessment, plan, 3, MEASURES[0], "evidence")
        number = plan.passages.get(number=3).page
        shown = page(as_rita, plan, f"?assessment={assessment.pk}&page={number}")
        assert shown.cssselect("svg .others rect")
        assert not shown.cssselect("svg .asked")

    def test_a_scan_is_shown_without_marks(self, as_rita: Client, workspace: Workspace) -> None:
        data = (SAMPLES / "circular-scanned.pdf").read_bytes()
        document = Document(workspace=workspace, name="scan.pdf", sha256="5" * 64, size=len(data))
        document.file.save("scan.pdf", _upload(data), save=True)
        text = "All police stations shall treat the child as a victim."
        store(
            document,
            Read("scan.pdf", "pdf", "", "5" * 64, text, (ReadPassage(text, Span(0, len(text)), page=1),), "en", 1),
        )
        shown = page(as_rita, document, "?p=1")
        assert shown.cssselect("svg image")
        assert not shown.cssselect("svg rect")
        assert "This page is a scan: nothing can be marked on it." in words(shown.cssselect("#pane")[0])

    def test_a_page_that_cannot_be_drawn_leaves_the_text(
        self, as_rita: Client, plan: Document, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
        monkeypatch.setattr(pictures, "SHOWING", "hostile:crash")
        shown = page(as_rita, plan, "?p=5")
        assert "This page cannot be shown as a picture." in words(shown.cssselect("#pane")[0])
        assert numbers(shown)
        picture = reverse("documents:page-picture", args=(plan.workspace.slug, plan.pk, 1))
        assert as_rita.get(picture).status_code == 404
        # It is not tried again at each visit, but later.
        monkeypatch.undo()
        marked = plan.passages.get(number=5).page or 0
        with pytest.raises(PictureError):
            page_picture(plan, marked)
        monkeypatch.setattr(pictures, "_AGAIN", -1)
        assert page_picture(plan, marked).places

    def test_it_is_drawn_once(self, as_rita: Client, plan: Document, monkeypatch: pytest.MonkeyPatch) -> None:
        page(as_rita, plan, "?p=5")
        monkeypatch.setattr(pictures, "SHOWING", "hostile:crash")
        assert page(as_rita, plan, "?p=5").cssselect("svg")

    def test_a_damaged_store_mends_itself(self, plan: Document) -> None:
        first = page_picture(plan, 1)
        for file in first.file.parent.glob("1-*.json"):
            file.write_text('{"width": "x"')
        with pytest.raises(PictureError):
            page_picture(plan, 1)
        assert page_picture(plan, 1).places == first.places

    @pytest.mark.parametrize("number", [0, 5, 10**12])
    def test_pages_that_are_not_there(self, as_rita: Client, plan: Document, number: int) -> None:
        picture = reverse("documents:page-picture", args=(plan.workspace.slug, plan.pk, number))
        assert as_rita.get(picture).status_code == 404

    def test_only_pdf_has_pages(self, as_rita: Client, workspace: Workspace) -> None:
        document = document_in(workspace)
        assert not page(as_rita, document, "?page=1").cssselect("#pane")
        assert as_rita.get(reverse("documents:page-picture", args=(workspace.slug, document.pk, 1))).status_code == 404

    @pytest.mark.parametrize(
        ("person", "status"), [("rita", 200), ("bob", 200), ("alice", 200), ("charlie", 404), ("", 302)]
    )
    def test_who_sees_pictures(
        self,
        as_rita: Client,
        as_bob: Client,
        as_alice: Client,
        as_charlie: Client,
        plan: Document,
        person: str,
        status: int,
    ) -> None:
        clients = {"rita": as_rita, "bob": as_bob, "alice": as_alice, "charlie": as_charlie, "": Client()}
        picture = reverse("documents:page-picture", args=(plan.workspace.slug, plan.pk, 1))
        assert clients[person].get(picture).status_code == status


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], []),
        ([(5, 9), (1, 3)], [(1, 3), (5, 9)]),
        ([(1, 5), (3, 9), (9, 10)], [(1, 10)]),
        ([(-5, 2), (8, 99), (4, 4), (7, 6), (50, 60)], [(0, 2), (8, 10)]),
    ],
)
def test_places_are_put_in_order(places: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert merged(places, 10) == expected


def _upload(data: bytes) -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("made.pdf", data)
