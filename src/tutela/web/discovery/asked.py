"""What the address of a search of the catalogue asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from tutela.web.discovery.finding import PER_PAGE, REACHABLE, SORTS, Results, find
from tutela.web.discovery.years import span_of
from tutela.web.library.facets import KINDS

MOST_VALUES = 20
"""Values of one filter that are minded."""

_LONGEST = 200  # characters of a value
_LAST_PAGE = REACHABLE // PER_PAGE


@dataclass(frozen=True)
class Asked:
    """Whatever an address may say, this can be answered: what is not understood counts as not said.

    A filter is given once for each of its values: ``type=law&type=report&language=fre``. Years are single ones or
    spans, ``year=2015-2020``; the form gives the ends of one as ``from`` and ``to``. ``more`` is the filter of which
    all values are to be shown.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = SORTS[0]
    page: int = 1
    more: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> Asked:
        """What the parameters say."""
        filters = {kind: _values(given.getlist(kind), kind) for kind in KINDS}
        if between := _between(given.get("from", ""), given.get("to", "")):
            filters["year"] = tuple(dict.fromkeys((*filters["year"], between)))
        page = given.get("page", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 8 else 1
        sort, more = given.get("sort", ""), given.get("more", "")
        return cls(
            given.get("q", ""),
            {kind: values for kind, values in filters.items() if values},
            sort if sort in SORTS else SORTS[0],
            max(1, min(number, _LAST_PAGE)),
            more if more in KINDS else "",
        )

    def find(self, language: str) -> Results:
        """What this finds, in the page's language."""
        return find(self.text, self.filters, language, self.sort, self.page)

    def address(self, **changes: str | None) -> str:
        """The address of the same search with these changes to ``q``, ``sort``, ``page`` and ``more``; the first page,
        and no filter unfolded, unless they say otherwise."""
        return _address(self._pairs(self.filters, changes))

    def with_value(self, kind: str, value: str) -> str:
        """The address of this search with one more value of a filter."""
        values = tuple(dict.fromkeys((*self.filters.get(kind, ()), value)))
        return _address(self._pairs({**self.filters, kind: values}, {}))

    def without_value(self, kind: str, value: str) -> str:
        """The address of this search without a value of a filter."""
        values = tuple(one for one in self.filters.get(kind, ()) if one != value)
        return _address(self._pairs({**self.filters, kind: values}, {}))

    def without_filters(self) -> str:
        return _address(self._pairs({}, {}))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form with a new query keeps: filters and order."""
        return [pair for pair in self._pairs(self.filters, {}) if pair[0] != "q"]

    @property
    def hidden_without_years(self) -> list[tuple[str, str]]:
        """What the form of years keeps."""
        return [pair for pair in self._pairs(self.filters, {}) if pair[0] != "year"]

    @property
    def hidden_without_sort(self) -> list[tuple[str, str]]:
        """What the form of the order keeps."""
        return [pair for pair in self._pairs(self.filters, {}) if pair[0] != "sort"]

    def _pairs(
        self, filters: Mapping[str, tuple[str, ...]], changes: Mapping[str, str | None]
    ) -> list[tuple[str, str]]:
        said = {"q": self.text, "sort": None if self.sort == SORTS[0] else self.sort, **changes}
        pairs = [("q", said.pop("q") or "")]
        pairs += [(kind, value) for kind, values in filters.items() for value in values]
        pairs += [(name, value or "") for name, value in said.items()]
        return [(name, value) for name, value in pairs if value]


def _address(pairs: list[tuple[str, str]]) -> str:
    return "?" + urlencode(pairs, errors="replace")


def _values(given: list[str], kind: str) -> tuple[str, ...]:
    said = [value for value in given if value and value.isprintable() and len(value) <= _LONGEST]
    if kind == "year":
        said = [str(span) for value in said if (span := span_of(value))]
    return tuple(dict.fromkeys(said))[:MOST_VALUES]


def _between(first: str, last: str) -> str:
    """The span between two years that were written into the form; "" where neither is a year."""
    span = span_of(f"{_year(first)}-{_year(last)}")
    return str(span) if span else ""


def _year(given: str) -> str:
    year = given.strip()
    return year if year.isascii() and year.isdecimal() and len(year) < 5 else ""
