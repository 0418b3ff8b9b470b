"""How a record is named in an address."""

from __future__ import annotations

from django.urls import register_converter


class KeyConverter:
    """The key of a record (``library.models.new_key``)."""

    regex = "[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    """Make ``<key:key>`` known; called where addresses are made."""
    register_converter(KeyConverter, "key")
