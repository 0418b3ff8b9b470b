"""What every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from tutela import __version__
from tutela.web.help.access import is_operator, is_public
from tutela.web.workspaces.access import workspaces_of


def site(request: HttpRequest) -> dict[str, Any]:
    """The same page in the other languages, the workspaces of the person, the version."""
    path = request.get_full_path()
    here = get_language() or settings.LANGUAGE_CODE
    languages = [
        {"code": code, "name": name, "url": translate_url(path, code), "is_here": code == here}
        for code, name in settings.LANGUAGES
    ]
    user = getattr(request, "user", None)
    return {
        "languages": languages,
        "language": here,
        "direction": "ltr",
        "my_workspaces": workspaces_of(user) if user is not None else (),
        "version": __version__,
        "is_demo": settings.IS_DEMO,
        "help_is_public": is_public(),
        "is_help_operator": SimpleLazyObject(lambda: is_operator(user)),
    }
