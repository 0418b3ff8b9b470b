"""What may be printed or kept: posters, leaflets, and one file that works without a network."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tutela.web.help import directory
from tutela.web.help.copies import Copy, copy_of, services, state_of
from tutela.web.help.models import Need
from tutela.web.help.no_trace import without_trace
from tutela.web.help.pages import digest, here, inline, is_preview, page
from tutela.web.help.texts import TOPICS, html_of
from tutela.web.help.views import chosen, countries_for, shown_when_public
from tutela.web.help.voices import voice_name

_KEPT = 6 * 60 * 60
"""Seconds."""

_ON_POSTERS = (Need.DANGER, Need.TALK, Need.REPORT_PERSON, Need.IMAGE)


@shown_when_public
def posters(request: HttpRequest) -> HttpResponse:
    """The posters, and the leaflets of all voices, with the addresses of a country."""
    from tutela.web.help.posters import POSTERS
    from tutela.web.help.posters import poster as words_of

    context = {
        "tab": _("To print"),
        "title": _("Posters and leaflets to print"),
        "posters": [(key, words_of(here(), key)) for key in POSTERS],
        "leaflets": [(voice, voice_name(voice)) for voice in TOPICS],
    }
    return page(request, "posters", {**context, **countries_for(chosen(request))})


@shown_when_public
def poster(request: HttpRequest, poster: str) -> HttpResponse:
    """A poster as PDF."""
    from tutela.web.help.posters import poster as words_of
    from tutela.web.help.posters import poster_file

    try:
        shown = words_of(here(), poster)
    except KeyError as error:
        raise Http404 from error
    country = chosen(request).country
    found = services(here(), country, _ON_POSTERS, preview=is_preview(request))
    site = f"{settings.ADDRESS}{reverse('help:home')}" if settings.ADDRESS else ""
    name = directory.countries(here()).get(country, "")

    def make() -> bytes:
        return poster_file(shown, found, country=name, site=site)

    return _paper(make, "poster.pdf", here(), poster, name, site, state_of(found))


@shown_when_public
def keep(request: HttpRequest, voice: str) -> HttpResponse:
    """What keeping the pages of a voice means, before one does it."""
    if voice not in TOPICS:
        raise Http404
    context = {"tab": _("Notes"), "title": _("Keep these pages, or print them"), "voice": voice}
    return page(request, "keep", {**context, "voice_name": voice_name(voice), **countries_for(chosen(request))})


@shown_when_public
def notes(request: HttpRequest, voice: str) -> HttpResponse:
    """The pages of a voice as one file, which needs no network and no script."""
    copy = _copy(request, voice)
    parts = [
        (part, mark_safe(html_of(part.text, _links_from(copy, part.anchor), level=2)) if part.text else "")
        for part in copy.parts
    ]
    style = mark_safe(inline("notes.css"))
    context = {"copy": copy, "parts": parts, "style": style, "digest": mark_safe(digest("notes.css"))}
    response = HttpResponse(render_to_string("help/notes.html", context))
    response["Content-Disposition"] = 'attachment; filename="notes.html"'
    # A browser may open the file all the same: then, too, its style counts and nothing else does.
    without_trace(response)
    response._csp_replace = {"default-src": ["'none'"], "style-src": [digest("notes.css")]}  # type: ignore[attr-defined]
    return response


@shown_when_public
def leaflet(request: HttpRequest, voice: str) -> HttpResponse:
    """The pages of a voice as PDF."""
    from tutela.web.help.paper import leaflet as leaflet_file

    copy = _copy(request, voice)
    told = (copy.language, voice, copy.country, state_of(copy.found))
    return _paper(lambda: leaflet_file(copy), "notes.pdf", *told)


def _copy(request: HttpRequest, voice: str) -> Copy:
    try:
        return copy_of(here(), voice, chosen(request).country, preview=is_preview(request))
    except KeyError as error:
        raise Http404 from error


def _links_from(copy: Copy, anchor: str) -> Any:
    def link_to(target: str) -> str:
        found = copy.leads_to(anchor, target)
        return f"#{found}" if found else ""

    return link_to


def _paper(make: Callable[[], bytes], name: str, *told: str) -> HttpResponse:
    """A PDF; ``told`` is all that makes one file differ from another of this name.

    Setting one takes a second: the memory of the process keeps it for whoever asks for the same next. Of those who ask
    it keeps nothing.
    """
    key = hashlib.sha256(repr((name, told)).encode()).hexdigest()
    file = cache.get_or_set(f"help-paper-{key}", make, _KEPT)
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    without_trace(response)
    return response
