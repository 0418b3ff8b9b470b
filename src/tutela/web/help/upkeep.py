"""What there is to do in the directory: entries to confirm, expired, soon to expire, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from tutela.web.help.models import Entry


class Upkeep(NamedTuple):
    """Entries by what they need; one that is not confirmed counts as that alone, however long ago it was checked."""

    to_confirm: list[Entry]
    expired: list[Entry]
    soon: list[Entry]
    links: list[Entry]

    @property
    def is_something(self) -> bool:
        return any(self)


def upkeep(entries: Iterable[Entry] | None = None, today: date | None = None) -> Upkeep:
    """What there is to do; what expires first stands first."""
    rows = list(Entry.objects.all() if entries is None else entries)
    day = today or timezone.localdate()
    confirmed = sorted((one for one in rows if one.confirmed is not None), key=lambda one: (one.checked, one.name))
    return Upkeep(
        [one for one in rows if one.confirmed is None],
        [one for one in confirmed if one.is_expired(day)],
        [one for one in confirmed if one.expires_soon(day)],
        [one for one in rows if one.link_problem],
    )
