"""What stands before and after an entry of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def neighbours(entry: T, entries: Sequence[T]) -> tuple[T | None, T | None]:
    """The entries before and after one of ``entries``; None at the ends."""
    at = entries.index(entry)
    before = entries[at - 1] if at else None
    after = entries[at + 1] if at + 1 < len(entries) else None
    return before, after
