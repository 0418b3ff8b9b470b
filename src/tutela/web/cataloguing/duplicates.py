"""Records that may be the same resource: by a number, by an address, or by title and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from tutela.catalogue.record import Record
from tutela.web.cataloguing.articles import ARTICLES, without_article
from tutela.web.library.deriving import derive
from tutela.web.library.models import CatalogueRecord, IdentifierKey, State

_TELLING = ("isbn", "doi", "symbol", "url", "report", "uri", "control")
"""Kinds of numbers that one resource has; an ISSN is that of all articles of a journal."""
_SERIAL = ("serial",)
_ALIKE = 90  # of 100, by rapidfuzz: where titles are the same but for an article or a misprint
_START = 8  # characters by which titles begin that are compared
_MOST = 300  # titles that are compared
_SHOWN = 5


class Duplicate(NamedTuple):
    """A record that may be the same, and why: "number", "symbol" (another language version, perhaps), "title"."""

    row: CatalogueRecord
    reasons: tuple[str, ...]

    @property
    def url(self) -> str:
        return reverse("cataloguing:edit", kwargs={"key": self.row.key})

    @property
    def why(self) -> str:
        """The strongest reason, in words."""
        return {
            "number": _("It has the same number or address."),
            "symbol": _("It has the same document symbol, in the same language."),
            "version": _("It has the same document symbol in another language: link the two as translations."),
            "title": _("Its title is nearly the same, and its year too."),
        }[self.reasons[0]]


def duplicates_of(record: Record, *, apart_from: CatalogueRecord | None = None) -> list[Duplicate]:
    """At most five records that may be the same as this one, the surest first. Withdrawn records do not count."""
    derived = derive(record)
    reasons: dict[int, list[str]] = defaultdict(list)
    numbers = [pair for pair in derived.identifiers if _is_telling(pair[0], record)]
    if numbers:
        wanted = Q()
        for kind, value in numbers[:40]:
            wanted |= Q(kind=kind, value=value)
        for key, kind in IdentifierKey.objects.filter(wanted).values_list("record_id", "kind")[:200]:
            reasons[key].append("symbol" if kind == "symbol" else "number")
    for key in _alike(derived.columns["sort_title"], record.year):
        reasons[key].append("title")
    rows = CatalogueRecord.objects.filter(pk__in=reasons).exclude(state=State.WITHDRAWN).defer("marc")
    if apart_from is not None:
        rows = rows.exclude(pk=apart_from.pk)
    found = [Duplicate(row, _ordered(reasons[row.pk], row, record)) for row in rows]
    found.sort(key=lambda one: (_ORDER.index(one.reasons[0]), -len(one.reasons), one.row.pk))
    return found[:_SHOWN]


_ORDER = ("number", "symbol", "title", "version")


def _is_telling(kind: str, record: Record) -> bool:
    return kind in _TELLING or (kind == "issn" and record.material in _SERIAL)


def _ordered(reasons: Iterable[str], row: CatalogueRecord, record: Record) -> tuple[str, ...]:
    """The reasons; a symbol is that of all language versions."""
    language = record.languages[0] if record.languages else ""
    is_version = bool(language and row.language and row.language != language)
    named = ("version" if one == "symbol" and is_version else one for one in reasons)
    return tuple(sorted(dict.fromkeys(named), key=_ORDER.index))


def _alike(sort_title: str, year: int | None) -> list[int]:
    """The keys of records with nearly this title, of nearly this year (or without one)."""
    bare = without_article(sort_title)
    if len(bare) < 4:
        return []
    starts = Q()
    for article in ("", *ARTICLES):
        starts |= _begins(article + bare[:_START])
    rows = CatalogueRecord.objects.filter(starts)
    if year is not None:
        rows = rows.filter(Q(year__range=(year - 1, year + 1)) | Q(year=None))
    titles = rows.values_list("pk", "sort_title")[:_MOST]
    return [pk for pk, title in titles if fuzz.token_sort_ratio(without_article(title), bare) >= _ALIKE]


def _begins(start: str) -> Q:
    if connection.vendor == "postgresql":
        return Q(sort_title__startswith=start)  # by the index that Django makes for this
    return Q(sort_title__gte=start, sort_title__lt=start + "\U0010ffff")
