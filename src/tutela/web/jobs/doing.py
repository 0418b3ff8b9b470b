"""One job from the queue, done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import CancelledError, Heart, LostError, Progress
from tutela.web.jobs.queue import take

log = logging.getLogger("tutela.jobs")


def do_one(worker: str) -> bool:
    """Take one job and do it, as this worker; False where there is none."""
    close_old_connections()
    job = take(worker)
    if job is None:
        return False
    state, error = JobState.DONE, ""
    try:
        work: Callable[[Job, Progress], None] = import_string(settings.JOBS[job.kind])
        with Heart(job):
            work(job, Progress(job))
    except CancelledError:
        state = JobState.CANCELLED
    except LostError:
        return True
    except Exception:
        log.exception("Job %s failed", job)
        state, error = JobState.FAILED, "unexpected"
    Job.objects.filter(pk=job.pk, worker=worker).update(state=state, error=error, finished=timezone.now(), step="")
    return True
