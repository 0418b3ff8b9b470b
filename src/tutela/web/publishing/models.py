"""Reports that an organisation has chosen to show to everybody."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from tutela.web.assessments.models import Assessment


def random_slug() -> str:
    return secrets.token_urlsafe(12)


class Publication(models.Model):
    """The report of an assessment as it was when somebody published it, under an address that cannot be guessed.

    ``pages`` holds the report in each language: what is published does not change with later work. It is emptied when
    the page is withdrawn. ``names_reviewers`` and ``shows_notes`` say whether names and notes of reviewers are in it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="publications")
    slug = models.CharField(max_length=32, unique=True, default=random_slug)
    title = models.CharField(max_length=200)
    pages = models.JSONField(default=dict)
    names_reviewers = models.BooleanField(default=False)
    shows_notes = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made",)

    def __str__(self) -> str:
        return self.title
