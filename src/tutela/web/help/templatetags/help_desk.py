"""How the operator's desk shows what an entry holds."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.conf import settings

from tutela.web.help.models import Need

register = template.Library()


@register.filter
def need_name(code: str) -> str:
    """A need in words."""
    return str(Need(code).label) if code in Need.values else code


@register.filter
def by_language(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is said in each language of the site, in their order."""
    return [(code, words[code]) for code, _name in settings.LANGUAGES if words.get(code)]
