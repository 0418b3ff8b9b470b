"""What the Guidelines ask: public pages over the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.register.measures import Measure, Section, Term
from tutela.register.wording import Wording
from tutela.web.library.front import of_measure
from tutela.web.site.register import measure_or_404, the_register
from tutela.web.understand import introductions
from tutela.web.understand.caching import kept_for_a_while
from tutela.web.understand.checklist import by_section, duty_of
from tutela.web.understand.entries import Entry, entries_of
from tutela.web.understand.facets import facets, filters_in_use
from tutela.web.understand.mentions import with_mentions
from tutela.web.understand.neighbours import neighbours
from tutela.web.understand.related import related_measures
from tutela.web.understand.selection import selection_of
from tutela.web.understand.standing import standings

E = TypeVar("E", Section, Term)


def language_here() -> str:
    """The language of the page."""
    return get_language() or "en"


@require_safe
@kept_for_a_while
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what the Guidelines are, what Tutela does, and the ways in."""
    register = the_register()
    context = {
        "part": "understand",
        "register": register,
        "sections": entries_of("section", register),
        "addressees": entries_of("addressee", register),
        "themes": entries_of("theme", register),
    }
    return render(request, "understand/home.html", context)


@require_safe
@kept_for_a_while
def measures(request: HttpRequest) -> HttpResponse:
    """The measures, with filters that live in the address."""
    register, language = the_register(), language_here()
    selection = selection_of(request.GET, register)
    shown = selection.measures(register, language)
    context = {
        "part": "understand",
        "register": register,
        "selection": selection,
        "query": selection.query(),
        "facets": facets(selection, register, language),
        "filters": filters_in_use(selection, register, language),
        "groups": by_section(shown, register),
        "shown": len(shown),
        "total": len(register.measures),
    }
    return render(request, "understand/measures.html", context)


@require_safe
@kept_for_a_while
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: what is asked, of whom, what counts, what to read beside it."""
    register = the_register()
    found = measure_or_404(measure)
    section = _one(register.sections, found.section)
    before, after = neighbours(found, register.measures)
    resources, number_of_resources = of_measure(found.id, language_here())
    context = {
        "part": "understand",
        "register": register,
        "resources": resources,
        "number_of_resources": number_of_resources,
        "measure": found,
        "section": section,
        "duty": duty_of(found, register),
        "counts": with_mentions(found, register, language_here()),
        "related": related_measures(found.id),
        "before": before,
        "after": after,
        "permanent": request.build_absolute_uri(reverse("understand:measure", args=[found.id])),
    }
    if request.user.is_authenticated:
        context["standings"], context["has_more_standings"] = standings(request.user, found.id)
    return render(request, "understand/measure.html", context)


@require_safe
@kept_for_a_while
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One section of the Guidelines and its measures."""
    register = the_register()
    found = _one(register.sections, section)
    before, after = neighbours(found, register.sections)
    context = {
        "part": "understand",
        "register": register,
        "section": found,
        "groups": by_section(register.select(section=found.id), register),
        "before": before,
        "after": after,
    }
    return render(request, "understand/section.html", context)


@require_safe
@kept_for_a_while
def addressees(request: HttpRequest) -> HttpResponse:
    """All who must act."""
    entries = _with_openings(entries_of("addressee", the_register()), "addressee")
    return render(request, "understand/addressees.html", {"part": "understand", "entries": entries})


@require_safe
@kept_for_a_while
def themes(request: HttpRequest) -> HttpResponse:
    """The questions that run across the sections."""
    entries = _with_openings(entries_of("theme", the_register()), "theme")
    return render(request, "understand/themes.html", {"part": "understand", "entries": entries})


@require_safe
@kept_for_a_while
def addressee(request: HttpRequest, addressee: str) -> HttpResponse:
    """The duties of one addressee, as a checklist to print."""
    register = the_register()
    term = _one(register.addressees, addressee)
    return _checklist(request, "addressee", term, register.select(addressee=term.id))


@require_safe
@kept_for_a_while
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """The measures of one theme, as a checklist to print."""
    register = the_register()
    term = _one(register.themes, theme)
    return _checklist(request, "theme", term, register.select(theme=term.id))


def _checklist(request: HttpRequest, kind: str, term: Term, chosen: Iterable[Measure]) -> HttpResponse:
    register = the_register()
    groups = by_section(chosen, register, apart_from=term.id if kind == "addressee" else "")
    before, after = neighbours(term, register.addressees if kind == "addressee" else register.themes)
    context = {
        "part": "understand",
        "register": register,
        "kind": kind,
        "term": term,
        "introduction": introductions.of(kind, term.id),
        "groups": groups,
        "shown": sum(len(group.duties) for group in groups),
        "before": before,
        "after": after,
        "here": request.build_absolute_uri(request.path),
    }
    return render(request, "understand/checklist.html", context)


def _with_openings(entries: Iterable[Entry], kind: str) -> list[tuple[Entry, Wording]]:
    return [(entry, introductions.opening(introductions.of(kind, entry.id))) for entry in entries]


def _one(entries: Iterable[E], id: str) -> E:
    for entry in entries:
        if entry.id == id:
            return entry
    raise Http404
