"""The desk, and the forms in which records are made and changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.catalogue.record import Record
from tutela.catalogue.tagged import field_name
from tutela.web.cataloguing import conflict, desk, faults, state_changes
from tutela.web.cataloguing.answering import note_of, saved_or_answer
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.duplicates import Duplicate, duplicates_of
from tutela.web.cataloguing.field_checks import Said, new_doubts
from tutela.web.cataloguing.framing import at_desk, framed
from tutela.web.cataloguing.material_types import MATERIAL_TYPES, MaterialType, material_type_of
from tutela.web.cataloguing.record_form import RecordForm
from tutela.web.cataloguing.rights import UNPUBLISHED, RecordRequest, is_librarian, staff_record
from tutela.web.library import store
from tutela.web.library.about import about
from tutela.web.library.history import version_of
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.staff import StaffRequest, library_staff
from tutela.web.subjects.current import current

_HEADINGS = 3000
"""Headings that are proposed while somebody writes; a greater vocabulary is asked on its own page."""


@require_safe
@library_staff()
def home(request: StaffRequest) -> HttpResponse:
    """The desk."""
    return render(
        request, "cataloguing/desk.html", at_desk(request, desk=desk.desk(), materials=MATERIAL_TYPES.values())
    )


@require_safe
@library_staff()
def choose(request: StaffRequest) -> HttpResponse:
    """What is to be catalogued."""
    return render(request, "cataloguing/choose.html", at_desk(request, materials=MATERIAL_TYPES.values()))


@require_safe
@library_staff()
def waiting(request: StaffRequest, state: str) -> HttpResponse:
    """All records in a state but "published": drafts, those for review, those that are withdrawn."""
    headings = {State.DRAFT: _("Drafts"), State.REVIEW: _("For review"), State.WITHDRAWN: _("Withdrawn records")}
    if state not in headings:
        raise Http404
    page = Paginator(desk.rows_in(state), 50).get_page(request.GET.get("page"))
    context = at_desk(request, heading=headings[State(state)], page=page, kept="")
    return render(request, "cataloguing/waiting.html", context)


# --- a new record -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@library_staff()
def new(request: StaffRequest, material: str) -> HttpResponseBase:
    """The form for something new."""
    found = MATERIAL_TYPES.get(material)
    if found is None:
        raise Http404
    form = RecordForm(_blank(found), found, request.POST if request.method == "POST" else None, is_new=True)
    context = at_desk(request, tab="new", others=[], materials=MATERIAL_TYPES.values())
    if request.method != "POST":
        return _page(request, form, context)
    if answer := _rearranged(request, form, context):
        return answer
    checked = _check(request, form, None)
    if not checked.is_passed:
        return _page(request, form, {**context, **checked.context})
    row = store.save(None, form.result(), by=request.user, action="created", state=State.DRAFT)
    return _after(request, row, _("“%(title)s” was saved as a draft.") % {"title": row})


def _blank(material: MaterialType) -> Record:
    return material.blank(about().name or "Tutela", here())


# --- a record that is there -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@staff_record()
def edit(request: RecordRequest) -> HttpResponseBase:
    """The form for a record; what it does not know is shown, and stays."""
    row = request.record
    material = MATERIAL_TYPES.get(request.GET.get("as", "")) or material_type_of(row)
    if request.method != "POST" or row.state == State.WITHDRAWN:
        if request.method == "POST":
            messages.error(request, _("This record is withdrawn. Restore it before you change it."))
        form = RecordForm(store.record_of(row), material)
        return _page(request, form, _with_record(request, form))
    base = conflict.base_of(request)
    if base is None:
        messages.error(request, _("The form was incomplete, and nothing was saved. Make your change again."))
        return redirect("cataloguing:edit", key=row.key)
    form = RecordForm(base.record, material, request.POST)
    context = _with_record(request, form, version=base.version)
    if answer := _rearranged(request, form, context):
        return answer
    checked = _check(request, form, row)
    if not checked.is_passed:
        return _page(request, form, {**context, **checked.context})
    record = conflict.resolved(request, base, form.result())
    if record is None:
        return conflict.show(request, base, form.result(), tab="form")
    if form.result() is base.record:
        return _after(request, row, _("Nothing was changed."), note=note_of(request))
    return _save(request, record)


def _save(request: RecordRequest, record: Record) -> HttpResponse:
    saved = saved_or_answer(request, record, page="cataloguing:edit")
    if isinstance(saved, HttpResponse):
        return saved
    return _after(request, saved, _("“%(title)s” was saved.") % {"title": saved})


_KEY = re.compile("merge:([0-9a-f]{12})")


def _after(request: StaffRequest, row: CatalogueRecord, told: str, *, note: str = "") -> HttpResponse:
    """What was asked for besides saving: to publish, to send to review, to merge. ``note`` is one that no new version
    has taken up."""
    wanted = request.POST.get("do", "")
    try:
        if wanted == "review" and row.state == State.DRAFT:
            row = state_changes.change(request, row, "review", note)
            told = _("“%(title)s” was saved and sent to review.") % {"title": row}
        elif wanted == "publish" and is_librarian(request.staff) and row.state in UNPUBLISHED:
            row = state_changes.change(request, row, "publish", note)
            told = _("“%(title)s” was saved and published.") % {"title": row}
    except state_changes.NotNowError:
        pass  # somebody else did so at the same moment: the page shows the state
    messages.success(request, told)
    faults.check(row)
    merging = _KEY.fullmatch(wanted)
    if merging and CatalogueRecord.objects.filter(key=merging[1]).exists():
        return redirect(f"{reverse('cataloguing:merge', args=[merging[1]])}?other={row.key}")
    return redirect("cataloguing:edit", key=row.key)


# --- what both have ---------------------------------------------------------------------------------------------------


def _with_record(request: RecordRequest, form: RecordForm, version: int | None = None) -> dict[str, Any]:
    others = [(one.tag, field_name(one.tag, here()), str(one)[6:]) for one in form.opened.others]
    return framed(
        request, tab="form", others=others, base_version=version or request.record.version,
        faults=faults.faults_of(request.record), materials=MATERIAL_TYPES.values(),
    )  # fmt: skip


def _page(request: StaffRequest, form: RecordForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context.get("problems") or context.get("doubts") or context.get("duplicates") else 200
    frame = "cataloguing/record.html" if "record" in context else "cataloguing/frame.html"
    context = {**context, "frame": frame, "form": form, "headings": _headings()}
    return render(request, "cataloguing/form.html", context, status=status)


def _headings() -> list[tuple[str, str]]:
    """Headings of the vocabulary with their labels in the reader's language, where that is another one."""
    entries = current().entries.values()
    if len(entries) > _HEADINGS:
        return []
    language = here()
    return sorted((entry.heading, entry.label(language)) for entry in entries if entry.heading)


