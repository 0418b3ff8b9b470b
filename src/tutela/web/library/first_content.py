"""What a library begins with: a vocabulary, and the records of the Guidelines and of what goes with them."""

from __future__ import annotations

from django.db import transaction

from tutela.catalogue.content import first_records
from tutela.web.library.lots import add_lot
from tutela.web.library.models import CatalogueRecord, Setting
from tutela.web.library.preparing import Prepared, prepared
from tutela.web.subjects.expansion import held
from tutela.web.subjects.importing import load_start

_DONE = "first-content"


def fill() -> int:
    """Load what is not there yet; gives the number of records that were added.

    Only once: what a librarian took out does not come back. A catalogue that was imported before the site was first
    opened gets them too, but for those that it has already.
    """
    with transaction.atomic():
        _row, is_first = Setting.objects.get_or_create(key=_DONE, defaults={"value": True})
        if not is_first:
            return 0
        load_start()
        with held():
            return len(add_lot(_unknown([prepared(record) for record in first_records()])))


def _unknown(lot: list[Prepared]) -> list[Prepared]:
    """Those of which the catalogue has none with the same title in the same language."""
    titles = {one.derived.columns["title"] for one in lot}
    there = set(CatalogueRecord.objects.filter(title__in=titles).values_list("title", "language"))
    return [one for one in lot if (one.derived.columns["title"], one.derived.columns["language"]) not in there]
