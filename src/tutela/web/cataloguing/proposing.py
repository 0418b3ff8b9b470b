"""Proposals of cataloguers: what each would change, and putting it into the record as it is now."""

from __future__ import annotations

from collections import Counter

import pymarc
from django.db import transaction
from django.utils import timezone

from tutela.catalogue.record import Record
from tutela.catalogue.writing import kept
from tutela.web.accounts.models import User
from tutela.web.cataloguing.code_sets import insert
from tutela.web.cataloguing.models import Proposal, ProposalState
from tutela.web.library import store
from tutela.web.library.history import version_of
from tutela.web.library.models import CatalogueRecord, State


class ConflictError(Exception):
    """The record changed since in the very fields that the proposal changes, or is not published any more."""


def proposed(proposal: Proposal) -> Record:
    """The record as it would be."""
    return kept(proposal.form, bytes(proposal.marc))


def onto_now(proposal: Proposal, row: CatalogueRecord) -> Record:
    """The record as it is now with the proposal's changes. Raises ConflictError where they do not fit any more."""
    new = proposed(proposal)
    if row.version == proposal.base_version:
        return new
    base = version_of(row, proposal.base_version)
    if base is None:
        raise ConflictError
    return rebased(base, new, store.record_of(row))


def rebased(base: Record, new: Record, now: Record) -> Record:
    """``now`` with the fields that ``new`` added to ``base`` and without those that it took away.

    Raises ConflictError where a field that it took away is no longer there, or leaders differ in both.
    """
    before, after = Counter(map(_line, base.marc.fields)), Counter(map(_line, new.marc.fields))
    gone, added = before - after, after - before
    fields = []
    for one in now.marc.fields:
        line = _line(one)
        if gone[line]:
            gone[line] -= 1
        else:
            fields.append(one)
    if +gone:
        raise ConflictError
    marc = pymarc.Record(leader=_leader(base, new, now))
    marc.fields = fields
    for one in new.marc.fields:
        if added[_line(one)]:
            added[_line(one)] -= 1
            insert(marc, one)
    return Record(marc)


def _line(field: pymarc.Field) -> str:
    return f"{field.tag} {field.indicator1 if not field.control_field else ''}{field}"


def _leader(base: Record, new: Record, now: Record) -> str:
    was, would, is_ = (one.leader[5:9] + one.leader[17:20] for one in (base, new, now))
    if was == would:
        return now.leader
    if was == is_:
        return new.leader
    raise ConflictError


def accept(proposal: Proposal, *, by: User, answer: str = "") -> CatalogueRecord:
    """Put a proposal into its record. Raises ConflictError."""
    with transaction.atomic():
        row = CatalogueRecord.objects.select_for_update().get(pk=proposal.record_id)
        if row.state != State.PUBLISHED or not _decide(proposal, ProposalState.ACCEPTED, by, answer):
            raise ConflictError
        record = onto_now(proposal, row)
        return store.save(row, record, by=by, action="accepted", note=proposal.note, expected=row.version)


def decline(proposal: Proposal, *, by: User, answer: str = "") -> bool:
    """Decline a proposal; False where it was decided already."""
    return _decide(proposal, ProposalState.DECLINED, by, answer)


def _decide(proposal: Proposal, state: str, by: User, answer: str) -> bool:
    rows = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.WAITING)
    return bool(rows.update(state=state, decided_by=by, decided=timezone.now(), answer=answer[:300]))
