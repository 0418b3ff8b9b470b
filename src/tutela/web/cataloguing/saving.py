"""Saving what somebody changed: at once where they may, or as a proposal."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from tutela.catalogue.record import Record
from tutela.catalogue.writing import keep
from tutela.web.accounts.models import User
from tutela.web.cataloguing.models import Proposal, ProposalState
from tutela.web.cataloguing.rights import may_propose, may_write
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Staff


class NotAllowedError(Exception):
    """Somebody may not change this record, not even by a proposal."""


class Saved(NamedTuple):
    """What came of it: the record, and the proposal where it waits for a librarian."""

    row: CatalogueRecord
    proposal: Proposal | None = None


def save(
    staff: Staff, row: CatalogueRecord, record: Record, *, expected: int, action: str = "edited", note: str = ""
) -> Saved:
    """Write a new version, or propose it. Raises ChangedMeanwhileError and NotAllowedError.

    ``expected`` is the version that was shown: somebody who published it meanwhile made it another.
    """
    user: User = staff.user
    with transaction.atomic():
        now = CatalogueRecord.objects.select_for_update().get(pk=row.pk)
        if now.version != expected:
            raise store.ChangedMeanwhileError(f"“{now}” was changed by somebody else in the meantime.")
        if may_write(staff, now):
            return Saved(store.save(now, record, by=user, action=action, note=note, expected=expected))
        if not may_propose(staff, now):
            raise NotAllowedError
        form, marc = keep(record)
        former = Proposal.objects.filter(record=now, by=user, state=ProposalState.WAITING).first()
        proposal = former or Proposal(record=now, by=user)
        proposal.base_version, proposal.form, proposal.marc = expected, form, marc
        proposal.note = note[:300] or proposal.note
        proposal.save()
    return Saved(now, proposal)
