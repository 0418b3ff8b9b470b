"""What librarians say of their library: its name, whom to write to, its name among repositories.

Kept where ``exchange.repository`` reads it, which also says what holds as long as nothing is given.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from tutela.web.library.models import Setting

NAME, EMAIL, IDENTIFIER = "repository-name", "repository-email", "repository-identifier"


class About(NamedTuple):
    """``email`` is that of the people who look after the catalogue (OAI-PMH adminEmail); ``identifier`` is that of this
    repository in OAI identifiers, a name like that of a domain. Each is "" where nothing was given."""

    name: str = ""
    email: str = ""
    identifier: str = ""


def about() -> About:
    """What was said so far. One query."""
    given = dict(Setting.objects.filter(key__in=(NAME, EMAIL, IDENTIFIER)).values_list("key", "value"))
    return About(*(str(given.get(key) or "") for key in (NAME, EMAIL, IDENTIFIER)))


def say(told: About) -> None:
    """Keep what a librarian says of the library."""
    with transaction.atomic():
        for key, value in zip((NAME, EMAIL, IDENTIFIER), told, strict=True):
            Setting.objects.update_or_create(key=key, defaults={"value": value})
