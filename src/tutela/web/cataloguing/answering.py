"""Saving a record from a page of the desk: the new row, or what to tell where it was not saved at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tutela.catalogue.record import Record
from tutela.web.cataloguing import saving
from tutela.web.cataloguing.rights import RecordRequest
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord


def note_of(request: HttpRequest) -> str:
    """What somebody says of the change."""
    return request.POST.get("note", "").replace("\0", "").strip()


def saved_or_answer(request: RecordRequest, record: Record, *, page: str) -> CatalogueRecord | HttpResponse:
    """Save a new version of the record of this page; its row.

    Where it was changed meanwhile or may not be changed, that is told and the answer leads back to ``page`` (the name
    of an address with a key); where it waits for a librarian, the answer leads to the proposal.
    """
    row = request.record
    try:
        saved = saving.save(request.staff, row, record, expected=row.version, note=note_of(request))
    except store.ChangedMeanwhileError:
        messages.error(request, _("Somebody else changed this record at the same moment. Make your change again."))
        return redirect(page, key=row.key)
    except saving.NotAllowedError:
        messages.error(request, _("This record cannot be changed as it is now."))
        return redirect(page, key=row.key)
    if saved.proposal is not None:
        told = _("Your change of “%(title)s” waits for a librarian. Readers see the record as it was until then.")
        messages.success(request, told % {"title": row})
        return redirect("cataloguing:proposal", pk=saved.proposal.pk)
    return saved.row
