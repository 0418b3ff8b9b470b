"""Public pages that a browser may keep for a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SECONDS = 300

P = ParamSpec("P")


def kept_for_a_while(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For views whose pages are the same for everybody who is not signed in: the browser may keep these.

    Pages of a person are not kept (``tutela.web.site.middleware``), nor is one that shows a message.
    """

    @wraps(view)
    def kept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated and response.status_code == 200:
            # Shown messages belong to one visit.
            is_passing = bool(getattr(messages.get_messages(request), "used", False))
            response["Cache-Control"] = "no-store" if is_passing else f"private, max-age={SECONDS}"
        patch_vary_headers(response, ["Cookie"])
        return response

    return kept
