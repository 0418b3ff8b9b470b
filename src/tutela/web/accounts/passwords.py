"""Changing a password, and choosing a new one through a letter."""

from __future__ import annotations

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tutela.web.accounts import letters
from tutela.web.accounts.forms import AddressForm, NewPasswordForm, PasswordChangeForm
from tutela.web.accounts.links import NEW_PASSWORD, person_of
from tutela.web.accounts.models import User
from tutela.web.accounts.present import present
from tutela.web.audit.log import record


@sensitive_post_parameters("current", "password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """A new password for the person who is signed in; other sessions end by it."""
    user = present(request)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        record("account.password-changed", user=user)
        if settings.HAS_MAIL:
            letters.send(request, user, "password-changed")
        messages.success(request, _("Your password is changed. Other sessions of yours are signed out."))
        return redirect("accounts:account")
    return render(request, "accounts/password_change.html", {"form": form, "part": "assess", "tab": "password"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for a letter with which to choose a new password; the answer is the same for every address."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        # For an address without an account all is done but the posting.
        letters.send(request, User.objects.filter(email=email).first() or User(email=email), "password")
        request.session["letter_to"] = email
        return redirect("accounts:password-sent")
    return render(request, "accounts/password_ask.html", {"form": form, "part": "assess"})


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    context = {"email": request.session.get("letter_to", ""), "has_mail": settings.HAS_MAIL, "part": "assess"}
    return render(request, "accounts/password_sent.html", context)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The link in the letter. Its holder has the letter box: the account works, and what others had of it does not."""
    user = person_of(uid, token, NEW_PASSWORD)
    if user is None:
        return render(request, "accounts/link_gone.html", {"part": "assess"}, status=404)
    form = NewPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        user.is_active = True
        user.save(update_fields=["is_active"])
        user.tokens.filter(revoked=None).update(revoked=timezone.now())
        AxesProxyHandler.reset_attempts(username=user.email)
        record("account.password-reset", user=user)
        messages.success(request, _("Your password is changed. You can sign in with it now."))
        return redirect("accounts:sign-in")
    return render(request, "accounts/password_new.html", {"form": form, "email": user.email, "part": "assess"})
