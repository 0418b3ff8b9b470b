"""What every page of the desk has."""

from __future__ import annotations

from typing import Any

from tutela.web.cataloguing import rights
from tutela.web.cataloguing.models import Proposal, ProposalState
from tutela.web.library.models import State
from tutela.web.library.staff import StaffRequest


def at_desk(request: StaffRequest, **context: Any) -> dict[str, Any]:
    """The context of a page of the desk."""
    return {
        "part": "library",
        "place": "desk",
        "staff": request.staff,
        "is_librarian": rights.is_librarian(request.staff),
        **context,
    }


def framed(request: rights.RecordRequest, **context: Any) -> dict[str, Any]:
    """The context of a page about one record."""
    row, staff = request.record, request.staff
    waiting = []
    if row.state == State.PUBLISHED:
        rows = Proposal.objects.filter(record=row, state=ProposalState.WAITING).select_related("by").defer("marc")
        waiting = list(rows[:20])
    last = row.revisions.select_related("by").defer("marc").first()
    return at_desk(
        request,
        record=row,
        may_write=rights.may_write(staff, row),
        may_propose=rights.may_propose(staff, row),
        may_delete=rights.may_delete(staff, row),
        actions=rights.actions(staff, row),
        waiting=waiting,
        returned=last if last is not None and last.action == "returned" and row.state == State.DRAFT else None,
        **context,
    )
