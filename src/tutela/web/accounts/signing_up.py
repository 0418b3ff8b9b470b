"""Opening an account, and confirming its address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tutela.web.accounts.forms import OwnPasswordForm, SignUpForm
from tutela.web.accounts.links import CONFIRMATION, person_of
from tutela.web.accounts.registering import register
from tutela.web.audit.log import record

BACKEND = "tutela.web.accounts.backend.EmailBackend"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form; its answer is the same whether the address has an account or not."""
    if request.user.is_authenticated:
        return redirect("workspaces:list")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        register(request, given["name"], given["email"], given["password"])
        request.session["letter_to"] = given["email"]
        return redirect("accounts:sign-up-sent")
    return render(request, "accounts/sign_up.html", {"form": form, "part": "assess"})


@never_cache
@require_safe
def sign_up_sent(request: HttpRequest) -> HttpResponse:
    context = {"email": request.session.get("letter_to", ""), "has_mail": settings.HAS_MAIL, "part": "assess"}
    return render(request, "accounts/sign_up_sent.html", context)


@sensitive_post_parameters("current")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The link in the letter. It asks for the password: whoever holds the letter box need not be who chose it, and an
    account that somebody else prepared for this address must not come to life."""
    user = person_of(uid, token, CONFIRMATION)
    if user is None:
        return render(request, "accounts/link_gone.html", {"part": "assess"}, status=404)
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("account.confirmed", user=user)
        login(request, user, backend=BACKEND)
        messages.success(request, _("Your address is confirmed, and you are signed in."))
        return redirect("workspaces:list")
    return render(request, "accounts/confirm.html", {"form": form, "email": user.email, "part": "assess"})
