"""What must hold before the help pages go public: some of it the program sees itself, the rest somebody answers for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tutela.web.audit.log import record
from tutela.web.help.directory import countries
from tutela.web.help.models import Entry, HelpSite, Kind, Need, Tick


class Seen(NamedTuple):
    """What the tests look at. ``shown``: the entries that are confirmed and have not expired."""

    site: HelpSite
    entries: list[Entry]
    shown: list[Entry]


Test = Callable[[Seen], str]
"""Says what is missing, "" where the point holds."""


class Point(NamedTuple):
    """A point of the checklist. ``test`` is None where a person answers for it."""

    key: str
    title: Promise
    why: Promise
    test: Test | None = None


class Standing(NamedTuple):
    """How it stands with a point: whether it holds, what is missing, who answers for it since when."""

    point: Point
    holds: bool
    missing: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def is_by_hand(self) -> bool:
        return self.point.test is None


def _exit(seen: Seen) -> str:
    return "" if seen.site.exit_address else _("No site is chosen yet. Choose it in the settings.")


def _country(seen: Seen) -> str:
    code = seen.site.country
    if not code:
        return _("No country is chosen yet. Choose it in the settings.")
    for one in seen.shown:
        if one.country == code and (one.kind == Kind.CHILD_HELPLINE or Need.DANGER in one.needs_list()):
            return ""
    name = countries(get_language() or settings.LANGUAGE_CODE).get(code, code)
    return _("%(country)s: no child helpline and no emergency number is confirmed.") % {"country": name}


def _needs(seen: Seen) -> str:
    usable = [one for one in seen.shown if one.country in ("", seen.site.country) and one.kind != Kind.DIRECTORY]
    met = {need for one in usable for need in one.needs_list()}
    missing = [str(need.label) for need in Need if need not in met]
    return _("No confirmed entry yet for: %(needs)s.") % {"needs": "; ".join(missing)} if missing else ""


def _fresh(seen: Seen) -> str:
    count = sum(one.confirmed is not None and one.is_expired() for one in seen.entries)
    if not count:
        return ""
    return ngettext(
        "%(count)d confirmed entry was checked more than a year ago. Check and confirm it anew, or delete it.",
        "%(count)d confirmed entries were checked more than a year ago. Check and confirm them anew, or delete them.",
        count,
    ) % {"count": count}


def _https(seen: Seen) -> str:
    if settings.ADDRESS.startswith("https://"):
        return ""
    return _("TUTELA_ADDRESS names no address that begins with https://. docs/operations.md says how to set it.")


POINTS = (
    Point(
        "exit",
        gettext_lazy("The site that the exit opens is chosen"),
        gettext_lazy(
            "The button “Leave this page now” opens it. Choose a site that many people in the country open "
            "every day, such as the weather or the news, and that asks nothing before it shows itself."
        ),
        _exit,
    ),
    Point(
        "country",
        gettext_lazy("Somebody in the country can be reached"),
        gettext_lazy(
            "A child who asks for help must find a confirmed child helpline or emergency number of the "
            "country that is shown first."
        ),
        _country,
    ),
    Point(
        "needs",
        gettext_lazy("Every need has an answer"),
        gettext_lazy(
            "For each need that visitors can choose there is a confirmed entry, of the country or of many."
        ),
        _needs,
    ),
    Point(
        "fresh",
        gettext_lazy("No confirmed entry has expired"),
        gettext_lazy("Numbers change. What nobody has checked for a year is no longer shown."),
        _fresh,
    ),
    Point(
        "https",
        gettext_lazy("The site is served over HTTPS"),
        gettext_lazy("Without it, others in the same network can see what somebody reads."),
        _https,
    ),
    Point(
        "law",
        gettext_lazy("Somebody who knows the law of the country has read all texts"),
        gettext_lazy(
            "Who must report what, and from which age a child decides alone, differs from country to "
            "country. Do not go public with a sentence that is wrong in yours."
        ),
    ),
    Point(
        "professional",
        gettext_lazy("A child protection professional has read the texts and the directory"),
        gettext_lazy(
            "Somebody who works with children who were abused sees what could frighten, mislead or put a "
            "child in danger."
        ),
    ),
    Point(
        "children",
        gettext_lazy("Children of each age group have tried the pages"),
        gettext_lazy(
            "With their consent, that of those who care for them, and a trusted adult near. Ask whether they"
            " understand the pages and can find a number; never ask about anything that happened to them."
        ),
    ),
    Point(
        "languages",
        gettext_lazy("Each language was read by somebody who grew up with it"),
        gettext_lazy(
            "A stiff or wrong sentence loses a child’s trust. Have the entries read too, not the texts "
            "alone."
        ),
    ),
    Point(
        "logs",
        gettext_lazy("The web server and the hosting write down no visits to these pages"),
        gettext_lazy(
            "The site itself does not. docs/operations.md has the settings for nginx. Ask whoever hosts the "
            "site what their machines before it keep."
        ),
    ),
    Point(
        "keeper",
        gettext_lazy("A person is named who checks the directory at least once a year"),
        gettext_lazy(
            "Calling, writing and reading anew takes a day or two. Somebody must have it among their duties,"
            " and somebody else must know when they leave."
        ),
    ),
    Point(
        "contact",
        gettext_lazy("It is settled what happens when a child writes to you all the same"),
        gettext_lazy(
            "The pages have no form, but a child may find your address. Settle who reads such a letter, how "
            "soon, who is told, and what the law of the country asks of you."
        ),
    ),
)  # fmt: skip
"""All points, in the order in which they are shown."""

BY_HAND = frozenset(point.key for point in POINTS if point.test is None)


def checklist() -> list[Standing]:
    """How it stands with every point today."""
    entries = list(Entry.objects.all())
    shown = [one for one in entries if one.confirmed is not None and not one.is_expired()]
    seen = Seen(HelpSite.load(), entries, shown)
    ticks = {tick.item: tick for tick in Tick.objects.select_related("by")}
    return [_standing(point, seen, ticks.get(point.key)) for point in POINTS]


def _standing(point: Point, seen: Seen, tick: Tick | None) -> Standing:
    if point.test is not None:
        missing = point.test(seen)
        return Standing(point, not missing, missing)
    if tick is None:
        return Standing(point, False)
    return Standing(point, True, by=str(tick.by) if tick.by else "", at=tick.at)


def may_go_public() -> bool:
    """Whether every point holds."""
    return all(one.holds for one in checklist())


def tick(item: str, by: Any, *, holds: bool) -> None:
    """Note that somebody answers for a point, or no longer does. Raises KeyError for a point that is not by hand."""
    if item not in BY_HAND:
        raise KeyError(item)
    if holds:
        Tick.objects.get_or_create(item=item, defaults={"by": by, "at": timezone.now()})
    else:
        Tick.objects.filter(item=item).delete()


def switch(by: Any, *, public: bool) -> bool:
    """Make the pages public (only where every point holds), or take them back (always); whether it was done."""
    with transaction.atomic():
        HelpSite.objects.get_or_create(pk=1)
        site = HelpSite.objects.select_for_update().get(pk=1)
        if public and not may_go_public():
            return False
        site.is_public, site.changed, site.changed_by = public, timezone.now(), by
        site.save()
        record("help.made-public" if public else "help.taken-back", user=by)
    return True
