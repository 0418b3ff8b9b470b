"""The workspaces of the person who calls."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from tutela.web.api.caller import AUTH, caller
from tutela.web.api.language import in_language
from tutela.web.api.parameters import COUNT
from tutela.web.api.problems import problems
from tutela.web.workspaces.models import Membership, Role

router = Router(tags=["Workspaces"], auth=AUTH)

RoleName = Literal["reader", "reviewer", "owner"]
_NAMES: dict[int, RoleName] = {Role.READER: "reader", Role.REVIEWER: "reviewer", Role.OWNER: "owner"}


class WorkspaceOut(Schema):
    """The room of an organisation, and what you may do there."""

    slug: str = Field(description="Names it in addresses.", examples=["ombudsman-of-maravel-1a2b3c4d"])
    name: str = Field(examples=["Ombudsman of Maravel"])
    role: RoleName
    joined: datetime


class WorkspacesOut(Schema):
    items: list[WorkspaceOut]
    count: int = COUNT


@router.get("/workspaces", response={200: WorkspacesOut, **problems(401, 403)}, operation_id="list_workspaces")
@in_language
def list_workspaces(request: HttpRequest) -> WorkspacesOut:
    """The workspaces that you are a member of."""
    mine = Membership.objects.filter(user=caller(request)).select_related("workspace").order_by("workspace__name", "pk")
    items = [
        WorkspaceOut(slug=one.workspace.slug, name=one.workspace.name, role=_NAMES[one.role], joined=one.joined)
        for one in mine
    ]
    return WorkspacesOut(items=items, count=len(items))
