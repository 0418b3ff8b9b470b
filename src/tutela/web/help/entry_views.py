"""The entries of the directory at the operator's desk: listed, filled in, confirmed one by one, deleted."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.web.audit.log import record
from tutela.web.help.access import operators_only
from tutela.web.help.directory import countries
from tutela.web.help.entry_rules import apply, columns_of
from tutela.web.help.forms import EntryForm
from tutela.web.help.link_wording import said_of
from tutela.web.help.models import YEAR, Entry
from tutela.web.help.pages import here
from tutela.web.help.upkeep import upkeep

_LARGEST = 2**63 - 1
_ON_A_PAGE = 100
STATES = ("to-confirm", "expired", "soon", "links")
"""What the list of entries can be narrowed to; the order is that of ``Upkeep``."""


@require_safe
@operators_only
def entries(request: HttpRequest) -> HttpResponse:
    """All entries, or those of a country or a state."""
    country, state = request.GET.get("country", "")[:2], request.GET.get("state", "")
    rows = list(Entry.objects.all())
    there = {one.country for one in rows}
    if state in STATES:
        rows = list(upkeep(rows)[STATES.index(state)])
    if country == "-":
        rows = [one for one in rows if not one.country]
    elif country:
        rows = [one for one in rows if one.country == country]
    context = {
        "place": "entries",
        "page": Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page")),
        "countries": [(code, name) for code, name in countries(here()).items() if code in there],
        "country": country,
        "state": state,
        "total": len(rows),
        "kept": f"{urlencode({'country': country, 'state': state})}&",
    }
    return render(request, "help_desk/entries.html", context)


@require_safe
@operators_only
def expiring(request: HttpRequest) -> HttpResponse:
    """What has expired, and what will soon."""
    return render(request, "help_desk/expiring.html", {"place": "expiring", "upkeep": upkeep()})


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def new(request: HttpRequest) -> HttpResponse:
    """Add an entry."""
    form = EntryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.made.save()
        messages.success(request, _("The entry was added. Visitors see it once you have confirmed it."))
        return redirect("help-desk:confirm", pk=form.made.pk)
    return render(request, "help_desk/edit.html", {"place": "entries", "form": form, "entry": None})


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry; it is then to be confirmed anew."""
    entry = _entry_or_404(pk)
    form = EntryForm(request.POST if request.method == "POST" else None, entry=entry)
    if request.method == "POST" and form.is_valid():
        was_confirmed = entry.confirmed is not None
        if not apply(entry, form.made):
            messages.info(request, _("Nothing was changed."))
        else:
            entry.save()
            messages.success(request, _("The entry was saved."))
            if was_confirmed:
                messages.info(request, _("Visitors do not see it until you have confirmed it anew."))
        return redirect("help-desk:confirm", pk=entry.pk)
    return render(request, "help_desk/edit.html", {"place": "entries", "form": form, "entry": entry})


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """All of an entry, and the button that says: I have checked today that all of this is so."""
    if request.method == "POST":
        with transaction.atomic():
            entry = Entry.objects.select_for_update().filter(pk=min(pk, _LARGEST)).first()
            if entry is None:
                raise Http404
            if request.POST.get("stamp") == stamp_of(entry):
                entry.confirm(request.user)  # type: ignore[arg-type]
                entry.save(update_fields=["confirmed", "checked", "confirmed_by"])
                record("help.confirmed", user=request.user, subject=entry.key)
                messages.success(request, _("“%(name)s” is confirmed.") % {"name": entry.name})
                return redirect(_next_to_confirm(entry.country))
        messages.error(request, _("The entry was changed since you opened the page. Read it once more."))
    entry = _entry_or_404(pk)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "place": "entries",
        "entry": entry,
        "stamp": stamp_of(entry),
        "links": said_of(entry),
        "expired": entry.is_expired(today),
        "until": today + YEAR - timedelta(days=1),
    }
    return render(request, "help_desk/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry out of the directory."""
    entry = _entry_or_404(pk)
    if request.method == "POST":
        entry.delete()
        messages.success(request, _("“%(name)s” was deleted.") % {"name": entry.name})
        return redirect("help-desk:entries")
    return render(request, "help_desk/delete.html", {"place": "entries", "entry": entry})


def _next_to_confirm(country: str) -> str:
    """The list of what is left to confirm of a country, where there is any; else the whole list."""
    place = reverse("help-desk:entries")
    if Entry.objects.filter(country=country, confirmed=None).exists():
        return f"{place}?{urlencode({'country': country or '-', 'state': 'to-confirm'})}"
    return place


def stamp_of(entry: Entry) -> str:
    """A short digest of all that an entry says: what somebody has read is what is confirmed."""
    return hashlib.sha256(repr(columns_of(entry)).encode()).hexdigest()[:24]


def _entry_or_404(pk: int) -> Entry:
    entry = Entry.objects.select_related("confirmed_by").filter(pk=min(pk, _LARGEST)).first()
    if entry is None:
        raise Http404
    return entry
