"""The MARC editor: a record as tagged text, with its problems told line by line and the record as readers see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.catalogue.isbd import isbd
from tutela.catalogue.normal import normal
from tutela.catalogue.record import Record
from tutela.catalogue.tagged import to_tagged_text
from tutela.catalogue.tagged_text import Problem, parse_tagged
from tutela.web.cataloguing import conflict, faults
from tutela.web.cataloguing.answering import saved_or_answer
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.framing import framed
from tutela.web.cataloguing.marc_help import common_fields, leader_places, places_of_008
from tutela.web.cataloguing.rights import RecordRequest, staff_record
from tutela.web.library import store
from tutela.web.library.models import State

LONGEST = 1_000_000
"""Characters of a record in the editor."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_record()
def marc(request: RecordRequest) -> HttpResponse:
    """The MARC editor. ``do``: "preview" shows what the text would make, "save" saves it."""
    row = request.record
    if request.method != "POST":
        record = store.record_of(row)
        return _page(request, to_tagged_text(record), record, row.version)
    if row.state == State.WITHDRAWN:
        messages.error(request, _("This record is withdrawn. Restore it before you change it."))
        return redirect("cataloguing:marc", key=row.key)
    base = conflict.base_of(request)
    if base is None:
        messages.error(request, _("The form was incomplete, and nothing was saved. Make your change again."))
        return redirect("cataloguing:marc", key=row.key)
    text = _lines(request.POST.get("text", ""))
    if text.rstrip() == _lines(to_tagged_text(base.record)).rstrip():
        new: Record = base.record
    else:
        read = parse_tagged(text[:LONGEST])
        if isinstance(read, tuple):
            return _page(request, text, None, base.version, problems=read)
        new = Record(read)
    if request.POST.get("do") != "save":
        return _page(request, text, new, base.version)
    if not new.title.proper:
        return _page(request, text, new, base.version, is_untitled=True)
    return _save(request, base, new)


def _save(request: RecordRequest, base: conflict.Base, new: Record) -> HttpResponse:
    row = request.record
    record = conflict.resolved(request, base, new)
    if record is None:
        return conflict.show(request, base, new, tab="marc")
    if new is base.record:
        messages.success(request, _("Nothing was changed."))
        return redirect("cataloguing:marc", key=row.key)
    saved = saved_or_answer(request, record, page="cataloguing:marc")
    if isinstance(saved, HttpResponse):
        return saved
    faults.check(saved)
    messages.success(request, _("“%(title)s” was saved.") % {"title": saved})
    return redirect("cataloguing:marc", key=row.key)


def _lines(text: str) -> str:
    """As a browser sends it, with the line breaks of a record's text; without NUL, which no record holds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _page(
    request: RecordRequest,
    text: str,
    record: Record | None,
    version: int,
    problems: tuple[Problem, ...] = (),
    *,
    is_untitled: bool = False,
) -> HttpResponse:
    language = here()
    context: dict[str, Any] = {
        "text": text,
        "base_version": version,
        "problems": [(one.line, one.text(language)) for one in problems],
        "is_untitled": is_untitled,
        "areas": isbd(record, language) if record is not None else (),
        "lines": normal(record, language) if record is not None else (),
        "fields": common_fields(language),
        "leader": leader_places(),
        "coded": places_of_008(),
        "rows": min(40, max(14, text.count("\n") + 4)),
    }
    status = 422 if problems or is_untitled else 200
    return render(request, "cataloguing/marc_editor.html", framed(request, tab="marc", **context), status=status)
