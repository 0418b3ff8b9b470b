"""The catalogue: records, what is derived from them for lists and searches, and their history."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Duty(models.IntegerChoices):
    """What somebody may do in the library; each may do what those before may."""

    CATALOGUER = 1, _("cataloguer")
    LIBRARIAN = 2, _("librarian")


class Staff(models.Model):
    """Somebody who works in the library. Cataloguers draft records; librarians publish, import, lend and appoint."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="library_staff")
    duty = models.PositiveSmallIntegerField(_("duty"), choices=Duty.choices)
    appointed = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user}: {Duty(self.duty).label}"


class State(models.TextChoices):
    """Where a record is on its way. Only published records are seen by readers and by other catalogues; a withdrawn
    one stays as a sign for those that took it over that it is gone."""

    DRAFT = "draft", pgettext_lazy("record", "draft")
    REVIEW = "review", pgettext_lazy("record", "for review")
    PUBLISHED = "published", pgettext_lazy("record", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("record", "withdrawn")


def new_key() -> str:
    """A key for a record's address, which never changes and says nothing."""
    return secrets.token_hex(6)


class CatalogueRecord(models.Model):
    """A record of the catalogue. ``form`` and ``marc`` hold it whole (``catalogue.writing.keep``); everything else is
    derived from that by ``library.deriving`` and can be made anew (``tutela library reindex``).

    ``stamp`` is when readers and harvesters last saw it change, to the second; None for one never published.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key)
    form = models.CharField(max_length=8)  # catalogue.writing.Form
    marc = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256 of ``marc``
    state = models.CharField(max_length=9, choices=State.choices, default=State.PUBLISHED)
    stamp = models.DateTimeField(null=True, blank=True, db_index=True)
    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed = models.DateTimeField(default=timezone.now, db_index=True)
    version = models.PositiveIntegerField(default=1)
    batch = models.ForeignKey("Batch", on_delete=models.SET_NULL, null=True, blank=True, related_name="records")

    title = models.TextField(blank=True)
    sort_title = models.CharField(max_length=120, blank=True, db_index=True)
    byline = models.CharField(max_length=300, blank=True)  # responsible persons and bodies
    year = models.SmallIntegerField(null=True, blank=True, db_index=True)
    imprint = models.CharField(max_length=300, blank=True)  # place, publisher and date as printed
    summary = models.TextField(blank=True)
    summaries = models.JSONField(default=dict)  # by language ("fr"), where the record has them in several
    material = models.CharField(max_length=12, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=3, blank=True)  # ISO 639-2/B, the first
    work_key = models.CharField(max_length=120, blank=True, db_index=True)
    """The same for the versions and translations of one work; "" where nothing tells."""
    facets = models.JSONField(default=dict)
    """What it can be found by besides words, as lists of strings: ``library.facets.KINDS``."""
    cover = models.CharField(max_length=200, blank=True)  # name of a file in MEDIA_ROOT
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")
    """The record that a withdrawn one was merged into."""

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["state", "stamp", "id"], name="library_harvest")]

    def __str__(self) -> str:
        return self.title or self.key

    def summary_in(self, language: str) -> str:
        """The summary in a language ("en", "fr", "es") where there is one, else the first."""
        found: str = self.summaries.get(language, "") or self.summary
        return found


class IndexedText(models.Model):
    """The stems (``searching.stems``) of a record, field by field: what full text is searched in. Only published
    records have a row."""

    record = models.OneToOneField(CatalogueRecord, on_delete=models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField(blank=True)  # title proper, remainder, parts, parallel and variant titles
    subject = models.TextField(blank=True)  # subject headings, with their non-preferred forms
    name = models.TextField(blank=True)  # persons and bodies
    identifier = models.TextField(blank=True)  # symbol, standard numbers
    publisher = models.TextField(blank=True)  # publisher, place, series
    summary = models.TextField(blank=True)  # summary and contents
    note = models.TextField(blank=True)  # all other notes
    body = models.TextField(blank=True)  # text of attached files

    def __str__(self) -> str:
        return str(self.record_id)


class FacetIds(models.Model):
    """The published records that have one value of one facet: ``ids`` is a serialised roaring bitmap of their keys.

    ``version`` is that of the last change, by which processes learn what to load anew.
    """

    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=200)
    ids = models.BinaryField()
    version = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="one_row_a_facet_value")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class IdentifierKey(models.Model):
    """A number by which a record is known, normalised (``library.deriving.normal``): for duplicates and links.

    ``kind`` is that of ``catalogue.record.Identifier``, or "number" for the control number (001) and "url".
    """

    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="identifier_keys")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["value", "kind"], name="library_identifier")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Link(models.Model):
    """A relation that a record names (76X-78X), by a normalised number of the other one. It may lead to a record that
    is in the catalogue (the one with such an ``IdentifierKey``) or not."""

    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=16)  # catalogue.record.Relation.kind
    value = models.CharField(max_length=200, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Revision(models.Model):
    """A state that a record was in before it was changed: nothing is ever overwritten without a trace."""

    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    form = models.CharField(max_length=8)
    marc = models.BinaryField()
    state = models.CharField(max_length=9, choices=State.choices)
    until = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=20)
    """What was done then, a code of ``library.history.ACTIONS``."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    batch = models.ForeignKey("Batch", on_delete=models.SET_NULL, null=True, blank=True, related_name="revisions")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-version",)
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="one_revision_a_version")]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.version}"


