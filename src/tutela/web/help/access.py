"""Who may see the help pages before they are public, and who may work at their desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from tutela.web.help.models import Operator


def is_operator(user: Any) -> bool:
    """Whether somebody looks after the help pages."""
    return bool(user.is_authenticated and Operator.objects.filter(user_id=user.pk).exists())


def is_public() -> bool:
    """Whether everybody is shown the help pages; the demonstration shows them always. Asks the database nothing."""
    return settings.IS_DEMO or settings.HELP_SWITCH.exists()


def operators_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the desk: whoever is no operator learns nothing of it."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_operator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return checked
