"""The page of search in the catalogue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_safe

from tutela.web.discovery.asked import Asked
from tutela.web.discovery.fields import name_of
from tutela.web.discovery.finding import PER_PAGE, REACHABLE, Results
from tutela.web.discovery.page import SORT_LABELS, chosen_of, facets_of, shown
from tutela.web.discovery.reading import told
from tutela.web.library.shown import framed
from tutela.web.searching.pagination import Pages
from tutela.web.searching.reading import is_plain, written
from tutela.web.subjects.expansion import held

EXAMPLES = (
    pgettext_lazy("example of a search", "child victim"),
    pgettext_lazy("example of a search", "“sale of children”"),
    pgettext_lazy("example of a search", "title:guidelines language:french"),
    "CRC/C/156",
)


def _sorts(chosen: str, *, is_browsing: bool) -> list[tuple[str, Promise, bool]]:
    """The orders to choose from. Without words there is no best: what came last comes first."""
    if is_browsing and chosen == "relevance":
        chosen = "added"
    labels = [(code, label) for code, label in SORT_LABELS.items() if not (is_browsing and code == "relevance")]
    return [(code, label, code == chosen) for code, label in labels]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Published records that have the words, under the filters of the address."""
    language = get_language() or settings.LANGUAGE_CODE
    asked = Asked.of(request.GET)
    with held():  # headings are many, the vocabulary is asked for once
        return _search(request, asked, asked.find(language))


def _search(request: HttpRequest, asked: Asked, results: Results) -> HttpResponse:
    query = results.query
    is_read = query.asked is not None and not is_plain(query.asked)
    context: dict[str, Any] = {
        "asked": asked,
        "results": results,
        "reading": written(query.asked, name_of) if query.asked is not None and is_read else "",
        "notes": told(query),
        "shown": shown(results),
        "pages": Pages(asked, min(results.total, REACHABLE), PER_PAGE),
        "reachable": REACHABLE,
        "facets": facets_of(results, asked),
        "chosen": chosen_of(asked),
        "sorts": _sorts(asked.sort, is_browsing=results.query.tree is None),
        "unfiltered": asked.without_filters(),
        "examples": [(text, Asked(text).address()) for text in map(str, EXAMPLES)],
        "feed_query": asked.address()[1:],
        "is_browsing": not query.text,
    }
    if results.spelling:
        context["spelling_address"] = asked.address(q=results.spelling.text)
    if results.any_word:
        context["any_word_address"] = asked.address(q=results.any_word.text)
    return render(request, "discovery/search.html", framed(request, place="search", **context))
