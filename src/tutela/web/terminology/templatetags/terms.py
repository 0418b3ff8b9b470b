"""How terms are told in the pages of this part."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from tutela.terms.finding import Kind
from tutela.terms.rule import About, Level
from tutela.terms.wording import word
from tutela.typesetting import typeset
from tutela.web.site.typography import QUOTES

register = template.Library()

_SIGNS = {Level.AVOID: "!", Level.CARE: "?", Level.FINE: "✓"}


def _here() -> str:
    return get_language() or "en"


@register.filter
def level_word(level: Level) -> str:
    """How terms of a level are judged, in the language of the page."""
    return word("report", f"level.{level}", _here())


@register.filter
def level_sign(level: Level) -> str:
    """The sign of a level, which says without colours what it is."""
    return _SIGNS[level]


@register.filter
def about_word(about: About) -> str:
    """Who or what terms are about, in the language of the page."""
    return word("report", f"about.{about}", _here())


@register.filter
def kind_word(kind: Kind) -> str:
    """Why a term is left alone, in the language of the page."""
    return word("report", f"kind.{kind}", _here())


@register.filter
def source_word(source: str) -> str:
    """What a rule rests on, in the language of the page."""
    return word("report", f"source.{source}", _here())


@register.filter
def said(text: str, language: str) -> str:
    """A text of the rules with the signs of its language: ``{{ rule.reason|said:rule.language }}``."""
    return typeset(text, language)


@register.filter
def in_quotes(text: str, language: str) -> str:
    """A term between quotation marks, unless it has some itself."""
    before, after = QUOTES[language]
    return text if "«" in text or "“" in text else f"{before}{text}{after}"


@register.filter
def opening(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
