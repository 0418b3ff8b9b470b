"""The queue: one job a run, one worker a job, nothing lost where a worker is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import CancelledError, Heart, LostError, Progress
from tutela.web.jobs.queue import ATTEMPTS, SILENT, ask, cancel, release, take
from tutela.web.jobs.wording import ERRORS, wording_of
from tutela.web.workspaces.models import Workspace


@pytest.fixture
def job(workspace: Workspace, alice: User) -> Job:
    return ask(workspace, "test", 1, 1, alice)[0]


def go_silent(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(beat=timezone.now() - SILENT - timedelta(seconds=1))


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_a_run_is_asked_for_once(workspace: Workspace, alice: User, bob: User, job: Job) -> None:
    assert ask(workspace, "test", 1, 1, bob) == (job, False)
    assert ask(workspace, "test", 1, 2, bob)[1]
    assert ask(workspace, "test", 2, 1, bob)[1]
    assert ask(workspace, "other", 1, 1, bob)[1]


def test_jobs_are_taken_in_the_order_in_which_they_were_asked_for(workspace: Workspace, alice: User) -> None:
    jobs = [ask(workspace, "test", subject, 1, alice)[0] for subject in (5, 3, 4)]
    assert [take("a"), take("b"), take("a"), take("a")] == [*jobs, None]


def test_a_job_is_one_workers(job: Job) -> None:
    taken = take("a")
    assert taken == job
    assert (taken.worker, taken.attempts, taken.state) == ("a", 1, JobState.RUNNING)
    assert take("b") is None


def test_a_job_whose_worker_is_silent_is_taken_over_once(job: Job) -> None:
    take("a")
    go_silent(job)
    taken = take("b")
    assert taken == job
    assert (taken.worker, taken.attempts) == ("b", 2)
    assert take("c") is None


def test_two_workers_that_see_the_same_job_do_not_both_get_it(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another worker takes it between the look and the grasp."""
    read = list(Job.objects.all())
    take("quick")
    Job.objects.filter(pk=job.pk).update(beat=timezone.now())
    monkeypatch.setattr("tutela.web.jobs.queue.list", lambda _: list(read), raising=False)
    assert take("slow") is None
    job.refresh_from_db()
    assert job.worker == "quick"


def test_a_job_that_brings_its_workers_down_is_given_up(job: Job) -> None:
    for number in range(ATTEMPTS):
        assert take(f"worker {number}") == job
        go_silent(job)
    assert take("one more") is None
    assert (state(job), job.error) == (JobState.FAILED, "worker-lost")


def test_a_job_that_gets_on_in_spite_of_restarts_is_not_given_up(job: Job) -> None:
    for number in range(ATTEMPTS + 2):
        taken = take(f"worker {number}")
        assert taken is not None
        Progress(taken).step("file.pdf", advance=1)
        go_silent(job)
    assert (state(job), job.done) == (JobState.RUNNING, ATTEMPTS + 2)


def test_steps_that_will_be_done_again_do_not_count_as_getting_on(job: Job) -> None:
    for number in range(ATTEMPTS):
        taken = take(f"worker {number}")
        assert taken is not None
        Progress(taken).within(50, "file.pdf")
        go_silent(job)
    assert take("one more") is None
    assert state(job) == JobState.FAILED


def test_a_worker_that_stops_in_good_order_gives_its_job_back(job: Job) -> None:
    take("a")
    release("b")
    assert state(job) == JobState.RUNNING
    release("a")
    assert (state(job), job.worker, job.attempts) == (JobState.QUEUED, "", 0)
    assert take("b") == job


# --- cancelling ------------------------------------------------------------------------------------------------------


def test_a_job_that_waits_is_cancelled_at_once(job: Job) -> None:
    cancel(job)
    assert state(job) == JobState.CANCELLED
    assert job.finished
    assert take("a") is None


