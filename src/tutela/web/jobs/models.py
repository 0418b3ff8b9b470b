"""Work that takes longer than a page may: kept in the database, so that it survives a restart."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(models.Model):
    """One piece of work. ``kind`` names what it calls (settings.JOBS), ``subject`` the row that it works on, ``number``
    which run of it this is: the same run cannot be asked for twice.

    ``done`` of ``total`` steps are finished; ``step`` says at which one it is (the name of a file, for instance);
    ``error`` is a code with a wording in ``jobs/wording.py``. ``beat`` is renewed while the worker lives.
    """

    # None: work of the library, which belongs to no workspace.
    workspace = models.ForeignKey(
        "workspaces.Workspace", on_delete=models.CASCADE, related_name="jobs", null=True, blank=True
    )
    kind = models.CharField(max_length=20)
    subject = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    beat = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("-created", "-pk")
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "number"], name="one_job_a_run")]
        indexes = [models.Index(fields=["state", "created"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}.{self.number}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (JobState.QUEUED, JobState.RUNNING)

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0
