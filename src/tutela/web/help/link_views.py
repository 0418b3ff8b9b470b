"""The check of links at the operator's desk: asked for, followed, stopped, and what it found."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tutela.web.help import link_check
from tutela.web.help.access import operators_only
from tutela.web.help.link_wording import said_of
from tutela.web.help.models import Entry
from tutela.web.jobs.models import JobState
from tutela.web.jobs.queue import cancel
from tutela.web.jobs.wording import wording_of


@require_safe
@operators_only
def links(request: HttpRequest) -> HttpResponse:
    """What the last check found, and the button for the next one."""
    rows = [(entry, said_of(entry)) for entry in Entry.objects.exclude(link_problem="")]
    never = Entry.objects.filter(links_checked=None).exclude(web="", chat="", source_address="").count()
    context = {
        "place": "links",
        "rows": rows,
        "never": never,
        "no_way_out": link_check.found_no_way_out(link_check.last_job()),
        **_standing(),
    }
    return render(request, "help_desk/links.html", context)


@require_safe
@operators_only
def progress(request: HttpRequest) -> HttpResponse:
    """The part of the page that says how far the check is."""
    return render(request, "help_desk/progress.html", _standing())


def _standing() -> dict[str, Any]:
    job = link_check.last_job()
    failure = wording_of(job.error) if job is not None and job.state == JobState.FAILED else None
    return {"job": job, "is_open": job is not None and job.is_open, "failure": failure}


@require_POST
@operators_only
def check(request: HttpRequest) -> HttpResponse:
    """Ask that all addresses be looked at."""
    link_check.ask_for(request.user)
    return redirect("help-desk:links")


@require_POST
@operators_only
def stop(request: HttpRequest) -> HttpResponse:
    """Stop the check; what was found stays."""
    job = link_check.last_job()
    if job is not None and job.is_open:
        cancel(job)
        messages.success(request, _("The check is being stopped. What was found stays."))
    return redirect("help-desk:links")
