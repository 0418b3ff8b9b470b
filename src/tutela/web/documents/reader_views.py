"""The reader: a document's passages, what an assessment says of them, and the page as a picture beside them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from tutela.report.excerpt import Place
from tutela.web.assessments.models import Assessment
from tutela.web.documents.domain import domain_notice
from tutela.web.documents.forms import ReaderForm, assessment_of
from tutela.web.documents.listing import row_of
from tutela.web.documents.margin import Margin, margin
from tutela.web.documents.models import Document, DocumentState, Passage
from tutela.web.documents.naming import format_name, language_name
from tutela.web.documents.pane import Pane, pane
from tutela.web.documents.pictures import PictureError, has_pages
from tutela.web.documents.pictures import page_picture as picture_of
from tutela.web.documents.reader import Part, first_on_page, passages_of, shown
from tutela.web.documents.views import document_or_404, framed
from tutela.web.jobs.models import Job
from tutela.web.review.page import is_independent
from tutela.web.searching.passages import find_passages
from tutela.web.searching.query import Query, parse
from tutela.web.searching.snippet import snippet
from tutela.web.searching.tree import marks
from tutela.web.workspaces.access import MemberRequest, member

FOUND = 50
"""Passages that a search in a document lists on one page."""


@require_GET
@member()
def read(request: MemberRequest, pk: int) -> HttpResponse:
    document = document_or_404(request, pk)
    if document.state != DocumentState.READ:
        job = Job.objects.filter(kind="read", subject=document.pk).order_by("-number").values_list("state", flat=True)
        context = framed(request, document=document, row=row_of(document, job.first()))
        return render(request, "documents/unread.html", context)
    form = ReaderForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in form.fields}
    assessment = assessment_of(request.workspace.pk, asked["assessment"])
    query = parse(asked["q"] or "", get_language() or "en")
    context = framed(
        request,
        document=document,
        format=format_name(document.kind),
        language_name=language_name(document.language),
        notices=[domain_notice(pair) for pair in document.notices],
        assessment=assessment,
        assessments=Assessment.objects.filter(assessed_documents__document=document).order_by("state", "-period", "pk"),
        keep_assessment=_kept(assessment),
        keep=_kept(assessment, query),
        query=query,
        **_found(document, query, asked["found"] or 1),
        **_part(request, document, assessment, query, asked),
    )
    return render(request, "documents/read.html", context)


def _kept(assessment: Assessment | None, query: Query | None = None) -> str:
    """What links within the reader keep, before what they add."""
    kept: dict[str, str | int] = {"assessment": assessment.pk} if assessment else {}
    if query is not None and query.text:
        kept["q"] = query.text
    return urlencode(kept) + "&" if kept else ""


def _found(document: Document, query: Query, page: int) -> dict[str, Any]:
    """What a search in the document finds."""
    if query.tree is None:
        return {}
    offset = min((page - 1) * FOUND, document.passage_count)
    found = find_passages(
        query.tree,
        {"document": [document.pk]},
        [document.workspace_id],
        is_ranked=False,
        offset=offset,
        limit=FOUND,
    )
    return {
        "found": [(row, snippet(query.tree, row.text, row.language)) for row in found.passages],
        "found_total": found.total,
        "found_next": page + 1 if offset + FOUND < found.total else None,
        "found_previous": page - 1 if page > 1 else None,
    }


def _part(
    request: MemberRequest, document: Document, assessment: Assessment | None, query: Query, asked: dict[str, Any]
) -> dict[str, Any]:
    """The passages that are shown, with their margin, and the page beside them."""
    first = first_on_page(document, asked["page"]) if asked["page"] and not (asked["p"] or asked["part"]) else None
    passage = asked["p"] or first
    part = Part.with_passage(document, passage) if passage else Part.of(document, asked["part"] or 1)
    rows, before = passages_of(document, part)
    beside = Margin()
    if assessment is not None:
        independent = is_independent(request, assessment)
        beside = margin(assessment, [row.pk for row in rows], request.user.pk, independent=independent)
    return {
        "part_shown": part,
        "passages": shown(rows, before, margin=beside, searched=_searched(query, rows), marked=asked["p"]),
        "marked": asked["p"],
        "pane": _pane(document, rows, beside, asked) if has_pages(document) else None,
    }


def _searched(query: Query, rows: list[Passage]) -> dict[int, list[Place]]:
    tree = query.tree
    return {} if tree is None else {row.pk: list(marks(tree, row.text, row.language)) for row in rows}


def _pane(document: Document, rows: list[Passage], beside: Margin, asked: dict[str, Any]) -> Pane:
    """The page that is asked for, that of the passage that is asked for, or the one on which the part begins."""
    marked = next((row for row in rows if row.number == asked["p"]), None)
    begins = next((row.page for row in rows if row.page), 1)
    number = asked["page"] or (marked.page if marked and marked.page else begins)
    with_notes = {row.number for row in rows if beside.notes.get(row.pk)}
    return pane(document, min(number, document.pages or 1), marked, with_notes)


@require_GET
@member()
def page_picture(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    document = document_or_404(request, pk)
    try:
        picture = picture_of(document, number)
        data = picture.file.read_bytes()
    except (PictureError, OSError) as error:
        raise Http404 from error
    return HttpResponse(data, content_type="image/png", headers={"Content-Encoding": "identity"})
