"""Measures to read beside a measure, each with the reasons why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tutela.register.measures import Measure, Register, Term
from tutela.register.wording import LANGUAGES, Wording
from tutela.web.site.register import measure_or_404, the_register
from tutela.web.understand.mentions import named_by

AT_MOST = 8
"""How many related measures are shown, unless the texts themselves name more."""

ReasonKind = Literal["names", "named-by", "theme-and-addressee", "theme", "section"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a measure is related: it is named in what counts, names the other, or shares themes, addressees, section."""

    kind: ReasonKind
    themes: tuple[Term, ...] = ()
    addressees: tuple[Term, ...] = ()

    @property
    def theme_names(self) -> Wording:
        return _joined(self.themes)

    @property
    def addressee_names(self) -> Wording:
        return _joined(self.addressees)


@dataclass(frozen=True, slots=True)
class Related:
    """A related measure and the reasons, the strongest first."""

    measure: Measure
    reasons: tuple[Reason, ...]


@cache
def related_measures(id: str) -> tuple[Related, ...]:
    """``related_to`` for a measure of the Guidelines, worked out once; Http404 where there is no such measure."""
    return tuple(related_to(measure_or_404(id), the_register()))


def related_to(measure: Measure, register: Register) -> list[Related]:
    """The measures to read beside this one, the nearest first.

    First those that the texts name, then those with themes and addressees in common (few measures share a rare theme,
    so it says more than a common one), then those of the same section, nearest first.
    """
    named = {other.id: {each.id for each in named_by(other, register)} for other in register.measures}
    found = [
        Related(other, reasons)
        for other in register.measures
        if other.id != measure.id and (reasons := _reasons(measure, other, named, register))
    ]
    place = {other.id: at for at, other in enumerate(register.measures)}

    def rank(related: Related) -> tuple[float, int]:
        nearness = sum(_weight(reason, register) for reason in related.reasons)
        return -nearness, abs(place[related.measure.id] - place[measure.id])

    found.sort(key=rank)
    in_texts = sum(related.reasons[0].kind in ("names", "named-by") for related in found)
    return found[: max(AT_MOST, in_texts)]


def _reasons(measure: Measure, other: Measure, named: Mapping[str, set[str]], register: Register) -> tuple[Reason, ...]:
    reasons = []
    if other.id in named[measure.id]:
        reasons.append(Reason("names"))
    if measure.id in named[other.id]:
        reasons.append(Reason("named-by"))
    themes = tuple(term for term in register.themes if term.id in measure.themes and term.id in other.themes)
    addressees = tuple(
        term for term in register.addressees if term.id in measure.addressees and term.id in other.addressees
    )
    if themes and addressees:
        reasons.append(Reason("theme-and-addressee", themes, addressees))
    elif themes:
        reasons.append(Reason("theme", themes))
    if measure.section == other.section:
        reasons.append(Reason("section"))
    return tuple(reasons)


def _weight(reason: Reason, register: Register) -> float:
    if reason.kind in ("names", "named-by"):
        return 100
    if reason.kind == "section":
        return 0.1
    themes = sum(1 / sum(term.id in measure.themes for measure in register.measures) for term in reason.themes)
    addressees = sum(
        1 / sum(term.id in measure.addressees for measure in register.measures) for term in reason.addressees
    )
    return themes + addressees


def _joined(terms: tuple[Term, ...]) -> Wording:
    return {language: ", ".join(term.name[language] for term in terms) for language in LANGUAGES}
