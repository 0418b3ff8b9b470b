"""Coming into a workspace by an invitation link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tutela.web.accounts.forms import SignInForm, SignUpForm
from tutela.web.accounts.models import User
from tutela.web.accounts.present import present
from tutela.web.accounts.registering import prepare
from tutela.web.accounts.signing_up import BACKEND
from tutela.web.audit.log import record
from tutela.web.workspaces.invitations import InvitationGoneError, accept, count_refusal
from tutela.web.workspaces.models import Invitation, Membership


@sensitive_post_parameters("password", "new-password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Who is signed in accepts; who is not signs in or opens an account here, and is in."""
    invitation = Invitation.of_key(key)
    if invitation is None:
        return _gone(request)
    try:
        if request.user.is_authenticated:
            return _accept(request, invitation)
        if request.method == "POST" and "open" in request.POST:
            return _open_account(request, invitation)
        return _sign_in(request, invitation)
    except InvitationGoneError:
        return _gone(request)


def _accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    user = present(request)
    if request.method == "POST":
        return _come_in(request, accept(invitation, user))
    is_in = Membership.objects.filter(workspace=invitation.workspace, user=user).exists()
    return _page(request, invitation, is_in=is_in)


def _sign_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        member = accept(invitation, user)
        login(request, user)
        return _come_in(request, member)
    return _page(request, invitation, sign_in=form, sign_up=SignUpForm(prefix="new"))


def _open_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A new account works at once, because an owner handed the link to the person.

    Where the address has an account, its password opens it. Any other password is refused, and an invitation bears few
    such refusals: nobody finds out with it who has an account.
    """
    form = SignUpForm(request.POST, prefix="new")
    if form.is_valid():
        name, email, password = (form.cleaned_data[field] for field in ("name", "email", "password"))
        if User.objects.filter(email=email, is_active=True).exists():
            user = authenticate(request, username=email, password=password)
            if user is not None:
                member = accept(invitation, user)
                login(request, user)
                return _come_in(request, member)
            count_refusal(invitation)
        else:
            try:
                with transaction.atomic():
                    opened = prepare(name, email, password, is_active=True)
                    record("account.created", user=opened)
                    member = accept(invitation, opened)
            except IntegrityError:  # the same address came twice at one moment
                count_refusal(invitation)
            else:
                login(request, opened, backend=BACKEND)
                return _come_in(request, member)
        form.add_error(
            None,
            _("This did not work. If you have an account with this address, sign in with its password on this page."),
        )
    return _page(request, invitation, sign_in=SignInForm(request), sign_up=form)


def _come_in(request: HttpRequest, member: Membership) -> HttpResponse:
    said = _("You are in the workspace “%(name)s” as: %(role)s.")
    messages.success(request, said % {"name": member.workspace.name, "role": member.get_role_display()})
    return redirect("workspaces:home", slug=member.workspace.slug)


def _page(request: HttpRequest, invitation: Invitation, **context: Any) -> HttpResponse:
    context |= {"invitation": invitation, "workspace": invitation.workspace, "part": "assess"}
    return render(request, "workspaces/join.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that was used, withdrawn, is too old, or never was."""
    return render(request, "workspaces/invitation_gone.html", {"part": "assess"}, status=404)
