"""The history of a record: its versions, the differences between any two, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tutela.web.cataloguing import saving
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.differences import differences
from tutela.web.cataloguing.framing import framed
from tutela.web.cataloguing.models import Merge
from tutela.web.cataloguing.rights import RecordRequest, staff_record
from tutela.web.library import store
from tutela.web.library.history import Version, version_of, versions

_MOST = 10_000_000


class CompareForm(forms.Form):
    """Two versions, the earlier and the later."""

    before = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    after = forms.IntegerField(min_value=1, max_value=_MOST, required=False)


@require_safe
@staff_record()
def history(request: RecordRequest) -> HttpResponse:
    """All versions, and what differs between two of them: the last two, unless others are asked for."""
    row = request.record
    form = CompareForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    after = asked.get("after") or row.version
    listed = versions(row)
    before = asked.get("before") or _last_other(listed, after)
    one, other = version_of(row, before), version_of(row, after)
    found = differences(one, other, here()) if one is not None and other is not None and before != after else None
    merges = Merge.objects.filter(kept=row, undone=None).select_related("other", "by").defer("other__marc")
    context = framed(
        request,
        tab="history",
        versions=listed,
        before=before,
        after=after,
        changes=found,
        is_missing=one is None or other is None,
        merges=list(merges[:20]),
    )
    return render(request, "cataloguing/history.html", context)


_OF_STATE = frozenset(("review", "returned", "taken-back", "published", "withdrawn"))
"""What was done to the state of a record only: such a version says what the one before it said."""


def _last_other(listed: Sequence[Version], after: int) -> int:
    """The last version before ``after`` that may say something else."""
    actions = {one.number: one.action for one in listed}
    before = after
    while before > 1 and actions.get(before) in _OF_STATE:
        before -= 1
    return max(1, before - 1) if before > 1 or after == 1 else after - 1


@require_POST
@staff_record()
def restore(request: RecordRequest, version: int) -> HttpResponse:
    """An earlier version again, as a new one: nothing of what came in between is lost."""
    row = request.record
    record = version_of(row, version) if version <= _MOST else None
    if record is None or version == row.version:
        raise Http404
    given = request.POST.get("version", "")
    expected = int(given) if given.isdecimal() and len(given) < 8 else 0
    try:
        saved = saving.save(
            request.staff, row, record, expected=expected, action="restored",
            note=_("Version %(number)d") % {"number": version},
        )  # fmt: skip
    except store.ChangedMeanwhileError:
        messages.error(request, _("Somebody else changed this record in the meantime. Look at its history again."))
        return redirect("cataloguing:history", key=row.key)
    except saving.NotAllowedError:
        messages.error(request, _("This record is withdrawn. Restore it before you change it."))
        return redirect("cataloguing:history", key=row.key)
    if saved.proposal is not None:
        messages.success(request, _("The earlier version waits for a librarian as a proposal."))
        return redirect("cataloguing:proposal", pk=saved.proposal.pk)
    messages.success(request, _("Version %(number)d was restored, as a new version.") % {"number": version})
    return redirect("cataloguing:history", key=row.key)
