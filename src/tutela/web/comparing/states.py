"""Many States by measure: which assessments stand in the table, and what each says of each measure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from tutela.register.measures import Measure, Section
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.status import NOT_ASSESSED
from tutela.web.site.register import the_register

PER_PAGE = 300
"""States in one table."""

Statuses = Sequence[str]
"""The status of each measure of the table, in its order."""


@dataclass(frozen=True, slots=True)
class Row:
    """An assessment with its statuses, and how many measures have which."""

    assessment: Assessment
    statuses: Statuses
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A measure, and how many States have which status."""

    measure: Measure
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StatesTable:
    """The table: its rows, its columns, and these by section."""

    rows: Sequence[Row]
    columns: Sequence[Column]

    @property
    def sections(self) -> list[tuple[Section, list[Column]]]:
        """The sections that the columns belong to, in order, with their columns."""
        of = {section.id: section for section in the_register().sections}
        return [(of[id], list(group)) for id, group in groupby(self.columns, key=lambda one: one.measure.section)]


def latest_of_each_state(assessments: Iterable[Assessment]) -> list[Assessment]:
    """For each State the assessment of the latest period, of these the newest; capitals and spaces make no
    difference in a name."""
    latest: dict[str, Assessment] = {}
    for one in assessments:
        name = " ".join(one.state.casefold().split())
        known = latest.get(name)
        if known is None or (one.period, one.created) > (known.period, known.created):
            latest[name] = one
    return sorted(latest.values(), key=_by_name)


def _by_name(assessment: Assessment) -> tuple[str, str]:
    return assessment.state.casefold(), assessment.period


def table(assessments: Sequence[Assessment], measures: Sequence[Measure]) -> StatesTable:
    """The table of these assessments and measures. One query, however many they are."""
    statuses = _statuses(assessments)
    rows = []
    for one in assessments:
        said = statuses[one.pk]
        row = [said.get(measure.id, NOT_ASSESSED) for measure in measures]
        rows.append(Row(one, row, Counter(row)))
    columns = [Column(measure, Counter(row.statuses[place] for row in rows)) for place, measure in enumerate(measures)]
    return StatesTable(rows, columns)


def _statuses(assessments: Sequence[Assessment]) -> dict[int, dict[str, str]]:
    """The status that holds for each measure, people's before the machine's."""
    statuses: dict[int, dict[str, str]] = defaultdict(dict)
    for assessment, measure, machine, people in findings_of(assessments).values_list(
        "assessment_id", "measure", "machine", "people"
    ):
        statuses[assessment][measure] = people or machine
    return statuses


def findings_of(assessments: Iterable[Assessment]) -> QuerySet[Finding, Any]:
    """The findings of these assessments, in no order."""
    return Finding.objects.filter(assessment__in=[one.pk for one in assessments]).order_by()
