"""Measures under the sections that they belong to, as lists and checklists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutela.register.measures import Measure, Register, Section, Term


@dataclass(frozen=True, slots=True)
class Duty:
    """A measure with its addressees and themes at hand."""

    measure: Measure
    addressees: tuple[Term, ...]
    themes: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A section and those of its measures that are shown, at least one."""

    section: Section
    duties: tuple[Duty, ...]


def duty_of(measure: Measure, register: Register, apart_from: str = "") -> Duty:
    """A measure with its terms, but for the addressee ``apart_from``."""
    addressees = {term.id: term for term in register.addressees}
    themes = {term.id: term for term in register.themes}
    return Duty(
        measure,
        tuple(addressees[id] for id in measure.addressees if id != apart_from),
        tuple(themes[id] for id in measure.themes),
    )


def by_section(measures: Iterable[Measure], register: Register, apart_from: str = "") -> list[Group]:
    """The measures in the order of the register, under their sections; sections without any are left out.

    ``apart_from`` is the addressee whose page it is, and who need not be told so at each measure.
    """
    duties: dict[str, list[Duty]] = {}
    for measure in measures:
        duties.setdefault(measure.section, []).append(duty_of(measure, register, apart_from))
    return [Group(section, tuple(duties[section.id])) for section in register.sections if section.id in duties]
