"""The published page: a report as it was, for everybody who has its address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.report.html import policy_of
from tutela.web.publishing.models import Publication


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A published report in the language of the address. One that was withdrawn is not found, as if it had never been.

    The page carries its own style and script, and the policy that lets in these and nothing else: the header says the
    same, in place of the site's. No cookie is set, no search engine is to list it, and no cache is to keep it longer
    than it is published.
    """
    language = get_language() or "en"
    held = Publication.objects.filter(slug=slug, withdrawn=None)
    content = held.values_list(f"pages__{language}", flat=True).first()
    if not isinstance(content, str):
        raise Http404
    return HttpResponse(
        content,
        headers={
            "Content-Security-Policy": f"{policy_of(content)}; frame-ancestors 'none'",
            "X-Robots-Tag": "noindex, nofollow",
            "Cache-Control": "no-cache",
        },
    )
