"""What templates of the library need to show records: names of languages and types, links to searches."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tutela.catalogue import codes
from tutela.catalogue.normal import Value
from tutela.catalogue.stock_words import known, supplied
from tutela.web.library.facts import name_of

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """The name of a language (ISO 639-2/B) in that of the page: ``{{ row.language|language_name }}``."""
    return codes.language_name(code, get_language() or "en") if code else ""


@register.filter
def lang_attribute(code: str) -> SafeString:
    """`` lang="fr"`` for a text in another language than the page, "" for one in the same or in an unknown one."""
    tag = codes.short_language(code) if code else ""
    return SafeString("") if not tag or tag == get_language() else format_html(' lang="{}"', tag)


@register.filter
def imprint_words(imprint: str) -> str:
    """Where and when something was published, in a list: stock words in the language of the page, and nothing of what
    is only said to be unknown."""
    return supplied(known(imprint), get_language() or "en")


@register.filter
def types_of(codes_of_types: Sequence[str] | None) -> list[tuple[str, str]]:
    """Types of resource with their names; unknown ones are left out."""
    return [(code, name) for code in codes_of_types or () if (name := name_of("type", code))]


@register.filter
def type_names(codes_of_types: Sequence[str] | None) -> list[str]:
    """The names of types of resource."""
    return [name for _code, name in types_of(codes_of_types)]


@register.filter
def search_query(value: Value) -> str:
    """The query of the search that a value of the Normal view leads to."""
    if value.kind == "subject":
        return urlencode({"subject": value.target})
    words = value.target.replace('"', " ").replace("\\", " ")
    field = {"contributor": "name", "series": "series", "title": "title"}.get(value.kind, "")
    return urlencode({"q": f'{field}:"{words}"' if field else f'"{words}"'})
