"""Accounts that nobody confirmed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tutela.web.accounts.models import User

UNCONFIRMED_DAYS = 7


def forget_unconfirmed() -> int:
    """Delete accounts that were never confirmed within a week; gives their number. Called once a day.

    Deleted accounts, which stay as rows for what they decided, have no address and are left alone.
    """
    limit = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    waiting = User.objects.filter(is_active=False, last_login=None, created__lt=limit)
    return waiting.exclude(email__endswith="@invalid").delete()[0]
