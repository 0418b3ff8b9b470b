"""The measures' own wording, in the language of the passages."""

from __future__ import annotations

from tutela.register.measures import Register


def wordings(register: Register, language: str, *parts: str) -> list[str]:
    """For each measure these parts of its wording ("title", "asks", "counts") as one text."""
    return [". ".join(getattr(measure, part)[language] for part in parts) for measure in register.measures]


def measure_ids(register: Register) -> list[str]:
    """The ids of the measures, in the order of their wordings."""
    return [measure.id for measure in register.measures]
