"""Who may do what in the library: the one place that decides, for all of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from tutela.web.accounts.models import User
from tutela.web.library.models import Duty, Staff

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of somebody who works in the library."""

    user: User
    staff: Staff


def staff_of(user: Any) -> Staff | None:
    """The work that somebody does in the library, None for a reader."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Staff.objects.filter(user=user).first()


def library_staff(
    least: Duty = Duty.CATALOGUER,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """For views of those who look after the library. Others are asked to sign in, or told that they may not (403)."""

    def decorate(
        view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            found = staff_of(request.user)
            if found is None or found.duty < least:
                raise PermissionDenied
            request.staff = found
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return decorate
