"""Judgements are written in one place: added, never changed, one current for each reviewer."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from tests.web.factories import document_in
from tests.web.review.conftest import MEASURE, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding, Judgement
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import NOTE_LIMIT, decide
from tutela.web.workspaces.models import Workspace

PassageOf = Callable[[int], Passage]


def said(reviewer: User) -> list[tuple[str, str, bool]]:
    rows = Judgement.objects.filter(reviewer=reviewer).order_by("pk")
    return [(judgement.answer, judgement.note, judgement.is_current) for judgement in rows]


def test_a_decision_is_kept_with_who_what_why_and_when(
    bare: Assessment, lay: Lay, passage: PassageOf, alice: User
) -> None:
    lay(1)
    (made,) = decide(bare, MEASURE, [passage(1)], alice, "rejected", "  Only for teachers.\r\nSee s. 4. ")
    kept = Judgement.objects.get()
    assert kept == made
    assert (kept.reviewer, kept.answer, kept.note) == (alice, "rejected", "Only for teachers.\nSee s. 4.")
    assert (kept.assessment, kept.measure, kept.passage) == (bare, MEASURE, passage(1))
    assert kept.is_current
    assert kept.at is not None


def test_a_newer_decision_follows_the_older_and_leaves_it_as_it_was(
    bare: Assessment, passage: PassageOf, alice: User
) -> None:
    decide(bare, MEASURE, [passage(1)], alice, "confirmed", "first")
    before = Judgement.objects.values("answer", "note", "at").get()
    decide(bare, MEASURE, [passage(1)], alice, "rejected", "second")
    decide(bare, MEASURE, [passage(1)], alice, "withdrawn")
    assert said(alice) == [("confirmed", "first", False), ("rejected", "second", False), ("withdrawn", "", True)]
    assert Judgement.objects.order_by("pk").values("answer", "note", "at")[0] == before


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ([("confirmed", ""), ("confirmed", "")], 1),
        ([("confirmed", "why"), ("confirmed", " why\n")], 1),
        ([("confirmed", ""), ("confirmed", "why")], 2),
        ([("confirmed", "why"), ("confirmed", "")], 2),
        ([("confirmed", ""), ("unsure", ""), ("confirmed", "")], 3),
        ([("withdrawn", "")], 0),
        ([("unsure", ""), ("withdrawn", ""), ("withdrawn", "again")], 2),
        ([("unsure", ""), ("withdrawn", ""), ("unsure", "")], 3),
    ],
)
def test_what_says_nothing_new_is_not_written(
    bare: Assessment, passage: PassageOf, alice: User, answers: list[tuple[str, str]], kept: int
) -> None:
    made = [decide(bare, MEASURE, [passage(1)], alice, answer, note) for answer, note in answers]
    assert sum(map(len, made)) == Judgement.objects.count() == kept
    assert Judgement.objects.filter(is_current=True).count() == min(kept, 1)


def test_each_reviewer_measure_and_passage_stands_for_itself(
    bare: Assessment, passage: PassageOf, alice: User, bob: User
) -> None:
    decide(bare, MEASURE, [passage(1), passage(2), passage(1)], alice, "confirmed")
    decide(bare, MEASURE, [passage(1)], bob, "rejected")
    decide(bare, "reporting.helpline", [passage(1)], bob, "unsure")
    decide(bare, MEASURE, [passage(1)], bob, "withdrawn")
    assert said(alice) == [("confirmed", "", True), ("confirmed", "", True)]
    assert said(bob) == [("rejected", "", False), ("unsure", "", True), ("withdrawn", "", True)]


def test_the_finding_follows_at_once(bare: Assessment, lay: Lay, passage: PassageOf, alice: User) -> None:
    lay(1)
    finding = Finding.objects.get(measure=MEASURE)
    assert (finding.machine, finding.people, finding.undecided) == ("addressed", "", 1)
    decide(bare, MEASURE, [passage(1)], alice, "rejected")
    finding.refresh_from_db()
    assert (finding.machine, finding.people, finding.rejected, finding.undecided) == ("addressed", "not-found", 1, 0)
    decide(bare, MEASURE, [passage(1)], alice, "withdrawn")
    finding.refresh_from_db()
    assert (finding.people, finding.rejected, finding.undecided) == ("", 0, 1)


def test_a_passage_that_the_program_did_not_find_can_be_confirmed(
    bare: Assessment, passage: PassageOf, alice: User
) -> None:
    decide(bare, MEASURE, [passage(9)], alice, "confirmed")
    assert Finding.objects.get(measure=MEASURE).people == "addressed"


@pytest.mark.parametrize(
    ("measure", "answer", "note", "code"),
    [
        ("no.such-measure", "confirmed", "", "measure"),
        ("", "confirmed", "", "measure"),
        ("x\x00", "confirmed", "", "measure"),
        (MEASURE, "approved", "", "answer"),
        (MEASURE, "", "", "answer"),
        (MEASURE, "confirmed", "a\x00b", "note"),
        (MEASURE, "confirmed", "x" * (NOTE_LIMIT + 1), "note"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    bare: Assessment, passage: PassageOf, alice: User, measure: str, answer: str, note: str, code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        decide(bare, measure, [passage(1)], alice, answer, note)
    assert refused.value.code == code
    assert not Judgement.objects.exists()


def test_a_note_of_the_greatest_length_is_kept_whole(bare: Assessment, passage: PassageOf, alice: User) -> None:
    note = "\n".join(["x" * 99] * (NOTE_LIMIT // 100)) + "y"
    decide(bare, MEASURE, [passage(1)], alice, "unsure", note.replace("\n", "\r\n"))
    assert Judgement.objects.get().note == note


def test_all_passages_are_decided_on_or_none(
    workspace: Workspace, bare: Assessment, passage: PassageOf, alice: User
) -> None:
    elsewhere = document_in(workspace, "# Other\n\n1. A rule of another document.", "other.md").passages.get()
    for passages in ([], [elsewhere], [passage(1), elsewhere]):
        with pytest.raises(ValidationError) as refused:
            decide(bare, MEASURE, passages, alice, "confirmed")
        assert refused.value.code == "passages"
    assert not Judgement.objects.exists()


def test_the_database_itself_refuses_two_current_judgements(bare: Assessment, passage: PassageOf, alice: User) -> None:
    decide(bare, MEASURE, [passage(1)], alice, "confirmed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            assessment=bare, measure=MEASURE, passage=passage(1), reviewer=alice, answer="rejected"
        )


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_time_leave_one_current_judgement_and_lose_none(
    bare: Assessment, lay: Lay, passage: PassageOf, alice: User
) -> None:
    lay(1)
    one = passage(1)
    begin = threading.Barrier(4)
    went_wrong: list[BaseException] = []

    def answer(number: int) -> None:
        begin.wait()
        try:
            while True:
                try:
                    decide(bare, MEASURE, [one], alice, ("confirmed", "rejected")[number % 2], f"note {number}")
                    return
                except OperationalError:  # SQLite's database in memory does not wait for its turn
                    continue
        except BaseException as error:
            went_wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not went_wrong
    assert sorted(Judgement.objects.values_list("note", flat=True)) == [f"note {number}" for number in range(4)]
    last = Judgement.objects.get(is_current=True)
    assert last == Judgement.objects.order_by("-pk")[0]
    finding = Finding.objects.get(measure=MEASURE)
    assert (finding.confirmed, finding.rejected) == ((1, 0) if last.answer == "confirmed" else (0, 1))
