"""What a form of the desk holds: rows of boxes, each row a field of the record; and sets of codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Values = dict[str, str]
"""Boxes of a row by their names."""


class Row(NamedTuple):
    """A row of a group. ``at`` is the place of its field in the record, None for a new one; ``further`` what the field
    has besides, as cataloguers read it, which stays as it is."""

    values: Values
    at: int | None = None
    further: str = ""


@dataclass
class FormValues:
    """Rows by the name of their group (``field_groups``), and codes by the name of their set (``code_sets``)."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    sets: dict[str, list[str]] = field(default_factory=dict)
    year: str = ""
    """The year by which the record is sorted and found (008)."""


def plain(text: str) -> str:
    """A text as a box gives it back: browsers take line breaks and outer blanks away."""
    return " ".join(text.split())
