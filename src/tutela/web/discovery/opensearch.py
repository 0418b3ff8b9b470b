"""The description of the search for browsers and other programs (OpenSearch 1.1), and what it suggests while typing."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tutela.evidence.tokens import fold
from tutela.web.discovery.text_index import Facets
from tutela.web.discovery.titles import begins
from tutela.web.library.facets import BITMAPS
from tutela.web.library.models import CatalogueRecord, State

SHORTEST = 2
"""Letters that must be typed before anything is suggested."""

LONGEST = 100
SUBJECTS, TITLES = 4, 6


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The description of the search in the page's language."""
    names = ("search", "atom", "rss", "suggest", "opensearch")
    addresses = {name: request.build_absolute_uri(reverse(f"discovery:{name}")) for name in names}
    return render(
        request,
        "discovery/opensearch.xml",
        {"addresses": addresses},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Subjects and titles that begin with ``q``, as OpenSearch suggestions: the query, completions, descriptions and
    addresses, each a list of the same length."""
    typed = " ".join(request.GET.get("q", "").split())
    found = _suggestions(typed) if SHORTEST <= len(typed) <= LONGEST and typed.isprintable() else []
    answer = [
        typed,
        [one.text for one in found],
        [one.description for one in found],
        [request.build_absolute_uri(one.address) for one in found],
    ]
    return JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")


class Suggestion(NamedTuple):
    text: str
    description: str
    address: str


def _suggestions(typed: str) -> list[Suggestion]:
    folded = fold(typed)
    return [*_subjects(folded), *_titles(folded)]


def _subjects(start: str) -> list[Suggestion]:
    """Subject headings that begin so, the most frequent first."""
    facets = BITMAPS.current()
    folded = _HEADINGS.of(facets)
    found = []
    for place in range(bisect_left(folded, (start, "")), len(folded)):
        if not folded[place][0].startswith(start):
            break
        heading = folded[place][1]
        found.append((heading, len(facets["subject"][heading])))
    best = sorted(found, key=lambda pair: (-pair[1], pair[0]))[:SUBJECTS]
    base = reverse("discovery:search")
    return [
        Suggestion(
            heading,
            ngettext("subject, %(n)s record", "subject, %(n)s records", count) % {"n": count},
            f"{base}?{urlencode({'subject': heading})}",
        )
        for heading, count in best
    ]


def _titles(start: str) -> list[Suggestion]:
    """Titles that begin so, in their order."""
    rows = CatalogueRecord.objects.filter(begins("sort_title", start), state=State.PUBLISHED).order_by("sort_title")
    return [
        Suggestion(title, str(year) if year else _("title"), reverse("library:record", args=[key]))
        for title, year, key in rows.values_list("title", "year", "key")[:TITLES]
    ]


class _Headings:
    """The subject headings, folded and in order, kept as long as the catalogue does not change."""

    def __init__(self) -> None:
        self._kept: tuple[Facets, list[tuple[str, str]]] = ({}, [])

    def of(self, facets: Facets) -> list[tuple[str, str]]:
        if self._kept[0] is not facets:
            self._kept = (facets, sorted((fold(heading), heading) for heading in facets.get("subject", ())))
        return self._kept[1]


_HEADINGS = _Headings()
