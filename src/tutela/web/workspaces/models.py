"""Rooms of organisations: who is in, and what they may do there."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tutela.web.accounts.models import User, digest_of


class Role(models.IntegerChoices):
    """What a member may do; a greater role may all that a smaller one may."""

    READER = 1, _("reader")
    REVIEWER = 2, _("reviewer")
    OWNER = 3, _("owner")


class Workspace(models.Model):
    """An organisation's room: its documents, assessments and members. Strangers cannot tell that it exists."""

    name = models.CharField(_("name of the organisation"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    created = models.DateTimeField(default=timezone.now)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="workspaces")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def open(cls, name: str, owner: User) -> Workspace:
        """A new workspace. Its address ends in random letters: a name that is taken would tell that it exists."""
        stem = slugify(name)[:40].strip("-") or "room"
        workspace = cls.objects.create(name=name, slug=f"{stem}-{secrets.token_hex(4)}")
        Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER)
        return workspace


class Membership(models.Model):
    """A person in a workspace, with a role."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(choices=Role.choices, default=Role.READER)
    joined = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_each")]
        ordering = ("-role", "user__name")

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


INVITATION_DAYS = 14
REFUSALS = 10
"""An invitation with which so many sign-ups were refused lets nobody in any more: it is being tried out."""


class Invitation(models.Model):
    """A link that lets one person in. Only its digest is kept: the link is shown once, to the owner who makes it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    role = models.PositiveSmallIntegerField(choices=Role.choices, default=Role.REVIEWER)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.note or f"{self.pk}"

    @classmethod
    def make(cls, workspace: Workspace, role: int, made_by: User, note: str = "") -> tuple[Invitation, str]:
        """An invitation and the key of its link."""
        key = secrets.token_urlsafe(24)
        expires = timezone.now() + timedelta(days=INVITATION_DAYS)
        invitation = cls.objects.create(
            workspace=workspace, role=role, made_by=made_by, note=note, digest=digest_of(key), expires=expires
        )
        return invitation, key

    @classmethod
    def of_key(cls, key: str) -> Invitation | None:
        """The invitation of this key, if it still holds."""
        return cls.objects.select_related("workspace").filter(cls.holding(), digest=digest_of(key)).first()

    @staticmethod
    def holding() -> models.Q:
        """Those that still let somebody in."""
        return models.Q(used=None, withdrawn=None, expires__gt=timezone.now(), refusals__lt=REFUSALS)

    @property
    def state(self) -> str:
        """What became of it: "used", "withdrawn", "refused", "expired" or "waiting"."""
        if self.used:
            return "used"
        if self.withdrawn:
            return "withdrawn"
        if self.refusals >= REFUSALS:
            return "refused"
        return "waiting" if self.expires > timezone.now() else "expired"
