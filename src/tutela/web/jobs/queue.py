"""Asking for work, and taking it: what the pages and the worker share."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.jobs.models import Job, JobState
from tutela.web.workspaces.models import Workspace

SILENT = timedelta(seconds=30)
"""A running job whose worker has not been heard of for so long is taken up again by another."""

ATTEMPTS = 3
"""A job that brought its worker down so many times, without a step done in between, is not tried again."""

OPEN = (JobState.QUEUED, JobState.RUNNING)
"""The states of a job that is not over."""


def ask(workspace: Workspace | None, kind: str, subject: int, number: int, asked_by: User | None) -> tuple[Job, bool]:
    """The job that does run ``number`` of ``kind`` on ``subject``; and whether it is new.

    The same run is never asked for twice, however often a button is clicked: the database holds one job a run.
    """
    try:
        with transaction.atomic():
            job = Job.objects.create(workspace=workspace, kind=kind, subject=subject, number=number, asked_by=asked_by)
    except IntegrityError:
        return Job.objects.get(kind=kind, subject=subject, number=number), False
    return job, True


def cancel(job: Job) -> None:
    """Ask that a job stop; one that has not begun is over at once."""
    # First the wish, then the state: a worker that takes the job, or gives it back, in between knows of the wish.
    Job.objects.filter(pk=job.pk, state__in=OPEN).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(state=JobState.CANCELLED, finished=timezone.now())


def take(worker: str) -> Job | None:
    """The next job, now this worker's: the oldest that waits, or one whose worker is gone. None where there is none."""
    now = timezone.now()
    _give_up(now)
    candidates = list(Job.objects.filter(state=JobState.RUNNING, beat__lt=now - SILENT).order_by("created")[:1])
    candidates += list(Job.objects.filter(state=JobState.QUEUED).order_by("created", "pk")[:3])
    for job in candidates:
        # Only one worker can change the row from what was read: the others find that it is no longer so.
        same = Job.objects.filter(pk=job.pk, state=job.state, beat=job.beat, attempts=job.attempts)
        taken = same.update(
            state=JobState.RUNNING,
            worker=worker,
            beat=now,
            attempts=job.attempts + 1,
            started=job.started or now,
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


def release(worker: str) -> None:
    """Give back what a worker holds that stops in good order, so that the next one need not wait."""
    Job.objects.filter(state=JobState.RUNNING, worker=worker).update(
        state=JobState.QUEUED, worker="", beat=None, attempts=0
    )


def _give_up(now: datetime) -> None:
    lost = Job.objects.filter(state=JobState.RUNNING, beat__lt=now - SILENT)
    lost.filter(cancel_asked=True, attempts__gte=ATTEMPTS).update(state=JobState.CANCELLED, finished=now, step="")
    lost.filter(attempts__gte=ATTEMPTS).update(state=JobState.FAILED, error="worker-lost", finished=now, step="")
