"""Sign-ins, refused ones too, go into the audit log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver

from tutela.web.accounts.models import User
from tutela.web.audit.log import record


@receiver(user_logged_in)
def signed_in(user: User, **_: Any) -> None:
    record("account.signed-in", user=user)


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    """Whose account it was, where there is one. What was typed is not kept: it may be a password in the wrong field."""
    is_blocked = getattr(request, "axes_locked_out", False)
    if is_blocked and getattr(request, "axes_failures_since_start", None) is None:
        return  # an attempt while the sign-in is blocked: nothing was tried, and the log does not grow by it
    email = str(credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=email).first() if "\0" not in email else None
    record("account.locked" if is_blocked else "account.refused", user=user)
