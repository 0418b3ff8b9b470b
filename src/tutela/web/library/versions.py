"""The versions and translations of one work, by their language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from tutela.catalogue.codes import language_name, short_language
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.relations import VERSIONS, Linked

MOST = 60
COLUMNS = ("key", "title", "byline", "year", "imprint", "language", "work_key", "material")
"""What lists of records show; ``marc`` is left in the database."""


class Version(NamedTuple):
    """One version; ``is_here``: the one whose page is read."""

    row: CatalogueRecord
    is_here: bool


class InLanguage(NamedTuple):
    """The versions in one language: its code (ISO 639-2/B, "" where no record says), tag (BCP 47) and name."""

    code: str
    tag: str
    name: str
    versions: list[Version]


def versions(row: CatalogueRecord, links: Iterable[Linked], language: str) -> list[InLanguage]:
    """All versions of a work with this one among them, grouped by language in the order of their names in the language
    of the page; [] where it is the only one. One query at most."""
    found = [one for one in _others(row, links) if one.pk != row.pk]
    if not found:
        return []
    groups: dict[str, list[Version]] = {}
    for one in sorted([row, *found], key=lambda one: (-(one.year or 0), one.pk)):
        groups.setdefault(one.language, []).append(Version(one, one.pk == row.pk))
    made = [
        InLanguage(code, short_language(code), language_name(code, language) if code else "", inside)
        for code, inside in groups.items()
    ]
    return sorted(made, key=lambda group: (not group.name, group.name.casefold()))


def _others(row: CatalogueRecord, links: Iterable[Linked]) -> list[CatalogueRecord]:
    linked = {one.pk for one in links if one.kind in VERSIONS}
    wanted = Q(pk__in=linked) if linked else Q()
    if row.work_key:
        wanted |= Q(work_key=row.work_key)
    if not wanted:
        return []
    rows = CatalogueRecord.objects.filter(wanted, state=State.PUBLISHED).only(*COLUMNS)
    return list(rows.order_by("pk")[:MOST])
