"""Sets for selective harvesting: by type of resource, language and sector; and who was told what of them.

A set is named by its kind and its value ("type:law", "language:fre", "sector:education"); the kind alone is the set of
all records that have one. A record that leaves a set, because its cataloguing changed, is told to the harvesters of
that set as deleted (OAI-PMH has no other word for it), and stays what it is for everybody else. For that, the table of
``SetMembership`` keeps which records were in which set; it is brought up to date before each answer about a set: what
nobody was told needs no row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from tutela.web.exchange.models import SetMembership
from tutela.web.exchange.naming import kind_name, value_name
from tutela.web.library.models import CatalogueRecord, State

KINDS = ("type", "language", "sector")
"""Facets (``library.facets.KINDS``) whose values are sets."""

IS_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*", re.ASCII)
"""OAI-PMH.xsd, setSpecType."""

OVERLAP = timedelta(minutes=10)
"""A transaction may last so long: until then a record may appear with a stamp that lies before those already seen."""

_LOT = 500


class Set(NamedTuple):
    """A set: its ``spec``, and its name in English."""

    spec: str
    name: str


def specs_of(facets: Mapping[str, Sequence[str]]) -> list[str]:
    """The sets that a record with these facets is in. Values that no name of a set can hold make none."""
    found = []
    for kind in KINDS:
        values = [value for value in facets.get(kind, ()) if ":" not in value and IS_SPEC.fullmatch(value)]
        if values:
            found.append(kind)
            found += [f"{kind}:{value}"[:120] for value in values]
    return found


def all_sets() -> list[Set]:
    """The sets that there are: every kind, and every value that some record has or had. One query."""
    catch_up()
    specs = set(SetMembership.objects.exclude(spec="").values_list("spec", flat=True).distinct())
    found = []
    for kind in KINDS:
        found.append(Set(kind, kind_name(kind)))
        values = sorted(spec.partition(":")[2] for spec in specs if spec.startswith(f"{kind}:"))
        found += [Set(f"{kind}:{value}", f"{kind_name(kind)}: {value_name(kind, value)}") for value in values]
    return found


def catch_up() -> None:
    """Bring the memberships up to the catalogue as it is now. One query where nothing has changed, two at most."""
    seen = SetMembership.objects.filter(spec="").aggregate(latest=Max("stamp"))["latest"]
    told = SetMembership.objects.filter(spec="", record=OuterRef("pk"), version=OuterRef("version"))
    rows = CatalogueRecord.objects.filter(stamp__isnull=False)
    if seen is not None:
        rows = rows.filter(stamp__gte=seen - OVERLAP)
    changed = list(rows.exclude(Exists(told)).order_by("pk").values_list("pk", "stamp", "version", "state", "facets"))
    for start in range(0, len(changed), _LOT):
        with transaction.atomic():
            _tell(changed[start : start + _LOT])


def _tell(changed: Sequence[tuple[int, datetime | None, int, str, Mapping[str, Sequence[str]]]]) -> None:
    before: dict[int, set[str]] = defaultdict(set)
    memberships = SetMembership.objects.filter(record_id__in=[pk for pk, *_ in changed]).exclude(spec="")
    for pk, spec in memberships.values_list("record_id", "spec"):
        before[pk].add(spec)
    rows = []
    for pk, stamp, version, state, facets in changed:
        assert stamp is not None
        now = specs_of(facets)
        is_gone = state != State.PUBLISHED
        for spec in ("", *sorted(before[pk].union(now))):
            has_left = is_gone or (bool(spec) and spec not in now)
            rows.append(SetMembership(spec=spec, record_id=pk, stamp=stamp, version=version, has_left=has_left))
    SetMembership.objects.bulk_create(
        rows,
        batch_size=_LOT,
        update_conflicts=True,
        unique_fields=["record", "spec"],
        update_fields=["stamp", "version", "has_left"],
    )
