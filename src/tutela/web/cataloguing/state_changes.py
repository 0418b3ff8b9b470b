"""Publishing, review, withdrawing and restoring: what each makes of a record, and what is logged."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from tutela.web.audit.log import record as log
from tutela.web.cataloguing.models import Proposal, ProposalState
from tutela.web.cataloguing.rights import actions
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.staff import StaffRequest


class Change(NamedTuple):
    """The state that an action leads to, its code in the history, and that of the audit log ("" for none)."""

    state: str
    done: str
    logged: str = ""


CHANGES: dict[str, Change] = {
    "review": Change(State.REVIEW, "review"),
    "take-back": Change(State.DRAFT, "taken-back"),
    "return": Change(State.DRAFT, "returned"),
    "publish": Change(State.PUBLISHED, "published", "record.published"),
    "withdraw": Change(State.WITHDRAWN, "withdrawn", "record.withdrawn"),
    "restore": Change(State.PUBLISHED, "published", "record.restored"),
}


class NotNowError(Exception):
    """The record is not in a state in which this can be done, or not by this person."""


def change(request: StaffRequest, row: CatalogueRecord, action: str, note: str = "") -> CatalogueRecord:
    """Do an action of CHANGES. Raises NotNowError."""
    wanted = CHANGES.get(action)
    if wanted is None:
        raise NotNowError
    with transaction.atomic():
        row = CatalogueRecord.objects.select_for_update().get(pk=row.pk)
        if action not in actions(request.staff, row):
            raise NotNowError
        if action == "restore":
            CatalogueRecord.objects.filter(pk=row.pk).update(replaced_by=None)
        row = store.change_state(row, wanted.state, by=request.user, action=wanted.done, note=note)
        if action == "withdraw":
            waiting = Proposal.objects.filter(record=row, state=ProposalState.WAITING)
            waiting.update(state=ProposalState.DECLINED, decided_by=request.user)
        if wanted.logged:
            log(wanted.logged, user=request.user, subject=f"{row.key} {row}")
    return row
