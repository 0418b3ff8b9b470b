"""The register as files: the measures that the filters of the address choose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.register.measures import Measure
from tutela.register.tables import to_csv, to_json
from tutela.web.site.register import the_register
from tutela.web.understand.caching import kept_for_a_while
from tutela.web.understand.selection import selection_of

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""


@require_safe
@kept_for_a_while
def csv(request: HttpRequest) -> HttpResponse:
    """The measures in the language of the page."""
    register, language = the_register(), get_language() or "en"
    text = _BYTE_ORDER_MARK + to_csv(_chosen(request), register, language)
    return _file(text, "text/csv; charset=utf-8", f"crc-c-156-measures-{language}.csv")


@require_safe
@kept_for_a_while
def json(request: HttpRequest) -> HttpResponse:
    """The measures in all languages."""
    text = to_json(_chosen(request), the_register())
    return _file(text, "application/json", "crc-c-156-measures.json")


def _chosen(request: HttpRequest) -> list[Measure]:
    register = the_register()
    return selection_of(request.GET, register).measures(register, get_language() or "en")


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
