"""What templates need of the register and of numbers; built into every template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.utils.translation import get_language

from tutela.report.words import Words, words
from tutela.typesetting import typeset
from tutela.web.site.typography import with_colon

register = template.Library()


def current_words() -> Words:
    """The words of the reports in the language of the page: statuses, grades, numbers, dates."""
    return words(get_language() or "en")


@register.filter
def worded(wording: Mapping[str, str]) -> str:
    """A text of the register in the language of the page: ``{{ measure.title|worded }}``."""
    language = get_language() or "en"
    return typeset(wording[language], language)


@register.filter
def word(key: str, prefix: str = "") -> str:
    """A text of the reports by its key: ``{{ finding.status|word:"status" }}``."""
    return current_words()[f"{prefix}.{key}" if prefix else key]


@register.filter
def colon(text: str) -> str:
    """A label with its colon, as the language sets it: ``{{ label|colon }}``."""
    return with_colon(text)


@register.filter
def number(value: float, decimals: int = 0) -> str:
    """A number as the language writes it."""
    return _number(current_words(), value, decimals)


@lru_cache(maxsize=4096)
def _number(said: Words, value: float, decimals: int) -> str:
    """Kept: a page shows hundreds of small numbers, and Babel takes its time."""
    return said.number(value, decimals)
