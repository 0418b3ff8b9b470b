"""What ``tutela library ...`` does on the site's own data; ``tutela.library_cli`` asks and tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from tutela.catalogue.checking.headings import Advise
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import SetAside
from tutela.errors import TutelaError
from tutela.web.accounts.models import User
from tutela.web.batches.files import named
from tutela.web.library import intake, store
from tutela.web.library.intake import Counts, Options, Source
from tutela.web.library.models import Batch, BatchState, CatalogueRecord, Duty, SetAsideRecord, Staff, State
from tutela.web.subjects.advising import Adviser

Told = Callable[[int], None]
_LOT = 500


class LibraryError(TutelaError):
    """What was asked for cannot be done on the data of this site."""


# --- import -----------------------------------------------------------------------------------------------------------


class Imported(NamedTuple):
    """What an import from the terminal did, and the batch by which it can be undone."""

    counts: Counts
    batch: int


def import_files(
    paths: Sequence[Path], *, is_draft: bool, update: bool, mend: bool, unimarc: bool, told: Told
) -> Imported:
    """Take files into the catalogue as one batch; ``told`` hears how many bytes more were read.

    A batch that breaks off is marked so: what it took in stays, and can be undone in the site.
    """
    state = State.DRAFT if is_draft else State.PUBLISHED
    options = Options(state=state, update=update, mend=mend, unimarc=True if unimarc else None)
    batch = intake.open_batch(named([path.name for path in paths]))
    try:
        counts = intake.take_in([Source.of(path) for path in paths], batch, options, told)
    except BaseException as error:
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, finished=timezone.now())
        if isinstance(error, OSError):
            raise LibraryError(f"A file cannot be read: {error}.", "Check that it is there and may be read.") from error
        raise
    return Imported(counts, batch.pk)


def set_aside_of(batch: int) -> Iterator[tuple[str, SetAside]]:
    """The records that a batch set aside, each with the name of its file."""
    rows = SetAsideRecord.objects.filter(batch=batch).values_list("file", "number", "reason", "detail", "data")
    for file, number, reason, detail, data in rows.iterator():
        yield file, SetAside(number, reason, detail, bytes(data))


# --- export, check -------------------------------------------------------------------------------------------


def records(query: str | None, *, with_drafts: bool = False) -> tuple[int, Iterator[tuple[Record, str]]]:
    """The number of records, and each with the address of its page: all that are published, those that a search
    finds, or with the drafts all that are not withdrawn."""
    rows = CatalogueRecord.objects.exclude(state=State.WITHDRAWN)
    if query is not None:
        from tutela.web.discovery.finding import keys_of

        keys = list(keys_of(query))
        return len(keys), _found(keys)
    if not with_drafts:
        rows = rows.filter(state=State.PUBLISHED)
    return rows.count(), ((store.record_of(row), page_of(row)) for row in _by_lots(rows))


def _found(keys: list[int]) -> Iterator[tuple[Record, str]]:
    for start in range(0, len(keys), _LOT):
        for row in CatalogueRecord.objects.filter(pk__in=keys[start : start + _LOT]).order_by("pk"):
            yield store.record_of(row), page_of(row)


def _by_lots(rows: QuerySet[CatalogueRecord]) -> Iterator[CatalogueRecord]:
    """Rows in their order, few at a time in memory, whatever the database does with its cursors."""
    last = 0
    while lot := list(rows.filter(pk__gt=last).order_by("pk")[:_LOT]):
        yield from lot
        last = lot[-1].pk


def checked_records() -> tuple[int, Iterator[tuple[str, Record]], Advise]:
    """The number of records that are not withdrawn, each with its key, and the judge of their headings."""
    rows = CatalogueRecord.objects.exclude(state=State.WITHDRAWN)
    return rows.count(), ((row.key, store.record_of(row)) for row in _by_lots(rows)), Adviser()


def page_of(row: CatalogueRecord) -> str:
    """The address of a record's page, "" where the site has none that others could reach."""
    if not settings.ADDRESS or row.state != State.PUBLISHED:
        return ""
    with translation.override("en"):
        return f"{settings.ADDRESS}{reverse('library:record', kwargs={'key': row.key})}"


# --- people -----------------------------------------------------------------------------------------------------------


def appoint(email: str, duty: str) -> str:
    """Give somebody a duty ("librarian", "cataloguer") in the library; gives their name. Raises LibraryError."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise LibraryError(
            f"There is no account with the address {email}.",
            "Open one in the site first (Sign in, then Create an account), and confirm its address.",
        )
    Staff.objects.update_or_create(user=user, defaults={"duty": Duty[duty.upper()]})
    return user.name
