"""The directory of services: which entries a visitor is shown, and in which order.

Shown is only what has a source and a day on which it was checked, what was checked within a year, and what the operator
has confirmed. A preview shows the unconfirmed as well, marked as such. International directories are addresses to look
further, not help by themselves: they are shown as soon as they have a source.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from babel import Locale
from django.utils import timezone

from tutela.web.help.models import Entry, Kind, Need

NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_ORDER = tuple(Kind.values)


class Choice(NamedTuple):
    """What a visitor asks for; "" where it does not matter."""

    country: str = ""
    language: str = ""
    need: str = ""


class Help(NamedTuple):
    """What is found: services of the country, those that work across countries, and directories to look further."""

    here: list[Entry]
    everywhere: list[Entry]
    directories: list[Entry]


@cache
def countries(language: str) -> dict[str, str]:
    """The names of countries and territories by code (ISO 3166-1 alpha-2), in alphabetical order of the language."""
    names = Locale.parse(language).territories
    found = {code: name for code, name in names.items() if len(code) == 2 and code not in NOT_COUNTRIES}
    return dict(sorted(found.items(), key=lambda one: _sortable(one[1])))


@cache
def language_names(language: str) -> dict[str, str]:
    """The names of languages by code (ISO 639-1), in a language."""
    names = Locale.parse(language).languages
    return {code: name for code, name in names.items() if len(code) == 2}


def _sortable(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))


def is_shown(entry: Entry, today: date, *, preview: bool = False) -> bool:
    """Whether visitors are shown an entry."""
    if not entry.source or not entry.checked or entry.checked > today:
        return False
    if entry.kind == Kind.DIRECTORY:
        return True
    if preview and entry.confirmed is None:
        return True
    return entry.confirmed is not None and not entry.is_expired(today)


def find(choice: Choice, entries: Iterable[Entry] | None = None, *, preview: bool = False) -> Help:
    """What answers a choice. A service is not left out for its language, but those that speak it come first."""
    today = timezone.localdate()
    rows = Entry.objects.all() if entries is None else entries
    shown = [one for one in rows if is_shown(one, today, preview=preview)]
    lists = [one for one in shown if one.kind == Kind.DIRECTORY]
    directories = [one for one in lists if _meets(one, choice.need)]
    if not directories and choice.need != Need.PREVENTION:
        directories = lists
    services = [one for one in shown if one.kind != Kind.DIRECTORY and _meets(one, choice.need)]
    services.sort(key=lambda one: (not _speaks(one, choice.language), _ORDER.index(one.kind), one.name))
    here = [one for one in services if one.country and one.country == choice.country]
    return Help(here, [one for one in services if not one.country], directories)


def _meets(entry: Entry, need: str) -> bool:
    """Services for those who worry about themselves are shown to those who ask for them, not to children who do not."""
    needs = entry.needs_list()
    if not need:
        return needs != [Need.PREVENTION]
    return need in needs


def _speaks(entry: Entry, language: str) -> bool:
    return not language or language in entry.languages_list()


def known_languages(entries: Iterable[Entry] | None = None) -> set[str]:
    """The languages that services of the directory speak."""
    rows = Entry.objects.all() if entries is None else entries
    return {code for one in rows for code in one.languages_list()}
