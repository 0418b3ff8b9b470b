"""The pages that belong to no part of the site: the way in, and what to say when something is wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from tutela.web.help.access import is_public
from tutela.web.help.no_trace import is_help
from tutela.web.help.views import not_found as help_page_not_found


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the language that the reader's browser asks for."""
    return HttpResponseRedirect(f"/{get_language_from_request(request)}/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the Guidelines' part and the library, not the work of organisations."""
    site = settings.ADDRESS or f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/{part}/" for code in ("en", "fr", "es") for part in ("w", "published")),
        f"Sitemap: {site}{reverse('exchange:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/bad_request.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/not_allowed.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_help(request.path) and is_public():
        return help_page_not_found(request)
    return render(request, "site/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "site/failed.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: usually one that was open too long."""
    return render(request, "site/form_expired.html", status=403)
