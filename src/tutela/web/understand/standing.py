"""Where a measure stands in the assessments of a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment
from tutela.web.assessments.status import NOT_ASSESSED

AT_MOST = 20
"""How many assessments are shown beside a measure, the newest first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An assessment and its status of a measure. ``by_people``: somebody's decision gave the status."""

    pk: int
    name: str
    workspace: str
    slug: str
    status: str
    by_people: bool


def standings(user: User, measure: str) -> tuple[list[Standing], bool]:
    """What the newest assessments that a person may see say of a measure, and whether there are more. One query."""
    rows = (
        Assessment.objects.filter(workspace__memberships__user=user)
        .annotate(finding=FilteredRelation("findings", condition=Q(findings__measure=measure)))
        .annotate(machine=F("finding__machine"), people=F("finding__people"))
        .order_by("-created", "-pk")
        .values_list("pk", "state", "period", "workspace__name", "workspace__slug", "machine", "people")
    )[: AT_MOST + 1]
    found = [
        Standing(
            pk=pk,
            name=str(Assessment(state=state, period=period)),
            workspace=workspace,
            slug=slug,
            status=people or machine or NOT_ASSESSED,
            by_people=bool(people),
        )
        for pk, state, period, workspace, slug, machine, people in rows
    ]
    return found[:AT_MOST], len(found) > AT_MOST
