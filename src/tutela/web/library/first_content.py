"""What a library begins with: a vocabulary, and the records of the Guidelines and of what goes with them."""

from __future__ import annotations

from django.db import transaction

from tutela.catalogue.content import first_records
from tutela.web.library.lots import add_lot
from tutela.web.library.models import CatalogueRecord, Setting
from tutela.web.library.preparing import prepared
from tutela.web.subjects.expansion import held
from tutela.web.subjects.importing import load_start

_DONE = "first-content"


def fill() -> int:
    """Load what is not there yet; gives the number of records that were added.

    Only once, and only into an empty catalogue: what a librarian took out does not come back.
    """
    with transaction.atomic():
        _row, is_first = Setting.objects.get_or_create(key=_DONE, defaults={"value": True})
        if not is_first:
            return 0
        load_start()
        if CatalogueRecord.objects.exists():
            return 0
        with held():
            return len(add_lot([prepared(record) for record in first_records()]))
