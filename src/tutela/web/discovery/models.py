"""The words of the catalogue as people write them, for spelling suggestions and for words that are only begun."""

from __future__ import annotations

from django.db import models


class CatalogueWord(models.Model):
    """A word of titles, subject headings and names. The index knows stems only, which nobody writes.

    ``records`` is about the number of records that have it: it says which of two words is the more likely one, no more.
    """

    folded = models.CharField(max_length=40, primary_key=True)
    word = models.CharField(max_length=40)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()
    records = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["initial", "length"], name="discovery_near_words")]

    def __str__(self) -> str:
        return self.word
