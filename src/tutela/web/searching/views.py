"""The page of search."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_safe

from tutela.web.searching.asked import Asked
from tutela.web.searching.measure_results import MeasureResults
from tutela.web.searching.pagination import Pages
from tutela.web.searching.passage_results import PassageResults
from tutela.web.searching.query import parse
from tutela.web.searching.reading import is_plain, told, written
from tutela.web.workspaces.access import workspaces_of

PER_PAGE = 20
FIRST_MEASURES, FIRST_PASSAGES = 5, 10
"""Results that are shown of each group where both are."""

EXAMPLES = (
    pgettext_lazy("example of a search", "child victim"),
    pgettext_lazy("example of a search", "“legal person”"),
    pgettext_lazy("example of a search", "(bank OR payment) AND report"),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Measures, for everybody, and passages of the workspaces that the person is in."""
    language = get_language() or settings.LANGUAGE_CODE
    asked = Asked.of(request.GET.dict(), has_passages=request.user.is_authenticated)
    query = parse(asked.text, language)
    workspaces = {workspace.pk: workspace for workspace in workspaces_of(request.user)}
    context: dict[str, Any] = {
        "part": "search",
        "asked": asked,
        "notes": told(query),
        "has_passages": request.user.is_authenticated,
        "everything": asked.address(**{"in": None}),
        "all_measures": asked.address(**{"in": "measures"}),
        "all_passages": asked.address(**{"in": "passages"}),
        "unfiltered": Asked(asked.text, asked.group).address(),
        "examples": [Asked(text) for text in map(str, EXAMPLES)],
        "other_order": asked.address(sort="order" if asked.is_ranked else None),
    }
    if query.tree is not None:
        context["query"] = query
        context["reading"] = "" if is_plain(query.tree) else written(query.tree)
        measures = MeasureResults(query.tree, language, asked)
        passages = PassageResults(query.tree, workspaces, asked)
        context |= {"measures": measures, "passages": passages}
        if asked.group == "measures":
            pages = Pages(asked, measures.total, PER_PAGE)
            context |= {"pages": pages, "facets": measures.facets()}
            context["measures_shown"] = measures.shown(pages.start, PER_PAGE)
        elif asked.group == "passages":
            pages = Pages(asked, passages.reachable, PER_PAGE)
            context |= {"pages": pages, "facets": passages.facets()}
            context["passages_shown"] = passages.shown(pages.start, PER_PAGE)
        else:
            context["measures_shown"] = measures.shown(0, FIRST_MEASURES)
            context["passages_shown"] = passages.shown(0, FIRST_PASSAGES)
    return render(request, "searching/search.html", context)
