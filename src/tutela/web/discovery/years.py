"""Spans of years, as filters and queries write them: "2015", "2015-2020", "2015-", "-2020"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_SPAN = re.compile(r"(\d{1,4})?(?:(-|–|\.\.+)(\d{1,4})?)?", re.ASCII)


class Span(NamedTuple):
    """From one year to another, both included; None where there is no end."""

    first: int | None
    last: int | None

    def holds(self, year: str) -> bool:
        """Whether a year, as facets have it, is within."""
        if not year.isdecimal():
            return False
        number = int(year)
        return (self.first is None or number >= self.first) and (self.last is None or number <= self.last)

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return f"{'' if self.first is None else self.first}-{'' if self.last is None else self.last}"


def span_of(written: str) -> Span | None:
    """The span that is meant, its ends in order; None where no year is named."""
    match = _SPAN.fullmatch(written)
    if match is None or not (match[1] or match[3]):
        return None
    first, last = (int(part) if part else None for part in (match[1], match[3]))
    if not match[2]:
        return Span(first, first)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Span(first, last)


def years_of(values: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Those of the known years that one of these spans holds."""
    spans = [span for value in values if (span := span_of(value))]
    return (year for year in known if any(span.holds(year) for span in spans))


MANY = 12
"""Of more years than these, decades are offered."""


def choices(counts: Mapping[str, int]) -> dict[str, int]:
    """What a filter offers of years with their counts: each of them, or their decades; the newest first."""
    numbers = sorted(((int(year), count) for year, count in counts.items() if year.isdecimal()), reverse=True)
    if len(numbers) <= MANY:
        return {str(number): count for number, count in numbers}
    decades: Counter[int] = Counter()
    for number, count in numbers:
        decades[number // 10 * 10] += count
    return {str(Span(decade, decade + 9)): count for decade, count in decades.items()}
