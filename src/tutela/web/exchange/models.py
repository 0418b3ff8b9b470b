"""What other catalogues were told of sets, and what this one takes over from others."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tutela.web.library.models import Batch, CatalogueRecord, State


class SetMembership(models.Model):
    """A record that is told to harvesters of a set (``exchange.sets``), or was once: that it has left is told as well.

    ``spec`` "" is the whole repository: every record that was ever published has such a row, by which is known which
    changes of the catalogue these rows have not seen yet. ``stamp`` and ``version`` are those of the record when they
    saw it.
    """

    spec = models.CharField(max_length=120)
    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    stamp = models.DateTimeField()
    version = models.PositiveIntegerField()
    has_left = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "spec"], name="one_membership_a_set")]
        indexes = [models.Index(fields=["spec", "stamp", "record"], name="exchange_set_harvest")]

    def __str__(self) -> str:
        return f"{self.spec}: {self.record_id}"


class HarvestState(models.TextChoices):
    NEW = "new", pgettext_lazy("harvest", "not harvested yet")
    RUNNING = "running", pgettext_lazy("harvest", "being harvested")
    DONE = "done", pgettext_lazy("harvest", "up to date")
    STOPPED = "stopped", pgettext_lazy("harvest", "stopped before the end")


class HarvestSource(models.Model):
    """Another repository that records are taken over from (OAI-PMH), and how far that is.

    ``token``: where the harvest under way goes on; it is saved together with the records that came before it.
    ``begun``: the other repository's own time when the harvest under way began. ``harvested_until``: the same of the
    last harvest that was completed, from which the next one asks what has changed.
    """

    url = models.CharField(_("address"), max_length=400)
    prefix = models.CharField(_("metadata format"), max_length=40, blank=True)  # as that repository calls it
    set = models.CharField(_("set"), max_length=200, blank=True)
    publishes = models.BooleanField(_("publish what is new at once"), default=False)
    name = models.CharField(max_length=250, blank=True)  # as the repository names itself
    granularity = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=HarvestState.choices, default=HarvestState.NEW)
    token = models.TextField(blank=True)
    begun = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    """From when on the harvest under way asked; None for everything."""
    harvested_until = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    """What became of the records of the last harvest, or the one under way (``harvesting.Counts``)."""
    error = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_full = models.BooleanField(default=False)  # the harvest under way asks for everything once more
    full_asked = models.BooleanField(default=False)  # the next harvest is to ask for everything once more
    reached = models.CharField(max_length=20, blank=True)
    """The datestamp that the harvest under way has come to, as long as its list is in their order; else ""."""
    harvests = models.PositiveIntegerField(default=0)  # begun so far
    jobs = models.PositiveIntegerField(default=0)  # asked for so far
    added = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["url", "set"], name="one_source_an_address")]

    def __str__(self) -> str:
        return self.name or self.url

    @property
    def new_state(self) -> str:
        """The state that new records get."""
        return State.PUBLISHED if self.publishes else State.DRAFT


class HarvestedRecord(models.Model):
    """A record as a source knows it, and which one it is here. ``digest`` is that of the record as it came last, so
    that one that comes again unchanged is left alone, with what librarians have made of it since."""

    source = models.ForeignKey(HarvestSource, on_delete=models.CASCADE, related_name="records", db_index=False)
    identifier = models.CharField(max_length=400)
    record = models.ForeignKey(CatalogueRecord, on_delete=models.CASCADE, related_name="harvested")
    datestamp = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_deleted = models.BooleanField(default=False)
    seen = models.PositiveIntegerField(default=0)  # in which harvest it was last told of (HarvestSource.harvests)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="one_row_a_harvested_record")]
        indexes = [models.Index(fields=["identifier"], name="exchange_harvested")]

    def __str__(self) -> str:
        return self.identifier
