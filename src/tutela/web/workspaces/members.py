"""The members of a workspace, and the invitations of its owners."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.web.accounts.letters import full_address
from tutela.web.workspaces import invitations, membership
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.forms import ROLES, InvitationForm, RoleForm
from tutela.web.workspaces.models import Membership, Role

SHOWN_INVITATIONS = 100


@require_safe
@member()
def members(request: MemberRequest) -> HttpResponse:
    """Who is in, as what; for owners also the addresses, the invitations and the forms to change them."""
    return render(request, "workspaces/members.html", _context(request, InvitationForm()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.OWNER)
def invite(request: MemberRequest) -> HttpResponse:
    """Makes a link. It is on the page that answers the form, and nowhere else."""
    form = InvitationForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        if not invitations.may_invite(request.user):
            form.add_error(None, _("You have made many invitations today. Try again tomorrow."))
        else:
            role, note = form.cleaned_data["role"], form.cleaned_data["note"]
            _invitation, key = invitations.invite(request.workspace, role, note, request.user)
            link = full_address(request, reverse("workspaces:join", kwargs={"key": key}))
            form = InvitationForm()
    return render(request, "workspaces/members.html", {**_context(request, form), "link": link})


@require_POST
@member(Role.OWNER)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """A link lets nobody in any more."""
    if invitations.withdraw(request.workspace, pk, request.user):
        messages.success(request, _("The invitation is withdrawn: its link no longer works."))
    else:
        messages.warning(request, _("This invitation could not be withdrawn: it was used or withdrawn before."))
    return redirect("workspaces:members", slug=request.workspace.slug)


@require_POST
@member(Role.OWNER)
def change_role(request: MemberRequest, pk: int) -> HttpResponse:
    """A member gets another role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role for the member."))
        return redirect("workspaces:members", slug=request.workspace.slug)
    try:
        changed = membership.change_role(request.workspace, pk, form.cleaned_data["role"], request.user)
    except Membership.DoesNotExist as error:
        raise Http404 from error
    except membership.LastOwnerError:
        messages.error(request, _("There must be an owner. Make another member an owner first."))
    else:
        said = _("%(name)s is now: %(role)s.") % {"name": changed.user.name, "role": changed.get_role_display()}
        messages.success(request, said)
    return redirect("workspaces:members", slug=request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.OWNER)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Asks once more, and takes a member out."""
    found = Membership.objects.select_related("user").filter(workspace=request.workspace, pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            removed = membership.remove(request.workspace, pk, request.user)
        except Membership.DoesNotExist as error:
            raise Http404 from error
        except membership.LastOwnerError:
            messages.error(request, _("There must be an owner. Make another member an owner first."))
        else:
            messages.success(request, _("%(name)s is no longer a member.") % {"name": removed.user.name})
            if removed.user_id == request.user.pk:
                return redirect("workspaces:list")
        return redirect("workspaces:members", slug=request.workspace.slug)
    context = {"workspace": request.workspace, "leaving": found, "part": "assess", "tab": "members"}
    return render(request, "workspaces/remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def leave(request: MemberRequest) -> HttpResponse:
    """Asks once more, and lets the person go."""
    name = request.workspace.name
    if request.method == "POST":
        try:
            membership.remove(request.workspace, request.membership.pk, request.user)
        except Membership.DoesNotExist as error:
            raise Http404 from error
        except membership.LastOwnerError:
            messages.error(request, _("There must be an owner. Make another member an owner first."))
            return redirect("workspaces:members", slug=request.workspace.slug)
        messages.success(request, _("You have left the workspace “%(name)s”.") % {"name": name})
        return redirect("workspaces:list")
    context = {"workspace": request.workspace, "leaving": None, "part": "assess", "tab": "members"}
    return render(request, "workspaces/remove.html", context)


def _context(request: MemberRequest, form: InvitationForm) -> dict[str, Any]:
    is_owner = request.membership.role >= Role.OWNER
    everybody = list(request.workspace.memberships.select_related("user").order_by("-role", "user__name", "pk"))
    made = request.workspace.invitations.select_related("used_by").order_by("-created", "-pk")
    return {
        "workspace": request.workspace,
        "memberships": everybody,
        "is_owner": is_owner,
        "is_only_owner": is_owner and sum(one.role == Role.OWNER for one in everybody) == 1,
        "roles": Role.choices,
        "role_meanings": ROLES,
        "invitations": made[:SHOWN_INVITATIONS] if is_owner else (),
        "form": form,
        "part": "assess",
        "tab": "members",
    }