class BatchKind(models.TextChoices):
    IMPORT = "import", _("import")
    EDIT = "edit", _("bulk edit")
    HARVEST = "harvest", _("harvest")


class BatchState(models.TextChoices):
    PREVIEW = "preview", _("to be looked at")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


class Batch(models.Model):
    """Many records taken in or changed at once, which can be undone at once. ``counts`` says how many were read, added,
    changed, known already and set aside."""

    kind = models.CharField(max_length=7, choices=BatchKind.choices)
    state = models.CharField(max_length=7, choices=BatchState.choices, default=BatchState.RUNNING)
    name = models.CharField(max_length=250)
    file = models.CharField(max_length=200, blank=True)  # name of a file in MEDIA_ROOT
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"


class SetAsideRecord(models.Model):
    """A record that could not be taken in (``catalogue.reading.SetAside``), kept with its reason."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="set_aside")
    file = models.CharField(max_length=250)
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    detail = models.CharField(max_length=300, blank=True)
    data = models.BinaryField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.file} {self.number}: {self.reason}"


class Attachment(models.Model):
    """A file that belongs to a record; the text of one that holds text is searched too."""

    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=250)
    file = models.CharField(max_length=200)  # name of a file in MEDIA_ROOT
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    language = models.CharField(max_length=3, blank=True)  # ISO 639-2/B
    text = models.TextField(blank=True)
    notice = models.JSONField(default=list)  # why it holds no text, as in documents
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """A copy in the library, or the access to one online: a row of the table of holdings. What is lent is in
    ``circulation``."""

    class Status(models.TextChoices):
        AVAILABLE = "available", pgettext_lazy("copy", "available")
        ONLINE = "online", pgettext_lazy("copy", "online")
        REFERENCE = "reference", pgettext_lazy("copy", "for use in the library")
        REPAIR = "repair", pgettext_lazy("copy", "being repaired")
        MISSING = "missing", pgettext_lazy("copy", "missing")
        WITHDRAWN = "withdrawn", pgettext_lazy("copy", "withdrawn")

    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("item type"), max_length=60, blank=True)
    location = models.CharField(_("current location"), max_length=120, blank=True)
    collection = models.CharField(_("collection"), max_length=120, blank=True)
    call_number = models.CharField(_("call number"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.AVAILABLE)
    barcode = models.CharField(_("barcode"), max_length=40, blank=True, db_index=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["barcode"], condition=~models.Q(barcode=""), name="one_copy_a_barcode")
        ]

    def __str__(self) -> str:
        return self.barcode or f"{self.kind} {self.pk}"


class Setting(models.Model):
    """One word about this library that a librarian gave: its name, its identifier for harvesters, days of a loan."""

    key = models.CharField(max_length=40, primary_key=True)
    value: Any = models.JSONField()

    def __str__(self) -> str:
        return self.key


from tutela.web.library import reader_models as reader_models  # noqa: E402  (models of the same app, in a file of theirs)
