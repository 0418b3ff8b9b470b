"""What was done, by whom and when, where it matters for safety: sign-ins, members, tokens, publications, deletions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One thing that was done. ``action`` is a code ("member.invited"); ``subject`` says to what, in words.

    ``user`` did it, ``about`` is the other person whom it concerns.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=250, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    workspace = models.ForeignKey(
        "workspaces.Workspace", on_delete=models.CASCADE, null=True, blank=True, related_name="audit"
    )

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["workspace", "-at"]), models.Index(fields=["user", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
