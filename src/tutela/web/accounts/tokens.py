"""Keys for programs: made, listed, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tutela.web.accounts.forms import TokenForm
from tutela.web.accounts.models import Scope, Token
from tutela.web.accounts.present import present
from tutela.web.audit.log import record

TOKENS = 50
"""Working tokens that a person may have, at most."""


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and a form for a new one, whose key is on the page that answers it and nowhere else."""
    user = present(request)
    form = TokenForm(request.POST or None)
    key = ""
    if request.method == "POST" and form.is_valid():
        if user.tokens.filter(revoked=None).count() >= TOKENS:
            form.add_error(None, _("You have too many tokens. Revoke those that you no longer use."))
        else:
            token, key = Token.make(user, form.cleaned_data["name"], form.cleaned_data["scopes"])
            record("token.made", user=user, subject=token.name)
            form = TokenForm()
    names = dict(Scope.choices)
    rows = [
        (token, [names[scope] for scope in token.scopes if scope in names])
        for token in user.tokens.order_by("-created", "-pk")[: 2 * TOKENS]
    ]
    return render(
        request, "accounts/tokens.html", {"form": form, "key": key, "rows": rows, "part": "assess", "tab": "tokens"}
    )


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The token works no more, at once."""
    token = get_object_or_404(Token, pk=pk, user=present(request))
    if Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now()):
        record("token.revoked", user=request.user, subject=token.name)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("accounts:tokens")
