"""New accounts, without telling anybody who has one."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from tutela.web.accounts import letters
from tutela.web.accounts.models import User
from tutela.web.audit.log import record


def register(request: HttpRequest, name: str, email: str, password: str) -> None:
    """Prepare an account and send its confirmation; to the holder of an account, a letter that says so.

    The work is the same in both cases. An account that nobody has confirmed yet is made anew, since whoever asked
    first may not have been the holder of the address.
    """
    known = User.objects.filter(email=email, is_active=True).first()
    if known is not None:
        make_password(password)  # the same work
        letters.send(request, known, "known")
        return
    try:
        user = prepare(name, email, password)
    except IntegrityError:  # the same form came twice at one moment: the other one sends the letter
        return
    record("account.created", user=user)
    letters.send(request, user, "confirm")


def prepare(name: str, email: str, password: str, *, is_active: bool = False) -> User:
    """An account for an address that nobody has confirmed. IntegrityError where another request was faster."""
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=email, is_active=False).first() or User(email=email)
        user.name, user.is_active, user.created = name, is_active, timezone.now()
        user.set_password(password)
        user.save()
    return user
