"""Entries of the directory for the tests. Services, numbers and addresses are invented and say so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tutela.web.help.models import Entry, HelpSite


def public() -> HelpSite:
    """The help pages, switched on."""
    site = HelpSite.load()
    site.is_public, site.exit_address = True, "https://weather.example/"
    site.save()
    return site


def entry(key: str, *, confirmed: bool = True, days: int = 10, **values: Any) -> Entry:
    """An entry that was checked so many days ago; a helpline of Maravel's neighbour France unless told otherwise."""
    given: dict[str, Any] = {
        "kind": "child-helpline",
        "needs": "talk report-person",
        "country": "FR",
        "name": f"Service {key}",
        "run_by": "An invented association",
        "phone": "00 00 00",
        "source": "An invented page",
        "source_address": "https://source.example/",
        "languages": "fr",
        "after": {"en": "It stays with them.", "fr": "Cela reste entre vous.", "es": "Queda entre ustedes."},
        **values,
    }
    now = timezone.now()
    given |= {"checked": timezone.localdate() - timedelta(days=days), "confirmed": now if confirmed else None}
    return Entry.objects.create(key=key, **given)
