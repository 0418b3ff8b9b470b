"""Faults of records, kept as they were found: the check of a large catalogue goes on where it stopped.

Which faults there are, and their words, is ``catalogue.checking``'s; what only several records show is asked here of
the tables of the catalogue.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from tutela.catalogue.checking import check_record
from tutela.catalogue.checking.faults import Fault, is_known
from tutela.catalogue.checking.works import lacks_versions
from tutela.catalogue.record import Record
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.fault_names import FAULT_NAMES
from tutela.web.cataloguing.field_groups import GROUPS
from tutela.web.cataloguing.models import CheckedRecord, FoundFault
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, IdentifierKey, State
from tutela.web.site.register import the_register
from tutela.web.subjects.advising import Adviser

_LOT = 50
SECONDS = 8
"""A request checks records for so long; what is left is checked by the next one."""
_PARTS = {
    "008": "year", "041": "languages", "043": "countries", "385": "audiences", "655": "types", "690": "sectors",
    "691": "measures", "6XX": "subjects", **{tag: name for name, group in GROUPS.items() for tag in group.tags},
}  # fmt: skip


class ShownFault(NamedTuple):
    """A fault in the reader's language: what is wrong, what to do, and the part of the form where ("" for none)."""

    code: str
    what: str
    next_step: str
    anchor: str = ""
    is_advice: bool = False


class FaultyRecord(NamedTuple):
    row: CatalogueRecord
    faults: list[ShownFault]


class Kind(NamedTuple):
    """A kind of fault and how many records have it."""

    code: str
    name: Any
    records: int


@cache
def _measures() -> frozenset[str]:
    return frozenset(measure.id for measure in the_register().measures)


# --- finding ----------------------------------------------------------------------------------------------------------


def found_in(row: CatalogueRecord, adviser: Adviser | None = None) -> list[Fault]:
    """The faults of a record of the catalogue, by itself and beside the others."""
    record = store.record_of(row)
    found = check_record(record, advice=adviser or Adviser(), measures=_measures())
    return [*found, *_beside_others(row, record)]


def _beside_others(row: CatalogueRecord, record: Record) -> Iterable[Fault]:
    wanted = Q()
    mine = {(kind, value) for kind, value in row.identifier_keys.filter(kind="isbn").values_list("kind", "value")}
    for kind, value in sorted(mine)[:20]:
        wanted |= Q(kind=kind, value=value)
    there = IdentifierKey.objects.exclude(record=row).exclude(record__state=State.WITHDRAWN)
    if mine and (same := there.filter(wanted).select_related("record").first()):
        yield Fault(row.key, 1, "same-isbn", "error", "020", {"other": str(same.record)[:120], "value": same.value})
    if not record.symbol:
        return
    work = CatalogueRecord.objects.filter(work_key=row.work_key).exclude(pk=row.pk).exclude(state=State.WITHDRAWN)
    others = list(work.defer("marc")[:20])
    twin = next((one for one in others if one.language == row.language), None)
    if twin is not None:
        values = {"other": str(twin)[:120], "value": record.symbol}
        yield Fault(row.key, 1, "same-symbol", "error", "191", values)
    if not others and lacks_versions(record):
        yield Fault(row.key, 1, "no-language-versions", "advice", "775", {"symbol": record.symbol})


def check(row: CatalogueRecord, adviser: Adviser | None = None) -> None:
    """Check a record, and keep what was found."""
    found = found_in(row, adviser)
    with transaction.atomic():
        FoundFault.objects.filter(record=row).delete()
        FoundFault.objects.bulk_create(
            FoundFault(record=row, code=one.code[:40], kept=_kept(one)) for one in found
        )  # fmt: skip
        CheckedRecord.objects.update_or_create(record=row, defaults={"version": row.version})


def _kept(fault: Fault) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(
        json.dumps({"level": fault.level, "where": fault.where, "values": dict(fault.values)})
    )
    return kept


def unchecked() -> QuerySet[CatalogueRecord]:
    """The records that were added or changed since they were checked; withdrawn ones need no check."""
    rows = CatalogueRecord.objects.exclude(state=State.WITHDRAWN)
    return rows.exclude(checked__version=F("version")).order_by("pk")


def check_some(seconds: float = SECONDS) -> int:
    """Check records that need it, for so long; how many were checked."""
    end = time.monotonic() + seconds
    done = 0
    adviser = Adviser()
    while time.monotonic() < end and (lot := list(unchecked()[:_LOT])):
        for row in lot:
            check(row, adviser)
        done += len(lot)
    return done


def forget_all() -> None:
    """Every record needs to be checked again."""
    CheckedRecord.objects.all().delete()


# --- showing ----------------------------------------------------------------------------------------------------------


def faults_of(row: CatalogueRecord) -> list[ShownFault]:
    """The faults of a record as it is now; those that a librarian must mend before what could be better."""
    return [_shown(fault) for fault in sorted(found_in(row), key=lambda fault: fault.level == "advice")]


def _shown(fault: Fault) -> ShownFault:
    part = _PARTS.get(fault.where, "")
    anchor = f"part-{part}" if part else ""
    language = here()
    if not is_known(fault.code):
        return ShownFault(fault.code, fault.code, "", anchor)
    return ShownFault(fault.code, fault.what(language), fault.next_step(language), anchor, fault.level == "advice")


def faulty(code: str = "") -> QuerySet[CatalogueRecord]:
    """The records that have faults, of one kind or of any."""
    rows = CatalogueRecord.objects.exclude(state=State.WITHDRAWN).defer("marc")
    return rows.filter(pk__in=FoundFault.objects.filter(**({"code": code} if code else {})).values("record")).order_by(
        "pk"
    )


def with_faults(rows: Sequence[CatalogueRecord], code: str = "") -> list[FaultyRecord]:
    """These records with what was found in them when they were checked; one query."""
    kept = FoundFault.objects.filter(record__in=rows, **({"code": code} if code else {}))
    by_record: dict[int, list[ShownFault]] = {row.pk: [] for row in rows}
    for one in kept:
        values = one.kept if isinstance(one.kept, dict) else {}
        fault = Fault("", 1, one.code, values.get("level", "error"), values.get("where", ""), values.get("values", {}))
        by_record[one.record_id].append(_shown(fault))
    return [FaultyRecord(row, by_record[row.pk]) for row in rows]


def kinds() -> list[Kind]:
    """The kinds of faults that records have, the most frequent first."""
    rows = FoundFault.objects.exclude(record__state=State.WITHDRAWN)
    counted = rows.values_list("code").annotate(count=Count("record", distinct=True)).order_by("-count", "code")
    return [Kind(code, FAULT_NAMES.get(code, code), count) for code, count in counted]