def _rearranged(request: StaffRequest, form: RecordForm, context: dict[str, Any]) -> HttpResponse | None:
    """The page with a row more or less, where that is what was asked for."""
    if added := request.POST.get("add"):
        form.add(added)
    elif removed := request.POST.get("remove"):
        form.remove(removed)
    else:
        return None
    return _page(request, form, context)


class _Checked(NamedTuple):
    is_passed: bool
    context: dict[str, Any]


def _check(request: StaffRequest, form: RecordForm, row: CatalogueRecord | None) -> _Checked:
    """What is wrong, and what is doubtful and was not accepted yet."""
    if not form.is_valid():
        return _Checked(False, {"problems": form.errors})
    doubts, duplicates = _doubtful(form, row)
    mark = _mark(doubts, duplicates)
    if not mark or request.POST.get("accepted") == mark:
        return _Checked(True, {})
    return _Checked(False, {"doubts": doubts, "duplicates": duplicates, "mark": mark})


def _doubtful(form: RecordForm, row: CatalogueRecord | None) -> tuple[list[Said], list[Duplicate]]:
    values, before = form.values(), form.opened.values
    doubts = [said._replace(box=form.box_id(said.box)) for said in new_doubts(values, before)]
    record = form.result()
    if record is form.record or not _tells_another(record, form.record):
        return doubts, []
    return doubts, duplicates_of(record, apart_from=row)


def _tells_another(new: Record, old: Record) -> bool:
    """Whether a change makes a record look like another one: title, year or numbers."""
    return (new.title.full, new.year, new.identifiers, new.online) != (
        old.title.full, old.year, old.identifiers, old.online,
    )  # fmt: skip


def _mark(doubts: Sequence[Said], duplicates: Sequence[Duplicate]) -> str:
    """A sign for exactly these doubts: accepting them accepts no others."""
    if not doubts and not duplicates:
        return ""
    told = "\n".join([*(said.text for said in doubts), *(one.row.key for one in duplicates)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@require_POST
@library_staff()
def check_fields(request: StaffRequest) -> JsonResponse:
    """What is doubtful in a form that is being filled in, for the script of the page."""
    row = CatalogueRecord.objects.filter(key=request.POST.get("record", "")[:24].replace("\0", "")).first()
    material = MATERIAL_TYPES.get(request.POST.get("material", ""), MATERIAL_TYPES["book"])
    base: Record | None = _blank(material)
    if row is not None:
        given = request.POST.get("version", "")
        base = version_of(row, int(given)) if given.isdecimal() and len(given) < 8 else None
    if base is None:
        return JsonResponse({"said": [], "duplicates": []})
    form = RecordForm(base, material, request.POST, is_new=row is None)
    if not form.is_valid():
        said = [{"box": box, "text": text} for box, text in form.errors if text and not _is_of_the_end(text)]
        return JsonResponse({"said": said, "duplicates": []})
    doubts, duplicates = _doubtful(form, row)
    return JsonResponse(
        {
            "said": [{"box": said.box, "text": said.text} for said in doubts],
            "duplicates": [
                {"title": str(one.row), "year": one.row.year, "by": one.row.byline, "url": one.url, "why": one.why}
                for one in duplicates
            ],
        }
    )


def _is_of_the_end(text: str) -> bool:
    """A title that is not there yet is no fault while somebody begins to write."""
    return text == _("A record needs a title.")
