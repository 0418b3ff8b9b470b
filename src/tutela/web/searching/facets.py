"""Filters with their counts: each choice says how many results it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from tutela.web.searching.asked import Asked

SHOWN = 12
"""Choices of a filter that are shown; the others are fewer."""


class Choice(NamedTuple):
    label: str
    results: int
    address: str
    is_chosen: bool


class Facet(NamedTuple):
    """A filter. ``more`` is the number of choices that are not shown."""

    name: str
    label: str
    choices: list[Choice]
    more: int = 0


class Row(NamedTuple):
    """So many results that have these values for each filter."""

    values: Mapping[str, tuple[str, ...]]
    results: int


def fits(row: Row, filters: Mapping[str, str], *, but: str = "") -> bool:
    """Whether results pass the filters, that named ``but`` left aside."""
    return all(value in row.values.get(name, ()) for name, value in filters.items() if name != but)


def facet(name: str, label: str, rows: Iterable[Row], labels: Callable[[str], str], asked: Asked) -> Facet:
    """The choices of a filter, under all the other filters, the most frequent first, the chosen one always there."""
    counts: Counter[str] = Counter()
    for row in rows:
        if fits(row, asked.filters, but=name):
            for value in row.values.get(name, ()):
                counts[value] += row.results
    chosen = asked.filters.get(name)
    order = sorted(counts, key=lambda value: (value != chosen, -counts[value], labels(value)))
    choices = []
    for value in order[:SHOWN]:
        changes: dict[str, Any] = {name: None if value == chosen else value}
        choices.append(Choice(labels(value), counts[value], asked.address(**changes), value == chosen))
    if chosen is not None and chosen not in counts:
        choices.insert(0, Choice(labels(chosen), 0, asked.address(**{name: None}), is_chosen=True))
    return Facet(name, label, choices, max(0, len(order) - SHOWN))
