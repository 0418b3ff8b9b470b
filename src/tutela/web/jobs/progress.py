"""How far a job is, told to the database while it runs."""

from __future__ import annotations

import threading
import time

from django.db import connection
from django.utils import timezone

from tutela.web.jobs.models import Job, JobState

BEAT = 5.0
"""Seconds between two signs of life."""


class CancelledError(Exception):
    """Somebody asked that the job stop."""


class LostError(Exception):
    """The job was taken over by another worker (this one was silent for too long), so this one must stop."""


class Progress:
    """Given to the work: it says how far it is, and learns here that it is to stop."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told = 0.0

    def start(self, total: int, done: int = 0) -> None:
        """Say how many steps there are, and how many are done already."""
        self._write(total=total, done=done)

    def step(self, name: str = "", *, advance: int = 0) -> None:
        """Say at which step the work is; raises CancelledError where it is to stop."""
        self._job.done += advance
        self._write(done=self._job.done, step=name[:200])

    def check(self) -> None:
        """Raise CancelledError where the work is to stop; cheap enough to be asked often."""
        if time.monotonic() - self._told > 0.5:
            self._write()

    def _write(self, **fields: object) -> None:
        self._told = time.monotonic()
        for name, value in fields.items():
            setattr(self._job, name, value)
        mine = Job.objects.filter(pk=self._job.pk, state=JobState.RUNNING, worker=self._job.worker)
        if not mine.update(beat=timezone.now(), **fields):
            raise LostError
        if mine.filter(cancel_asked=True).exists():
            raise CancelledError


class Heart:
    """Signs of life while a step takes long: ``with Heart(job): ...``"""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Heart:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(BEAT):
            Job.objects.filter(pk=self._job.pk, state=JobState.RUNNING, worker=self._job.worker).update(
                beat=timezone.now()
            )
        connection.close()
