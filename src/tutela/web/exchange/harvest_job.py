"""The job that harvests a source, asked for on the librarians' page and done by the worker."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tutela.web.exchange.harvest.counts import Counts
from tutela.web.exchange.harvest.errors import HarvestError
from tutela.web.exchange.harvesting import harvest_source
from tutela.web.exchange.models import HarvestSource
from tutela.web.jobs.models import Job
from tutela.web.jobs.progress import Progress
from tutela.web.jobs.queue import OPEN, ask, cancel

KIND = "library-harvest"
"""The kind of job (settings.JOBS)."""


def ask_for(source: HarvestSource, by: Any, *, full: bool = False) -> Job:
    """Ask the worker to harvest a source; the job that is open already, where there is one."""
    with transaction.atomic():
        row = HarvestSource.objects.select_for_update().get(pk=source.pk)
        job = job_of(row)
        if job is not None and job.is_open:
            return job
        row.jobs += 1
        row.full_asked = full
        row.save(update_fields=["jobs", "full_asked"])
        return ask(None, KIND, row.pk, row.jobs, by)[0]


def job_of(source: HarvestSource) -> Job | None:
    """The last job of a source."""
    return Job.objects.filter(kind=KIND, subject=source.pk).order_by("-number").first()


def stop(source: HarvestSource) -> bool:
    """Ask that the harvest at hand stop; whether there is one."""
    job = job_of(source)
    if job is None or job.state not in OPEN:
        return False
    cancel(job)
    return True


def run(job: Job, progress: Progress) -> None:
    """Harvest the source. What keeps it from going on is said on its page; a source that is gone needs nothing."""
    source = HarvestSource.objects.filter(pk=job.subject).first()
    if source is None:
        return
    done = 0

    def told(counts: Counts, size: int | None) -> None:
        nonlocal done
        if size and job.total != size:
            progress.start(size, done)
        progress.step(str(source), advance=max(0, counts.read - done))
        done = counts.read

    try:
        harvest_source(source, full=source.full_asked, by=job.asked_by, progress=told)
    except HarvestError:
        return
