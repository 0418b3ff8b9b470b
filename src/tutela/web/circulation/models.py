"""Loans, and the little that must be known of the people who have them.

A patron's name and contact are kept while something is lent to them or reserved for them, and not a day longer; what
stays of a loan is when and which copy, never who.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Patron(models.Model):
    """Somebody who has something on loan, or waits for it. Erased with the last loan or reservation."""

    name = models.CharField(_("name"), max_length=120)
    contact = models.CharField(_("how to reach them"), max_length=160)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Loan(models.Model):
    """A copy that somebody has now. The row goes when the copy comes back."""

    item = models.OneToOneField("library.Item", on_delete=models.PROTECT, related_name="loan")
    patron = models.ForeignKey(Patron, on_delete=models.PROTECT, related_name="loans")
    lent = models.DateField(default=timezone.localdate)
    due = models.DateField(db_index=True)
    renewals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"{self.item} until {self.due}"

    @property
    def is_overdue(self) -> bool:
        return self.due < timezone.localdate()


class Reservation(models.Model):
    """Somebody waits for any copy of a record; ``item`` is the one that is kept for them once it came back."""

    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="reservations")
    patron = models.ForeignKey(Patron, on_delete=models.PROTECT, related_name="reservations")
    item = models.OneToOneField(
        "library.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="kept_for"
    )
    made = models.DateTimeField(default=timezone.now)
    kept_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("made", "pk")

    def __str__(self) -> str:
        return f"{self.record} ({self.made:%Y-%m-%d})"


class PastLoan(models.Model):
    """A loan that is over, without the person: how much the collection is used."""

    record = models.ForeignKey("library.CatalogueRecord", on_delete=models.CASCADE, related_name="past_loans")
    lent = models.DateField()
    returned = models.DateField()

    class Meta:
        ordering = ("-returned", "-pk")

    def __str__(self) -> str:
        return f"{self.lent} to {self.returned}"
