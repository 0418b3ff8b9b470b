"""Runs of an assessment: asked for once a click, done by the worker, shown when there is something to show."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment
from tutela.web.assessments.planning import plan_repeat
from tutela.web.assessments.run import Run
from tutela.web.audit.log import record
from tutela.web.jobs.models import Job
from tutela.web.jobs.progress import Progress
from tutela.web.jobs.queue import OPEN, ask, cancel

KIND = "assess"


def start(assessment: Assessment, user: User, number: int | None = None, *, newest: bool = False) -> tuple[Job, bool]:
    """Ask for the next run of an assessment; the job that does it, and whether it is new.

    An assessment has one open job at most: while there is one, it is given back. ``number`` is the run that was asked
    for, as the form said it: where it has been asked for before (a second click, a page that was left open), its job is
    given back, even if it is over. ``newest``: documents that were replaced are searched in their newest version.
    """
    with transaction.atomic():
        row = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        earlier = jobs_of(row)
        job = earlier.filter(state__in=OPEN).first()
        if job is None and number is not None:
            job = earlier.filter(number=number).first()
        if job is not None:
            return job, False
        if row.is_complete:
            plan_repeat(row, newest=newest)
        row.run += 1
        row.save(update_fields=["run"])
        job, _ = ask(row.workspace, KIND, row.pk, row.run, user)
        record("assessment.started", user=user, workspace=row.workspace, subject=row)
    assessment.run = row.run
    return job, True


def stop(assessment: Assessment, user: User) -> Job | None:
    """Ask that the run at hand stop; its job, None where there is none."""
    job = jobs_of(assessment).filter(state__in=OPEN).first()
    if job is not None:
        cancel(job)
        record("assessment.cancelled", user=user, workspace=assessment.workspace, subject=assessment)
    return job


def delete(assessment: Assessment, user: User) -> None:
    """Delete an assessment with all that hangs on it; a run that is under way ends by itself."""
    with transaction.atomic():
        # The jobs first: from here on the worker can write nothing more of it.
        jobs_of(assessment).delete()
        record("assessment.deleted", user=user, workspace=assessment.workspace, subject=assessment)
        assessment.delete()


def jobs_of(assessment: Assessment) -> QuerySet[Job]:
    """The jobs of an assessment, the latest first."""
    return Job.objects.filter(kind=KIND, subject=assessment.pk).order_by("-number")


def run(job: Job, progress: Progress) -> None:
    """The work of an "assess" job; goes on where an earlier worker was stopped."""
    assessment = Assessment.objects.filter(pk=job.subject).first()
    if assessment is not None:
        Run(assessment, job.number, progress).go()
