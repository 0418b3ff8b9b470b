"""Runs: asked for once, resumed where they were stopped, cancelled, repeated; what people decided outlives them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.files.base import ContentFile
from tests.web.assessments.making import PLAN, assessed, opened, run_of, shown
from tests.web.factories import LAW, document_in

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.findings import NEAREST
from tutela.web.accounts.models import User
from tutela.web.assessments import run as running_module
from tutela.web.assessments.models import AssessedDocument, Assessment, Judgement, Match
from tutela.web.assessments.planning import choose_documents
from tutela.web.assessments.running import delete, start, stop
from tutela.web.documents.domain import domain_document
from tutela.web.documents.intake import receive
from tutela.web.documents.models import Document, DocumentState, Passage
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import Progress
from tutela.web.review.decisions import decide
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

NEWER_LAW = LAW.replace("imprisonment for eight years", "imprisonment for twelve years").replace(
    "## Part II.", "## Part 2."
)


def set_documents(assessment: Assessment) -> list[str]:
    return [row.document.name for row in assessment.assessed_documents.select_related("document")]


# --- asking ----------------------------------------------------------------------------------------------------------


def test_two_clicks_on_the_same_page_start_one_run(workspace: Workspace, alice: User, bob: User) -> None:
    assessment = opened(workspace, alice)
    first, is_new = start(assessment, alice, 1)
    second, is_new_again = start(assessment, bob, 1)
    assert (is_new, is_new_again, first) == (True, False, second)
    assert Job.objects.count() == 1


def test_a_click_on_a_page_that_was_left_open_starts_nothing(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice)
    job, is_new = start(assessment, alice, 1)
    assert (is_new, job.state, job.number) == (False, "done", 1)
    job, is_new = start(assessment, alice, 2)
    assert (is_new, job.number) == (True, 2)


def test_an_assessment_has_one_open_job(workspace: Workspace, alice: User) -> None:
    assessment = opened(workspace, alice)
    first, _ = start(assessment, alice)
    again, is_new = start(assessment, alice, 2)
    assert (again, is_new) == (first, False)
    assert Assessment.objects.get().run == 1


# --- what a run keeps ------------------------------------------------------------------------------------------------


def test_a_run_keeps_what_the_engine_finds(workspace: Workspace, alice: User) -> None:
    assessed(workspace, alice)
    document = Document.objects.get()
    read = domain_document(document)
    expected = {
        (match.measure, match.passage.text, match.score, match.grade, match.direction)
        for matches in ConceptScorer(the_register(), least=NEAREST).matches(read.passages)
        for match in matches
    }
    kept = Match.objects.values_list("measure", "passage__text", "score", "grade", "direction")
    assert expected
    assert set(kept) == expected
    assert len(kept) == len(expected)


def test_spans_of_reasons_are_counted_in_the_passage(workspace: Workspace, alice: User) -> None:
    assessed(workspace, alice)
    matches = Match.objects.select_related("passage").filter(verdict="evidence")
    spans = [
        match.passage.text[start:end]
        for match in matches
        for _concept, places, _weight in match.reasons
        for start, end in places
    ]
    assert "child sexual abuse material" in spans
    assert all(span and span == span.strip() for span in spans)
    assert all(match.reasons for match in matches)


def test_the_assessment_knows_what_it_was_made_with(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice)
    assert assessment.register_digest == the_register().digest
    assert assessment.version
    row = assessment.assessed_documents.get()
    assert (row.run, row.searched) == (1, Passage.objects.count())
    evidence = Match.objects.filter(verdict="evidence").values("passage").distinct().count()
    assert row.found == evidence > 0


def test_hostile_and_broken_files_do_not_keep_the_others_from_being_searched(workspace: Workspace, alice: User) -> None:
    bad = [
        receive(workspace, alice, ContentFile(data, name=name))[0]
        for name, data in (
            ("broken.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 500),
            ("bomb.html", b"<div>" * 200_000),
            ("nothing.txt", b"   \n \n"),
        )
    ]
    good = document_in(workspace)
    assessment = opened(workspace, alice, bad[0], good, *bad[1:])
    job = run_of(assessment, alice)
    assert job.state == JobState.DONE
    assert assessment.is_complete
    assert shown(assessment)
    for document in bad:
        document.refresh_from_db()
        assert document.state != DocumentState.WAITING
    assert Document.objects.get(name="broken.pdf").state == DocumentState.SET_ASIDE
    assert assessment.assessed_documents.count() == 4
    assert set(assessment.findings.values_list("machine", flat=True)) >= {"addressed", "not-found"}


def test_a_document_that_is_deleted_in_the_middle_is_left_out(workspace: Workspace, alice: User) -> None:
    assessment = opened(workspace, alice, document_in(workspace), document_in(workspace, PLAN, "plan.md"))
    Document.objects.get(name="act.md").delete()
    assert run_of(assessment, alice).state == JobState.DONE
    assert set_documents(assessment) == ["plan.md"]


# --- stopped and taken up again ---------------------------------------------------------------------------------------


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages are written two at a time, and shown at once."""
    monkeypatch.setattr(running_module, "BATCH", 2)
    monkeypatch.setattr(running_module, "SHOW_EVERY", 0.0)


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, Callable[[], None]], None]]:
    """Call something when a run has written so many batches."""

    def at(batches: int, act: Callable[[], None]) -> None:
        written = 0
        tell = Progress.within

        def within(self: Progress, steps: int, name: str = "") -> None:
            nonlocal written
            written += 1
            if written == batches:
                act()
            tell(self, steps, name)

        monkeypatch.setattr(Progress, "within", within)

    yield at
    monkeypatch.undo()


