"""A newer version in the place of a document: one at most, and never in a circle."""

from __future__ import annotations

from typing import Literal

from tutela.web.documents.models import Document

Reason = Literal["replaced", "same", "taken", "older"]


class ReplacementError(Exception):
    """A file cannot stand in the place of a document. ``reason``: that one is "replaced" by another already; this is
    the "same" file; it has "taken" the place of another one already; it is an "older" version of the document."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


def check_open(old: Document) -> None:
    """Raise ReplacementError where something newer has taken the place of a document."""
    if Document.objects.filter(replaces=old).exists():
        raise ReplacementError("replaced")


def check_place(new: Document, old: Document) -> None:
    """Raise ReplacementError where a document that exists cannot take the place of ``old``."""
    if new.pk == old.pk:
        raise ReplacementError("same")
    older: Document | None = old
    while older is not None:
        if older.pk == new.pk:
            raise ReplacementError("older")
        older = older.replaces
    check_open(old)
    if new.replaces_id is not None:
        raise ReplacementError("taken")
