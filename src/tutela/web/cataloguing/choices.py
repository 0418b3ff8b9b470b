"""What can be chosen in forms: languages, countries, and the terms of Tutela's own lists, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from babel import Locale
from django.utils.translation import get_language

from tutela.catalogue.codes import language_name
from tutela.catalogue.vocabularies import Vocabulary, terms
from tutela.evidence.tokens import fold
from tutela.web.site.register import the_register

_FIRST = ("ara", "chi", "eng", "fre", "rus", "spa")
"""The languages of the United Nations, which most records here have."""
_NO_COUNTRIES = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))
"""Codes of unions and of what is unknown."""


class Tick(NamedTuple):
    """A box to tick."""

    code: str
    label: str
    is_ticked: bool
    hint: str = ""


class TickGroup(NamedTuple):
    """Boxes under one heading, "" for none."""

    name: str
    ticks: list[Tick]

    @property
    def ticked(self) -> int:
        return sum(tick.is_ticked for tick in self.ticks)


def here() -> str:
    """The language of the page: "en", "fr" or "es"."""
    return (get_language() or "en")[:2]


@cache
def languages(language: str) -> tuple[tuple[str, str], ...]:
    """Codes of ISO 639-2/B with their names, those of the United Nations first."""
    known: dict[str, str] = yaml.safe_load(files("tutela.catalogue").joinpath("languages.yaml").read_text("utf-8"))
    named: dict[str, str] = {code: language_name(code, language) for code in known}
    others = sorted((code for code in named if code not in _FIRST), key=lambda code: fold(named[code]))
    first = sorted(_FIRST, key=lambda code: fold(named[code]))
    return tuple((code, named[code]) for code in (*first, *others))


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Codes of ISO 3166-1 with their names (CLDR)."""
    names = Locale.parse(language).territories
    found = [
        (code, str(name))
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return tuple(sorted(found, key=lambda pair: fold(pair[1])))


def ticks_of(name: Vocabulary, ticked: Iterable[str]) -> list[TickGroup]:
    """The terms of a list, and those that a record has besides."""
    language, chosen = here(), list(ticked)
    listed = [
        Tick(code, term.label[language], code in chosen, term.definition.get(language, ""))
        for code, term in terms(name).items()
    ]
    return [TickGroup("", [*listed, *_others({tick.code for tick in listed}, chosen)])]


def measures(ticked: Iterable[str]) -> list[TickGroup]:
    """The measures of the register by their sections."""
    language, chosen = here(), list(ticked)
    register = the_register()
    found = []
    for section in register.sections:
        ticks = [
            Tick(measure.id, measure.title[language], measure.id in chosen)
            for measure in register.measures
            if measure.section == section.id
        ]
        if ticks:
            found.append(TickGroup(section.heading[language], ticks))
    if others := _others({measure.id for measure in register.measures}, chosen):
        found.append(TickGroup("", others))
    return found


def _others(known: set[str], chosen: list[str]) -> list[Tick]:
    return [Tick(code, code, True) for code in chosen if code not in known]
