"""What this repository tells of itself: its name, whom to write to, its address, and how it names its records."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from tutela.web.library.about import about

LOCAL = "tutela.localhost"
"""The identifier of a repository that has no address of its own; ".localhost" is reserved for that (RFC 6761)."""

IS_IDENTIFIER = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+", re.ASCII)
"""Of oai-identifier.xsd: the name of a domain."""

IS_EMAIL = re.compile(r"[^\s@]+@([^\s.@]+\.)+[^\s.@]+")
_RECORD = re.compile(r"oai:([^:]+):([0-9a-f]{12})", re.ASCII)


class Repository(NamedTuple):
    """Its ``name``, the ``email`` of those who look after it, the ``identifier`` that the names of records begin with,
    and the ``address`` of the site."""

    name: str
    email: str
    identifier: str
    address: str

    def identifier_of(self, key: str) -> str:
        """The name of a record for other catalogues (OAI identifier format): "oai:library.example.org:0123456789ab"."""
        return f"oai:{self.identifier}:{key}"

    def key_of(self, identifier: str) -> str | None:
        """The key of the record with that name; None where no record here could be named so."""
        match = _RECORD.fullmatch(identifier)
        return match[2] if match and match[1] == self.identifier else None


def the_repository(request: HttpRequest) -> Repository:
    """This repository, as a request to it may know it. One query."""
    given = about()
    identifier = given.identifier or _from_address()
    email = given.email or settings.DEFAULT_FROM_EMAIL
    return Repository(
        name=given.name or "Tutela",
        email=email if IS_EMAIL.fullmatch(email) else f"library@{identifier}",
        identifier=identifier,
        address=address(request),
    )


def address(request: HttpRequest) -> str:
    """The address of the site, without a final stroke."""
    return settings.ADDRESS or f"{request.scheme}://{request.get_host()}"


def _from_address() -> str:
    host = (urlsplit(settings.ADDRESS).hostname or "").removeprefix("www.")
    return host if IS_IDENTIFIER.fullmatch(host) else LOCAL
