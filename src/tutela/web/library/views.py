"""The front of the library: a search field, the ways in, what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.web.library.front import entries, newest, news_teaser
from tutela.web.library.shown import framed


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the library."""
    front = entries(get_language() or "en")
    context = {"place": "home", "front": front, "newest": newest(), "news": news_teaser()}
    return render(request, "library/home.html", framed(request, **context))
