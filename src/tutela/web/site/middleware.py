"""Pages of a person are not kept by anybody else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def private_pages_are_not_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """What a signed-in person sees stays out of shared and browser caches, unless the view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.has_header("Cache-Control"):
            return response  # who asks is not looked at: what is the same for everybody needs no session
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def own_forms_have_an_origin(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a form that was sent from a page of this site its origin back.

    With ``Referrer-Policy: no-referrer`` browsers send ``Origin: null`` with forms, which Django's protection against
    forged requests rightly refuses. ``Sec-Fetch-Site``, which no script can set, says that the page was one of ours.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_ORIGIN") == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return get_response(request)

    return middleware