class KilledError(BaseException):
    """As if the process were gone: nothing after it is done."""


@pytest.mark.parametrize("batches", [1, 2, 3, 4])
def test_a_run_that_was_killed_goes_on_and_doubles_nothing(
    workspace: Workspace, alice: User, small_batches: None, interrupted, batches: int
) -> None:
    documents = [document_in(workspace), document_in(workspace, PLAN, "plan.md")]
    whole = assessed(workspace, alice, *documents, state="Whole")
    assessment = opened(workspace, alice, *documents)
    job, _ = start(assessment, alice)

    def kill() -> None:
        raise KilledError

    interrupted(batches, kill)
    with pytest.raises(KilledError):
        do_one("first")
    Job.objects.filter(pk=job.pk).update(beat="2020-01-01T00:00Z")
    assert do_one("second")
    job.refresh_from_db()
    assessment.refresh_from_db()
    assert (job.state, job.worker) == (JobState.DONE, "second")
    assert assessment.is_complete

    def rows(of: Assessment) -> list[tuple[object, ...]]:
        return sorted(Match.objects.filter(assessment=of).values_list("measure", "passage", "score", "verdict"))

    assert rows(assessment) == rows(whole)
    fields = ("measure", "machine", "evidence", "unsure", "law", "policy")
    assert list(assessment.findings.order_by("measure").values_list(*fields)) == list(
        whole.findings.order_by("measure").values_list(*fields)
    )


