"""The audit log of a workspace, for its owners."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.report.csv_report import inert
from tutela.web.audit.forms import LogFilter
from tutela.web.audit.log import ACTIONS, record
from tutela.web.audit.models import Entry
from tutela.web.audit.wording import subject_of
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.models import Role

A_PAGE = 50


@require_safe
@member(Role.OWNER)
def log(request: MemberRequest) -> HttpResponse:
    """Its entries, newest first, as the filters in the address say."""
    form, entries = _asked(request)
    # A page that is not there becomes the first or the last one.
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "workspace": request.workspace,
        "form": form,
        "page": page,
        "rows": [(entry, ACTIONS.get(entry.action, entry.action), subject_of(entry)) for entry in page],
        "query": kept.urlencode(),
        "days": settings.AUDIT_DAYS,
        "part": "assess",
        "tab": "home",
    }
    return render(request, "audit/log.html", context)


@require_safe
@member(Role.OWNER)
def table(request: MemberRequest) -> HttpResponseBase:
    """The same entries as CSV: all of them, as the filters say."""
    _form, entries = _asked(request)
    record("audit.downloaded", user=request.user, workspace=request.workspace)
    headings = [_("Time (UTC)"), _("Code"), _("What"), _("Who"), _("Concerning"), _("Subject")]
    response = StreamingHttpResponse(_lines(headings, entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tutela-audit.csv"'
    return response


class _Echo:
    """What csv writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(headings: list[str], entries: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it, Excel takes UTF-8 for the code page of the machine
    yield writer.writerow(headings)
    for entry in entries.iterator(chunk_size=500):
        yield writer.writerow(
            [
                entry.at.strftime("%Y-%m-%d %H:%M:%S"),
                entry.action,
                str(ACTIONS.get(entry.action, entry.action)),
                inert(entry.user.name if entry.user else ""),
                inert(entry.about.name if entry.about else ""),
                inert(subject_of(entry)),
            ]
        )


def _asked(request: MemberRequest) -> tuple[LogFilter, Any]:
    form = LogFilter(request.workspace, request.GET or None)
    form.is_valid()
    entries = Entry.objects.filter(workspace=request.workspace, **form.limits())
    return form, entries.select_related("user", "about").order_by("-at", "-pk")
