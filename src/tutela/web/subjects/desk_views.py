"""The pages on which librarians look after the vocabulary."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tutela.web.library.models import Duty
from tutela.web.library.shown import framed
from tutela.web.library.staff import StaffRequest, library_staff
from tutela.web.subjects import editing, importing, indexing, listing
from tutela.web.subjects.current import current
from tutela.web.subjects.forms import ConceptForm, ImportForm, MergeForm
from tutela.web.subjects.models import Concept
from tutela.web.subjects.skos_reading import VocabularyError, form_of
from tutela.web.subjects.views import concept_or_404, language_here

_TOLD = 200  # problems that are listed, at most


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def new(request: StaffRequest) -> HttpResponse:
    form = ConceptForm(request.POST or None, initial=_wanted(request))
    if request.method == "POST" and form.is_valid():
        row = editing.make(form.given())
        indexing.after_change(request.user, row.pk)
        messages.success(request, _("“%(label)s” was added to the vocabulary.") % {"label": _label(row)})
        return redirect("subjects:concept", key=row.key)
    return render(request, "subjects/edit.html", framed(request, place="subjects", form=form, concept=None))


def _wanted(request: StaffRequest) -> dict[str, str]:
    """A label and a broader concept that a link suggests."""
    wanted = {"preferred_en": request.GET.get("label", "")[:200], "broader": request.GET.get("broader", "")[:200]}
    return {name: text.replace("\0", "") for name, text in wanted.items() if text}


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def edit(request: StaffRequest, key: str) -> HttpResponse:
    row = concept_or_404(key)
    if row.replaced_by is not None:
        return redirect("subjects:concept", key=row.replaced_by.key)
    form = ConceptForm(request.POST or None, concept=row)
    if request.method == "POST" and form.is_valid():
        with indexing.in_step(request.user, row.pk):
            before = editing.change(row, form.given(), keep_heading=form.cleaned_data["keep_heading"])
        messages.success(request, _("“%(label)s” was changed.") % {"label": _label(row)})
        if before:
            _offer(request, before, editing.heading_of(row))
        return redirect("subjects:concept", key=row.key)
    context = framed(request, place="subjects", form=form, concept=row, label=_label(row))
    return render(request, "subjects/edit.html", context)


def _label(row: Concept) -> str:
    entry = current().entries.get(row.pk)
    return entry.label(language_here()) if entry else row.key


def _offer(request: StaffRequest, before: str, now: str) -> None:
    """Records have the old heading: offer to give them the new one."""
    count = len(listing.counted().get(before, ()))
    if count:
        messages.info(request, offer(before, now, count))


def offer(before: str, now: str, count: int) -> SafeString:
    """The way to the bulk edit that replaces a heading in all records that have it."""
    text = ngettext(
        "%(count)d published record has the heading “%(before)s”.",
        "%(count)d published records have the heading “%(before)s”.",
        count,
    ) % {"count": count, "before": before}
    return format_html(
        '{} <a href="{}">{}</a>', text, replacement_address(before, now), _("Change it to “%(now)s” …") % {"now": now}
    )


def replacement_address(before: str, now: str) -> str:
    """The bulk edit that replaces a heading by another."""
    asked = {"subject": before, "operation": "replace-subject", "value": before, "replacement": now}
    return f"{reverse('batches:edit')}?{urlencode(asked)}"


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def merge(request: StaffRequest, key: str) -> HttpResponse:
    row = concept_or_404(key)
    if row.replaced_by is not None:
        return redirect("subjects:concept", key=row.replaced_by.key)
    form = MergeForm(request.POST or None, concept=row)
    if request.method == "POST" and form.is_valid():
        into = Concept.objects.get(pk=form.cleaned_data["into"].pk)
        label = _label(row)
        with indexing.in_step(request.user, row.pk, into.pk):
            before = editing.merge(row, into)
        messages.success(request, _("“%(label)s” was merged into “%(into)s”.") % {"label": label, "into": _label(into)})
        if before:
            _offer(request, before, editing.heading_of(into))
        return redirect("subjects:concept", key=into.key)
    context = framed(request, place="subjects", form=form, concept=row, label=_label(row))
    return render(request, "subjects/merge.html", context)


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def delete(request: StaffRequest, key: str) -> HttpResponse:
    row = concept_or_404(key)
    label, heading = _label(row), editing.heading_of(row)
    if request.method == "POST":
        with indexing.in_step(request.user, row.pk):
            editing.delete(row)
        messages.success(request, _("“%(label)s” was deleted from the vocabulary.") % {"label": label})
        return redirect("subjects:list")
    count = len(listing.counted().get(heading, ()))
    context = framed(request, place="subjects", concept=row, label=label, count=count)
    return render(request, "subjects/delete.html", context)


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def import_file(request: StaffRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    context = framed(request, place="subjects", form=form, total=len(current().entries))
    if request.method == "POST" and form.is_valid():
        file, is_trial = form.cleaned_data["file"], form.cleaned_data["is_trial"]
        data = file.read()
        try:
            outcome = importing.take_in(data, form_of(file.name, data[:200]), is_trial=is_trial)
        except VocabularyError as error:
            form.add_error("file", str(error))
        else:
            if not is_trial:
                indexing.after_import(request.user)
            context |= {
                "outcome": outcome, "is_trial": is_trial, "problems": outcome.problems[:_TOLD],
                "more": max(0, len(outcome.problems) - _TOLD), "total": len(current().entries), "name": file.name,
            }  # fmt: skip
    return render(request, "subjects/import.html", context)


@require_POST
@library_staff(Duty.LIBRARIAN)
def load_start(request: StaffRequest) -> HttpResponse:
    """Take in the vocabulary that comes with Tutela."""
    outcome = importing.load_start()
    indexing.after_import(request.user)
    text = ngettext("%(count)d concept was added.", "%(count)d concepts were added.", outcome.added)
    messages.success(request, text % {"count": outcome.added})
    return redirect("subjects:list")