def test_a_job_that_runs_is_told_to_stop(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.web.jobs.progress.CHECK", -1.0)
    taken = take("a")
    assert taken is not None
    progress = Progress(taken)
    progress.step("one")
    cancel(job)
    assert state(job) == JobState.RUNNING
    for told in (lambda: progress.step("two"), lambda: progress.within(1), progress.check):
        with pytest.raises(CancelledError):
            told()
    with pytest.raises(CancelledError), progress.held():
        raise AssertionError("nothing is written any more")
    with progress.held(cancelled=True):
        pass


def test_the_wish_to_cancel_survives_that_the_job_is_given_back(job: Job) -> None:
    take("a")
    cancel(job)
    release("a")
    taken = take("b")
    assert taken is not None
    with pytest.raises(CancelledError):
        Progress(taken).start(3)


def test_a_cancelled_job_whose_workers_are_all_lost_counts_as_cancelled(job: Job) -> None:
    for number in range(ATTEMPTS):
        take(f"worker {number}")
        go_silent(job)
    cancel(job)
    take("one more")
    assert (state(job), job.error) == (JobState.CANCELLED, "")


@pytest.mark.parametrize("over", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_what_is_over_cannot_be_cancelled(job: Job, over: str) -> None:
    Job.objects.update(state=over)
    cancel(job)
    assert (state(job), job.cancel_asked) == (over, False)


# --- progress and doing ----------------------------------------------------------------------------------------------


def test_progress_is_told(job: Job) -> None:
    taken = take("a")
    assert taken is not None
    progress = Progress(taken)
    progress.start(300, done=100)
    progress.within(50, "x" * 500)
    job.refresh_from_db()
    assert (job.total, job.done, job.step, job.percent) == (300, 150, "x" * 200, 50)
    progress.step("plan.pdf", advance=100)
    job.refresh_from_db()
    assert (job.done, job.step) == (200, "plan.pdf")


def test_a_worker_that_was_replaced_learns_it(job: Job) -> None:
    taken = take("a")
    assert taken is not None
    progress = Progress(taken)
    go_silent(job)
    take("b")
    with pytest.raises(LostError):
        progress.step("one")
    with pytest.raises(LostError), progress.held():
        raise AssertionError("nothing is written any more")


def work(action):
    """A kind of job that does this."""
    return lambda _job, progress: action(progress)


def do(monkeypatch: pytest.MonkeyPatch, settings, action) -> bool:
    settings.JOBS = {"test": "anything"}
    monkeypatch.setattr("tutela.web.jobs.doing.import_string", lambda _name: work(action))
    return do_one("worker")


def raises(error: BaseException):
    def action(_progress: Progress) -> None:
        raise error

    return action


@pytest.mark.parametrize(
    ("action", "ends", "error"),
    [
        (lambda progress: progress.step("all", advance=1), JobState.DONE, ""),
        (raises(ValueError("secret detail")), JobState.FAILED, "unexpected"),
        (raises(CancelledError()), JobState.CANCELLED, ""),
    ],
)
def test_how_a_job_ends(job: Job, monkeypatch: pytest.MonkeyPatch, settings, action, ends: str, error: str) -> None:
    assert do(monkeypatch, settings, action)
    assert (state(job), job.error, job.step) == (ends, error, "")
    assert job.finished
    assert not do_one("worker")


def test_a_worker_that_lost_its_job_leaves_it_to_the_other(job: Job, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    def lose(progress: Progress) -> None:
        Job.objects.update(worker="other")
        progress.step("one")

    assert do(monkeypatch, settings, lose)
    assert (state(job), job.worker) == (JobState.RUNNING, "other")


def test_a_database_that_is_away_is_not_the_jobs_fault(job: Job, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    with pytest.raises(OperationalError):
        do(monkeypatch, settings, raises(OperationalError("server closed the connection")))
    assert state(job) == JobState.RUNNING
    go_silent(job)
    assert take("another") == job


def test_the_heart_goes_on_beating_after_a_failure(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    taken = take("a")
    assert taken is not None
    beats: list[str] = []
    twice = threading.Event()

    class Rows:
        def update(self, **_fields: object) -> int:
            beats.append("beat")
            if len(beats) == 1:
                raise OperationalError("away")
            twice.set()
            return 1

    monkeypatch.setattr("tutela.web.jobs.progress.BEAT", 0.01)
    monkeypatch.setattr("tutela.web.jobs.progress.Job.objects", type("M", (), {"filter": lambda *_, **__: Rows()})())
    with Heart(taken):
        assert twice.wait(10)


def test_each_error_says_what_to_do_next() -> None:
    for error in (*ERRORS, "a code of a later version"):
        assert str(wording_of(error).what)
        assert str(wording_of(error).next_step)
