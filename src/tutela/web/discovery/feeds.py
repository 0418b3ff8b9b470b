"""Feeds of a search: RSS 2.0 and Atom, with the elements of OpenSearch 1.1 for responses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from tutela.report.quotation import legible
from tutela.web.discovery.asked import Asked
from tutela.web.discovery.counting import Filters
from tutela.web.discovery.finding import PER_PAGE, REACHABLE, Results
from tutela.web.discovery.labels import label
from tutela.web.discovery.page import records_of
from tutela.web.library.models import CatalogueRecord
from tutela.web.library.templatetags.shown import imprint_words
from tutela.web.site.typography import quoted

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SHOWN = 1000  # characters of a summary


class _Answering:
    """What a feed says about the search that it answers (OpenSearch 1.1, "OpenSearch response elements")."""

    feed: dict[str, Any]

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:opensearch": OPENSEARCH}  # type: ignore[misc]

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:opensearch": OPENSEARCH}  # type: ignore[misc]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)  # type: ignore[misc]
        for name in ("totalResults", "startIndex", "itemsPerPage"):
            handler.addQuickElement(f"opensearch:{name}", str(self.feed[name]))
        terms = {"role": "request", "startPage": str(self.feed["page"])}
        if self.feed["terms"]:
            terms["searchTerms"] = self.feed["terms"]
        handler.addQuickElement("opensearch:Query", None, terms)


class SearchRss(_Answering, Rss201rev2Feed):
    pass


class SearchAtom(_Answering, Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():  # RFC 5005
            handler.addQuickElement("link", "", {"rel": relation, "href": address})


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """A search as RSS 2.0."""
    return _feed(request, SearchRss)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """A search as Atom (RFC 4287)."""
    return _feed(request, SearchAtom)


def _feed(request: HttpRequest, form: type[SearchRss] | type[SearchAtom]) -> HttpResponse:
    """The same search as on the page. Without an order it is that of a feed: what came last first."""
    language = get_language() or settings.LANGUAGE_CODE
    asked = Asked.of(request.GET)
    if "sort" not in request.GET:
        asked = Asked(asked.text, asked.filters, "added", asked.page)
    results = asked.find(language)
    page = request.build_absolute_uri(reverse("discovery:search") + asked.address())
    feed = form(
        title=legible(_title(results.query.text, asked.filters)),
        link=page,
        description=_("Records of the catalogue of this library that answer a search; a feed reader shows new ones."),
        language=language,
        feed_url=request.build_absolute_uri(),
        feed_guid=page,
        totalResults=results.total,
        startIndex=(results.page - 1) * PER_PAGE + 1,
        itemsPerPage=PER_PAGE,
        page=results.page,
        pages=_pages(request, asked, results),
        terms=results.query.text,
    )
    for record, _hit in records_of(results.hits):
        _add(feed, record, request)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _pages(request: HttpRequest, asked: Asked, results: Results) -> dict[str, str]:
    """The feeds before and after this one."""
    last = -(-min(results.total, REACHABLE) // PER_PAGE)
    beside = {"previous": results.page - 1, "next": results.page + 1}
    return {
        relation: request.build_absolute_uri(request.path + asked.address(page=str(number)))
        for relation, number in beside.items()
        if 0 < number <= last
    }


def _title(text: str, filters: Filters) -> str:
    said = [quoted(text)] if text else []
    said += [label(kind, value) for kind, values in filters.items() for value in values]
    if not said:
        return _("New in the library")
    return _("Library: %(search)s") % {"search": ", ".join(said)}


def _add(feed: SearchRss | SearchAtom, record: CatalogueRecord, request: HttpRequest) -> None:
    address = request.build_absolute_uri(reverse("library:record", args=[record.key]))
    said = [legible(part) for part in (record.byline, imprint_words(record.imprint), record.symbol) if part]
    summary = legible(record.summary_in(get_language() or "en"))
    if len(summary) > _SHOWN:
        summary = summary[:_SHOWN].rsplit(" ", 1)[0] + " […]"
    feed.add_item(
        title=legible(record.title) or _("Without a title"),
        link=address,
        description="".join(f"<p>{escape(part)}</p>" for part in (" · ".join(said), summary) if part),
        unique_id=address,
        pubdate=record.created,
        updateddate=record.stamp or record.changed,
        author_name=legible(record.byline) or None,
        categories=[legible(label("subject", value)) for value in record.facets.get("subject", ())],
    )
