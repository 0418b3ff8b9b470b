"""What the overview of an assessment shows: the map of measures, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.evidence.finding import STATUSES as FOUND
from tutela.register.measures import Measure, Register
from tutela.report.words import Words
from tutela.typesetting import typeset
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.selection import Selection
from tutela.web.assessments.status import NOT_ASSESSED, STATUSES
from tutela.web.site.register import the_register
from tutela.web.site.templatetags.register import current_words

PLACES = ("law", "policy", "practice", "only-recommended")
"""Where a measure can be answered; those that are only recommended apart, so that they are not taken for done."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A measure on the map. ``people_sign`` and ``machine_sign`` are names of signs of the legend, or "". ``name`` is
    what a screen reader says of it."""

    measure: Measure
    finding: Finding
    title: str
    url: str
    people_sign: str
    machine_sign: str
    name: str

    @property
    def drawn(self) -> SafeString:
        """The cell as HTML. Made here, not in the template: a map has a hundred of them."""
        finding = self.finding
        return format_html(
            '<a class="cell {}" href="{}" title="{}"><span class="hidden-text">{}</span>'
            '<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"/></svg>{}{}{}</a>',
            finding.status,
            self.url,
            self.title,
            self.name,
            finding.status,
            format_html('<span aria-hidden="true">{}</span>', finding.standing) if finding.standing else "",
            _SIGNS[self.people_sign],
            _SIGNS[self.machine_sign],
        )


_SIGNS = {"": ""} | {
    name: mark_safe(f'<span class="sign {name}" aria-hidden="true">{sign}</span>')
    for name, sign in (("decided", "✓"), ("differs", "⇄"), ("disputed", "!"), ("contrary", "≠"), ("unsure", "?"))
}


@dataclass(frozen=True, slots=True)
class Group:
    """Measures counted together: those of a section, of an addressee or a theme. ``cells`` are those that are shown of
    them; ``counts`` and ``places`` count all."""

    id: str
    name: str
    cells: Sequence[Cell]
    counts: Sequence[tuple[str, int]]
    places: Sequence[tuple[str, int]]
    size: int


@dataclass(frozen=True, slots=True)
class Work:
    """How far people are with their decisions: on passages, and on measures."""

    decided: int
    undecided: int
    disputed: int
    doubted: int
    measures: int
    differing: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of the bar of statuses, in measures."""

    status: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The page's figures; ``counts`` has each status that is to be shown, in order."""

    counts: Sequence[tuple[str, int]]
    bars: Sequence[Bar]
    places: Sequence[tuple[str, int]]
    sections: Sequence[Group]
    addressees: Sequence[Group]
    themes: Sequence[Group]
    contrary: Sequence[Cell]
    work: Work
    size: int
    shown: int

    @property
    def found(self) -> int:
        """How many passages of evidence the machine found for all measures together."""
        return sum(cell.finding.evidence for group in self.sections for cell in group.cells)


def overview(assessment: Assessment, findings: Iterable[Finding], selection: Selection | None = None) -> Overview:
    """The overview of these findings; with a selection, its map shows only the measures that it chooses."""
    register = the_register()
    known = {finding.measure: finding for finding in findings}
    all_findings = {
        measure.id: known.get(measure.id) or Finding(measure=measure.id, machine=NOT_ASSESSED)
        for measure in register.measures
    }
    address = _address(assessment)
    cells = {measure.id: _cell(address, measure, all_findings[measure.id]) for measure in register.measures}
    shown = {id for id, cell in cells.items() if selection is None or selection.holds(cell.measure, cell.finding)}
    statuses = _statuses(all_findings.values())
    counts = _counts(all_findings.values(), statuses)
    return Overview(
        counts=counts,
        bars=_bars(counts),
        places=_places(all_findings.values()),
        sections=_sections(register, cells, shown, statuses),
        addressees=_terms(register, cells, shown, statuses, "addressees"),
        themes=_terms(register, cells, shown, statuses, "themes"),
        contrary=[cell for cell in cells.values() if cell.finding.contrary],
        work=_work(all_findings.values()),
        size=len(cells),
        shown=len(shown),
    )


def _statuses(findings: Iterable[Finding]) -> list[str]:
    """The three that a search can give, and the others where there are such."""
    there = {finding.status for finding in findings}
    return [status for status in STATUSES if status in FOUND or status in there]


