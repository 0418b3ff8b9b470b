"""Sections, addressees and themes with the number of their measures."""

from __future__ import annotations

from dataclasses import dataclass

from tutela.register.measures import Register
from tutela.register.wording import Wording


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in to the measures: id, name, and how many measures stand behind it."""

    id: str
    name: Wording
    count: int


def entries_of(kind: str, register: Register) -> list[Entry]:
    """All entries of a kind ("section", "addressee" or "theme"), in the order of the register."""
    if kind == "section":
        return [
            Entry(section.id, section.heading, len(list(register.select(section=section.id))))
            for section in register.sections
        ]
    if kind == "addressee":
        return [
            Entry(term.id, term.name, len(list(register.select(addressee=term.id)))) for term in register.addressees
        ]
    return [Entry(term.id, term.name, len(list(register.select(theme=term.id)))) for term in register.themes]
