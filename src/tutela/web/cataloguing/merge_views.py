"""Merging two records, and undoing that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tutela.web.audit.log import record as log
from tutela.web.cataloguing import merging
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.duplicates import duplicates_of
from tutela.web.cataloguing.framing import framed
from tutela.web.cataloguing.models import Merge
from tutela.web.cataloguing.rights import RecordRequest, staff_record
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Duty, State

LARGEST = 2**63 - 1


class OtherForm(forms.Form):
    """The other record: its key, or the address of its page."""

    other = forms.CharField(
        label=gettext_lazy("The other record"),
        max_length=300,
        help_text=gettext_lazy("Its key of twelve characters, or the address of its page."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class VersionsForm(forms.Form):
    """The versions of both records that were shown."""

    kept = forms.IntegerField(min_value=1, max_value=10_000_000)
    gone = forms.IntegerField(min_value=1, max_value=10_000_000)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_record(Duty.LIBRARIAN)
def merge(request: RecordRequest) -> HttpResponse:
    """Two records side by side; ``other`` names the one that goes into this one."""
    row = request.record
    if row.state == State.WITHDRAWN:
        messages.error(request, _("This record is withdrawn. Restore it before you merge another into it."))
        return redirect("cataloguing:edit", key=row.key)
    given = request.POST.get("other") or request.GET.get("other", "")
    form = OtherForm({"other": given} if given else None)
    other = _other(form, row)
    if other is None:
        candidates = duplicates_of(store.record_of(row), apart_from=row)
        context = framed(request, tab="merge", form=form, candidates=candidates)
        return render(request, "cataloguing/merge_choose.html", context)
    if request.method == "POST" and request.POST.get("do") == "merge":
        return _merge(request, other)
    return _page(request, other)


def _other(form: OtherForm, row: CatalogueRecord) -> CatalogueRecord | None:
    if not form.is_bound or not form.is_valid():
        return None
    parts = [part for part in form.cleaned_data["other"].strip().split("/") if part]
    key = next((part for part in reversed(parts) if len(part) == 12), parts[-1] if parts else "")
    found = CatalogueRecord.objects.filter(key=key[:24]).first()
    if found is None:
        form.add_error("other", _("There is no record with this key."))
    elif found.pk == row.pk:
        form.add_error("other", _("This is the same record."))
    elif found.state == State.WITHDRAWN:
        form.add_error("other", _("That record is withdrawn already."))
    else:
        return found
    return None


def _page(request: RecordRequest, other: CatalogueRecord, problem: str = "", chosen: Any = None) -> HttpResponse:
    row = request.record
    pairs = merging.pairs(store.record_of(row), store.record_of(other), here(), chosen)
    context: dict[str, Any] = {
        "other": other,
        "pairs": pairs,
        "problem": problem,
        "copies": other.items.count(),
        "files": other.attachments.count(),
    }
    return render(
        request, "cataloguing/merge.html", framed(request, tab="merge", **context), status=422 if problem else 200
    )


def _merge(request: RecordRequest, other: CatalogueRecord) -> HttpResponse:
    row, chosen = request.record, request.POST.getlist("field")
    shown = VersionsForm(request.POST)
    if not shown.is_valid():
        return _page(request, other, _("The form was incomplete, and nothing was merged. Look at both records again."))
    expected = (shown.cleaned_data["kept"], shown.cleaned_data["gone"])
    try:
        kept = merging.merge(row, other, chosen, by=request.user, expected=expected)
    except merging.UnsoundError as error:
        if error.is_missing:
            told = _("Field %(tag)s is missing. Choose it from one of the two records.") % {"tag": error.tag}
        else:
            told = _("A record can have field %(tag)s only once. Choose one of the two.") % {"tag": error.tag}
        return _page(request, other, told, chosen)
    except store.ChangedMeanwhileError:
        return _page(request, other, _("One of the records was changed in the meantime. Look at both again."))
    log("record.merged", user=request.user, subject=f"{other.key} → {kept.key} {kept}")
    messages.success(
        request, _("The two records are one now: “%(title)s”. The other one leads here.") % {"title": kept}
    )
    return redirect("cataloguing:edit", key=kept.key)


@require_POST
@staff_record(Duty.LIBRARIAN)
def undo_merge(request: RecordRequest, pk: int) -> HttpResponse:
    """Make two records of one again."""
    row = request.record
    done = Merge.objects.select_related("other").filter(pk=min(pk, LARGEST), kept=row).first()
    if done is None:
        raise Http404
    try:
        merging.undo(done, by=request.user)
    except merging.CannotUndoError:
        messages.error(
            request,
            _("The record was changed since the two were merged. Restore the version before the merge by hand, and "
              "then the other record."),
        )  # fmt: skip
        return redirect("cataloguing:history", key=row.key)
    log("record.merge-undone", user=request.user, subject=f"{done.other.key} ← {row.key}")
    messages.success(request, _("The two records are as they were before they were merged."))
    return redirect("cataloguing:history", key=row.key)
