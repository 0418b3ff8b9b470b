"""What Tutela's own catalogue says of a resource (``catalogue.record.Facts``), in the words of the site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.elements import Facts
from tutela.catalogue.vocabularies import Vocabulary, terms
from tutela.web.site.register import the_register

Kind = Literal["type", "audience", "sector", "country", "measure"]

_LABELS: dict[str, Promise | str] = {
    "type": _("Type of resource"),
    "audience": _("For whom"),
    "sector": _("Sector"),
    "country": _("Country that it is about"),
    "measure": _("Measures of the Guidelines"),
}
_VOCABULARIES: dict[str, Vocabulary] = {"type": "types", "audience": "audiences", "sector": "sectors"}


class Fact(NamedTuple):
    """One kind of fact (a kind of ``library.facets``), its label, and the codes with their words."""

    kind: Kind
    label: Promise | str
    values: list[tuple[str, str]]


def facts_of(facts: Facts) -> list[Fact]:
    """The facts that are given, in the order of the page; codes that are in no vocabulary are left out."""
    given: list[tuple[Kind, Sequence[str]]] = [
        ("type", facts.types),
        ("audience", facts.audiences),
        ("sector", facts.sectors),
        ("country", facts.countries),
        ("measure", facts.measures),
    ]
    found = []
    for kind, codes in given:
        values = [(code, name) for code in codes if (name := name_of(kind, code))]
        if values:
            found.append(Fact(kind, _LABELS[kind], values))
    return found


def name_of(kind: Kind, code: str) -> str:
    """A code in words of the language of the page; "" for one that is unknown."""
    language = get_language() or "en"
    if kind in _VOCABULARIES:
        term = terms(_VOCABULARIES[kind]).get(code)
        return term.label[language] if term else ""
    if kind == "country":
        return str(Locale.parse(language).territories.get(code, ""))
    try:
        return the_register().measure(code).title[language]
    except KeyError:
        return ""
