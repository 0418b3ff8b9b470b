"""What templates need of the register and of numbers; built into every template."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from tutela.report.words import Words, typeset, words

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
def number(value: float, decimals: int = 0) -> str:
    """A number as the language writes it."""
    return current_words().number(value, decimals)
