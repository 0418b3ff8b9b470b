"""The pages on which librarians take records over from other repositories."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.web.exchange import harvest_job
from tutela.web.exchange.forms import SourceForm
from tutela.web.exchange.harvest.counts import Counts
from tutela.web.exchange.harvesting import source_at
from tutela.web.exchange.models import HarvestSource
from tutela.web.jobs.models import JobState
from tutela.web.jobs.wording import wording_of
from tutela.web.library.models import Duty
from tutela.web.library.shown import framed
from tutela.web.library.staff import StaffRequest, library_staff

_LARGEST = 2**63 - 1


def _source_or_404(pk: int) -> HarvestSource:
    source = HarvestSource.objects.select_related("batch").filter(pk=min(pk, _LARGEST)).first()
    if source is None:
        raise Http404
    return source


@require_http_methods(["GET", "HEAD", "POST"])
@library_staff(Duty.LIBRARIAN)
def list_sources(request: StaffRequest) -> HttpResponse:
    """The repositories that records are taken over from, and a form to add one."""
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        source = source_at(
            given["url"], prefix=given["format"], set_=given["set"], publish=given["publishes"], by=request.user
        )
        messages.success(request, _("The repository is on the list. Harvest it now, or look at it first."))
        return redirect("harvests:source", pk=source.pk)
    rows = [{"source": one, "counts": Counts.of(one.counts)} for one in HarvestSource.objects.order_by("pk")]
    return render(request, "exchange/list.html", framed(request, rows=rows, form=form, place="desk"))


@require_safe
@library_staff(Duty.LIBRARIAN)
def source(request: StaffRequest, pk: int) -> HttpResponse:
    """One repository: how the last harvest went, and the next one."""
    row = _source_or_404(pk)
    return render(request, "exchange/source.html", framed(request, place="desk", **_standing(row)))


@require_safe
@library_staff(Duty.LIBRARIAN)
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """The part of the page that says how far the harvest is."""
    return render(request, "exchange/progress.html", _standing(_source_or_404(pk)))


def _standing(row: HarvestSource) -> dict[str, Any]:
    job = harvest_job.job_of(row)
    failure = wording_of(job.error) if job is not None and job.state == JobState.FAILED else None
    is_open = job is not None and job.is_open
    return {
        "source": row,
        "counts": Counts.of(row.counts),
        "job": job,
        "is_open": is_open,
        "failure": failure,
        "is_under_way": row.begun is not None and not is_open,
    }


@require_POST
@library_staff(Duty.LIBRARIAN)
def harvest(request: StaffRequest, pk: int) -> HttpResponse:
    """Harvest what has changed, or (``full``) everything once more."""
    row = _source_or_404(pk)
    harvest_job.ask_for(row, request.user, full=request.POST.get("full") == "yes")
    return redirect("harvests:source", pk=row.pk)


@require_POST
@library_staff(Duty.LIBRARIAN)
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop the harvest; what was taken over stays."""
    row = _source_or_404(pk)
    if harvest_job.stop(row):
        messages.success(request, _("The harvest is being stopped. The next one goes on where it was."))
    return redirect("harvests:source", pk=row.pk)


@require_POST
@library_staff(Duty.LIBRARIAN)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a repository off the list; the records that came from it stay."""
    row = _source_or_404(pk)
    harvest_job.stop(row)
    row.delete()
    messages.success(
        request, _("“%(name)s” is no longer on the list. Its records stay in the catalogue.") % {"name": row}
    )
    return redirect("harvests:list")
