"""Names of sets, in English: what harvesters show to those who choose what to take over."""

from __future__ import annotations

from django.utils import translation

from tutela.web.discovery.labels import KINDS, label


def kind_name(kind: str) -> str:
    """The name of a kind of sets."""
    with translation.override("en"):
        return str(KINDS[kind])


def value_name(kind: str, value: str) -> str:
    """The name of a value of a kind; the value itself where it has none."""
    with translation.override("en"):
        return label(kind, value)
