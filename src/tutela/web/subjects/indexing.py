"""Records follow the vocabulary: all labels of a heading find its records, also after the labels were changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from tutela.web.jobs.models import Job
from tutela.web.jobs.progress import Progress
from tutela.web.jobs.queue import ask
from tutela.web.library import store
from tutela.web.library.facets import BITMAPS
from tutela.web.library.models import CatalogueRecord, Setting
from tutela.web.subjects import expansion
from tutela.web.subjects.current import current
from tutela.web.subjects.thesaurus import plain

KIND = "library-subjects"
"""The kind of job (settings.JOBS) that indexes records anew."""

AT_ONCE = 100
"""Records that are indexed while the librarian waits; more are left to a job."""

_WAITING = "subjects-to-index"
_LOT = 200


@contextmanager
def in_step(user: Any, *concepts: int) -> Iterator[None]:
    """Change these concepts within it; afterwards the records that had or have one of their labels are indexed anew."""
    before = _labels(concepts)
    yield
    after_change(user, *concepts, labels=before)


def after_change(user: Any, *concepts: int, labels: Iterable[str] = ()) -> None:
    """These concepts are new or changed; ``labels`` are those that they had before."""
    _index(_records_with({*labels, *_labels(concepts)}), user)


def after_import(user: Any) -> None:
    """Many concepts are new or changed: index all records whose headings the vocabulary knows."""
    _index(_records_with({label for label, _ in current().terms()}), user)


def _labels(concepts: Iterable[int]) -> set[str]:
    entries = current().entries
    return {plain(term.text) for pk in concepts if pk in entries for term in entries[pk].terms}


def _records_with(labels: set[str]) -> list[int]:
    found: set[int] = set()
    for heading, keys in BITMAPS.current().get("subject", {}).items():
        if plain(heading) in labels:
            found.update(keys)
    return sorted(found)


def _index(records: list[int], user: Any) -> None:
    if len(records) <= AT_ONCE:
        _refresh(records)
        return
    with transaction.atomic():
        row, _ = Setting.objects.select_for_update().get_or_create(key=_WAITING, defaults={"value": []})
        row.value = sorted({*row.value, *records})
        row.save(update_fields=["value"])
        number = Job.objects.filter(kind=KIND, subject=0).count() + 1
        ask(None, KIND, 0, number, user)


def _refresh(records: Iterable[int]) -> None:
    with expansion.held():
        for row in CatalogueRecord.objects.filter(pk__in=list(records)):
            store.refresh(row)


def run(job: Job, progress: Progress) -> None:
    """The job: what waits is indexed, lot by lot; after a break it goes on where it was."""
    waiting = Setting.objects.filter(key=_WAITING).values_list("value", flat=True).first() or []
    progress.start(len(waiting))
    while lot := _next():
        progress.step(advance=len(lot))


def _next() -> list[int]:
    """Index the next records that wait; gives them."""
    with transaction.atomic():
        row = Setting.objects.select_for_update().filter(key=_WAITING).first()
        if row is None:
            return []
        lot: list[int] = row.value[:_LOT]
        _refresh(lot)
        row.value = row.value[_LOT:]
        row.save(update_fields=["value"])
    return lot
