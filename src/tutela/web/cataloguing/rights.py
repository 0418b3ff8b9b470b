"""Who may do what with a record: the one place that decides.

Cataloguers work on what is not yet published, their own and others'. What they change in a published record is a
proposal, for a librarian to accept. A withdrawn record is restored before it is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from tutela.web.library.models import CatalogueRecord, Duty, Staff, State
from tutela.web.library.staff import StaffRequest, library_staff

P = ParamSpec("P")

UNPUBLISHED = (State.DRAFT, State.REVIEW)


class RecordRequest(StaffRequest):
    """A request of the library's staff about a record."""

    record: CatalogueRecord


def is_librarian(staff: Staff) -> bool:
    return staff.duty >= Duty.LIBRARIAN


def may_write(staff: Staff, row: CatalogueRecord) -> bool:
    """Whether what somebody saves becomes the record at once."""
    if row.state == State.WITHDRAWN:
        return False
    return is_librarian(staff) or row.state in UNPUBLISHED


def may_propose(staff: Staff, row: CatalogueRecord) -> bool:
    """Whether what somebody saves waits for a librarian."""
    return row.state == State.PUBLISHED and not may_write(staff, row)


def may_delete(staff: Staff, row: CatalogueRecord) -> bool:
    """Only what nobody outside has seen can go for good."""
    return row.state in UNPUBLISHED and row.stamp is None


def actions(staff: Staff, row: CatalogueRecord) -> list[str]:
    """What can be done with the state of a record: "review", "publish", "return", "withdraw", "restore"."""
    found = []
    if row.state == State.DRAFT:
        found.append("review")
    if not is_librarian(staff):
        return [*found, *(["take-back"] if row.state == State.REVIEW else [])]
    if row.state in UNPUBLISHED:
        found.append("publish")
    if row.state == State.REVIEW:
        found.append("return")
    if row.state == State.PUBLISHED:
        found.append("withdraw")
    if row.state == State.WITHDRAWN:
        found.append("restore")
    return found


def staff_record(
    least: Duty = Duty.CATALOGUER,
) -> Callable[
    [Callable[Concatenate[RecordRequest, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """For views of the desk about one record, named by its ``key``: 404 where there is none."""

    def decorate(
        view: Callable[Concatenate[RecordRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        def found(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            key: Any = kwargs.pop("key")
            row = CatalogueRecord.objects.select_related("replaced_by", "batch").filter(key=key).first()
            if row is None:
                raise Http404
            request.record = row
            return view(request, *args, **kwargs)

        staff_only: Any = library_staff(least)
        return staff_only(update_wrapper(found, view))  # type: ignore[no-any-return]

    return decorate
