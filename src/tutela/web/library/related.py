"""Other resources to read beside one, each with the reasons why; what has no reason worth naming is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from tutela.catalogue.codes import language_name, short_language
from tutela.catalogue.stock_words import relationship
from tutela.register.measures import Measure
from tutela.web.library.facets import ALL, BITMAPS
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.relations import Linked
from tutela.web.library.versions import COLUMNS
from tutela.web.site.register import the_register
from tutela.web.subjects.expansion import heading_in

AT_MOST = 8
"""Related resources that are shown, besides those that the records themselves name."""

NAMED = 20
_POOL = 150  # records that are weighed, for each kind of reason
_READ = 40  # records that are read from the database

RELATIONS: dict[str, Promise | str] = {
    "explains": _("Explains this resource"),
    "explained-by": _("Is explained by this resource"),
    "translation-of": _("The original of this translation"),
    "translated-as": _("A translation of this resource"),
    "edition": _("Another edition of this resource"),
    "form": _("The same in another form"),
    "series": _("The series to which this resource belongs"),
    "part": _("A part of this resource"),
    "whole": _("The resource of which this is a part"),
    "host": _("The publication in which this appeared"),
    "supplement": _("A supplement to this resource"),
    "supplement-to": _("The resource to which this is a supplement"),
    "issued-with": _("Issued together with this resource"),
    "earlier": _("The earlier resource that this one continues"),
    "later": _("The later resource that continues this one"),
}
"""What the other resource is to this one, in words."""


class Reason(NamedTuple):
    """Why a resource is related. ``kind`` is "relation" (its words in ``text``), "note" or "named-by" (words of a
    record in ``text``, may be ""), "same-series" or "same-host" (``text``: its title), "measure" or "subject"."""

    kind: str
    text: Promise | str = ""
    measures: tuple[Measure, ...] = ()
    subjects: tuple[str, ...] = ()


class Related(NamedTuple):
    """A related resource, its reasons (the strongest first), and the same work in other languages: (key, tag, name)."""

    row: CatalogueRecord
    reasons: tuple[Reason, ...]
    others: tuple[tuple[str, str, str], ...] = ()


def related(row: CatalogueRecord, links: Iterable[Linked], versions: Iterable[int], language: str) -> list[Related]:
    """The resources to read beside this one, the nearest first; ``versions`` of the same work are left out.

    A resource is related where one record names the other, where both belong to one series or publication, answer the
    same measure, or have two subjects in common. Two queries.
    """
    left_out = {row.pk, *versions}
    reasons: dict[int, list[Reason]] = {}
    weights: dict[int, float] = {}
    for one in links:
        if one.pk not in left_out:
            reasons.setdefault(one.pk, []).append(_of_link(one, language))
            weights[one.pk] = max(weights.get(one.pk, 0), 20 if one.kind.startswith("same-") else 100)
    named = {pk for pk, weight in weights.items() if weight == 100}
    for pk, reason, weight in _in_common(row, left_out, language):
        reasons.setdefault(pk, []).append(reason)
        weights[pk] = weights.get(pk, 0) + weight
    best = sorted(weights, key=lambda pk: (-weights[pk], -pk))[:_READ]
    rows = CatalogueRecord.objects.filter(pk__in=best, state=State.PUBLISHED).only(*COLUMNS).in_bulk() if best else {}
    return _chosen([rows[pk] for pk in best if pk in rows], row, reasons, named, language)


def _of_link(one: Linked, language: str) -> Reason:
    if one.kind in RELATIONS and not one.note:
        return Reason("relation", RELATIONS[one.kind])
    if one.kind.startswith("same-"):
        return Reason(one.kind, one.name)
    return Reason("note" if one.is_named else "named-by", relationship(one.note, language))


def _chosen(
    rows: list[CatalogueRecord],
    row: CatalogueRecord,
    reasons: Mapping[int, list[Reason]],
    named: set[int],
    language: str,
) -> list[Related]:
    """One for each work, in the language of this record or of the page where there is one."""
    works: dict[str, list[CatalogueRecord]] = {}
    for one in rows:
        works.setdefault(one.work_key or one.key, []).append(one)
    found: list[Related] = []
    beside = 0
    for same in works.values():
        is_named = any(one.pk in named for one in same)
        if beside >= AT_MOST and not is_named:
            continue
        beside += not is_named
        chosen = min(same, key=lambda one: (one.language != row.language, short_language(one.language) != language))
        others = tuple(
            (one.key, short_language(one.language), language_name(one.language, language))
            for one in same
            if one is not chosen and one.language and one.language != chosen.language
        )
        said: list[Reason] = []
        for reason in (reason for one in same for reason in reasons[one.pk]):
            if reason not in said:
                said.append(reason)
        found.append(Related(chosen, tuple(said), others))
    return found[: AT_MOST + NAMED]


def _in_common(row: CatalogueRecord, left_out: set[int], language: str) -> Iterable[tuple[int, Reason, float]]:
    """Records with a measure of this one, or with two of its subjects; a rare measure or subject weighs more."""
    known = BITMAPS.current()
    total = max(2, len(known.get(ALL, {}).get("", ())))
    measures = _of_kind(known, row, "measure")
    subjects = _of_kind(known, row, "subject")
    pool = _pool(measures, 1) | _pool(subjects, 2)
    register = {one.id: one for one in the_register().measures}
    for pk in pool:
        if pk in left_out:
            continue
        shared = tuple(name for name, ids in measures.items() if pk in ids and name in register)
        if shared:
            weight = sum(_weight(total, measures[name]) for name in shared)
            yield pk, Reason("measure", measures=tuple(register[name] for name in shared)), 3 * weight
        common = tuple(name for name, ids in subjects.items() if pk in ids)
        if len(common) >= 2:
            weight = sum(_weight(total, subjects[name]) for name in common)
            yield pk, Reason("subject", subjects=tuple(heading_in(name, language) for name in common)), weight


def _of_kind(known: Mapping[str, Mapping[str, Any]], row: CatalogueRecord, kind: str) -> dict[str, BitMap]:
    values = known.get(kind, {})
    return {name: values[name] for name in row.facets.get(kind, ()) if name in values}


def _weight(total: int, ids: BitMap) -> float:
    return 0.1 + log(total / max(1, len(ids))) if len(ids) < total else 0.1


def _pool(sets: Mapping[str, BitMap], least: int) -> BitMap:
    """Some of the records that are in at least so many of the sets: first those in most of them, then those in the
    smallest sets, and of these the newest."""
    levels: list[BitMap] = []
    for ids in sets.values():
        carry = ids
        for place, level in enumerate(levels):
            levels[place], carry = level | carry, level & carry
        if carry:
            levels.append(carry)
    found = BitMap()
    for level in reversed(levels[least:]):
        _take(found, level)
    if least <= len(levels):
        for ids in sorted(sets.values(), key=len):
            _take(found, levels[least - 1] & ids)
    return found


def _take(found: BitMap, ids: BitMap) -> None:
    room = _POOL - len(found)
    if room > 0:
        new = ids - found
        found |= new[-room:] if len(new) > room else new
