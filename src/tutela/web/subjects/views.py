"""The pages of the vocabulary that everybody sees."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from tutela.web.library.models import Duty
from tutela.web.library.shown import framed
from tutela.web.library.staff import staff_of
from tutela.web.subjects import listing, skos_writing
from tutela.web.subjects.current import current, version
from tutela.web.subjects.importing import concepts_data
from tutela.web.subjects.models import Concept, LabelKind, NoteKind
from tutela.web.subjects.skos_reading import FORMATS
from tutela.web.subjects.thesaurus import HIDDEN, PREFERRED, Entry

LANGUAGES = ("en", "fr", "es")
LONGEST_QUERY = 200
EXPORTED = ("turtle", "rdfxml", "jsonld")
"""Formats that pages offer."""


def language_here() -> str:
    """The language of the page, of two letters."""
    return (get_language() or "en")[:2]


def is_librarian(request: HttpRequest) -> bool:
    """Whether somebody may change the vocabulary."""
    staff = staff_of(request.user)
    return staff is not None and staff.duty >= Duty.LIBRARIAN


@require_safe
def list_concepts(request: HttpRequest) -> HttpResponse:
    thesaurus, language, counts = current(), language_here(), listing.counted()
    view = "tree" if request.GET.get("view") == "tree" else "list"
    query = _typed(request)
    context: dict[str, Any] = {
        "view": view, "query": query, "total": len(thesaurus.entries),
        "may_edit": is_librarian(request), "formats": EXPORTED,
    }  # fmt: skip
    if query:
        context["found"] = [_suggested(one, language) for one in listing.suggestions(thesaurus, query, language)]
    elif view == "tree":
        top = thesaurus.by_key.get(request.GET.get("top", ""))
        context |= {"tree": listing.tree(thesaurus, language, counts, top), "top": top and top.label(language)}
    else:
        context["letters"] = listing.letters(thesaurus, language, request.GET.get("letter", "")[:3], counts)
    return render(request, "subjects/list.html", framed(request, place="subjects", **context))


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]


def concept_or_404(key: str) -> Concept:
    """The concept of an address."""
    row = Concept.objects.select_related("scheme", "replaced_by").filter(key=key).first()
    if row is None:
        raise Http404
    return row


@require_safe
def concept(request: HttpRequest, key: str) -> HttpResponse:
    row = concept_or_404(key)
    if row.replaced_by is not None:
        return redirect("subjects:concept", key=row.replaced_by.key, permanent=True)
    thesaurus, language, counts = current(), language_here(), listing.counted()
    entry = thesaurus.entries[row.pk]
    may_edit = is_librarian(request)
    count, search = listing.records_of(entry, counts)
    context = {
        "concept": row, "entry": entry, "label": entry.label(language),
        "label_language": entry.language_of_label(language), "may_edit": may_edit, "formats": EXPORTED,
        "notes": _notes(row, language), "names": _names(entry),
        "neighbours": [
            (_("Broader"), _linked(thesaurus.listed(entry.broader, language), language)),
            (_("Narrower"), _linked(thesaurus.listed(entry.narrower, language), language)),
            (_("Related"), _linked(thesaurus.listed(entry.related, language), language)),
        ],
        "count": count, "search": search,
        "others": listing.other_headings(entry, counts) if may_edit else [],
        "hidden": [term for term in entry.terms if term.kind == HIDDEN] if may_edit else [],
    }  # fmt: skip
    return render(request, "subjects/concept.html", framed(request, place="subjects", **context))


def _linked(entries: list[Entry], language: str) -> list[dict[str, str]]:
    return [
        {"key": one.key, "label": one.label(language), "language": one.language_of_label(language)} for one in entries
    ]


def _notes(row: Concept, language: str) -> list[dict[str, Any]]:
    """Notes in the language of the page; those of a kind that has none in it, in English or whatever there is."""
    found = []
    rows = list(row.notes.all())
    for kind in NoteKind:
        of_kind = [one for one in rows if one.kind == kind]
        for wanted in (language, "en", *dict.fromkeys(one.language for one in of_kind)):
            chosen = [one for one in of_kind if one.language == wanted]
            if chosen:
                found += [{"kind": kind.label, "text": one.text, "language": one.language} for one in chosen]
                break
    return found


def _names(entry: Entry) -> list[dict[str, Any]]:
    """Its preferred label and its others, language by language: those of the site first."""
    codes = [*LANGUAGES, *sorted({term.language for term in entry.terms} - set(LANGUAGES))]
    found = []
    for code in codes:
        preferred, others = entry.texts(PREFERRED, code), entry.texts(LabelKind.ALTERNATIVE, code)
        if preferred or others:
            found.append({"code": code, "preferred": preferred, "others": others})
    return found


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """JSON for forms: {"suggestions": [{"heading", "label", "language", "uri", "key", "matched", "kind", "advice"}]}.

    ``heading`` goes into the record; ``label`` is in the language of the page; ``advice`` says what to use instead of
    a label that is not preferred, "" otherwise.
    """
    language = language_here()
    found = listing.suggestions(current(), _typed(request), language)
    return JsonResponse({"suggestions": [_suggested(one, language) for one in found]})


def _suggested(one: listing.Suggestion, language: str) -> dict[str, str]:
    label = one.entry.label(language)
    advice = ""
    if one.kind != PREFERRED:
        advice = _("Use “%(label)s” instead of “%(matched)s”.") % {"label": label, "matched": one.matched}
    return {
        "heading": one.entry.heading, "label": label, "language": one.entry.language_of_label(language),
        "uri": one.entry.uri, "key": one.entry.key, "matched": one.matched, "kind": one.kind, "advice": advice,
    }  # fmt: skip


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The whole vocabulary."""
    if form not in FORMATS:
        raise Http404
    return _file(skos_writing.written(version(), form), form, "subjects")


@require_safe
def export_concept(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One concept."""
    if form not in FORMATS:
        raise Http404
    row = concept_or_404(key)
    graph = skos_writing.graph_of(concepts_data([row.uri]).values())
    return _file(skos_writing.serialised(graph, form), form, row.key)


def _file(data: bytes, form: str, name: str) -> HttpResponse:
    media_type, ending = skos_writing.MEDIA_TYPES[form]
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
