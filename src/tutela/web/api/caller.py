"""Who calls: a program with a token, or a page of this site with the person's session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from tutela.web.accounts.models import Scope, Token, User
from tutela.web.api.language import speak
from tutela.web.api.problems import ProblemError
from tutela.web.workspaces.access import membership_of, require
from tutela.web.workspaces.models import Role, Workspace

_NOTED = timedelta(minutes=1)
"""The last use of a token is noted no more often than this."""


class Caller(NamedTuple):
    """A person, and the token with which their program came, if it was one."""

    user: User
    token: Token | None = None


class TokenAuth(HttpBearer):
    """A token made on the page of an account: ``Authorization: Bearer tutela_…``."""

    openapi_description = "A token made on the page of your account."

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        found = Token.of_key(token) if token.isascii() else None
        if found is None:
            raise AuthenticationError  # whoever sends a token means to come with it, not with a cookie
        now = timezone.now()
        if found.last_used is None or now - found.last_used > _NOTED:
            Token.objects.filter(pk=found.pk).update(last_used=now)
        request.user = found.user  # so that nothing on the way keeps the answer
        return Caller(found.user, found)


class SessionAuth(APIKeyCookie):
    """The session of a person who is signed in on the site; what changes something needs the X-CSRFToken header."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Caller | None:
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            speak(request)
            raise ProblemError(
                403,
                _("The request does not come from a page of this site."),
                _("Send the X-CSRFToken header, or use a token."),
            )
        return Caller(request.user)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        return self(request)


AUTH = [TokenAuth(), SessionAuth()]


def caller(request: HttpRequest, scope: Scope = Scope.READ) -> User:
    """The person who calls. ProblemError (403) where their token has not this scope."""
    who: Any = getattr(request, "auth", None)
    assert isinstance(who, Caller)
    if who.token is not None and scope not in who.token.scopes:
        raise ProblemError(
            403,
            _("The token has not the scope “%(scope)s”.") % {"scope": scope.value},
            _("Make a token with this scope on the page of your account."),
        )
    return who.user


def member_of(
    request: HttpRequest, slug: str, scope: Scope = Scope.READ, least: Role = Role.READER
) -> tuple[User, Workspace]:
    """The person who calls and the workspace that the address names, by the same rules as the pages.

    ProblemError (403) where the token has not the scope; Http404 for strangers; PermissionDenied where the role is
    too small.
    """
    user = caller(request, scope)
    membership = membership_of(user, slug)
    require(membership, least)
    return user, membership.workspace
