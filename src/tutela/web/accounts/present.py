"""Who is signed in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tutela.web.accounts.models import User


def present(request: HttpRequest) -> User:
    """The signed-in person, as a row of its own: a refused form must not change what the head of the page shows.

    For views that ``login_required`` guards; PermissionDenied where nobody is signed in.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    return User.objects.get(pk=request.user.pk)
