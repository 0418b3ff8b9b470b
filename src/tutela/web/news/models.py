"""Posts: dated news in one or more languages, with quotations, attachments and subjects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("post", "draft")
    PUBLISHED = "published", pgettext_lazy("post", "published")


class Post(models.Model):
    """A piece of news. ``dated`` is the day that it was published on, ``updated`` the day of its last change that
    readers should know of; ``record`` the catalogue record that describes it."""

    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=9, choices=PostState.choices, default=PostState.DRAFT)
    dated = models.DateField(_("date"))
    updated = models.DateField(_("updated on"), null=True, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    record = models.ForeignKey(
        "library.CatalogueRecord", on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-dated", "-pk")
        indexes = [models.Index(fields=["state", "-dated"], name="news_shown")]

    def __str__(self) -> str:
        return self.slug


class PostText(models.Model):
    """What a post says in one language; ``body`` is Markdown."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=250)
    lead = models.TextField(_("in brief"), blank=True)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["post", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return self.title


class Quotation(models.Model):
    """Words of somebody, as they were said."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quotations")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    words = models.TextField(_("quotation"))
    speaker = models.CharField(_("who said it"), max_length=120)
    capacity = models.CharField(_("in what capacity"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words[:60]


class PostFile(models.Model):
    """Something that goes with a post, in one language: a file, or a record of the catalogue."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    label = models.CharField(_("label"), max_length=200)
    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    file = models.FileField(upload_to="news", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label
