"""How the latest run of an assessment stands, as a page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tutela.web.assessments.models import Assessment
from tutela.web.assessments.run import STEPS
from tutela.web.assessments.running import jobs_of
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.wording import Wording, wording_of

SLOW = timedelta(minutes=1)
"""A job that nobody has taken up for so long makes the page say what may be wrong."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest run: its job (None where none was ever asked for) and what is to be said of it."""

    job: Job | None

    @property
    def is_open(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def state(self) -> str:
        """ "none", "queued", "running", "stopping", "done", "failed", or "cancelled"."""
        if self.job is None:
            return "none"
        if self.job.state == JobState.RUNNING and self.job.cancel_asked:
            return "stopping"
        return self.job.state

    @property
    def waits_long(self) -> bool:
        """Whether the job has waited for so long that the worker may not be there."""
        return self.state == "queued" and self.job is not None and timezone.now() - self.job.created > SLOW

    @property
    def documents(self) -> int:
        """How many documents the run has."""
        return self.job.total // STEPS if self.job else 0

    @property
    def finished(self) -> int:
        """How many of them are finished."""
        return self.job.done // STEPS if self.job else 0

    @property
    def at(self) -> int:
        """The number of the document at hand, from 1."""
        return min(self.finished + 1, self.documents)

    @property
    def error(self) -> Wording:
        """What is said of a run that failed."""
        return wording_of(self.job.error if self.job else "")


def standing_of(assessment: Assessment) -> Standing:
    """How the latest run stands. One query."""
    return Standing(jobs_of(assessment).first())
