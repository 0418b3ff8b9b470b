"""What is wrong with a register, told all at once."""

from __future__ import annotations

from typing import NamedTuple

from tutela.errors import RegisterError

SHOWN = 50
"""At most so many problems are told in one error; more do not help."""


class Problem(NamedTuple):
    """One thing that is wrong: in which file, in which entry of it (or ""), what is wrong, and what to do."""

    file: str
    what: str
    do: str
    entry: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.entry) if part)
        return f"{place}: {self.what} {self.do}" if place else f"{self.what} {self.do}"


class Problems:
    """Collects what is wrong with the register in ``where``, so that one run tells everything."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.found: list[Problem] = []

    def add(self, file: str, what: str, do: str, entry: str = "") -> None:
        """Note a problem: ``what`` is wrong and what to ``do`` are sentences."""
        self.found.append(Problem(file, what, do, entry))

    def raise_if_any(self) -> None:
        """RegisterError that lists the problems, where there are any."""
        if not self.found:
            return
        count = "1 problem" if len(self.found) == 1 else f"{len(self.found)} problems"
        lines = [f'The register "{self.where}" cannot be used ({count}):']
        lines += [f"- {problem}" for problem in self.found[:SHOWN]]
        if len(self.found) > SHOWN:
            lines.append(f"- and {len(self.found) - SHOWN} more.")
        raise RegisterError("\n".join(lines), "Correct this and run again; docs/register.md shows the shape.")
