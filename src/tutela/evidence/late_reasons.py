"""Reasons that are worked out when somebody reads them: most matches are only counted or ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tutela.evidence.match import Reason

Both = tuple[tuple[Reason, ...], tuple[Reason, ...]]
"""The reasons for a match, and those against it."""


class LateReasons:
    """The reasons of a match, worked out once, when those for it or those against it are looked at."""

    def __init__(self, work_out: Callable[[], Both]) -> None:
        self._work_out = work_out
        self._both: Both | None = None
        self.speaking_for = _Side(self, 0)
        self.against = _Side(self, 1)

    def side(self, number: int) -> tuple[Reason, ...]:
        """Those for the match (0) or against it (1)."""
        if self._both is None:
            self._both = self._work_out()
        return self._both[number]


class _Side(Sequence[Reason]):
    """A sequence of reasons, equal to the tuple of the same reasons."""

    __slots__ = ("_number", "_reasons")

    def __init__(self, reasons: LateReasons, number: int) -> None:
        self._reasons = reasons
        self._number = number

    def _side(self) -> tuple[Reason, ...]:
        return self._reasons.side(self._number)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return self._side()[place]

    def __len__(self) -> int:
        return len(self._side())

    def __iter__(self) -> Iterator[Reason]:
        return iter(self._side())

    def __eq__(self, other: object) -> bool:
        return self._side() == (other._side() if isinstance(other, _Side) else other)

    def __repr__(self) -> str:
        return repr(self._side())
