"""Assessments: what was asked of which documents, what the machine found, and what people said of it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.web.documents.models import Document, Passage


class Source(models.TextChoices):
    """Whose view an assessment gives."""

    STATE = "state", _("State")
    INSTITUTION = "institution", _("human rights institution")
    NGO = "ngo", _("non-governmental organisation")
    OTHER = "other", _("other")


def random_key() -> str:
    return secrets.token_hex(16)


class Assessment(models.Model):
    """The measures held against a set of documents.

    ``run`` counts the runs asked for; ``shown_run`` is the one whose matches are shown (0: none yet). ``is_complete``:
    that run has searched all documents; until then its results are shown as they come, and once one is complete it
    is shown until another one is. ``register_digest`` and ``version`` are those of the shown run. ``key`` is that of
    the form which opened it: one form opens one assessment, however often it is sent.
    """

    workspace = models.ForeignKey("workspaces.Workspace", on_delete=models.CASCADE, related_name="assessments")
    state = models.CharField(_("State or organisation"), max_length=120)
    period = models.CharField(_("year or period"), max_length=40, blank=True)
    source = models.CharField(_("whose view"), max_length=12, choices=Source.choices, default=Source.STATE)
    documents = models.ManyToManyField(Document, through="AssessedDocument", related_name="assessments")
    run = models.PositiveIntegerField(default=0)
    shown_run = models.PositiveIntegerField(default=0)
    register_digest = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=20, blank=True)
    assessed = models.DateTimeField(null=True, blank=True)
    is_complete = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=32, unique=True, default=random_key)

    class Meta:
        ordering = ("state", "-period", "-created")

    def __str__(self) -> str:
        return f"{self.state} ({self.period})" if self.period else self.state


class InPlace(models.Model):
    """A document among those of a run, in its place.

    ``run`` is the last run that has searched it, ``engine`` with which version and register; ``searched`` counts the
    passages that could be searched, and ``found`` those that the machine took for evidence of a measure.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    run = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=120, blank=True)
    searched = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class AssessedDocument(InPlace):
    """A document of the run that is shown."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assessed_documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="assessed_in")

    class Meta(InPlace.Meta):
        constraints = [models.UniqueConstraint(fields=["assessment", "document"], name="a_document_once")]


class PlannedDocument(InPlace):
    """A document of the next run, where one was asked for or the set was changed while a complete run is shown.

    The planned documents become the assessed ones when that run is complete.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="planned_documents")

    class Meta(InPlace.Meta):
        constraints = [models.UniqueConstraint(fields=["assessment", "document"], name="a_document_planned_once")]


class Match(models.Model):
    """A passage and a measure in a run, as ``tutela.evidence.match.Match`` has it.

    ``verdict`` is "evidence", "unsure", "contrary", or "miss" (near, but no evidence). ``reasons`` and ``against`` hold
    ``[concept, [[start, end], ...], weight]`` each, spans counted in the passage's own text. A passage on which
    somebody has decided always has a match: one of score 0 where the run itself found none.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="matches")
    run = models.PositiveIntegerField()
    measure = models.CharField(max_length=80)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="matches")
    score = models.FloatField()
    grade = models.CharField(max_length=16)
    direction = models.CharField(max_length=10)
    verdict = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    against = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "run", "measure", "passage"], name="one_match")]
        indexes = [models.Index(fields=["assessment", "run", "measure", "verdict"])]


class Answer(models.TextChoices):
    """What a person says of a match."""

    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")
    UNSURE = "unsure", _("unsure")
    WITHDRAWN = "withdrawn", _("decision withdrawn")


class Judgement(models.Model):
    """What a reviewer says of a passage as evidence for a measure. Never changed, only followed by a newer one.

    ``is_current``: the reviewer has said nothing newer of the same passage and measure. It hangs on the passage, not on
    the match, so that it outlives every run. ``carried_from`` is the judgement on the same words in the version of the
    document that this one replaced.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="judgements")
    measure = models.CharField(max_length=80)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="judgements")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judgements")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "measure", "passage", "reviewer"],
                condition=models.Q(is_current=True),
                name="one_current_judgement",
            )
        ]
        indexes = [models.Index(fields=["assessment", "measure", "is_current"])]


class Finding(models.Model):
    """What the shown run says of a measure, and what people's decisions make of it; counted once, read often.

    ``machine`` and ``people`` are statuses of ``tutela.web.assessments.status``. ``people`` is "" until somebody has
    decided on one of its passages. ``evidence``, ``unsure`` and ``contrary`` count passages as the machine sorts them;
    ``confirmed``, ``rejected``, ``disputed`` and ``doubted`` (people are unsure) as people decided, and ``undecided``
    those of the former on which nobody has. ``law``, ``policy``, ``practice`` and ``recommendation`` count the passages
    that stand as evidence after people's decisions.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    measure = models.CharField(max_length=80)
    machine = models.CharField(max_length=12)
    people = models.CharField(max_length=12, blank=True)
    evidence = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    contrary = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)
    doubted = models.PositiveIntegerField(default=0)
    undecided = models.PositiveIntegerField(default=0)
    law = models.PositiveIntegerField(default=0)
    policy = models.PositiveIntegerField(default=0)
    practice = models.PositiveIntegerField(default=0)
    recommendation = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "measure"], name="one_finding_a_measure")]

    @property
    def status(self) -> str:
        """The status that holds: people's where they decided, else the machine's."""
        return self.people or self.machine

    @property
    def standing(self) -> int:
        """How many passages stand as evidence after people's decisions."""
        return self.law + self.policy + self.practice + self.recommendation

    @property
    def decided(self) -> int:
        """On how many passages people have decided, whatever they said."""
        return self.confirmed + self.rejected + self.disputed + self.doubted

    @property
    def differs(self) -> bool:
        """Whether people's status is another one than the machine's."""
        return bool(self.people) and self.people != self.machine
