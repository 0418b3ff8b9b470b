"""What the audit log keeps no longer."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from tutela.web.audit.models import Entry


def purge() -> int:
    """Delete entries older than settings.AUDIT_DAYS; gives their number. Called once a day."""
    limit = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    return Entry.objects.filter(at__lt=limit).delete()[0]
