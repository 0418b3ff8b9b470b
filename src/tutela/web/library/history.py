"""The history of a record: its versions, each with who made it, when, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from tutela.catalogue.record import Record
from tutela.catalogue.writing import kept
from tutela.web.library.models import CatalogueRecord, Revision
from tutela.web.library.store import record_of

ACTIONS: dict[str, str | Promise] = {
    "created": pgettext_lazy("record", "created"),
    "imported": pgettext_lazy("record", "imported"),
    "harvested": pgettext_lazy("record", "harvested"),
    "edited": pgettext_lazy("record", "edited"),
    "bulk": pgettext_lazy("record", "changed with many others"),
    "merged": pgettext_lazy("record", "merged"),
    "review": pgettext_lazy("record", "sent to review"),
    "returned": pgettext_lazy("record", "sent back"),
    "taken-back": pgettext_lazy("record", "taken back from review"),
    "published": pgettext_lazy("record", "published"),
    "accepted": pgettext_lazy("record", "changed by a proposal that was accepted"),
    "withdrawn": pgettext_lazy("record", "withdrawn"),
    "restored": pgettext_lazy("record", "an earlier version restored"),
    "undone": pgettext_lazy("record", "a change of many records undone"),
    "subject": pgettext_lazy("record", "a subject heading changed"),
}
"""What was done when a record got a new version, by its code; another code shows as it is."""


class Version(NamedTuple):
    """A version of a record: when it came to be, by whom, through what, and the state it has been in since."""

    number: int
    at: datetime
    by: Any
    action: str
    note: str
    state: str
    is_current: bool

    @property
    def done(self) -> str | Promise:
        """What was done, in the reader's language."""
        return ACTIONS.get(self.action, self.action)


def versions(row: CatalogueRecord, most: int = 500) -> list[Version]:
    """The versions of a record, the present one first.

    A Revision holds a former state, and what was done when it ended: that is how the next version came to be.
    """
    revisions = list(row.revisions.select_related("by").defer("marc").order_by("-version")[:most])
    found = []
    state, number = row.state, row.version
    for revision in revisions:
        found.append(
            Version(number, revision.until, revision.by, revision.action, revision.note, state, number == row.version)
        )
        state, number = revision.state, revision.version
    if number == 1:
        by = row.created_by or (row.batch.by if row.batch is not None else None)
        action = "imported" if row.batch is not None else "created"
        found.append(Version(1, row.created, by, action, "", state, row.version == 1))
    return found


def version_of(row: CatalogueRecord, number: int) -> Record | None:
    """The record as it was in a version; None where there is none of this number."""
    if number == row.version:
        return record_of(row)
    revision = Revision.objects.filter(record=row, version=number).first()
    return kept(revision.form, bytes(revision.marc)) if revision is not None else None
