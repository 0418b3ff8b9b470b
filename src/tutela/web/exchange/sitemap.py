"""Sitemaps (sitemaps.org 0.9): the public pages of the site, for search engines, each in its three languages.

``/sitemap.xml`` lists the parts: one of pages, and one for each BLOCK of keys of the catalogue's records. A record
stays in its part, so that a part changes only when one of its own records does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from tutela.web.exchange import datestamps
from tutela.web.exchange.answering import child, root_element, xml
from tutela.web.exchange.repository import address
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.news.models import Post, PostState
from tutela.web.site.register import the_register
from tutela.web.subjects.models import Concept

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

BLOCK = 3000
"""Keys of records in a part: with each language 9,000 addresses, of 50,000 that a part may have."""

MOST = 5000
"""News, and subjects, that are listed: the newest news, and the first subjects."""

_KEPT = 3600  # seconds that others may keep an answer
_LARGEST = 10**9

_PAGES = (
    "understand:home", "understand:measures", "understand:addressees", "understand:themes", "library:home", "about",
    "subjects:list", "news:list",
)  # fmt: skip

Target = tuple[str, tuple[str, ...], datetime | None]
"""The name of an address, its arguments, and when the page last changed."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts that there are."""
    site = address(request)
    root = root_element(NAMESPACE, "sitemapindex")
    _add(root, "sitemap", site + reverse("exchange:sitemap-pages"), None)
    blocks = (
        CatalogueRecord.objects.filter(state=State.PUBLISHED)
        .annotate(block=F("pk") / BLOCK)
        .values_list("block")
        .annotate(latest=Max("stamp"))
        .order_by("block")
    )
    for block, latest in blocks:
        _add(root, "sitemap", site + reverse("exchange:sitemap-records", args=[block]), latest)
    return xml(root, media_type="application/xml", seconds=_KEPT)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that anybody may read, but for records."""
    return _part(request, _public_pages())


@require_safe
def records(request: HttpRequest, block: int) -> HttpResponse:
    """The records of one block of keys."""
    if block > _LARGEST:
        raise Http404
    rows = CatalogueRecord.objects.filter(state=State.PUBLISHED, pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
    found = list(rows.order_by("pk").values_list("key", "stamp"))
    if not found:
        raise Http404
    return _part(request, (("library:record", (key,), stamp) for key, stamp in found))


def _public_pages() -> Iterator[Target]:
    register = the_register()
    for name in _PAGES:
        yield name, (), None
    for kind, entries in (
        ("section", register.sections),
        ("addressee", register.addressees),
        ("theme", register.themes),
        ("measure", register.measures),
    ):
        for entry in entries:
            yield f"understand:{kind}", (entry.id,), None
    posts = Post.objects.filter(state=PostState.PUBLISHED)
    for slug, changed in posts.values_list("slug", "changed")[:MOST]:
        yield "news:post", (slug,), changed
    concepts = Concept.objects.filter(replaced_by=None).order_by("pk")
    for key, changed in concepts.values_list("key", "changed")[:MOST]:
        yield "subjects:concept", (key,), changed


def _part(request: HttpRequest, targets: Iterable[Target]) -> HttpResponse:
    site = address(request)
    codes = [code for code, _name in settings.LANGUAGES]
    root = root_element(NAMESPACE, "urlset", prefixes={"xhtml": _XHTML})
    listed = list(targets)
    paths = {code: _paths(listed, code) for code in codes}
    for place, (_name, _arguments, latest) in enumerate(listed):
        alternates = {code: site + paths[code][place] for code in codes if paths[code][place]}
        for location in alternates.values():
            element = _add(root, "url", location, latest)
            for code, other in alternates.items():
                child(element, f"{{{_XHTML}}}link", rel="alternate", hreflang=code, href=other)
    return xml(root, media_type="application/xml", seconds=_KEPT)


def _paths(targets: Iterable[Target], code: str) -> list[str]:
    with translation.override(code):
        return [_path(name, arguments) for name, arguments, _latest in targets]


def _path(name: str, arguments: tuple[str, ...]) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _add(root: Any, tag: str, location: str, latest: datetime | None) -> Any:
    element = child(root, tag)
    child(element, "loc", location)
    if latest is not None:
        child(element, "lastmod", datestamps.written(latest))
    return element
