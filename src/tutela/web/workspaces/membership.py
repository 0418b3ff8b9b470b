"""Changing who is in a workspace. There is always an owner."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.workspaces.models import Invitation, Membership, Role, Workspace


class LastOwnerError(Exception):
    """Without this person the workspace would have no owner."""


def change_role(workspace: Workspace, member: int, role: Role, by: User) -> Membership:
    """Give the member (a key of Membership) a role. LastOwnerError; Membership.DoesNotExist."""
    with transaction.atomic():
        membership = _held(workspace, member)
        before = membership.role
        if before == role:
            return membership
        if before == Role.OWNER:
            _check_not_last(membership)
            withdraw_invitations_of(membership.user, workspace)
        membership.role = role
        membership.save(update_fields=["role"])
        change = f"{Role(before).name.lower()} > {role.name.lower()}"
        record("member.role-changed", user=by, about=membership.user, workspace=workspace, subject=change)
    return membership


def remove(workspace: Workspace, member: int, by: User) -> Membership:
    """Take a member out; also oneself. LastOwnerError; Membership.DoesNotExist."""
    with transaction.atomic():
        membership = _held(workspace, member)
        _check_not_last(membership)
        withdraw_invitations_of(membership.user, workspace)
        if membership.user_id == by.pk:
            record("member.left", user=by, workspace=workspace)
        else:
            record("member.removed", user=by, about=membership.user, workspace=workspace)
        membership.delete()
    return membership


def withdraw_invitations_of(user: User, workspace: Workspace | None = None) -> None:
    """Links that somebody handed out who is no owner any more let nobody in."""
    open_ones = Invitation.objects.filter(made_by=user, used=None, withdrawn=None)
    if workspace is not None:
        open_ones = open_ones.filter(workspace=workspace)
    open_ones.update(withdrawn=timezone.now())


def _held(workspace: Workspace, member: int) -> Membership:
    # Two owners may remove each other at one moment: whoever holds the workspace's row goes first.
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    return Membership.objects.select_related("user").get(pk=member, workspace=workspace)


def _check_not_last(membership: Membership) -> None:
    owners = Membership.objects.filter(workspace_id=membership.workspace_id, role=Role.OWNER)
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise LastOwnerError
