"""One job from the queue, done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import CancelledError, Heart, LostError, Progress
from tutela.web.jobs.queue import take

log = logging.getLogger("tutela.jobs")


def do_one(worker: str) -> bool:
    """Take one job and do it, as this worker; False where there is none.

    What goes wrong in the work is kept with the job. Raises Django's OperationalError and InterfaceError where the
    database cannot be reached.
    """
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
    except (OperationalError, InterfaceError):
        # The database is away: the job is not at fault. Without a sign of life it is taken up again, from where it was.
        raise
    except Exception:
        log.exception("Job %s failed", job)
        state, error = JobState.FAILED, "unexpected"
    Job.objects.filter(pk=job.pk, worker=worker).update(state=state, error=error, finished=timezone.now(), step="")
    return True
