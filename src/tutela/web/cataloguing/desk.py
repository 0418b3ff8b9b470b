"""What waits on the desk: drafts, records for review, proposals, what changed lately, faults and problem reports."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from tutela.web.cataloguing.models import FoundFault, Proposal, ProposalState
from tutela.web.library.models import CatalogueRecord, Revision, State
from tutela.web.library.reader_models import ProblemReport, ProblemState

SHOWN = 12
"""Records of a list of work on the desk."""

SHOWN_CHANGED = 6
"""Published records on it: they are there to be found again, not to be worked off."""


class Waiting(NamedTuple):
    """A list on the desk: the first of its records, and how many there are."""

    rows: list[CatalogueRecord]
    total: int


class Desk(NamedTuple):
    """The desk as it is now."""

    drafts: Waiting
    review: Waiting
    changed: list[CatalogueRecord]
    proposals: list[Proposal]
    faults: int
    faulty: int
    problems: int


def rows_in(state: str) -> QuerySet[CatalogueRecord]:
    """The records in a state, the last changed first, each with ``note`` and ``by_name`` of its last change."""
    last = Revision.objects.filter(record=OuterRef("pk")).order_by("-version")
    rows = CatalogueRecord.objects.filter(state=state).defer("marc", "summary")
    return rows.annotate(
        note=Subquery(last.values("note")[:1]), action=Subquery(last.values("action")[:1]),
        by_name=Subquery(last.values("by__name")[:1]),
    ).order_by("-changed", "-pk")  # fmt: skip


def desk() -> Desk:
    """What waits, in a fixed number of queries."""
    drafts, review = (
        Waiting(list(rows_in(state)[:SHOWN]), CatalogueRecord.objects.filter(state=state).count())
        for state in (State.DRAFT, State.REVIEW)
    )
    proposals = Proposal.objects.filter(state=ProposalState.WAITING).select_related("record", "by").defer("marc")
    faults = FoundFault.objects.aggregate(faults=Count("pk"), faulty=Count("record", distinct=True), last=Max("pk"))
    return Desk(
        drafts,
        review,
        list(rows_in(State.PUBLISHED)[:SHOWN_CHANGED]),
        list(proposals[:50]),
        faults["faults"],
        faults["faulty"],
        ProblemReport.objects.filter(state=ProblemState.OPEN).count(),
    )
