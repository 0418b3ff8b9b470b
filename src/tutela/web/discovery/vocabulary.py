"""The words that occur in the catalogue, kept up as records come.

A record that is saved adds the words that are new. Records that come by the thousand are counted when their batch is
done (``learn_new``), all of them when the catalogue is indexed anew (``rebuild``). Words are never taken away before:
one that no record has any more is found out when it is about to be suggested.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from django.db import connection, transaction
from rapidfuzz.distance import OSA

from tutela.evidence.tokens import fold, words_in
from tutela.web.discovery.models import CatalogueWord
from tutela.web.discovery.titles import begins
from tutela.web.library.models import Batch, BatchKind, BatchState, CatalogueRecord, Setting, State

SHORTEST = 3
LONGEST = 40
CANDIDATES = 20_000
"""Words that are compared with one that is not there, at most: the most frequent."""

_LEARNT = "words-learnt"
_LOT = 2000
_COLUMNS = ("title", "byline", "facets")
_ADD = """
    INSERT INTO discovery_catalogueword (folded, word, initial, length, records) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (folded) DO UPDATE SET records = discovery_catalogueword.records + excluded.records
"""


class Near(NamedTuple):
    """A word of the catalogue that is written nearly as another: in how many signs they differ."""

    word: str
    distance: int
    records: int


def record_saved(sender: object, instance: CatalogueRecord, **_given: object) -> None:
    """Add the words of a published record that are new."""
    if instance.state != State.PUBLISHED:
        return
    found = words_of(instance.title, instance.byline, instance.facets)
    CatalogueWord.objects.bulk_create((_row(folded, word, 1) for folded, word in sorted(found)), ignore_conflicts=True)


def batch_saved(sender: object, instance: Batch, **_given: object) -> None:
    """Count the words of what came, once it is all there."""
    if instance.state == BatchState.DONE and instance.kind != BatchKind.EDIT:
        learn_new()


def rebuild() -> int:
    """Count all words of the published records anew; gives how many there are."""
    with transaction.atomic():
        CatalogueWord.objects.all().delete()
        Setting.objects.filter(key=_LEARNT).delete()
        learn_new()
    return CatalogueWord.objects.count()


def learn_new() -> int:
    """Count the words of the published records that came since this was last done; gives how many records."""
    count = 0
    while lot := _next_lot():
        count += lot
    return count


def _next_lot() -> int:
    """Count the next records within a transaction, and keep the key of the last."""
    with transaction.atomic():
        setting, _ = Setting.objects.select_for_update().get_or_create(key=_LEARNT, defaults={"value": 0})
        rows = CatalogueRecord.objects.filter(state=State.PUBLISHED, pk__gt=setting.value).order_by("pk")
        lot = list(rows.values_list("pk", *_COLUMNS)[:_LOT])
        if not lot:
            return 0
        counts: Counter[tuple[str, str]] = Counter()
        for _pk, *texts in lot:
            counts.update(words_of(*texts))
        _add(counts)
        setting.value = lot[-1][0]
        setting.save(update_fields=["value"])
    return len(lot)


def words_of(title: str, byline: str, facets: Any) -> set[tuple[str, str]]:
    """The words of a record, each folded and as it is written in small letters."""
    text = " ".join((title, byline, *facets.get("subject", ()))).lower()
    found = (match.group() for match in words_in(text))
    pairs = ((fold(word), word) for word in found if word.isalpha() and len(word) >= SHORTEST)
    return {pair for pair in pairs if len(pair[0]) <= LONGEST >= len(pair[1])}


def _add(counts: Counter[tuple[str, str]]) -> None:
    """Add words with their counts; of several ways to write one, the most frequent."""
    totals: Counter[str] = Counter()
    written: dict[str, str] = {}
    for (folded, word), count in counts.most_common():
        totals[folded] += count
        written.setdefault(folded, word)
    rows = [(folded, written[folded], folded[0], len(folded), count) for folded, count in sorted(totals.items())]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


def _row(folded: str, word: str, records: int) -> CatalogueWord:
    return CatalogueWord(folded=folded, word=word, initial=folded[0], length=len(folded), records=records)


def near(word: str, most: int = 5) -> list[Near]:
    """The words of the catalogue that are written nearly as this one, the nearest and most frequent first; not itself.

    One wrong sign in a short word, two in a longer one. The first sign may be too much, or exchanged for the second.
    """
    folded = fold(word)
    if not 4 <= len(folded) <= LONGEST:
        return []
    allowed = 1 if len(folded) < 6 else 2
    rows = CatalogueWord.objects.filter(
        initial__in=set(folded[:2]), length__gte=len(folded) - allowed, length__lte=len(folded) + allowed
    ).order_by("-records")
    found = []
    for there, written, records in rows.values_list("folded", "word", "records")[:CANDIDATES]:
        distance = OSA.distance(folded, there, score_cutoff=allowed)
        if 0 < distance <= allowed:
            found.append(Near(written, distance, records))
    return sorted(found, key=lambda one: (one.distance, -one.records, one.word))[:most]


def beginning_with(start: str, most: int) -> list[str]:
    """The most frequent words of the catalogue that begin so."""
    folded = fold(start)
    rows = CatalogueWord.objects.filter(begins("folded", folded)).order_by("-records", "folded")
    return list(rows.values_list("word", flat=True)[:most])
