"""One's workspaces, and a workspace's first page and name."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.web.accounts.present import present
from tutela.web.audit.log import record
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.deleting import delete as delete_workspace
from tutela.web.workspaces.forms import DeletionForm, WorkspaceForm
from tutela.web.workspaces.models import Membership, Role, Workspace
from tutela.web.workspaces.summary import summary_of

WORKSPACES = 100
"""Workspaces that a person may own, at most."""


@require_safe
@login_required
def workspaces(request: HttpRequest) -> HttpResponse:
    """Those that the person is in, with the role there."""
    mine = (
        Membership.objects.filter(user=present(request))
        .select_related("workspace")
        .annotate(
            members=Count("workspace__memberships", distinct=True),
            assessments=Count("workspace__assessments", distinct=True),
            documents=Count("workspace__documents", distinct=True),
        )
        .order_by("workspace__name", "pk")
    )
    return render(request, "workspaces/list.html", {"memberships": mine, "part": "assess"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Opens a workspace, whose owner the person is."""
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        owner = present(request)
        if owner.memberships.filter(role=Role.OWNER).count() >= WORKSPACES:
            form.add_error(None, _("You own too many workspaces. Delete one that is no longer used."))
        else:
            with transaction.atomic():
                workspace = Workspace.open(form.cleaned_data["name"], owner)
                record("workspace.opened", user=owner, workspace=workspace, subject=workspace.name)
            messages.success(request, _("The workspace “%(name)s” is open.") % {"name": workspace.name})
            return redirect("workspaces:home", slug=workspace.slug)
    return render(request, "workspaces/new.html", {"form": form, "part": "assess"})


@require_safe
@member()
def home(request: MemberRequest) -> HttpResponse:
    """How far the work has got, and what to do first."""
    context = {
        "workspace": request.workspace,
        "membership": request.membership,
        "may_change": request.membership.role >= Role.REVIEWER,
        "is_owner": request.membership.role >= Role.OWNER,
        "summary": summary_of(request.workspace),
        "part": "assess",
        "tab": "home",
    }
    return render(request, "workspaces/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.OWNER)
def rename(request: MemberRequest) -> HttpResponse:
    """Another name; the address stays, so that links to its pages go on working."""
    before = request.workspace.name
    form = WorkspaceForm(request.POST or None, initial={"name": before})
    if request.method == "POST" and form.is_valid():
        after = request.workspace.name = form.cleaned_data["name"]
        request.workspace.save(update_fields=["name"])
        record("workspace.renamed", user=request.user, workspace=request.workspace, subject=f"{before} > {after}")
        messages.success(request, _("The workspace is now called “%(name)s”.") % {"name": after})
        return redirect("workspaces:home", slug=request.workspace.slug)
    context = {"workspace": request.workspace, "form": form, "part": "assess", "tab": "home"}
    return render(request, "workspaces/rename.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.OWNER)
def delete(request: MemberRequest) -> HttpResponse:
    """Says what goes, asks for the name, and deletes it all."""
    form = DeletionForm(request.workspace, request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = request.workspace.name
        delete_workspace(request.workspace, request.user)
        messages.success(request, _("The workspace “%(name)s” is deleted.") % {"name": name})
        return redirect("workspaces:list")
    context = {
        "workspace": request.workspace,
        "form": form,
        "summary": summary_of(request.workspace),
        "part": "assess",
        "tab": "home",
    }
    return render(request, "workspaces/delete.html", context)
