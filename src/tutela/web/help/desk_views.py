"""The operator's desk: how it stands with the help pages, their settings, the checklist and the switch."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.web.help import checklist
from tutela.web.help.access import operators_only
from tutela.web.help.forms import SettingsForm
from tutela.web.help.models import Entry, HelpSite
from tutela.web.help.upkeep import upkeep


@require_safe
@operators_only
def desk(request: HttpRequest) -> HttpResponse:
    """Whether the pages are public, and what there is to do."""
    points = checklist.checklist()
    context = {
        "place": "desk",
        "site": HelpSite.load(),
        "upkeep": upkeep(),
        "total": Entry.objects.count(),
        "open_points": [one for one in points if not one.holds],
        "total_points": len(points),
    }
    return render(request, "help_desk/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def change_settings(request: HttpRequest) -> HttpResponse:
    """Where the exit leads, and which country is shown first."""
    site = HelpSite.load()
    form = SettingsForm(request.POST if request.method == "POST" else None, site=site)
    if request.method == "POST" and form.is_valid():
        site, _made = HelpSite.objects.get_or_create(pk=1)
        site.exit_address, site.country = form.cleaned_data["exit_address"], form.cleaned_data["country"]
        site.changed, site.changed_by = timezone.now(), request.user  # type: ignore[assignment]
        site.save(update_fields=["exit_address", "country", "changed", "changed_by"])
        messages.success(request, _("The settings were saved."))
        return redirect("help-desk:desk")
    return render(request, "help_desk/settings.html", {"place": "settings", "form": form})


@require_safe
@operators_only
def show_checklist(request: HttpRequest) -> HttpResponse:
    """What must hold before the pages go public."""
    points = checklist.checklist()
    context = {
        "place": "checklist",
        "site": HelpSite.load(),
        "seen": [one for one in points if not one.is_by_hand],
        "by_hand": [one for one in points if one.is_by_hand],
        "open": sum(not one.holds for one in points),
    }
    return render(request, "help_desk/checklist.html", context)


@require_POST
@operators_only
def tick(request: HttpRequest, item: str) -> HttpResponse:
    """Answer for a point of the checklist, or (``holds=no``) no longer."""
    try:
        checklist.tick(item, request.user, holds=request.POST.get("holds") != "no")
    except KeyError as error:
        raise Http404 from error
    return redirect("help-desk:checklist")


@require_POST
@operators_only
def switch(request: HttpRequest) -> HttpResponse:
    """Make the help pages public, or (``public=no``) take them back."""
    public = request.POST.get("public") == "yes"
    if not checklist.switch(request.user, public=public):
        messages.error(request, _("The pages were not made public: some points of the checklist are still open."))
        return redirect("help-desk:checklist")
    if public:
        messages.success(request, _("The help pages are public now. Every page of the site leads to them."))
    else:
        messages.success(request, _("The help pages are no longer public. Only operators see them."))
    if not public and settings.IS_DEMO:
        messages.info(request, _("The demonstration shows them all the same."))
    return redirect("help-desk:desk")
