"""Words about an entry of the directory, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.web.help.directory import countries, language_names

register = template.Library()


def _here() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def in_language(words: Mapping[str, str]) -> str:
    """The words in the language of the page, or in the first language that has any."""
    return words.get(_here()) or next((said for said in words.values() if said), "")


@register.filter
def country(code: str) -> str:
    return countries(_here()).get(code, code)


@register.filter
def language_list(codes: str) -> str:
    """The names of languages, with commas."""
    names = language_names(_here())
    return ", ".join(names.get(code, code) for code in codes.split())


@register.filter
def dialled(phone: str) -> str:
    """A number as a telephone takes it: its first one, without blanks."""
    return re.sub(r"[^\d+*#]", "", re.split(r"[/;,]", phone)[0])


@register.filter
def site_name(address: str) -> str:
    """The name of the site that an address leads to, so that one sees where one goes."""
    return urlsplit(address).hostname or ""


@register.filter
def ages(span: str) -> str:
    """ "0-17" in words."""
    least, _dash, most = span.partition("-")
    if not most:
        return span
    if least in ("", "0"):
        return _("up to %(most)s years") % {"most": most}
    return _("%(least)s to %(most)s years") % {"least": least, "most": most}
