"""Invitations by link: making them, and coming in by one."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.workspaces.models import Invitation, Membership, Role, Workspace

INVITATIONS_A_DAY = 50
"""Invitations that a person may make in a day: each could be used to find out who has an account."""


class InvitationGoneError(Exception):
    """It was used, withdrawn, or is too old."""


def may_invite(user: User) -> bool:
    """Whether the person has not made too many invitations today."""
    day = timezone.now() - timedelta(days=1)
    return Invitation.objects.filter(made_by=user, created__gt=day).count() < INVITATIONS_A_DAY


def invite(workspace: Workspace, role: Role, note: str, by: User) -> tuple[Invitation, str]:
    """An invitation and its key. What the note says of a person does not go into the audit log."""
    invitation, key = Invitation.make(workspace, role, by, note)
    record("member.invited", user=by, workspace=workspace, subject=role.name.lower())
    return invitation, key


def withdraw(workspace: Workspace, invitation: int, by: User) -> bool:
    """The link lets nobody in any more; False where it did not anyway."""
    held = Invitation.objects.filter(pk=invitation, workspace=workspace, used=None, withdrawn=None)
    if not held.update(withdrawn=timezone.now()):
        return False
    record("member.invitation-withdrawn", user=by, workspace=workspace)
    return True


def accept(invitation: Invitation, user: User) -> Membership:
    """Let the person in, once: of two who use a link at one moment, one comes in. InvitationGoneError for the other.

    Who is in already stays as they are, and the link is not spent.
    """
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=invitation.workspace_id)
        member = Membership.objects.filter(workspace=invitation.workspace, user=user).first()
        if member is not None:
            return member
        held = Invitation.objects.filter(Invitation.holding(), pk=invitation.pk)
        if not held.update(used=timezone.now(), used_by=user):
            raise InvitationGoneError
        member = Membership.objects.create(workspace=invitation.workspace, user=user, role=invitation.role)
        role = Role(invitation.role).name.lower()
        record("member.joined", user=user, workspace=invitation.workspace, subject=role)
    return member


def count_refusal(invitation: Invitation) -> None:
    """A sign-up by this link was refused because the address has an account."""
    Invitation.objects.filter(pk=invitation.pk).update(refusals=F("refusals") + 1)
