"""Files that people gave, and the passages that were read from them."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def random_name(_document: Document, _given: str) -> str:
    """The name under which a file is kept: random, so that it tells nothing and cannot be guessed."""
    name = secrets.token_hex(16)
    return str(PurePosixPath("documents", name[:2], name))


class DocumentState(models.TextChoices):
    WAITING = "waiting", _("waiting to be read")
    READ = "read", _("read")
    SET_ASIDE = "set-aside", _("could not be read")


class Document(models.Model):
    """A file in a workspace. Its passages never change once it is read: a newer version is another document, which
    ``replaces`` this one.

    ``notices`` are codes with their values, as ``tutela.text.notices.Notice`` holds them: what is to be known about the
    reading, or why it could not be read. ``doctype`` is the kind of document told from its wording ("law"), or "".
    """

    workspace = models.ForeignKey("workspaces.Workspace", on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(_("file name"), max_length=255)
    title = models.CharField(_("title"), max_length=500, blank=True)
    file = models.FileField(upload_to=random_name, max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.WAITING)
    kind = models.CharField(max_length=20, blank=True)
    doctype = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    passage_count = models.PositiveIntegerField(default=0)
    notices = models.JSONField(default=list, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["workspace", "sha256"], name="the_same_content_once")]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def is_replaced(self) -> bool:
        """Whether a newer version took its place: evidence from it is stale."""
        return hasattr(self, "replaced_by")


class Passage(models.Model):
    """The smallest citable part of a document; ``number`` counts from 1 in the document's order.

    The fields are those of ``tutela.text.document.Passage``. ``stems`` are the stems of its words, for search.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label = models.CharField(max_length=200, blank=True)
    heading_path = models.JSONField(default=list)
    page = models.PositiveIntegerField(null=True)
    language = models.CharField(max_length=8)
    lead = models.TextField(blank=True)
    kind = models.CharField(max_length=10, default="body")
    stems = models.TextField(blank=True)

    class Meta:
        ordering = ("document", "number")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_passage_a_number")]

    def __str__(self) -> str:
        return self.label or f"¶ {self.number}"
