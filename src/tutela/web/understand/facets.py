"""The filters of the list of measures, as the page shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.register.measures import Register
from tutela.typesetting import typeset
from tutela.web.understand.selection import KINDS, Selection

_TITLES = {
    "section": gettext_lazy("Section"),
    "addressee": gettext_lazy("Who must act"),
    "theme": gettext_lazy("Theme"),
    "article": gettext_lazy("Article of the Protocol"),
}
_OPEN = ("addressee", "theme")
"""The filters whose choices are open before anything is chosen; the long or rare ones are folded."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter, with its name in the language of the page."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its name in the address, its title, its options."""

    kind: str
    title: str
    options: tuple[Option, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in use, and the query of the same list without it ("" where nothing is left)."""

    title: str
    label: str
    query_without: str


def facets(selection: Selection, register: Register, language: str) -> list[Facet]:
    """All filters with their options, counted."""
    found = []
    for kind in KINDS:
        name = _names(kind, register, language)
        options = tuple(
            Option(choice.value, name(choice.value), choice.count, choice.is_chosen)
            for choice in selection.choices(kind, register, language)
        )
        is_open = kind in _OPEN or any(option.is_chosen for option in options)
        found.append(Facet(kind, str(_TITLES[kind]), options, is_open))
    return found


def filters_in_use(selection: Selection, register: Register, language: str) -> list[Chosen]:
    """Each filter in use, with the way to take it off."""
    found = []
    if selection.text:
        found.append(Chosen(_("Words"), selection.text, selection.without("q", "").query()))
    for kind in KINDS:
        name = _names(kind, register, language)
        found += [
            Chosen(str(_TITLES[kind]), name(value), selection.without(kind, value).query())
            for value in selection.chosen.get(kind, ())
        ]
    return found


def _names(kind: str, register: Register, language: str) -> Callable[[str], str]:
    if kind == "article":
        return lambda value: _("Article %(number)s") % {"number": value}
    if kind == "section":
        names = {section.id: f"{section.id} {section.heading[language]}" for section in register.sections}
    else:
        terms = register.addressees if kind == "addressee" else register.themes
        names = {term.id: term.name[language] for term in terms}
    return lambda value: typeset(names[value], language)
