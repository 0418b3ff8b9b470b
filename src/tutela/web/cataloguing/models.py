"""What waits for a librarian, and what merging and checking leave behind."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class ProposalState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("proposal", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")


class Proposal(models.Model):
    """A change of a published record that a cataloguer would make: a librarian accepts or declines it.

    ``form`` and ``marc`` hold the record as it would be; ``base_version`` is the one that it was made from.
    """

    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="proposals")
    base_version = models.PositiveIntegerField()
    form = models.CharField(max_length=8)
    marc = models.BinaryField()
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created", "pk")

    def __str__(self) -> str:
        return f"{self.record_id}.{self.base_version}"


class Merge(models.Model):
    """Two records that were made one. ``moved`` says which rows went from the other to the one that stays: keys by
    model and field; ``kept_version`` is the version that came of it."""

    kept = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="merges")
    other = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="merged_into")
    kept_version = models.PositiveIntegerField()
    other_state = models.CharField(max_length=9)
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.other_id} → {self.kept_id}"


class CheckedRecord(models.Model):
    """The version of a record that was last checked."""

    record = models.OneToOneField(
        "library.CatalogueRecord", on_delete=models.CASCADE, primary_key=True, related_name="checked"
    )
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.record_id}.{self.version}"


class FoundFault(models.Model):
    """A fault of a record, as it was found when the record was last checked: its code and what its wording says."""

    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="faults")
    code = models.CharField(max_length=40, db_index=True)
    kept = models.JSONField(default=dict)

    class Meta:
        ordering = ("record_id", "pk")

    def __str__(self) -> str:
        return f"{self.record_id}: {self.code}"
