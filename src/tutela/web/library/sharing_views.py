"""Lists that are shared under an address that cannot be guessed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tutela.web.accounts.present import present
from tutela.web.library import saved
from tutela.web.library.citations import STYLE_NAMES, citations_of
from tutela.web.library.exporting import FORMATS
from tutela.web.library.forms import ShareForm
from tutela.web.library.reader_models import SharedList
from tutela.web.library.shown import framed, unlisted

_LARGEST = 2**63 - 1


@require_POST
@login_required
def share(request: HttpRequest) -> HttpResponse:
    """Makes an address under which the list, as it is now, is open to everybody who has it."""
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the list a name of at most 120 characters."))
    elif saved.share(present(request), form.cleaned_data["name"]) is None:
        messages.error(request, _("The list could not be shared: it is empty, or you share too many lists already."))
    else:
        messages.success(request, _("The list is shared. Its link is below."))
    return redirect("library:list")


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A link shows nothing any more."""
    found = SharedList.objects.filter(user=present(request), pk=min(pk, _LARGEST)).first()
    if found is None:
        raise Http404
    found.delete()
    messages.success(request, _("“%(name)s” is no longer shared.") % {"name": found.name})
    return redirect("library:list")


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A shared list, for everybody who has its address; not found once it is withdrawn."""
    found = SharedList.objects.filter(token=token.replace("\0", "")).first()
    if found is None:
        raise Http404
    rows = saved.records_of(found.keys)
    style = request.GET.get("style", "")
    context = {
        "list": found,
        "rows": rows,
        "gone": len(found.keys) - len(rows),
        "keys": ",".join(row.key for row in rows),
        "formats": FORMATS,
        "styles": STYLE_NAMES,
        "style": style if style in STYLE_NAMES else "",
    }
    if context["style"]:
        context["citations"] = citations_of(request, rows, style, get_language() or "en")
    return unlisted(render(request, "library/shared.html", framed(request, **context)))
