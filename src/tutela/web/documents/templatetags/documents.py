"""What templates need to say of files: ``{% load documents %}``."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from tutela.text.notices import Notice

register = template.Library()


@register.filter
def what(notice: Notice) -> str:
    """What happened, in the language of the page."""
    return notice.what(get_language() or "en")


@register.filter
def next_step(notice: Notice) -> str:
    """What to do next, in the language of the page; "" where there is nothing to do."""
    return notice.next_step(get_language() or "en")
