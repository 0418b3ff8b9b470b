"""The directory as a spreadsheet at the operator's desk: import in two steps, export."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tutela.web.help.access import operators_only
from tutela.web.help.forms import UploadForm
from tutela.web.help.importing import Plan, carry_out, plan
from tutela.web.help.models import Entry
from tutela.web.help.spreadsheet import LARGEST, write_entries

_TOLD = 200  # problems that are listed, at most


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def import_(request: HttpRequest) -> HttpResponse:
    """First what a file would do (``file``), then, with its text and the digest of what was shown, doing it."""
    if request.method == "POST" and "text" in request.POST:
        text = request.POST["text"][:LARGEST]
        done, was_done = carry_out(text, request.POST.get("digest") or "not shown")
        if was_done:
            messages.success(request, _told(done))
            return redirect("help-desk:entries")
        messages.error(
            request, _("The directory was changed since the file was read. Look once more at what it would do.")
        )
        return _preview(request, text, done)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        return _preview(request, text, plan(text))
    return render(request, "help_desk/import.html", {"place": "import", "form": form})


def _preview(request: HttpRequest, text: str, found: Plan) -> HttpResponse:
    context = {
        "place": "import",
        "plan": found,
        "text": text,
        "problems": found.problems[:_TOLD],
        "more": max(0, len(found.problems) - _TOLD),
    }
    return render(request, "help_desk/preview.html", context)


def _told(done: Plan) -> str:
    new = ngettext("%(count)d entry was added", "%(count)d entries were added", len(done.new)) % {
        "count": len(done.new)
    }
    changed = ngettext("%(count)d was changed", "%(count)d were changed", len(done.changed)) % {
        "count": len(done.changed)
    }
    return _("%(new)s, %(changed)s. Visitors see them once you have confirmed them.") % {"new": new, "changed": changed}


@require_safe
@operators_only
def export(request: HttpRequest) -> HttpResponse:
    """The whole directory as CSV in UTF-8 with its mark, as spreadsheet programs need it."""
    data = write_entries(Entry.objects.select_related("confirmed_by")).encode("utf-8-sig")
    name = f"directory-{timezone.localdate().isoformat()}.csv"
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
