"""Signing in and out, and one's own account."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tutela.web.accounts.forms import NameForm, OwnPasswordForm, SignInForm
from tutela.web.accounts.leaving import forget, held_workspaces
from tutela.web.accounts.present import present
from tutela.web.accounts.throttle import blocked_until
from tutela.web.audit.log import ACTIONS, record
from tutela.web.audit.models import Entry

SHOWN_SIGN_INS = 10


def where_next(request: HttpRequest) -> str:
    """Where the person wanted to go: a page of this site, by default the workspaces."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else resolve_url("workspaces:list")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, with where to go afterwards in ``next``."""
    going_to = where_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(going_to)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return HttpResponseRedirect(going_to)
    return render(request, "accounts/sign_in.html", {"form": form, "next": going_to, "part": "assess"})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("understand:home")


def sign_in_refused(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What the throttle answers: when to try again. The same for every address."""
    seconds = max(60, (blocked_until(request, credentials) - timezone.now()).total_seconds())
    context = {"minutes": ceil(seconds / 60), "part": "assess"}
    response = render(request, "accounts/sign_in_refused.html", context, status=429)
    response["Retry-After"] = str(ceil(seconds))
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name, address, last sign-ins; and the ways to password, tokens and deletion."""
    user = present(request)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        record("account.renamed", user=user)
        messages.success(request, _("Your name is changed."))
        return redirect("accounts:account")
    watched = ("account.signed-in", "account.refused", "account.locked", "account.password-changed")
    entries = Entry.objects.filter(user=user, action__in=watched)[:SHOWN_SIGN_INS]
    context = {
        "form": form,
        "entries": [(entry.at, ACTIONS[entry.action]) for entry in entries],
        "email": user.email,
        "part": "assess",
        "tab": "account",
    }
    return render(request, "accounts/account.html", context)


@sensitive_post_parameters("current")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, and deletes the account."""
    user = present(request)
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid() and forget(user):
        logout(request)
        messages.success(request, _("Your account is deleted."))
        return redirect("understand:home")
    context = {"form": form, "held": held_workspaces(user), "part": "assess", "tab": "account"}
    return render(request, "accounts/delete.html", context)
