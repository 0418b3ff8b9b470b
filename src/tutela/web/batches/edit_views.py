"""Many records changed at once: chosen, the operation chosen, looked at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.web.batches import running
from tutela.web.batches.choosing import SHOWN, Chosen, shown
from tutela.web.batches.editing import open_edit
from tutela.web.batches.forms import EditForm, operation_label
from tutela.web.discovery.labels import KINDS, label
from tutela.web.library.models import Duty
from tutela.web.library.shown import framed
from tutela.web.library.staff import StaffRequest, library_staff

ALL, TICKED = "all", "ticked"


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def edit(request: StaffRequest) -> HttpResponse:
    """Choose records by a search, a batch or by ticking them, and what is to be done."""
    # The address says what the list is; the form says which of it is meant, and the ticked ones.
    chosen = Chosen.of(request.GET)
    form = EditForm(request.POST or None, initial=_wanted(request))
    if request.method == "POST":
        ticked = request.POST.get("scope") == TICKED
        meant = Chosen(keys=Chosen.of(request.POST).keys) if ticked else chosen
        records = meant.records()
        if not records:
            form.add_error(None, _("No record is chosen. Search for records, or tick some."))
        if form.is_valid():
            change = form.edit()
            name = str(operation_label(change.operation))
            batch = open_edit(
                change, records, name=f"{name}: {change.value or change.tag}".rstrip(": "), by=request.user
            )
            running.ask_for(batch, running.PREVIEW, request.user)
            return redirect("batches:batch", pk=batch.pk)
        messages.error(request, _("Nothing was changed yet: see what is missing below."))
    records = chosen.records()
    context = {
        "form": form, "chosen": chosen, "total": len(records), "rows": shown(records),
        "most_shown": SHOWN, "ticked": set(request.POST.getlist("key")) if request.method == "POST" else None,
        "scope": request.POST.get("scope", ALL),
        "filters": [(KINDS[kind], label(kind, value)) for kind, values in chosen.filters.items() for value in values],
        "hidden": [pair for pair in chosen.pairs if pair[0] != "q"],
    }  # fmt: skip
    return render(request, "batches/edit.html", framed(request, place="desk", **context))


def _wanted(request: StaffRequest) -> dict[str, str]:
    """What a link from elsewhere suggests, for instance from a concept that got another label."""
    wanted = {
        "operation": request.GET.get("operation", ""), "subject": request.GET.get("value", ""),
        "new_subject": request.GET.get("replacement", ""),
    }  # fmt: skip
    return {name: text.replace("\0", "")[:200] for name, text in wanted.items() if text}