def test_a_finished_document_is_not_searched_again_after_a_restart(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = opened(workspace, alice, document_in(workspace), document_in(workspace, PLAN, "plan.md"))
    start(assessment, alice)

    def kill() -> None:
        raise KilledError

    interrupted(4, kill)  # the law has three batches
    with pytest.raises(KilledError):
        do_one("first")
    first = set(Match.objects.filter(passage__document__name="act.md").values_list("pk", flat=True))
    assert first
    Job.objects.update(beat="2020-01-01T00:00Z")
    do_one("second")
    assert set(Match.objects.filter(passage__document__name="act.md").values_list("pk", flat=True)) == first


def test_a_worker_that_lost_its_job_writes_nothing_more(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = opened(workspace, alice)
    start(assessment, alice)
    counted: list[int] = []

    def taken_over() -> None:
        Job.objects.update(worker="another")
        counted.append(Match.objects.count())

    interrupted(1, taken_over)
    assert do_one("first")
    assert Match.objects.count() == counted[0]
    job = Job.objects.get()
    assert (job.state, job.worker) == (JobState.RUNNING, "another")


def test_results_of_a_first_run_are_shown_while_it_runs(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = opened(workspace, alice)
    start(assessment, alice)
    seen: list[tuple[int, bool, set[str]]] = []

    def look() -> None:
        row = Assessment.objects.get()
        seen.append((row.shown_run, row.is_complete, set(row.findings.values_list("machine", flat=True))))

    interrupted(1, look)
    do_one("test")
    [(shown_run, is_complete, statuses)] = seen
    assert (shown_run, is_complete) == (1, False)
    assert statuses == {"addressed", "partly", "not-assessed"}
    assert "not-found" in set(assessment.findings.values_list("machine", flat=True))


# --- cancelled -------------------------------------------------------------------------------------------------------


def test_a_run_that_waits_is_cancelled_at_once(workspace: Workspace, alice: User) -> None:
    assessment = opened(workspace, alice)
    start(assessment, alice)
    job = stop(assessment, alice)
    assert job is not None
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not do_one("test")
    assessment.refresh_from_db()
    assert (assessment.shown_run, assessment.is_complete) == (0, False)


def test_a_first_run_that_is_cancelled_keeps_what_it_has_and_goes_on_when_asked_again(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = opened(workspace, alice, document_in(workspace), document_in(workspace, PLAN, "plan.md"))
    start(assessment, alice)
    interrupted(4, lambda: stop(assessment, alice) and None)
    do_one("test")
    assessment.refresh_from_db()
    assert Job.objects.get().state == JobState.CANCELLED
    assert (assessment.shown_run, assessment.is_complete) == (1, False)
    assert shown(assessment)
    statuses = set(assessment.findings.values_list("machine", flat=True))
    assert "addressed" in statuses
    assert "not-found" not in statuses
    kept = set(Match.objects.filter(passage__document__name="act.md").values_list("pk", flat=True))

    job = run_of(assessment, alice)
    assert (job.number, job.state, assessment.shown_run, assessment.is_complete) == (2, JobState.DONE, 2, True)
    assert set(Match.objects.filter(passage__document__name="act.md").values_list("pk", flat=True)) == kept
    assert set(Match.objects.values_list("run", flat=True)) == {2}
    assert "not-found" in set(assessment.findings.values_list("machine", flat=True))


def test_a_repeat_that_is_cancelled_leaves_the_last_run_as_it_was(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = assessed(workspace, alice)
    before = set(Match.objects.values_list("pk", flat=True))
    choose_documents(assessment, [document_in(workspace, PLAN, "plan.md")])
    start(assessment, alice)
    interrupted(1, lambda: stop(assessment, alice) and None)
    do_one("test")
    assessment.refresh_from_db()
    assert (assessment.shown_run, assessment.is_complete) == (1, True)
    assert set(Match.objects.values_list("pk", flat=True)) == before
    assert set_documents(assessment) == ["act.md"]
    run_of(assessment, alice)
    assert set_documents(assessment) == ["plan.md"]
    assert assessment.shown_run == 3


# --- repeated --------------------------------------------------------------------------------------------------------


def test_a_repeat_shows_the_last_run_until_it_is_complete(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = assessed(workspace, alice)
    before = shown(assessment)
    findings = set(assessment.findings.values_list("measure", "machine", "evidence"))
    choose_documents(assessment, [*Document.objects.all(), document_in(workspace, PLAN, "plan.md")])
    start(assessment, alice)
    seen: list[object] = []

    def look() -> None:
        row = Assessment.objects.get()
        seen.append((row.shown_run, shown(row), set_documents(row)))
        seen.append(set(row.findings.values_list("measure", "machine", "evidence")))

    interrupted(4, look)
    do_one("test")
    assert seen == [(1, before, ["act.md"]), findings]
    assessment.refresh_from_db()
    assert assessment.shown_run == 2
    assert shown(assessment) > before
    assert set(Match.objects.values_list("run", flat=True)) == {2}
    assert set_documents(assessment) == ["act.md", "plan.md"]
    assert not assessment.planned_documents.exists()


def test_a_repeat_gives_the_same(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice)
    before = set(Match.objects.values_list("measure", "passage", "score", "verdict"))
    run_of(assessment, alice)
    assert set(Match.objects.values_list("measure", "passage", "score", "verdict")) == before


def test_decisions_outlive_a_new_run_even_where_it_finds_nothing_there(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice)
    match = Match.objects.filter(verdict="evidence").order_by("pk").first()
    assert match is not None
    decide(assessment, match.measure, [match.passage], alice, "confirmed", "Read it.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running_module, "the_scorer", lambda: _Blind())
        run_of(assessment, alice)
    kept = Match.objects.get()
    assert (kept.measure, kept.passage, kept.run) == (match.measure, match.passage, 2)
    assert (kept.verdict, kept.score, kept.grade, kept.direction) == ("miss", 0.0, match.grade, match.direction)
    finding = assessment.findings.get(measure=match.measure)
    assert (finding.machine, finding.people, finding.confirmed) == ("not-found", "addressed", 1)
    assert Judgement.objects.count() == 1


def test_what_was_confirmed_as_contrary_never_comes_to_speak_for_the_measure(workspace: Workspace, alice: User) -> None:
    assessment = assessed(workspace, alice)
    match = Match.objects.filter(verdict="evidence").order_by("pk")[0]
    Match.objects.filter(pk=match.pk).update(direction="contrary", verdict="contrary", score=0.4)
    decide(assessment, match.measure, [match.passage], alice, "confirmed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running_module, "the_scorer", lambda: _Blind())
        run_of(assessment, alice)
    finding = assessment.findings.get(measure=match.measure)
    assert (finding.status, finding.standing) == ("not-found", 0)


class _Blind:
    """An engine that finds nothing."""

    def matches(self, passages):
        return ([] for _ in passages)


# --- newer versions --------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(workspace: Workspace, alice: User) -> Callable[[Document, str], Document]:
    """Put a newer version in the place of a document."""

    def replace(document: Document, text: str) -> Document:
        version = document_in(workspace, text, f"new-{document.name}")
        version.replaces = document
        version.save(update_fields=["replaces"])
        return version

    return replace


def test_a_repeat_takes_newer_versions_only_where_that_is_asked(workspace: Workspace, alice: User, newer) -> None:
    assessment = assessed(workspace, alice)
    newer(newer(Document.objects.get(), NEWER_LAW), NEWER_LAW + "\n7. This Act enters into force today.\n")
    run_of(assessment, alice)
    assert set_documents(assessment) == ["act.md"]
    run_of(assessment, alice, newest=True)
    assert set_documents(assessment) == ["new-new-act.md"]


def test_decisions_go_to_the_same_words_of_the_newer_version(
    workspace: Workspace, alice: User, bob: User, newer
) -> None:
    assessment = assessed(workspace, alice)
    match = Match.objects.filter(verdict="evidence", passage__text__contains="A teacher").order_by("-score")[0]
    changed = Match.objects.filter(verdict="evidence", passage__text__contains="eight years").order_by("pk")[0]
    decide(assessment, match.measure, [match.passage], alice, "confirmed", "In force since 2019.")
    decide(assessment, match.measure, [match.passage], bob, "rejected")
    decide(assessment, changed.measure, [changed.passage], alice, "rejected")
    version = newer(Document.objects.get(), NEWER_LAW)
    run_of(assessment, alice, newest=True)

    carried = Judgement.objects.filter(passage__document=version).order_by("pk")
    assert [(one.reviewer, one.answer, one.note) for one in carried] == [
        (alice, "confirmed", "In force since 2019."),
        (bob, "rejected", ""),
    ]
    for one in carried:
        assert one.carried_from is not None
        assert (one.carried_from.passage, one.at) == (match.passage, one.carried_from.at)
        assert one.passage.text == match.passage.text
    finding = assessment.findings.get(measure=match.measure)
    assert finding.disputed == 1
    # The words of the other one changed: its decision stays with the old version, and counts no longer.
    assert assessment.findings.get(measure=changed.measure).rejected == 0
    assert Judgement.objects.filter(passage=changed.passage).exists()
    # Once more: nothing is carried twice.
    run_of(assessment, alice, newest=True)
    assert Judgement.objects.filter(passage__document=version).count() == 2


def test_same_words_that_stand_several_times_go_in_their_order(workspace: Workspace, alice: User, newer) -> None:
    twice = LAW + "\n7. A legal person may be held liable for an offence under this Act and punished with a fine.\n"
    text = "A legal person may be held liable for an offence under this Act and punished with a fine."
    assessment = assessed(workspace, alice, document_in(workspace, twice))
    passages = list(Passage.objects.filter(text__endswith=text).order_by("number"))
    measure = Match.objects.filter(passage=passages[0]).order_by("-score")[0].measure
    decide(assessment, measure, [passages[1]], alice, "rejected")
    version = newer(Document.objects.get(), "# Preamble\n\nWhereas children have rights to protection.\n\n" + twice)
    run_of(assessment, alice, newest=True)
    carried = Judgement.objects.get(passage__document=version)
    last = Passage.objects.filter(document=version, text=passages[1].text).order_by("-number")[0]
    assert carried.passage == last


# --- the set of documents, and the end --------------------------------------------------------------------------------


def test_before_a_complete_run_documents_change_at_once(workspace: Workspace, alice: User) -> None:
    assessment = opened(workspace, alice)
    choose_documents(assessment, [document_in(workspace, PLAN, "plan.md"), Document.objects.get(name="act.md")])
    assert set_documents(assessment) == ["plan.md", "act.md"]
    choose_documents(assessment, [Document.objects.get(name="plan.md")])
    assert set_documents(assessment) == ["plan.md"]


def test_an_assessment_that_is_deleted_while_it_runs_leaves_nothing(
    workspace: Workspace, alice: User, small_batches: None, interrupted
) -> None:
    assessment = opened(workspace, alice)
    start(assessment, alice)
    interrupted(1, lambda: delete(Assessment.objects.get(), alice))
    assert do_one("test")
    assert not Assessment.objects.exists()
    assert not Match.objects.exists()
    assert not AssessedDocument.objects.exists()
    assert not Job.objects.exists()
    assert Document.objects.count() == 1


def test_the_run_is_written_in_a_fixed_number_of_queries_a_batch(
    workspace: Workspace, alice: User, django_assert_max_num_queries
) -> None:
    long = "# Act\n\n" + "\n\n".join(
        f"{number}. A person who sells a child for sexual exploitation is liable to imprisonment for {number} years."
        for number in range(1, 200)
    )
    assessment = opened(workspace, alice, document_in(workspace, long))
    start(assessment, alice)
    with django_assert_max_num_queries(120):  # 199 passages, hundreds of matches in inserts of 90 rows
        do_one("test")
    assert Match.objects.count() > 300
