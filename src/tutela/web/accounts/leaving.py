"""Deleting one's account: what was decided stays, the person goes."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.library.models import Staff
from tutela.web.workspaces.membership import withdraw_invitations_of
from tutela.web.workspaces.models import Membership, Role, Workspace


def held_workspaces(user: User) -> QuerySet[Workspace]:
    """The workspaces that would be left without an owner if this person went."""
    own = Membership.objects.filter(user=user, role=Role.OWNER).values("workspace")
    others = Membership.objects.filter(~Q(user=user), role=Role.OWNER).values("workspace")
    return Workspace.objects.filter(pk__in=own).exclude(pk__in=others)


def forget(user: User) -> bool:
    """Take name, address, password, tokens and memberships away; False, and nothing done, for a last owner.

    The row stays: decisions refer to it, and a review whose decisions vanish could not be followed any more.
    """
    with transaction.atomic():
        own = Membership.objects.filter(user=user, role=Role.OWNER).values_list("workspace_id", flat=True)
        list(Workspace.objects.select_for_update().filter(pk__in=list(own)).order_by("pk"))
        if held_workspaces(user).exists():
            return False
        record("account.deleted", user=user)
        withdraw_invitations_of(user)
        user.memberships.all().delete()
        user.tokens.all().delete()
        user.saved_records.all().delete()
        user.shared_lists.all().delete()
        Staff.objects.filter(user=user).delete()
        user.name = gettext("Former member %(number)s") % {"number": user.pk}
        # No form takes an address without a dot: nobody can ask for this account again.
        user.email = f"former-{secrets.token_hex(8)}@invalid"
        user.password = make_password(None)
        user.is_active = False
        user.last_login = None
        user.save()
    return True
