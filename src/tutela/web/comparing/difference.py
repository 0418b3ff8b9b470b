"""Two assessments, measure by measure: where one says more than the other. A difference is no fault of either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import pgettext_lazy

from tutela.evidence.match import GRADES
from tutela.register.measures import Measure, Section
from tutela.web.assessments.models import AssessedDocument, Assessment, Finding
from tutela.web.assessments.status import NOT_ASSESSED
from tutela.web.documents.models import Document
from tutela.web.site.register import the_register

_RANK = {"not-found": 0, "partly": 1, "addressed": 2}

CHANGES = {
    "gained": pgettext_lazy("two assessments, A and B", "More in B"),
    "lost": pgettext_lazy("two assessments, A and B", "Less in B"),
    "newly": pgettext_lazy("two assessments, A and B", "Assessed in B only"),
    "formerly": pgettext_lazy("two assessments, A and B", "Assessed in A only"),
    "same": pgettext_lazy("two assessments, A and B", "The same in both"),
    "neither": pgettext_lazy("two assessments, A and B", "Assessed in neither"),
}
"""How B stands to A, in the order in which it is counted."""

UNCHANGED = ("same", "neither")


def change(a: str, b: str) -> str:
    """How the status of B stands to that of A (one of CHANGES). Where one of them says nothing, nothing was gained and
    nothing lost."""
    if a in _RANK and b in _RANK:
        if _RANK[a] == _RANK[b]:
            return "same"
        return "gained" if _RANK[b] > _RANK[a] else "lost"
    if b in _RANK:
        return "newly"
    return "formerly" if a in _RANK else "neither"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with its findings in both."""

    measure: Measure
    a: Finding
    b: Finding

    @property
    def change(self) -> str:
        return change(self.a.status, self.b.status)

    @property
    def label(self) -> str:
        """How B stands to A, in words."""
        return str(CHANGES[self.change])

    @property
    def is_changed(self) -> bool:
        return self.change not in UNCHANGED


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its measures that are shown, and how all of its measures have changed."""

    section: Section
    lines: Sequence[Line]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Difference:
    """All that two assessments say differently; ``only_a`` and ``only_b`` are the documents that stand in one alone."""

    a: Assessment
    b: Assessment
    lines: Sequence[Line]
    only_a: Sequence[Document]
    only_b: Sequence[Document]
    shared: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many measures have changed how, in the order of CHANGES."""
        counted = Counter(line.change for line in self.lines)
        return {name: counted[name] for name in CHANGES}

    def parts(self, *, section: str = "", only_changed: bool = False) -> list[Part]:
        """The sections with the measures to show: of one section alone, or only those that differ."""
        parts = []
        for one in the_register().sections:
            lines = [line for line in self.lines if line.measure.section == one.id]
            shown = [line for line in lines if line.is_changed or not only_changed]
            if shown and section in ("", one.id):
                counted = Counter(line.change for line in lines)
                parts.append(Part(one, shown, {name: counted[name] for name in CHANGES if counted[name]}))
        return parts


def difference(a: Assessment, b: Assessment) -> Difference:
    """The difference of two assessments. Two queries."""
    findings = {(row.assessment_id, row.measure): row for row in Finding.objects.filter(assessment__in=(a, b))}
    lines = [
        Line(measure, _finding(findings, a, measure), _finding(findings, b, measure))
        for measure in the_register().measures
    ]
    rows = AssessedDocument.objects.filter(assessment__in=(a, b)).select_related("document").order_by("position", "pk")
    documents: dict[int, dict[str, Document]] = {a.pk: {}, b.pk: {}}
    for row in rows:
        documents[row.assessment_id][row.document.sha256] = row.document
    in_a, in_b = documents[a.pk], documents[b.pk]
    return Difference(
        a,
        b,
        lines,
        [document for digest, document in in_a.items() if digest not in in_b],
        [document for digest, document in in_b.items() if digest not in in_a],
        len(in_a.keys() & in_b.keys()),
    )


def _finding(findings: Mapping[tuple[int, str], Finding], assessment: Assessment, measure: Measure) -> Finding:
    known = findings.get((assessment.pk, measure.id))
    return known or Finding(assessment=assessment, measure=measure.id, machine=NOT_ASSESSED)


def standing(finding: Finding) -> dict[str, int]:
    """How many passages of each kind stand as evidence after people's decisions."""
    return {str(grade): getattr(finding, grade) for grade in GRADES}
