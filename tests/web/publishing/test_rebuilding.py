"""What is rebuilt from the database is what the command line finds, with people's decisions and nothing else changed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.files.base import ContentFile
from lxml import html
from openpyxl import load_workbook
from tests.web.assessing import assessed, said, strongest
from tests.web.factories import document_in

from tutela.evidence.assessment import assess
from tutela.report.json_report import json_text, schema, to_json
from tutela.report.words import words
from tutela.report.writing import FORMATS, write_reports
from tutela.text.document import Document as Read
from tutela.text.folder import list_files, read_files
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding, Judgement, Match
from tutela.web.documents.intake import set_aside, store
from tutela.web.documents.models import Document, Passage
from tutela.web.publishing.rebuilding import domain_assessment
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

SAMPLES = Path(__file__).parents[3] / "samples"
CHOSEN = ("loi-protection-de-l-enfant.pdf", "children-act.docx", "circular-scanned.pdf", "national-plan-of-action.pdf")
"""Two laws and a plan in two languages, and a scan that cannot be read without Tesseract."""


def kept(workspace: Workspace, name: str, result: Any) -> Document:
    """A sample as the site keeps it, from what was read of it."""
    data = (SAMPLES / name).read_bytes()
    row = Document(workspace=workspace, name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    row.file.save(name, ContentFile(data), save=True)
    if isinstance(result, Read):
        store(row, result)
    else:
        set_aside(row, result.notice)
    return row


@pytest.fixture
def assessment(workspace: Workspace, alice: User) -> Assessment:
    return assessed(workspace, alice)


def report(assessment: Assessment, **options: bool) -> Any:
    return to_json(domain_assessment(assessment, **options), "en")


def measure_of(report: Any, id: str) -> Any:
    [found] = [measure for measure in report["measures"] if measure["id"] == id]
    return found


def test_the_samples_give_the_report_of_the_command_line(workspace: Workspace, alice: User) -> None:
    results = list(read_files(list_files([SAMPLES / name for name in CHOSEN]), ocr=False))
    rows = [kept(workspace, name, result) for name, result in zip(CHOSEN, results, strict=True)]
    assessment = assessed(workspace, alice, *rows)
    assert assessment.assessed is not None
    expected = to_json(assess(results, the_register(), state="Maravel (2026)", created="?"), "en")
    found = report(assessment)
    assert found["created"] == assessment.assessed.isoformat(timespec="seconds")
    assert len(found["set_aside"]) == 1
    assert sum(len(measure["evidence"]) for measure in found["measures"]) > 50
    found["created"] = "?"
    assert json_text(found) == json_text(expected)


def test_an_assessment_without_documents_that_could_be_read_can_be_reported(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice, document_in(workspace, "# Act\n\n1. Nothing.\n"))
    assert {measure["status"] for measure in report(assessment)["measures"]} == {"not-found"}


def test_a_rejected_passage_no_longer_counts_and_a_confirmed_one_does(
    assessment: Assessment, alice: User, bob: User
) -> None:
    evidence, unsure = strongest(assessment), strongest(assessment, "miss")
    said(assessment, evidence.measure, evidence.passage, alice, "rejected", "About something else.")
    said(assessment, unsure.measure, unsure.passage, alice, "confirmed")
    said(assessment, unsure.measure, unsure.passage, bob, "confirmed")
    found = report(assessment)
    rejected = measure_of(found, evidence.measure)
    assert [one["quotation"] for one in rejected["rejected"]] == [evidence.passage.text]
    [judgement] = rejected["rejected"][0]["judgements"]
    assert judgement == {
        "answer": "rejected", "by": "Alice", "at": "2026-11-20T08:30:00+00:00", "note": "About something else.",
    }  # fmt: skip
    assert evidence.passage.text not in [one["quotation"] for one in rejected["evidence"]]
    confirmed = measure_of(found, unsure.measure)["evidence"][0]
    assert confirmed["quotation"] == unsure.passage.text
    assert [one["by"] for one in confirmed["judgements"]] == ["Alice", "Bob"]
    jsonschema.validate(found, schema())


@pytest.mark.parametrize("answers", [["confirmed"], ["rejected"], ["unsure"], ["confirmed", "rejected"], ["withdrawn"]])
@pytest.mark.parametrize("verdict", ["evidence", "miss"])
def test_statuses_are_those_of_the_pages(
    assessment: Assessment, alice: User, bob: User, verdict: str, answers: list[str]
) -> None:
    match = strongest(assessment, verdict)
    for reviewer, answer in zip((alice, bob), answers, strict=False):
        said(assessment, match.measure, match.passage, reviewer, answer)
    rows = {finding.measure: finding for finding in Finding.objects.filter(assessment=assessment)}
    for finding in domain_assessment(assessment).findings:
        row = rows[finding.measure]
        assert (finding.status, finding.machine or "") == (row.status, row.machine if row.people else "")
        assert len(finding.evidence) == row.standing


def test_a_passage_that_people_confirmed_is_evidence_where_no_run_found_it(assessment: Assessment, alice: User) -> None:
    traffic = Passage.objects.get(document__assessed_in__assessment=assessment, text__contains="motor vehicles")
    measure = strongest(assessment).measure
    Judgement.objects.create(
        assessment=assessment, measure=measure, passage=traffic, reviewer=alice, answer="confirmed"
    )
    assert not Match.objects.filter(measure=measure, passage=traffic).exists()
    evidence = measure_of(report(assessment), measure)["evidence"]
    assert (evidence[0]["quotation"], evidence[0]["score"], evidence[0]["grade"]) == (traffic.text, 0.0, "law")


def test_a_contrary_passage_that_only_people_kept_stays_contrary(assessment: Assessment, alice: User) -> None:
    traffic = Passage.objects.get(document__assessed_in__assessment=assessment, text__contains="motor vehicles")
    measure = strongest(assessment).measure
    Match.objects.create(
        assessment=assessment, run=assessment.shown_run, measure=measure, passage=traffic, score=0.0,
        grade="law", direction="contrary", verdict="contrary",
    )  # fmt: skip
    said(assessment, measure, traffic, alice, "confirmed")
    found = measure_of(report(assessment), measure)
    assert [one["quotation"] for one in found["contrary"]] == [traffic.text]
    assert traffic.text not in [one["quotation"] for one in found["evidence"]]


def test_decisions_that_were_withdrawn_followed_or_made_on_other_documents_do_not_count(
    workspace: Workspace, assessment: Assessment, alice: User
) -> None:
    before = report(assessment)
    match = strongest(assessment)
    old = said(assessment, match.measure, match.passage, alice, "rejected")
    Judgement.objects.filter(pk=old.pk).update(is_current=False)
    said(assessment, match.measure, match.passage, alice, "withdrawn")
    other = document_in(workspace, "# Other Act\n\n1. A child is a person under eighteen.\n", "other.md")
    said(assessment, match.measure, other.passages.get(), alice, "confirmed")
    assert report(assessment) == before


def test_names_and_notes_stay_out_where_they_are_not_asked_for(
    assessment: Assessment, alice: User, tmp_path: Path
) -> None:
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, alice, "confirmed", "Secret reasoning.")
    for options, present in (
        ({}, {"Alice", "Secret reasoning."}),
        ({"with_names": False}, {"Secret reasoning."}),
        ({"with_notes": False}, {"Alice"}),
        ({"with_names": False, "with_notes": False}, set()),
    ):
        text = json_text(report(assessment, **options))
        assert {word for word in ("Alice", "Secret reasoning.") if word in text} == present


def test_the_number_of_queries_does_not_grow(
    workspace: Workspace, alice: User, django_assert_num_queries: Any, assessment: Assessment
) -> None:
    with django_assert_num_queries(5):
        domain_assessment(assessment)
    more = [
        document_in(workspace, f"# Act {n}\n\n1. A child is a person under eighteen.\n", f"{n}.md") for n in range(5)
    ]
    larger = assessed(workspace, alice, *more, state="Larger")
    match = strongest(larger)
    said(larger, match.measure, match.passage, alice, "confirmed")
    with django_assert_num_queries(5):
        domain_assessment(larger)


def test_the_register_is_the_one_of_the_run(assessment: Assessment) -> None:
    Assessment.objects.update(register_digest="ab" * 32, version="0.0.9")
    assessment.refresh_from_db()
    found = report(assessment)
    assert (found["register"]["digest"], found["version"]) == ("ab" * 32, "0.0.9")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_format_opens_and_says_what_people_decided(
    assessment: Assessment, alice: User, tmp_path: Path, language: str
) -> None:
    match = strongest(assessment)
    said(assessment, match.measure, match.passage, alice, "rejected", "Not what is asked.")
    spoken = words(language)
    paths = {path.suffix: path for path in write_reports(domain_assessment(assessment), language, tmp_path, FORMATS)}
    page = html.document_fromstring(paths[".html"].read_bytes().decode())
    assert spoken["people.title"] in page.text_content()
    book = load_workbook(io.BytesIO(paths[".xlsx"].read_bytes()))
    assert spoken["workbook.rejected-passages"] in book.sheetnames
    document = zipfile.ZipFile(paths[".docx"]).read("word/document.xml").decode()
    assert "Not what is asked." in document
    assert spoken["taken-as.rejected"] in paths[".csv"].read_text(encoding="utf-8-sig")
    jsonschema.validate(json.loads(paths[".json"].read_bytes()), schema())