def _counts(findings: Iterable[Finding], statuses: Sequence[str]) -> list[tuple[str, int]]:
    found = Counter(finding.status for finding in findings)
    return [(status, found[status]) for status in statuses]


def _bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    bars: list[Bar] = []
    start = 0
    for status, size in counts:
        bars.append(Bar(status, start, size))
        start += size
    return bars


def _places(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """How many measures are answered in each place; a measure counts in each one where it is."""
    found: Counter[str] = Counter()
    for finding in findings:
        found.update(place for place in PLACES[:-1] if getattr(finding, place))
        found["only-recommended"] += bool(finding.standing) and finding.standing == finding.recommendation
    return [(place, found[place]) for place in PLACES]


def _sections(register: Register, cells: Mapping[str, Cell], shown: set[str], statuses: Sequence[str]) -> list[Group]:
    return [
        _group(section.id, section.heading, of_section, shown, statuses)
        for section in register.sections
        if (of_section := [cell for cell in cells.values() if cell.measure.section == section.id])
    ]


def _terms(
    register: Register, cells: Mapping[str, Cell], shown: set[str], statuses: Sequence[str], kind: str
) -> list[Group]:
    return [
        _group(term.id, term.name, of_term, shown, statuses)
        for term in getattr(register, kind)
        if (of_term := [cell for cell in cells.values() if term.id in getattr(cell.measure, kind)])
    ]


def _group(id: str, name: Mapping[str, str], cells: Sequence[Cell], shown: set[str], statuses: Sequence[str]) -> Group:
    language = get_language() or "en"
    findings = [cell.finding for cell in cells]
    return Group(
        id=id,
        name=typeset(name[language], language),
        cells=[cell for cell in cells if cell.measure.id in shown],
        counts=_counts(findings, statuses),
        places=_places(findings),
        size=len(cells),
    )


def _work(findings: Iterable[Finding]) -> Work:
    return Work(
        decided=sum(finding.decided for finding in findings),
        undecided=sum(finding.undecided for finding in findings),
        disputed=sum(finding.disputed for finding in findings),
        doubted=sum(finding.doubted for finding in findings),
        measures=sum(bool(finding.people) for finding in findings),
        differing=sum(finding.differs for finding in findings),
    )


# --- one measure ----------------------------------------------------------------------------------------------------


def _address(assessment: Assessment) -> str:
    """The address of a measure's page, with {} for its id: to work it out a hundred times takes long."""
    given = {"slug": assessment.workspace.slug, "pk": assessment.pk, "measure": "MEASURE"}
    return reverse("review:measure", kwargs=given).replace("MEASURE", "{}")


def _cell(address: str, measure: Measure, finding: Finding) -> Cell:
    language = get_language() or "en"
    title = typeset(measure.title[language], language)
    people_sign, machine_sign = _people_sign(finding), _machine_sign(finding)
    return Cell(
        measure=measure,
        finding=finding,
        title=title,
        url=address.format(measure.id),
        people_sign=people_sign,
        machine_sign=machine_sign,
        name=_name(title, finding, people_sign, machine_sign),
    )


def _people_sign(finding: Finding) -> str:
    if finding.disputed:
        return "disputed"
    if finding.differs:
        return "differs"
    return "decided" if finding.people else ""


def _machine_sign(finding: Finding) -> str:
    if finding.contrary:
        return "contrary"
    return "unsure" if finding.unsure and finding.undecided else ""


def _name(title: str, finding: Finding, people_sign: str, machine_sign: str) -> str:
    words = current_words()
    said = [words[f"status.{finding.status}"]]
    if finding.standing:
        said.append(_plural(words, "summary.passages", finding.standing))
    if people_sign == "disputed":
        said.append(_("reviewers disagree"))
    if finding.differs:
        said.append(
            _("as people decided; the program’s status: %(status)s") % {"status": words[f"status.{finding.machine}"]}
        )
    elif finding.people:
        said.append(_("as people decided"))
    if machine_sign == "contrary":
        said.append(_plural(words, "contrary.count", finding.contrary))
    elif machine_sign == "unsure":
        said.append(_plural(words, "unsure.count", finding.unsure))
    return f"{title}: {'; '.join(said)}"


@lru_cache(maxsize=4096)
def _plural(words: Words, key: str, n: int) -> str:
    return words.plural(key, n)
