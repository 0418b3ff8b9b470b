"""The button that saves a record: ``{% load saved %}`` … ``{% save_button row.key row.title %}``.

On pages with such buttons ``library/saved.html`` belongs into ``{% block head %}``.
"""

from __future__ import annotations

from typing import Any

from django import template

from tutela.web.library.saved import saved_keys

register = template.Library()


@register.inclusion_tag("library/save.html", takes_context=True)
def save_button(context: template.Context, key: str, title: str, *, alone: bool = False) -> dict[str, Any]:
    """Saves a record, or takes it off the list again. What is saved is asked for once a page.

    Without a script, who has not signed in gets a link to the page that explains saving; ``alone`` leaves it out.
    """
    request = context["request"]
    if not hasattr(request, "saved_keys"):
        request.saved_keys = saved_keys(request.user)
    return {
        "key": key,
        "title": title,
        "alone": alone,
        "is_saved": key in request.saved_keys,
        "user": request.user,
        "next": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
