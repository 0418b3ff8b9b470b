"""How far two reviewers agree: the share of equal answers, and Cohen's kappa.

Kappa sets the agreement that was observed against the one that chance would give, if each reviewer gave their answers
as often as they did, but blindly:

    kappa = (observed - expected) / (1 - expected)

``observed`` is the share of passages with the same answer; ``expected`` the sum, over the answers, of the product of
the shares with which the two reviewers gave it. Source: Jacob Cohen, "A coefficient of agreement for nominal scales",
Educational and Psychological Measurement 20 (1960), pp. 37-46. Where both gave one and the same answer throughout, the
expected agreement is 1 and kappa is not defined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

ANSWERS = ("confirmed", "rejected", "unsure")
"""The answers that are compared, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two reviewers gave which answers on the same passages: ``table[i][j]`` counts where the first gave
    ``ANSWERS[i]`` and the second ``ANSWERS[j]``."""

    table: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """The passages on which both answered."""
        return sum(map(sum, self.table))

    @property
    def same(self) -> int:
        """Those on which both gave the same answer."""
        return sum(self.table[place][place] for place in range(len(ANSWERS)))

    @property
    def firsts(self) -> tuple[int, ...]:
        """How often the first reviewer gave each answer."""
        return tuple(map(sum, self.table))

    @property
    def seconds(self) -> tuple[int, ...]:
        """How often the second reviewer gave each answer."""
        return tuple(map(sum, zip(*self.table, strict=True)))

    @property
    def observed(self) -> float | None:
        """The share of equal answers, 0..1; None where there is no passage on which both answered."""
        return self.same / self.total if self.total else None

    @property
    def expected(self) -> float | None:
        """The share of equal answers that chance would give; None where there is no passage on which both answered."""
        return self._by_chance / self.total**2 if self.total else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, -1..1; None where it is not defined."""
        most = self.total**2 - self._by_chance  # in whole numbers: no rounding decides whether it is defined
        return (self.total * self.same - self._by_chance) / most if most else None

    @property
    def _by_chance(self) -> int:
        return sum(first * second for first, second in zip(self.firsts, self.seconds, strict=True))


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of two reviewers, from their answers on the same passages; KeyError for any other answer."""
    counted = Counter(pairs)
    places = {answer: place for place, answer in enumerate(ANSWERS)}
    for first, second in counted:
        places[first], places[second]
    return Agreement(tuple(tuple(counted[first, second] for second in ANSWERS) for first in ANSWERS))
