"""Which passages stand on the page of a measure, in which group and order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tutela.evidence.findings import MISSES
from tutela.evidence.judgement import Outcome, outcome
from tutela.web.assessments.models import Answer, Assessment, Judgement, Match

GROUPS = ("contrary", "evidence", "unsure", "earlier", "miss", "rejected")
"""The groups of a page, in their order: contrary passages; evidence; what a person must decide on; what people decided
on and the shown run does not find; the nearest passages where there is nothing else; what people rejected."""

ASKED = ("evidence", "unsure", "contrary")
"""The verdicts of the program on which reviewers are asked to decide."""


class Found(NamedTuple):
    """What the shown run says of a passage, as far as its place on the page goes. A score of 0 says that it did not
    find the passage: the match is kept for what people decided on it (``tutela.web.assessments.keeping``)."""

    match: int
    passage: int
    score: float
    direction: str
    verdict: str
    document: int
    number: int

    @property
    def is_asked(self) -> bool:
        """Whether reviewers are asked to decide on it."""
        return self.score > 0 and self.verdict in ASKED


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage on the page. ``match`` is None where the shown run has none; ``said`` is what the viewer may know of
    people's answers; ``is_mine`` says that the viewer has answered, ``is_asked`` that reviewers are asked to."""

    passage: int
    match: int | None
    group: str
    said: Outcome
    is_mine: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The passages of a measure, in the order of the page. ``hides`` says that somebody's answers are kept from the
    viewer, who decides independently."""

    entries: tuple[Entry, ...]
    hides: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_decide(self) -> int:
        """How many passages a reviewer is asked about."""
        return sum(entry.is_asked for entry in self.entries)

    @property
    def decided(self) -> int:
        """How many of them the viewer has decided on."""
        return sum(entry.is_asked and entry.is_mine for entry in self.entries)

    def place(self, passage: int) -> int | None:
        """Where a passage stands in the order, from 0; None where it is not shown."""
        return next((place for place, entry in enumerate(self.entries) if entry.passage == passage), None)


def listing(
    assessment: Assessment, measure: str, viewer: int, *, independent: bool = False, keep: int | None = None
) -> Listing:
    """The passages of a measure as a viewer (the key of a user) may see them. Two queries.

    With ``independent``, what others said of a passage is left out until the viewer has decided on it: it shows neither
    in words nor by the group. The passage ``keep`` stays in the group where the program put it, whatever people said:
    it is where the reader just was.
    """
    answers = _answers(assessment, measure)
    visible = {pk: given for pk, given in answers.items() if not independent or viewer in given}
    found = _found(assessment, measure)
    shown = [one for one in found if one.score > 0 or one.passage in visible or one.passage == keep]
    entries = [_entry(one, one.passage, visible, viewer, keep) for one in shown]
    entries += [
        _entry(None, pk, visible, viewer, keep) for pk in sorted(visible.keys() - {one.passage for one in found})
    ]
    entries.sort(key=lambda entry: GROUPS.index(entry.group))
    entries = list(_with_few_misses(entries, keep))
    counts = {group: sum(entry.group == group for entry in entries) for group in GROUPS}
    return Listing(tuple(entries), len(visible) < len(answers), counts)


def _answers(assessment: Assessment, measure: str) -> dict[int, dict[int, str]]:
    """The answers that hold, by passage and reviewer."""
    rows = (
        Judgement.objects.filter(
            assessment=assessment,
            measure=measure,
            is_current=True,
            passage__document__assessed_in__assessment=assessment,
        )
        .exclude(answer=Answer.WITHDRAWN)
        .order_by()
        .values_list("passage", "reviewer", "answer")
    )
    answers: dict[int, dict[int, str]] = {}
    for passage, reviewer, answer in rows:
        answers.setdefault(passage, {})[reviewer] = answer
    return answers


def _found(assessment: Assessment, measure: str) -> list[Found]:
    """What the shown run found, best first."""
    rows = Match.objects.filter(
        assessment=assessment,
        run=assessment.shown_run,
        measure=measure,
        passage__document__assessed_in__assessment=assessment,
    ).values_list("pk", "passage", "score", "direction", "verdict", "passage__document", "passage__number")
    return sorted((Found(*row) for row in rows), key=lambda one: (-one.score, one.document, one.number))


def _entry(
    found: Found | None, passage: int, answers: Mapping[int, Mapping[int, str]], viewer: int, keep: int | None
) -> Entry:
    given = answers.get(passage, {})
    said = outcome(given.values())
    group = _group(found, "undecided" if passage == keep else said)
    is_asked = found is not None and found.is_asked
    return Entry(passage, found.match if found else None, group, said, viewer in given, is_asked)


def _group(found: Found | None, said: Outcome) -> str:
    """Where a passage stands, by the rule of ``tutela.evidence.judgement``."""
    if said == "rejected":
        return "rejected"
    if found is None or found.score <= 0:
        return "earlier"
    if found.direction == "contrary":
        return "contrary"
    if said == "confirmed" or (said == "undecided" and found.verdict == "evidence"):
        return "evidence"
    return "unsure" if said in ("unsure", "disputed") or found.verdict == "unsure" else "miss"


def _with_few_misses(entries: Iterable[Entry], keep: int | None) -> Iterator[Entry]:
    """The nearest passages only where nothing else was found, and few of them."""
    entries = list(entries)
    has_more = any(entry.group not in ("miss", "rejected") for entry in entries)
    room = 0 if has_more else MISSES
    for entry in entries:
        if entry.group == "miss" and entry.passage != keep:
            if room == 0:
                continue
            room -= 1
        yield entry
