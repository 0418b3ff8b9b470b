"""Who may see and do what: the one place that decides, for pages and API alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from tutela.web.accounts.models import User
from tutela.web.workspaces.models import Membership, Role, Workspace

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of a person who is in the workspace that the address names."""

    user: User
    workspace: Workspace
    membership: Membership


def membership_of(user: User, slug: str) -> Membership:
    """The membership by which a person is in a workspace. Http404 for a stranger: nothing says that it exists."""
    found = Membership.objects.select_related("workspace", "user").filter(user=user, workspace__slug=slug).first()
    if found is None:
        raise Http404
    return found


def require(membership: Membership, least: Role) -> None:
    """PermissionDenied where a member's role is too small: the member sees the thing, but may not do this."""
    if membership.role < least:
        raise PermissionDenied


def member(
    least: Role = Role.READER, *, to_change: Role | None = None
) -> Callable[
    [Callable[Concatenate[MemberRequest, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """For views of a workspace, whose address names it as ``slug``: only members come in.

    ``least`` is the role that is needed, ``to_change`` the one needed for POST. The view is called without ``slug``
    and finds ``request.workspace`` and ``request.membership``.
    """

    def decorate(
        view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            membership = membership_of(request.user, str(kwargs.pop("slug")))
            require(membership, to_change if to_change and request.method == "POST" else least)
            request.membership, request.workspace = membership, membership.workspace
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return decorate


def workspaces_of(user: Any) -> Any:
    """The workspaces that a person is in; none for somebody who is not signed in."""
    if not user.is_authenticated:
        return Workspace.objects.none()
    return Workspace.objects.filter(memberships__user=user)
