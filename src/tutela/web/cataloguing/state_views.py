"""What changes the state of a record, deletes a draft, and decides on proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tutela.web.audit.log import record as log
from tutela.web.cataloguing import filing, proposing, state_changes
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.differences import differences
from tutela.web.cataloguing.framing import at_desk, framed
from tutela.web.cataloguing.models import Proposal, ProposalState
from tutela.web.cataloguing.rights import RecordRequest, is_librarian, may_delete, staff_record
from tutela.web.library import store
from tutela.web.library.history import version_of
from tutela.web.library.models import CatalogueRecord
from tutela.web.library.staff import StaffRequest, library_staff

LARGEST = 2**63 - 1


class NoteForm(forms.Form):
    """A note to a decision: for the one who made the draft, or for the history."""

    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)


_TOLD = {
    "review": gettext_lazy("“%(title)s” was sent to review."),
    "take-back": gettext_lazy("“%(title)s” is a draft again."),
    "return": gettext_lazy("“%(title)s” was sent back to be changed."),
    "publish": gettext_lazy("“%(title)s” was published."),
    "withdraw": gettext_lazy("“%(title)s” was withdrawn. Readers and other catalogues are told that it is gone."),
    "restore": gettext_lazy("“%(title)s” is published again."),
}


@require_POST
@staff_record()
def change_state(request: RecordRequest) -> HttpResponse:
    """Publish, send to review, send back, withdraw, restore: ``action`` says which, ``note`` why."""
    row = request.record
    form = NoteForm(request.POST)
    action = request.POST.get("action", "")
    if not form.is_valid():
        messages.error(request, _("The note is too long, or holds signs that cannot be kept. Nothing was changed."))
        return redirect("cataloguing:edit", key=row.key)
    note = form.cleaned_data["note"]
    if action == "return" and not note:
        messages.error(request, _("Say in the note what is to be changed before the record can be published."))
        return redirect("cataloguing:edit", key=row.key)
    try:
        row = state_changes.change(request, row, action, note)
    except state_changes.NotNowError:
        messages.error(request, _("That cannot be done with this record as it is now, or not by you."))
        return redirect("cataloguing:edit", key=row.key)
    messages.success(request, str(_TOLD[action]) % {"title": row})
    return redirect("cataloguing:edit", key=row.key)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_record()
def delete(request: RecordRequest) -> HttpResponse:
    """Delete a record that was never published, with its files and copies."""
    row = request.record
    if not may_delete(request.staff, row):
        messages.error(request, _("This record was published once. Withdraw it: others may have taken it over."))
        return redirect("cataloguing:edit", key=row.key)
    if request.method != "POST":
        context = framed(request, tab="form", copies=row.items.count(), files=row.attachments.count())
        return render(request, "cataloguing/delete.html", context)
    with transaction.atomic():
        row = CatalogueRecord.objects.select_for_update().get(pk=row.pk)
        if not may_delete(request.staff, row):
            raise Http404
        files = filing.files_of(row)
        log("record.deleted", user=request.user, subject=f"{row.key} {row}")
        title = str(row)
        store.delete_new([row])
        filing.forget(files)
    messages.success(request, _("“%(title)s” was deleted.") % {"title": title})
    return redirect("cataloguing:home")


# --- proposals --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@library_staff()
def proposal(request: StaffRequest, pk: int) -> HttpResponse:
    """What a proposal would change. Librarians accept or decline it; its author may take it back."""
    found = Proposal.objects.select_related("record", "by", "decided_by").filter(pk=min(pk, LARGEST)).first()
    if found is None:
        raise Http404
    is_own = found.by_id == request.user.pk
    if request.method == "POST":
        return _decide(request, found, is_own=is_own)
    base = version_of(found.record, found.base_version)
    new = proposing.proposed(found)
    context: dict[str, Any] = {
        "proposal": found,
        "record": found.record,
        "changes": differences(base, new, here()) if base is not None else [],
        "is_own": is_own,
        "is_waiting": found.state == ProposalState.WAITING,
        "is_overtaken": found.record.version != found.base_version,
        "fits": _fits(found),
    }
    return render(request, "cataloguing/proposal.html", at_desk(request, **context))


def _fits(found: Proposal) -> bool:
    try:
        proposing.onto_now(found, found.record)
    except proposing.ConflictError:
        return False
    return True


def _decide(request: StaffRequest, found: Proposal, *, is_own: bool) -> HttpResponse:
    form = NoteForm(request.POST)
    wanted = request.POST.get("decision", "")
    answer = form.cleaned_data["note"] if form.is_valid() else ""
    if wanted == "accept" and is_librarian(request.staff):
        try:
            row = proposing.accept(found, by=request.user, answer=answer)
        except proposing.ConflictError:
            messages.error(
                request, _("The record was changed in the meantime in the same fields. Make the change by hand.")
            )
            return redirect("cataloguing:proposal", pk=found.pk)
        messages.success(request, _("The proposal was accepted: “%(title)s” shows it now.") % {"title": row})
        return redirect("cataloguing:edit", key=row.key)
    if wanted == "decline" and (is_librarian(request.staff) or is_own):
        if proposing.decline(found, by=request.user, answer=answer):
            messages.success(request, _("The proposal was declined. The record stays as it is."))
        return redirect("cataloguing:proposal", pk=found.pk)
    messages.error(request, _("Only a librarian can accept a proposal."))
    return redirect("cataloguing:proposal", pk=found.pk)
