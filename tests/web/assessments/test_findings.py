"""Statuses and counts: the machine's as the engine has them, people's by the rule of judgements, never a false "no"."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.assessments.making import FOREIGN, PLAN, assessed, opened
from tests.web.factories import LAW, document_in

from tutela.evidence.assessment import assess
from tutela.text.reading import read_data
from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import Assessment, Finding, Judgement, Match
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import decide
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

MEASURE = the_register().measures[0].id
FOUND_IN_LAW = "law"


@pytest.fixture
def assessment(workspace: Workspace, alice: User) -> Assessment:
    """Complete, of one document with six passages, without any match."""
    assessment = opened(workspace, alice)
    Assessment.objects.filter(pk=assessment.pk).update(run=1, shown_run=1, is_complete=True)
    assessment.refresh_from_db()
    return assessment


def put(assessment: Assessment, *matches: tuple[str, float, str, str]) -> list[Passage]:
    """Matches of the first measure (verdict, score, grade, direction) in the first passages."""
    passages = list(Passage.objects.filter(document__assessed_in__assessment=assessment)[: len(matches)])
    Match.objects.bulk_create(
        Match(
            assessment=assessment,
            run=assessment.shown_run,
            measure=MEASURE,
            passage=passage,
            score=score,
            grade=grade,
            direction=direction,
            verdict=verdict,
        )
        for passage, (verdict, score, grade, direction) in zip(passages, matches, strict=True)
    )
    return passages


def finding(assessment: Assessment) -> Finding:
    refresh(assessment, [MEASURE])
    return Finding.objects.get(assessment=assessment, measure=MEASURE)


STRONG = ("evidence", 0.9, "law", "does")
WEAK = ("evidence", 0.6, "law", "does")
PART = ("evidence", 0.9, "policy", "part")
ASKED = ("evidence", 0.9, "recommendation", "does")
UNSURE = ("unsure", 0.4, "practice", "does")
CONTRARY = ("contrary", 0.45, "law", "contrary")
MISS = ("miss", 0.31, "law", "does")


@pytest.mark.parametrize(
    ("matches", "answers", "machine", "people", "counts"),
    [
        ([], [], "not-found", "", {}),
        ([STRONG], [], "addressed", "", {"evidence": 1, "law": 1, "undecided": 1}),
        ([WEAK], [], "partly", "", {"evidence": 1, "law": 1}),
        ([WEAK, WEAK, PART], [], "addressed", "", {"law": 2, "policy": 1}),
        ([PART, PART, PART], [], "partly", "", {"policy": 3}),
        ([ASKED, ASKED, ASKED], [], "partly", "", {"recommendation": 3, "law": 0}),
        ([UNSURE], [], "not-found", "", {"unsure": 1, "undecided": 1, "practice": 0}),
        ([CONTRARY], [], "not-found", "", {"contrary": 1, "undecided": 1, "law": 0}),
        ([MISS], [], "not-found", "", {"evidence": 0, "undecided": 0}),
        # A passage that people confirm counts in full, whatever its score.
        ([WEAK], [["confirmed"]], "partly", "addressed", {"confirmed": 1, "undecided": 0, "law": 1}),
        ([UNSURE], [["confirmed"]], "not-found", "addressed", {"confirmed": 1, "practice": 1}),
        ([MISS], [["confirmed"]], "not-found", "addressed", {"confirmed": 1, "law": 1}),
        ([ASKED], [["confirmed"]], "partly", "partly", {"recommendation": 1}),
        ([PART], [["confirmed"]], "partly", "partly", {"policy": 1}),
        # One that they reject, are unsure of or disagree on does not count.
        ([STRONG], [["rejected"]], "addressed", "not-found", {"rejected": 1, "evidence": 1, "law": 0}),
        ([STRONG], [["unsure"]], "addressed", "not-found", {"doubted": 1, "undecided": 0}),
        ([STRONG], [["confirmed", "rejected"]], "addressed", "not-found", {"disputed": 1, "law": 0}),
        ([STRONG], [["confirmed", "unsure"]], "addressed", "addressed", {"confirmed": 1}),
        ([STRONG, WEAK], [["rejected"]], "addressed", "partly", {"rejected": 1, "law": 1, "undecided": 1}),
        # To confirm that a passage is contrary never speaks for the measure.
        ([CONTRARY], [["confirmed"]], "not-found", "not-found", {"confirmed": 1, "contrary": 1, "law": 0}),
        # What was taken back was never said.
        ([STRONG], [["withdrawn"]], "addressed", "", {"undecided": 1, "law": 1}),
        ([STRONG], [["withdrawn", "rejected"]], "addressed", "not-found", {"rejected": 1}),
    ],
)
def test_the_rule(
    assessment: Assessment,
    alice: User,
    bob: User,
    matches: list[tuple[str, float, str, str]],
    answers: list[list[str]],
    machine: str,
    people: str,
    counts: dict[str, int],
) -> None:
    passages = put(assessment, *matches)
    for passage, said in zip(passages, answers, strict=False):
        for reviewer, answer in zip((alice, bob), said, strict=False):
            Judgement.objects.create(
                assessment=assessment, measure=MEASURE, passage=passage, reviewer=reviewer, answer=answer
            )
    found = finding(assessment)
    assert (found.machine, found.people) == (machine, people)
    assert {name: getattr(found, name) for name in counts} == counts
    assert found.status == (people or machine)


def test_an_older_answer_of_the_same_reviewer_does_not_count(assessment: Assessment, alice: User) -> None:
    [passage] = put(assessment, STRONG)
    decide(assessment, MEASURE, [passage], alice, "rejected")
    decide(assessment, MEASURE, [passage], alice, "confirmed")
    assert finding(assessment).people == "addressed"


def test_a_decision_on_a_passage_that_was_not_matched_counts_and_is_kept_with_the_matches(
    assessment: Assessment, alice: User
) -> None:
    passage = Passage.objects.filter(document__assessed_in__assessment=assessment).first()
    assert passage is not None
    decide(assessment, MEASURE, [passage], alice, "confirmed")
    found = Finding.objects.get(assessment=assessment, measure=MEASURE)
    assert (found.machine, found.people, found.law) == ("not-found", "addressed", 1)
    match = Match.objects.get(assessment=assessment, measure=MEASURE, passage=passage)
    assert (match.verdict, match.score, match.run) == ("miss", 0.0, assessment.shown_run)
    refresh(assessment)
    assert Match.objects.filter(assessment=assessment).count() == 1


def test_a_decision_on_a_document_that_is_no_longer_assessed_does_not_count(
    assessment: Assessment, alice: User
) -> None:
    [passage] = put(assessment, STRONG)
    decide(assessment, MEASURE, [passage], alice, "rejected")
    Match.objects.all().delete()
    assessment.assessed_documents.all().delete()
    found = finding(assessment)
    assert (found.people, found.rejected) == ("", 0)


def test_before_all_documents_were_searched_nothing_is_called_not_found(assessment: Assessment, alice: User) -> None:
    [passage] = put(assessment, STRONG)
    Assessment.objects.filter(pk=assessment.pk).update(is_complete=False)
    refresh(assessment)
    statuses = dict(Finding.objects.filter(assessment=assessment).values_list("measure", "machine"))
    assert statuses.pop(MEASURE) == "addressed"
    assert set(statuses.values()) == {"not-assessed"}
    decide(assessment, MEASURE, [passage], alice, "rejected")
    assert finding(assessment).people == "not-assessed"


def test_documents_in_other_languages_are_no_data(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice, document_in(workspace, FOREIGN, "zakon.md"))
    assert set(assessment.findings.values_list("machine", flat=True)) == {"no-data"}


def test_a_new_assessment_is_not_assessed(workspace: Workspace, alice: User) -> None:
    assessment = opened(workspace, alice)
    assert list(assessment.findings.values_list("machine", flat=True)) == ["not-assessed"] * 105


def test_only_the_measures_that_were_asked_for_are_counted(assessment: Assessment) -> None:
    put(assessment, STRONG)
    other = the_register().measures[1].id
    refresh(assessment, [other])
    assert Finding.objects.get(assessment=assessment, measure=MEASURE).machine != "addressed"
    refresh(assessment, [MEASURE])
    assert Finding.objects.get(assessment=assessment, measure=MEASURE).machine == "addressed"


@pytest.mark.parametrize("measures", [None, [MEASURE]])
def test_the_number_of_queries_is_fixed(
    assessment: Assessment, alice: User, django_assert_max_num_queries, measures: list[str] | None
) -> None:
    passages = put(assessment, STRONG, WEAK, UNSURE, CONTRARY, MISS)
    for passage in passages:
        decide(assessment, MEASURE, [passage], alice, "confirmed")
    with django_assert_max_num_queries(8):  # two of them begin and end the transaction
        refresh(assessment, measures)


# --- the same as the engine ------------------------------------------------------------------------------------------

PROVISIONS = [block.strip() for block in (LAW + PLAN).split("\n\n") if not block.startswith("#")]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(st.sampled_from(PROVISIONS), min_size=1, max_size=6, unique=True), min_size=1, max_size=3)
)
def test_statuses_are_those_of_the_engine_on_the_same_documents(
    workspace: Workspace, alice: User, texts: list[list[str]]
) -> None:
    contents = {f"# Document {number}\n\n" + "\n\n".join(text) + "\n" for number, text in enumerate(texts)}
    documents = [document_in_once(workspace, content) for content in sorted(contents)]
    ours = assessed(workspace, alice, *documents)
    theirs = assess([read_data(content.encode(), "d.md", "0") for content in sorted(contents)], the_register())
    assert dict(ours.findings.values_list("measure", "machine")) == {
        finding.measure: finding.status for finding in theirs.findings
    }
    for kind in ("evidence", "unsure", "contrary"):
        counts = {finding.measure: len(getattr(finding, kind)) for finding in theirs.findings}
        assert dict(ours.findings.values_list("measure", kind)) == counts


def document_in_once(workspace: Workspace, content: str):
    """The workspace keeps the same content once."""
    import hashlib

    from tutela.web.documents.models import Document

    digest = hashlib.sha256(content.encode()).hexdigest()
    existing = Document.objects.filter(workspace=workspace, sha256=digest).first()
    return existing or document_in(workspace, content, f"{digest[:8]}.md")
