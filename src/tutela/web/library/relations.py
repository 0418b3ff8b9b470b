"""Which records of the catalogue a record names, and which name it: by control and standard numbers (76X-78X)."""

from __future__ import annotations

import re
from typing import NamedTuple

from tutela.catalogue.record import Record
from tutela.evidence.tokens import fold
from tutela.web.library.deriving import normal
from tutela.web.library.models import CatalogueRecord, IdentifierKey, Link, State
from tutela.web.library.store import record_of

MOST = 200
"""Records that are followed from one, at most: a journal has thousands of articles."""

READ = 20
"""Records that are read for the words in which they name one, at most."""

SHORTEST = 4  # characters of a number that tells one record from another

IN_SERIES = "in-series"
"""The kind of ``Link`` that a series statement (490) makes: its value is the title of the series."""

INVERSE = {
    "series": "part", "part": "whole", "translation-of": "translated-as", "translated-as": "translation-of",
    "supplement": "supplement-to", "supplement-to": "supplement", "host": "part", "edition": "edition", "form": "form",
    "issued-with": "issued-with", "earlier": "later", "later": "earlier", "related": "related",
}  # fmt: skip
"""What the record that names another is to that other one."""

VERSIONS = frozenset({"translation-of", "translated-as", "edition", "form"})
"""Relations of versions of one work."""

_EXPLAINS = re.compile(
    r"(?:explains|explanation of|explanatory (?:report|note|memorandum) (?:on|to|of)|commentary on|comments on"
    r"|explique|explication de|rapport explicatif (?:de|sur)|commentaire (?:de|sur)"
    r"|explica|explicación de|informe explicativo (?:de|sobre)|comentario (?:de|sobre))\b"
)
_EXPLAINED = re.compile(
    r"(?:explained (?:by|in)|commentary in|expliquée? (?:par|dans)|commentaire dans|explicad[oa] (?:por|en)"
    r"|comentario en)\b"
)
_OTHER_SIDE = {"explains": "explained-by", "explained-by": "explains"}


class Linked(NamedTuple):
    """A record that is linked with another. ``kind`` says what it is to that one: a kind of ``INVERSE``, "whole",
    "same-series", "same-host", "explains" or "explained-by"; ``name`` is the title of the series or host, ``note`` what
    the record that names the other says in words ($i); ``is_named`` False: it names the other one."""

    pk: int
    kind: str
    name: str = ""
    note: str = ""
    is_named: bool = True


def linked(row: CatalogueRecord, record: Record) -> list[Linked]:
    """The published records that are linked with this one, each once for each reason. Five queries at most."""
    links = list(Link.objects.filter(record=row).values_list("kind", "value"))
    keys = IdentifierKey.objects.filter(record=row).exclude(kind="url").values_list("value", flat=True)
    own = {value for value in keys if len(value) >= SHORTEST}
    found = [*_named(row, record, links), *_naming(row, record, links, own)]
    return list(dict.fromkeys(found))


def explaining(note: str) -> str:
    """ "explains" or "explained-by" where the words of a relation ($i) say so, else ""."""
    said = " ".join(re.sub(r"[():]", " ", note).casefold().split())
    if _EXPLAINED.match(said):
        return "explained-by"
    return "explains" if _EXPLAINS.match(said) else ""


def _named(row: CatalogueRecord, record: Record, links: list[tuple[str, str]]) -> list[Linked]:
    """Those that this record names."""
    kinds: dict[str, list[str]] = {}
    for kind, value in links:
        if kind != IN_SERIES and len(value) >= SHORTEST:
            kinds.setdefault(value, []).append(kind)
    if not kinds:
        return []
    notes = {(one.kind, normal("", key)): one.note for one in record.relations if one.note for key in one.keys}
    found = []
    for pk, value in (
        IdentifierKey.objects.filter(value__in=list(kinds), record__state=State.PUBLISHED)
        .exclude(record=row)
        .exclude(kind="url")
        .values_list("record_id", "value")[:MOST]
    ):
        for kind in kinds[value]:
            note = notes.get((kind, value), "")
            # That this one explains the other means that the other is explained by it.
            said = _OTHER_SIDE.get(explaining(note), "") if kind == "related" else ""
            found.append(Linked(pk, said or kind, note="" if said else note))
    return found


def _naming(row: CatalogueRecord, record: Record, links: list[tuple[str, str]], own: set[str]) -> list[Linked]:
    """Those that name this one, and those that name the same series or publication as this one."""
    beside = {(kind, value) for kind, value in links if kind in (IN_SERIES, "host", "series")}
    values = own | {value for _kind, value in beside}
    if not values:
        return []
    rows = (
        Link.objects.filter(value__in=list(values), record__state=State.PUBLISHED)
        .exclude(record=row)
        .order_by("-record_id")
        .values_list("record_id", "kind", "value")[:MOST]
    )
    series = {series_key(one.title): one.title for one in record.series}
    hosts = {normal("", key): one.title for one in record.relations for key in one.keys}
    notes = _words_of_others([pk for pk, kind, value in rows if kind == "related" and value in own], own)
    found = []
    for pk, kind, value in rows:
        if (kind, value) in beside:
            same = "same-host" if kind == "host" else "same-series"
            found.append(Linked(pk, same, name=series.get(value) or hosts.get(value, ""), is_named=False))
        elif value in own and kind in INVERSE:
            note = notes.get(pk, "")
            said = explaining(note) if kind == "related" else ""
            found.append(Linked(pk, said or INVERSE[kind], note="" if said else note, is_named=False))
    return found


def _words_of_others(pks: list[int], own: set[str]) -> dict[int, str]:
    """What these records say of the one with these numbers ($i)."""
    notes = {}
    for other in CatalogueRecord.objects.filter(pk__in=pks[:READ]).only("form", "marc") if pks else ():
        for one in record_of(other).relations:
            if one.note and any(normal("", key) in own for key in one.keys):
                notes[other.pk] = one.note
    return notes


def series_key(title: str) -> str:
    """By what a series is known in ``Link``."""
    return normal("title", fold(title))
