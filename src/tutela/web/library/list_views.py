"""The list of saved records: in the account of who signs in, else on the reader's own device or in an address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.web.accounts.present import present
from tutela.web.library import saved
from tutela.web.library.citations import STYLE_NAMES, citations_of
from tutela.web.library.exporting import FORMATS
from tutela.web.library.forms import ShareForm
from tutela.web.library.models import CatalogueRecord
from tutela.web.library.shown import RecordRequest, framed, shown_record, unlisted


@never_cache
@require_safe
def saved_list(request: HttpRequest) -> HttpResponse:
    """The list: with ``keys`` in the address these records, else those in the account; without either, the page on
    which the browser shows what it keeps."""
    given = request.GET.get("keys")
    if given is not None:
        keys = saved.keys_of(given)
        return _page(request, "address", saved.records_of(keys), asked=",".join(keys))
    if request.user.is_authenticated:
        user = present(request)
        shares = [(one, _address(request, one.token)) for one in user.shared_lists.all()[: saved.LISTS]]
        return _page(request, "account", saved.saved_records(user), shares=shares, share_form=ShareForm())
    return _page(request, "device", [])


def _page(request: HttpRequest, mode: str, rows: list[CatalogueRecord], **more: Any) -> HttpResponse:
    style = request.GET.get("style", "")
    context = {
        "mode": mode,
        "place": "list",
        "rows": rows,
        "keys": ",".join(row.key for row in rows),
        "formats": FORMATS,
        "styles": STYLE_NAMES,
        "style": style if style in STYLE_NAMES else "",
        "most": saved.MOST,
        **more,
    }
    if context["style"]:
        context["citations"] = citations_of(request, rows, style, get_language() or "en")
    if mode == "address":
        context["here"] = request.build_absolute_uri(f"{reverse('library:list')}?keys={context['keys']}")
    return unlisted(render(request, "library/list.html", framed(request, **context)))


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("library:shared", kwargs={"token": token}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@shown_record
def save(request: RecordRequest) -> HttpResponse:
    """Puts a record on the list of who has signed in; tells everybody else how saving works without an account."""
    if request.method == "POST" and request.user.is_authenticated:
        new = saved.save(present(request), [request.record.key])
        if new or request.record.key in saved.saved_keys(request.user):
            messages.success(request, _("“%(title)s” is on your list.") % {"title": request.record})
        else:
            messages.error(request, _("Your list is full: it holds at most %(most)d records.") % {"most": saved.MOST})
        return _back(request, request.record.key)
    context = framed(request, record=request.record, formats=FORMATS)
    return unlisted(render(request, "library/save_page.html", context))


@require_POST
@login_required
@shown_record
def remove(request: RecordRequest) -> HttpResponse:
    """Takes a record off the list."""
    if saved.remove(present(request), request.record.key):
        messages.success(request, _("“%(title)s” is no longer on your list.") % {"title": request.record})
    return _back(request, request.record.key)


@require_POST
@login_required
def take(request: HttpRequest) -> HttpResponse:
    """Puts the records of a list (that of the device, one that somebody shared) on the list in the account."""
    keys = saved.keys_of(request.POST.get("keys", ""))
    new = saved.save(present(request), keys)
    told = ngettext("%(count)d record was added to your list.", "%(count)d records were added to your list.", new)
    messages.success(request, told % {"count": new})
    return redirect("library:list")


@require_POST
@login_required
def clear(request: HttpRequest) -> HttpResponse:
    """Empties the list in the account; lists that were shared stay until they are withdrawn."""
    saved.clear(present(request))
    messages.success(request, _("Your list is empty."))
    return redirect("library:list")


def _back(request: HttpRequest, key: str) -> HttpResponse:
    """To the page that the button was on, at its place."""
    there = request.POST.get("next", "")
    if not there.startswith("/") or not url_has_allowed_host_and_scheme(there, {request.get_host()}):
        return redirect("library:list")
    return redirect(f"{there.partition('#')[0]}#save-{key}")
