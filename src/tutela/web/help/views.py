"""The help pages, for everybody: read and find. Nothing is asked but a country, a language and a need, from lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.web.help import directory
from tutela.web.help.directory import Choice
from tutela.web.help.models import Entry, HelpSite, Need
from tutela.web.help.pages import body_of, here, is_preview, may_see, page
from tutela.web.help.texts import CHILDREN, TOPICS, Text, of_voice, text
from tutela.web.help.voices import tab_of, voice_name
from tutela.web.site.register import measure_or_404, the_register

View = Callable[..., HttpResponse]


def shown_when_public(view: View) -> View:
    """A help page: not there until the operator has switched the pages on; ``request.is_preview`` says who sees it."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen, preview = may_see(request)
        if not seen:
            raise Http404
        request.is_preview = preview  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return shown


def _named(voice: str, topic: str = "") -> Text:
    try:
        return text(here(), voice, topic or TOPICS[voice][0])
    except KeyError as error:
        raise Http404 from error


@shown_when_public
def home(request: HttpRequest) -> HttpResponse:
    """For whom the pages are, and the ways to help."""
    shown = text(here(), "", "start")
    context = {
        "tab": shown.tab,
        "title": shown.title,
        "body": body_of(shown),
        "voices": [(voice, voice_name(voice)) for voice in CHILDREN],
        "others": [(voice, voice_name(voice)) for voice in TOPICS if voice not in CHILDREN],
    }
    return page(request, "home", context)


@shown_when_public
def voice(request: HttpRequest, voice: str) -> HttpResponse:
    """The pages of a voice."""
    _named(voice)
    context = {"tab": tab_of(voice), "title": voice_name(voice), "voice": voice, "texts": of_voice(here(), voice)}
    return page(request, "voice", {**context, "is_for_children": voice in CHILDREN})


@shown_when_public
def topic(request: HttpRequest, voice: str, topic: str) -> HttpResponse:
    """One page of a voice."""
    shown = _named(voice, topic)
    names = TOPICS[voice]
    place = names.index(topic)
    following = text(here(), voice, names[place + 1]) if place + 1 < len(names) else None
    measures = [the_register().measure(id) for id in shown.measures]
    context = {
        "tab": shown.tab,
        "title": shown.title,
        "voice": voice,
        "voice_name": voice_name(voice),
        "body": body_of(shown),
        "next": following,
        "measures": [(one.id, one.title[here()]) for one in measures],
        "is_for_children": voice in CHILDREN,
    }
    return page(request, "topic", context)


@shown_when_public
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """What the Guidelines ask on one point, within these pages: with the exit, and without a trace."""
    found = measure_or_404(measure)
    context = {"tab": _("Rights"), "title": found.title[here()], "asks": found.asks[here()], "measure": found.id}
    return page(request, "measure", context)


@shown_when_public
def hide(request: HttpRequest) -> HttpResponse:
    """What the pages can hide, and what not."""
    shown = text(here(), "", "hide")
    return page(request, "single", {"tab": shown.tab, "title": shown.title, "body": body_of(shown)})


@shown_when_public
def danger(request: HttpRequest) -> HttpResponse:
    """What to do in danger, with the numbers of the country."""
    shown = text(here(), "", "danger")
    choice = chosen(request)._replace(need=Need.DANGER)
    found = directory.find(choice, preview=is_preview(request))
    body = body_of(shown, country=choice.country)
    context = {"tab": shown.tab, "title": shown.title, "body": body, "found": found}
    return page(request, "danger", {**context, **countries_for(choice)})


@shown_when_public
def find(request: HttpRequest) -> HttpResponse:
    """Services by country, language and need."""
    choice = chosen(request)
    entries, preview = list(Entry.objects.all()), is_preview(request)
    found = directory.find(choice, entries, preview=preview)
    others: list[Entry] = []
    if choice.need == Need.PREVENTION:  # somebody who worries about themselves is not sent to a school or a playground
        nowhere = text(here(), "self", "help")
    else:
        nowhere = text(here(), "", "nowhere")
        if choice.need and not found.here:  # nobody for this need: whoever else is there may know somebody
            others = directory.find(choice._replace(need=""), entries, preview=preview).here
    context = {
        "tab": _("Addresses"),
        "title": _("Find help"),
        "found": found,
        "others": others,
        "nowhere": {"title": nowhere.title, "body": body_of(nowhere, level=3, country=choice.country)},
        "languages_spoken": _languages_spoken(entries),
        "needs": Need.choices,
    }
    return page(request, "find", {**context, **countries_for(choice)})


def chosen(request: HttpRequest) -> Choice:
    """What the address asks for, as far as it is on the lists; the operator's country where it names none."""
    given = {name: request.GET.get(name, "")[:20] for name in ("country", "language", "need")}
    country = given["country"].upper() if "country" in request.GET else HelpSite.load().country
    return Choice(
        country if country in directory.countries(here()) else "",
        given["language"] if given["language"] in directory.language_names(here()) else "",
        given["need"] if given["need"] in Need.values else "",
    )


def countries_for(choice: Choice) -> dict[str, Any]:
    """What a choice of the country is shown with: all countries, and the name of the one that is chosen."""
    names = directory.countries(here())
    return {"choice": choice, "countries": list(names.items()), "country_name": names.get(choice.country, "")}


def _languages_spoken(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """The languages that some service speaks, and those of the site, by name."""
    names = directory.language_names(here())
    spoken = (directory.known_languages(entries) | set(dict(settings.LANGUAGES))) & names.keys()
    return sorted(((code, names[code]) for code in spoken), key=lambda one: one[1])


def not_found(request: HttpRequest) -> HttpResponse:
    """For an address below /help/ at which there is nothing."""
    context = {"tab": _("Reading"), "title": _("This page is not here")}
    return page(request, "not_found", context, status=404)
