"""Addresses of pages, as other programs are told of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation


def page_of(address: str, key: str, language: str = "en") -> str:
    """The page of a record on the site at this address."""
    with translation.override(language):
        return address + reverse("library:record", args=[key])
