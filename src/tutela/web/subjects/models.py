"""The vocabulary of subjects, in the terms of SKOS (W3C Recommendation of 18 August 2009)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Scheme(models.Model):
    """A vocabulary (skos:ConceptScheme). ``other`` holds what it says besides its titles, as N-Triples."""

    uri = models.CharField(max_length=300, unique=True)
    titles = models.JSONField(default=dict)
    """By language: {"en": "Subjects"}."""
    other = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        here = (get_language() or "en")[:2]
        return self.titles.get(here) or self.titles.get("en") or next(iter(self.titles.values()), self.uri)


class Concept(models.Model):
    """An idea that records can be about (skos:Concept).

    ``other`` holds the statements about it that have no place in this model, as N-Triples: an export gives them back.
    ``replaced_by``: it was merged into that one, and only its address and its URI remain.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="concepts")
    key = models.SlugField(max_length=120, unique=True)
    """In its address; never changes."""
    uri = models.CharField(max_length=300, unique=True)
    notation = models.CharField(_("notation"), max_length=60, blank=True)
    other = models.TextField(blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.key


class LabelKind(models.TextChoices):
    PREFERRED = "preferred", pgettext_lazy("label", "preferred")
    ALTERNATIVE = "alternative", pgettext_lazy("label", "non-preferred")
    HIDDEN = "hidden", pgettext_lazy("label", "hidden")


class Label(models.Model):
    """A name of a concept. A hidden one is found by search, and shown nowhere else."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    kind = models.CharField(max_length=11, choices=LabelKind.choices)
    language = models.CharField(max_length=35, blank=True)  # BCP 47
    text = models.CharField(max_length=200)  # as long as a facet

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"], condition=models.Q(kind="preferred"), name="one_preferred_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}@{self.language}"


class NoteKind(models.TextChoices):
    """What SKOS calls documentation; the values are its property names."""

    DEFINITION = "definition", pgettext_lazy("note of a concept", "Definition")
    SCOPE = "scopeNote", pgettext_lazy("note of a concept", "Scope note")
    EXAMPLE = "example", pgettext_lazy("note of a concept", "Example")
    HISTORY = "historyNote", pgettext_lazy("note of a concept", "History note")
    EDITORIAL = "editorialNote", pgettext_lazy("note of a concept", "Editorial note")
    CHANGE = "changeNote", pgettext_lazy("note of a concept", "Change note")
    NOTE = "note", pgettext_lazy("note of a concept", "Note")


class ConceptNote(models.Model):
    """What is said of a concept in a language."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=13, choices=NoteKind.choices)
    language = models.CharField(max_length=35, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:60]


class RelationKind(models.TextChoices):
    BROADER = "broader", pgettext_lazy("concept", "broader")
    RELATED = "related", pgettext_lazy("concept", "related")


class ConceptRelation(models.Model):
    """``target`` is the broader concept of ``source``, or related to it (one row for both directions, the smaller key
    first). There is no circle of broader ones."""

    kind = models.CharField(max_length=7, choices=RelationKind.choices)
    source = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="inverse_relations")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "target"], name="one_relation_a_pair"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_relation_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
