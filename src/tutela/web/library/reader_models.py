"""What readers leave at the library: records they saved, lists they share, problems they report."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_token() -> str:
    """What stands in an address that cannot be guessed."""
    return secrets.token_urlsafe(16)


class SavedRecord(models.Model):
    """A record that somebody who signs in has on the list of saved records."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_records")
    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="+")
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-added", "-pk")
        constraints = [models.UniqueConstraint(fields=["user", "record"], name="saved_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.record_id}"


class SharedList(models.Model):
    """A list that somebody shows to everybody who has its address: the records that were saved at that moment, by their
    keys. Later changes of the own list do not show. Withdrawing it deletes it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shared_lists")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    name = models.CharField(_("name of the list"), max_length=120)
    keys = models.JSONField(default=list)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        return self.name


class ProblemKind(models.TextChoices):
    """What a reader says is wrong with a record."""

    DETAILS = "details", _("A detail is wrong (title, date, name, number)")
    LINK = "link", _("A link or a file does not work")
    SUBJECT = "subject", _("A subject heading or a word is out of place")
    LANGUAGE = "language", _("A language version is missing")
    DOUBLE = "double", _("The same resource is in the catalogue twice")
    OTHER = "other", _("Something else")


class ProblemState(models.TextChoices):
    """How far the staff have got with it."""

    OPEN = "open", pgettext_lazy("problem", "open")
    ANSWERED = "answered", pgettext_lazy("problem", "answered")
    CLOSED = "closed", pgettext_lazy("problem", "closed without an answer")


class ProblemReport(models.Model):
    """What a reader reported about a record. Nothing says who it was; whoever has the ``receipt`` reads the answer."""

    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="problems")
    kind = models.CharField(_("kind of problem"), max_length=8, choices=ProblemKind.choices)
    text = models.TextField(blank=True)
    created = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=ProblemState.choices, default=ProblemState.OPEN, db_index=True)
    receipt = models.CharField(max_length=32, unique=True, default=new_token)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return f"{self.record_id}: {self.kind}"
