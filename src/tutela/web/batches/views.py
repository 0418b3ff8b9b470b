"""Batches: many records taken in at once, looked at before, undone afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tutela.web.batches import files, running
from tutela.web.batches.forms import ImportForm
from tutela.web.batches.shown import Standing, described, set_aside
from tutela.web.documents.intake import clean_name
from tutela.web.jobs.queue import cancel
from tutela.web.library.models import Batch, BatchKind, BatchState, Duty
from tutela.web.library.shown import framed
from tutela.web.library.staff import StaffRequest, library_staff

PER_PAGE = 50
MOST = 2**53


def batch_or_404(pk: int) -> Batch:
    """The batch of an address."""
    found = Batch.objects.select_related("by").filter(pk=pk).first() if pk < MOST else None
    if found is None:
        raise Http404
    return found


@require_GET
@library_staff(Duty.LIBRARIAN)
def list_batches(request: StaffRequest) -> HttpResponse:
    page = Paginator(Batch.objects.select_related("by").defer("options"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"batch": batch, "counts": described(batch.counts)} for batch in page]
    return render(request, "batches/list.html", framed(request, place="desk", rows=rows, page=page))


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def import_files(request: StaffRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        names = [clean_name(file.name or "") for file in told["sources"]]
        options = {name: told[name] for name in ("state", "update", "mend", "unimarc")}
        options["files"] = files.keep(told["sources"], names)
        batch = Batch.objects.create(
            kind=BatchKind.IMPORT, state=BatchState.PREVIEW, name=files.named(names)[:250], by=request.user,
            options=options,
        )  # fmt: skip
        running.ask_for(batch, running.PREVIEW, request.user)
        return redirect("batches:batch", pk=batch.pk)
    return render(request, "batches/import.html", framed(request, place="desk", form=form))


@require_GET
@library_staff(Duty.LIBRARIAN)
def batch(request: StaffRequest, pk: int) -> HttpResponse:
    row = batch_or_404(pk)
    context = {"batch": row, "standing": Standing.of(row), "set_aside": set_aside(row, _language())}
    return render(request, "batches/batch.html", framed(request, place="desk", **context))


@require_GET
@library_staff(Duty.LIBRARIAN)
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """The part of the page that says how far the work is."""
    row = batch_or_404(pk)
    return render(request, "batches/progress.html", {"batch": row, "standing": Standing.of(row)})


def _language() -> str:
    return (get_language() or "en")[:2]


@require_POST
@library_staff(Duty.LIBRARIAN)
def run(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the records in, or make the changes."""
    row = batch_or_404(pk)
    if "preview" not in row.options or row.options["preview"].get("failed"):
        messages.error(request, _("It was not looked at yet. Wait until the preview is there."))
    elif row.kind == BatchKind.IMPORT and not files.are_there(row):
        messages.error(request, _("The files are no longer there. Import them again."))
    elif running.ask_for(row, running.RUN, request.user) is None:
        messages.info(request, _("It was begun before, or is being worked on."))
    return redirect("batches:batch", pk=row.pk)


@require_POST
@library_staff(Duty.LIBRARIAN)
def look_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Prepare the preview once more: it failed, or the catalogue has changed."""
    row = batch_or_404(pk)
    running.ask_for(row, running.PREVIEW, request.user)
    return redirect("batches:batch", pk=row.pk)


@require_POST
@library_staff(Duty.LIBRARIAN)
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    row = batch_or_404(pk)
    job = running.job_of(row)
    if job is not None and job.is_open:
        cancel(job)
        job.refresh_from_db()
        if not job.is_open and row.state == BatchState.RUNNING:  # it had not begun
            Batch.objects.filter(pk=row.pk).update(state=BatchState.FAILED)
        messages.success(request, _("The work is being stopped. What was done until then stays, and can be undone."))
    return redirect("batches:batch", pk=row.pk)


@require_POST
@library_staff(Duty.LIBRARIAN)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a batch go that nothing was written of."""
    row = batch_or_404(pk)
    if row.state == BatchState.PREVIEW and not running.job_is_open(row):
        files.discard(row)
        row.delete()
        messages.success(request, _("It was discarded; nothing was changed in the catalogue."))
        return redirect("batches:list")
    messages.error(request, _("It cannot be discarded any more. Undo it instead."))
    return redirect("batches:batch", pk=row.pk)


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    row = batch_or_404(pk)
    if row.state not in (BatchState.DONE, BatchState.FAILED) or running.job_is_open(row):
        messages.error(request, _("There is nothing to undo now."))
        return redirect("batches:batch", pk=row.pk)
    if request.method == "POST":
        running.ask_for(row, running.UNDO, request.user)
        return redirect("batches:batch", pk=row.pk)
    return render(request, "batches/undo.html", framed(request, place="desk", batch=row, effect=_effect(row)))


def _effect(row: Batch) -> list[str]:
    """What an undo will do, as far as it can be known before."""
    from tutela.web.batches.undoing import ACTION, added

    rows = added(row)
    drafts = rows.filter(stamp=None).count()
    published = rows.count() - drafts
    changed = row.revisions.exclude(action=ACTION).count()
    told = []
    if drafts:
        text = ngettext("%(count)d draft is deleted.", "%(count)d drafts are deleted.", drafts)
        told.append(text % {"count": drafts})
    if published:
        text = ngettext(
            "%(count)d record that readers have seen is withdrawn.",
            "%(count)d records that readers have seen are withdrawn.",
            published,
        )
        told.append(text % {"count": published})
    if changed:
        text = ngettext(
            "%(count)d record is brought back to what it was before.",
            "%(count)d records are brought back to what they were before.",
            changed,
        )
        told.append(text % {"count": changed})
    return told


@require_GET
@library_staff(Duty.LIBRARIAN)
def set_aside_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The records that were set aside, as they stand, to be mended and imported again."""
    row = batch_or_404(pk)
    data = row.set_aside.values_list("data", flat=True)
    response = StreamingHttpResponse((bytes(one) for one in data.iterator()), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="set-aside-{row.pk}.mrc"'
    return response


@require_GET
@library_staff(Duty.LIBRARIAN)
def set_aside_list(request: StaffRequest, pk: int) -> HttpResponse:
    """The same as a list: file, number, reason, what to do."""
    import csv

    row = batch_or_404(pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="set-aside-{row.pk}.csv"'
    response.write("\ufeff")
    lines: Any = csv.writer(response)
    lines.writerow([_("File"), _("Number"), _("What happened"), _("What to do"), _("Detail")])
    for one in set_aside(row, _language()):
        lines.writerow([_plain(one.file), one.number, one.what, one.next_step, _plain(one.detail)])
    return response


def _plain(text: str) -> str:
    """A text of an unknown file, which a spreadsheet must not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
