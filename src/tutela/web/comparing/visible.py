"""Which assessments a person may compare: those of all workspaces that the person is in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from tutela.web.assessments.models import Assessment
from tutela.web.workspaces.models import Workspace


def visible_to(user: Any) -> QuerySet[Assessment]:
    """The assessments of all workspaces that a person is in."""
    return Assessment.objects.filter(workspace__memberships__user=user).select_related("workspace")


def by_workspace(assessments: QuerySet[Assessment]) -> list[tuple[Workspace, list[Assessment]]]:
    """The assessments with their workspaces, both by name."""
    rows = assessments.order_by("workspace__name", "workspace", "state", "-period", "-created")
    return [(workspace, list(group)) for workspace, group in groupby(rows, key=lambda row: row.workspace)]


def both(user: Any, query: QueryDict) -> tuple[Assessment, Assessment]:
    """The two assessments that an address asks for as ``a`` and ``b``. Http404 unless the person may see both: nothing
    says whether one that is not the person's exists."""
    first, second = _key(query.get("a", "")), _key(query.get("b", ""))
    found = visible_to(user).in_bulk({first, second})
    if first not in found or second not in found:
        raise Http404
    return found[first], found[second]


def _key(given: str) -> int:
    """A key as an address gives it; Http404 where it can be none."""
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise Http404
    return int(given)


def suggested(groups: Sequence[tuple[Workspace, Sequence[Assessment]]]) -> list[tuple[Assessment, Assessment]]:
    """Pairs that somebody may want to compare: for each State that was assessed more than once the two that stand next
    to each other, the earlier one first. Ten at most."""
    of_state: dict[str, list[Assessment]] = {}
    for _workspace, rows in groups:
        for row in rows:
            if row.shown_run:
                of_state.setdefault(" ".join(row.state.casefold().split()), []).append(row)
    pairs = []
    for rows in of_state.values():
        newest = sorted(rows, key=lambda row: (row.period, row.created), reverse=True)
        if len(newest) > 1:
            pairs.append((newest[1], newest[0]))
    return pairs[:10]
