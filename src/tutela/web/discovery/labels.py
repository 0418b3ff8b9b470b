"""The values of the filters in words of the page's language, and the values that somebody's words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.codes import language_name, language_of, short_language
from tutela.catalogue.vocabularies import Vocabulary, terms
from tutela.catalogue.wording import has_word, word
from tutela.evidence.tokens import fold
from tutela.web.discovery.years import Span, span_of
from tutela.web.site.register import the_register
from tutela.web.subjects.expansion import heading_in

KINDS: Mapping[str, Promise] = {
    "type": _("Type of resource"),
    "subject": pgettext_lazy("filter of a search", "Subject"),
    "audience": _("For whom"),
    "sector": _("Sector"),
    "measure": _("Measure of the Guidelines"),
    "country": _("Country that it is about"),
    "language": _("Language"),
    "year": _("Year of publication"),
    "availability": _("Availability"),
    "material": pgettext_lazy("filter of a search", "Material"),
}
"""By each kind of ``library.facets`` its label, in the order of the page."""

_VOCABULARIES: dict[str, Vocabulary] = {"type": "types", "audience": "audiences", "sector": "sectors"}
_AVAILABILITY = {"online": _("Online"), "library": _("In the library")}
_LANGUAGES = ("en", "fr", "es")


def label(kind: str, value: str) -> str:
    """A value of a filter in words; the value itself where nothing is known of it."""
    return _label(kind, value, get_language() or "en")


def _label(kind: str, value: str, language: str) -> str:
    if kind == "year":
        return _span_label(span_of(value), value)
    if kind in _VOCABULARIES:
        term = terms(_VOCABULARIES[kind]).get(value)
        return term.label[language] if term else value
    if kind == "subject":
        return heading_in(value, language)
    if kind == "measure":
        return _measures().get(value, {}).get(language, value)
    if kind == "country":
        return str(Locale.parse(language).territories.get(value, value))
    if kind == "language":
        return language_name(value, language)
    if kind == "material":
        return word("materials", value, language) if has_word("materials", value) else value
    if kind == "availability" and value in _AVAILABILITY:
        return str(_AVAILABILITY[value])
    return value


def _span_label(span: Span | None, value: str) -> str:
    if span is None:
        return value
    first, last = span
    if first is None:
        return str(_("until %(year)s")) % {"year": last}
    if last is None:
        return str(_("from %(year)s")) % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


@cache
def _measures() -> dict[str, Mapping[str, str]]:
    return {measure.id: measure.title for measure in the_register().measures}


def values_meant(kind: str, written: str, known: Iterable[str]) -> tuple[str, ...]:
    """The values of a kind that somebody's words mean ("fr", "fre", "French", "français"); () for none.

    ``known`` are the values that the catalogue has.
    """
    if kind == "year":
        span = span_of(re.sub(r"\s+", "", written))
        return tuple(value for value in known if span and span.holds(value))
    folded = fold(written.strip())
    names = {folded, language_of(folded)} if kind == "language" else {folded}
    return tuple(value for value in known if not names.isdisjoint(_names(kind, value)))


@lru_cache(maxsize=4096)
def _names(kind: str, value: str) -> frozenset[str]:
    """All that a value is called, folded: by its code and in each language of the site."""
    names = {value}
    for language in _LANGUAGES:
        with override(language):
            names.add(_label(kind, value, language))
    if kind == "language":
        names.add(short_language(value))
    return frozenset(map(fold, names))
