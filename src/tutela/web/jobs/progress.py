"""How far a job is, told to the database while it runs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection, transaction
from django.utils import timezone

from tutela.web.jobs.models import Job, JobState

log = logging.getLogger("tutela.jobs")

BEAT = 5.0
"""Seconds between two signs of life."""

CHECK = 0.5
"""Seconds between two looks whether the work is to stop, where it asks often."""


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
        """Say at which step the work is; raises CancelledError where it is to stop.

        Steps that are done will not be done again: a job that gets on in spite of restarts has its attempts anew.
        """
        self._job.done += advance
        renewed = {"attempts": 1} if advance else {}
        self._write(done=self._job.done, step=name[:200], **renewed)

    def within(self, steps: int, name: str = "") -> None:
        """Say that so many steps more are done of a piece of work that is to be done again after a restart."""
        self._tell(done=self._job.done + steps, step=name[:200])

    def check(self) -> None:
        """Raise CancelledError where the work is to stop; cheap enough to be asked often."""
        if time.monotonic() - self._told > CHECK:
            self._tell()

    @contextmanager
    def held(self, *, cancelled: bool = False) -> Iterator[None]:
        """A transaction that is this worker's alone: while it lasts, no other can take the job over, and nobody can
        cancel it or delete what it works on. Raises LostError and CancelledError before anything is written; the latter
        not where the job is known to be ``cancelled``.
        """
        with transaction.atomic():
            try:
                self._tell()
            except CancelledError:
                if not cancelled:
                    raise
            yield

    def _write(self, **fields: object) -> None:
        for name, value in fields.items():
            setattr(self._job, name, value)
        self._tell(**fields)

    def _tell(self, **fields: object) -> None:
        self._told = time.monotonic()
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
            try:
                Job.objects.filter(pk=self._job.pk, state=JobState.RUNNING, worker=self._job.worker).update(
                    beat=timezone.now()
                )
            except Error:  # a database that is away for a moment: the next beat tries again
                log.warning("No sign of life could be given for job %s", self._job.pk, exc_info=True)
                connection.close()
        connection.close()
