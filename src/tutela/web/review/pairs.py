"""The answers of two reviewers on the same passages of an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Answer, Assessment, Judgement
from tutela.web.review.agreement import Agreement, agreement
from tutela.web.site.register import the_register

Key = tuple[str, int]
"""A measure and a passage."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage on which two reviewers gave different answers. The keys are those of their judgements."""

    measure: str
    passage: int
    first: int
    second: int


class Answers:
    """What all reviewers of an assessment say now, by reviewer, measure and passage. One query."""

    def __init__(self, assessment: Assessment) -> None:
        self._given: dict[int, dict[Key, tuple[str, int]]] = {}
        rows = (
            Judgement.objects.filter(assessment=assessment, is_current=True)
            .exclude(answer=Answer.WITHDRAWN)
            .order_by()
            .values_list("reviewer", "measure", "passage", "answer", "pk")
        )
        for reviewer, measure, passage, answer, pk in rows:
            self._given.setdefault(reviewer, {})[measure, passage] = (answer, pk)

    @property
    def reviewers(self) -> list[int]:
        return sorted(self._given)

    def most_in_common(self) -> tuple[int, int] | None:
        """The two reviewers with most passages on which both decided (the earlier accounts, where several have as
        many); None where there are no two reviewers."""
        pairs = list(combinations(self.reviewers, 2))
        return max(pairs, key=lambda pair: len(self._common(*pair)), default=None)

    def agreement(self, first: int, second: int) -> Agreement:
        """How far two reviewers agree."""
        one, other = self._given.get(first, {}), self._given.get(second, {})
        return agreement((one[key][0], other[key][0]) for key in self._common(first, second))

    def differences(self, first: int, second: int) -> list[Difference]:
        """Where two reviewers differ: first where one rejects what the other confirms, then where one is unsure; each
        in the order of the register."""
        one, other = self._given.get(first, {}), self._given.get(second, {})
        order = {measure.id: place for place, measure in enumerate(the_register().measures)}
        different = [key for key in self._common(first, second) if one[key][0] != other[key][0]]
        different.sort(
            key=lambda key: (Answer.UNSURE in (one[key][0], other[key][0]), order.get(key[0], len(order)), key)
        )
        return [Difference(*key, one[key][1], other[key][1]) for key in different]

    def _common(self, first: int, second: int) -> list[Key]:
        one, other = self._given.get(first, {}), self._given.get(second, {})
        return [key for key in one if key in other]


def judgements_of(differences: Iterable[Difference]) -> Mapping[int, Judgement]:
    """The judgements behind differences, by their keys, with their passages and documents. One query."""
    keys = [key for difference in differences for key in (difference.first, difference.second)]
    rows = Judgement.objects.select_related("reviewer", "passage", "passage__document").defer("passage__stems")
    return rows.in_bulk(keys)


def people_of(assessment: Assessment) -> Sequence[User]:
    """Everybody who has ever decided in this assessment, by name."""
    return list(User.objects.filter(judgements__assessment=assessment).distinct().order_by("name", "pk"))
