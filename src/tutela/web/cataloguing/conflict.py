"""Two people changed one record: what each changed, and putting the second change onto the first where they do not
touch the same fields."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from tutela.catalogue.record import Record
from tutela.catalogue.tagged import to_tagged_text
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.differences import differences
from tutela.web.cataloguing.framing import framed
from tutela.web.cataloguing.proposing import ConflictError, rebased
from tutela.web.cataloguing.rights import RecordRequest
from tutela.web.library.history import version_of, versions
from tutela.web.library.store import record_of

_NOT_SENT_AGAIN = frozenset(("csrfmiddlewaretoken", "onto", "do", "add", "remove"))


class Base(NamedTuple):
    """The version that somebody's form was opened from."""

    version: int
    record: Record


def base_of(request: RecordRequest) -> Base | None:
    """The version that a form says it was opened from; None where there is none of this number."""
    given = request.POST.get("version", "")
    number = int(given) if given.isdecimal() and len(given) < 8 else 0
    record = version_of(request.record, number) if number else None
    return Base(number, record) if record is not None else None


def resolved(request: RecordRequest, base: Base, new: Record) -> Record | None:
    """What is to be saved: ``new`` where nobody else changed the record; else, where that was asked for, its changes on
    the record as it is now. None where the two versions are to be shown."""
    row = request.record
    if base.version == row.version:
        return new
    if request.POST.get("onto") != str(row.version):
        return None
    try:
        return rebased(base.record, new, record_of(row))
    except ConflictError:
        return None


def show(request: RecordRequest, base: Base, new: Record, *, tab: str) -> HttpResponse:
    """The page that shows both changes (409)."""
    row = request.record
    now = record_of(row)
    try:
        rebased(base.record, new, now)
        fits = True
    except ConflictError:
        fits = False
    context = framed(
        request,
        tab=tab,
        theirs=differences(base.record, now, here()),
        mine=differences(base.record, new, here()),
        fits=fits,
        latest=versions(row, 1)[0] if row.version > 1 else None,
        text=to_tagged_text(new),
        sent=[
            (name, value) for name, values in request.POST.lists() if name not in _NOT_SENT_AGAIN for value in values
        ],
    )
    return render(request, "cataloguing/conflict.html", context, status=409)
