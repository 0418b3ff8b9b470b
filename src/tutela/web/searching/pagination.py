"""The pages of a long list of results."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Paged(Protocol):
    """What an address asks for: the page, and how to write the same with another one."""

    @property
    def page(self) -> int: ...

    def address(self, **changes: str | None) -> str: ...


class Page(NamedTuple):
    number: int
    address: str
    is_here: bool


class Pages:
    """The page that is shown, and the way to the others. One past the end is the last."""

    def __init__(self, asked: Paged, total: int, size: int) -> None:
        self.asked = asked
        self.total = total
        self.size = size
        self.last = max(1, -(-total // size))
        self.number = min(asked.page, self.last)
        self.start = (self.number - 1) * size

    @property
    def first_shown(self) -> int:
        return self.start + 1

    @property
    def last_shown(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def previous(self) -> str:
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self._address(self.number + 1) if self.number < self.last else ""

    @property
    def near(self) -> list[Page]:
        """The first and the last page, and those around this one."""
        numbers = {1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)}
        return [Page(number, self._address(number), number == self.number) for number in sorted(numbers)]

    def _address(self, number: int) -> str:
        return self.asked.address(page=str(number) if number > 1 else None)
