"""How a help page is put together: one answer that holds all of it, so that a visit asks for nothing else and leaves no
file in a cache. Style and script stand within, allowed by their digests."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from tutela.web.help.access import is_operator, is_public
from tutela.web.help.models import HelpSite
from tutela.web.help.no_trace import without_trace
from tutela.web.help.texts import Text, html_of


@cache
def inline(name: str) -> str:
    """A style sheet or script as it stands within the pages: without comments and blanks at the ends of lines."""
    text = files("tutela.web.help").joinpath("inline", name).read_text("utf-8")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("//"))


@cache
def digest(name: str) -> str:
    """The digest by which the policy of the page lets it in."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline(name).encode()).digest()).decode()}'"


@cache
def policy() -> dict[str, list[str]]:
    """Nothing but what stands in the page itself; forms go back to this site."""
    return {
        "default-src": [NONE],
        "style-src": [digest("page.css")],
        "script-src": [digest("page.js")],
        "img-src": ["data:"],
        "font-src": [NONE],
        "connect-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def here() -> str:
    """The language of the page."""
    return get_language() or settings.LANGUAGE_CODE


def link_to(target: str, country: str = "") -> str:
    """The address that a link of a text leads to on the site (help.texts); a country that was chosen is kept."""
    kind, _, name = target.partition(":")
    if kind == "measure":
        return reverse("help:measure", kwargs={"measure": name})
    if kind == "find":
        asked = {"need": name} if name != "danger" else {}
        asked |= {"country": country} if country else {}
        place = f"{reverse('help:danger' if name == 'danger' else 'help:find')}{'?' * bool(asked)}{urlencode(asked)}"
        return f"{place}#number" if name == "danger" else place
    if kind == "help" and "/" in name:
        voice, topic = name.split("/")
        return reverse("help:topic", kwargs={"voice": voice, "topic": topic})
    if kind == "help":
        return reverse(f"help:{name}")
    return ""


def body_of(shown: Text, *, level: int = 1, country: str = "") -> str:
    """The body of a text as HTML for a page of the site, its headings ``level`` - 1 steps lower."""
    return mark_safe(html_of(shown, lambda target: link_to(target, country), level=level))


def may_see(request: HttpRequest) -> tuple[bool, bool]:
    """Whether somebody is shown the help pages, and whether as a preview. Who asks is looked at only before they are
    public: afterwards nothing of a visitor is read."""
    if is_public():
        return True, settings.IS_DEMO
    seen = is_operator(request.user)
    return seen, seen


def is_preview(request: HttpRequest) -> bool:
    """Whether what nobody has confirmed is shown too, as ``views.shown_when_public`` found it."""
    return bool(getattr(request, "is_preview", False))


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A help page. ``context`` has at least ``tab`` (the neutral title) and ``title``."""
    site = HelpSite.load()
    path = request.get_full_path()
    languages = [
        {"code": code, "name": name, "url": translate_url(path, code), "is_here": code == here()}
        for code, name in settings.LANGUAGES
    ]
    given = {
        "language": here(),
        "direction": "ltr",
        "languages": languages,
        "way_out": site.way_out,
        "style": mark_safe(inline("page.css")),
        "script": mark_safe(inline("page.js")),
        "is_preview": is_preview(request) and not settings.IS_DEMO,
        "is_demo": settings.IS_DEMO,
    }
    response = HttpResponse(render_to_string(f"help/{template}.html", {**given, **context}), status=status)
    response._csp_replace = policy()  # type: ignore[attr-defined]
    without_trace(response)
    return response
