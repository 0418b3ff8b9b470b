"""What kind of evidence a passage is: a law, a policy, a practice or a recommendation.

Three things speak for a grade, each with a weight (log odds) that was fitted on labelled passages and rounded: the
concepts of the register that have ``grades`` ("this Act", "objective", "recommends"), how the passage opens ("Art. 12",
"129.31 Ratify ..."), and the forms of its verbs. The kind of its document, where it is known, says which grades it can
have at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tutela.evidence.finder import Reading
from tutela.evidence.match import GRADES, Grade
from tutela.register.thesaurus import Concept
from tutela.text.document import Passage

Row = tuple[float, float, float, float]
"""How much something speaks for each grade, in the order of GRADES."""

USUAL: Row = (0.4, 0.5, 0.0, -0.9)
"""How usual each grade is."""

POSSIBLE: dict[str, tuple[Grade, ...]] = {
    "law": ("law",),
    "treaty": ("law",),
    "policy": ("policy",),
    "guidance": ("policy", "recommendation"),
    "report": ("practice", "recommendation"),
}
"""The grades that passages of a document can have, by its kind; any other kind leaves all open."""

OPENINGS: dict[str, tuple[re.Pattern[str], Row]] = {
    "provision": (
        re.compile(
            r"(?:art(?:icle|ículo|\.)|section|§|ss?\.|rule|reg(?:ulation|\.))\s*\d"
            r"|\d+[A-Z]?\s?(?:bis|ter)?\.?\s*\(\d\w?\)|\d+[A-Z]{1,2}\.\s",
            re.IGNORECASE,
        ),
        (2.0, -0.9, -0.8, -0.3),
    ),
    "review": (re.compile(r"(?:para\.\s*)?\d{2,3}\.\d{1,3}\b"), (0.0, -0.3, -0.3, 0.7)),
    "paragraph": (re.compile(r"para\. \d|\d{1,3}\.\s+[A-ZÉÀ]"), (-0.2, -0.8, 0.6, 0.4)),
    "item": (
        re.compile(
            r"\d{1,2}\.\d{1,2}\.?\s|(?:objective|action|goal|output|activity|measure|pillar"
            r"|objectif|axe|mesure|objetivo|acción|línea|medida)\s+\d",
            re.IGNORECASE,
        ),
        (-1.0, 1.8, -0.3, -0.4),
    ),
}
"""How a passage begins (its label before it): a provision of a law, a recommendation of a review ("129.31"), a
numbered paragraph, an item of a plan or manual."""

BIDDING = re.compile(
    r"(?:[\d.]+\s+)?(?:\w+(?:er|ir|re|ar)\b\s+(?!de)|(?:adopt|ensure|strengthen|ratify|amend|establish|take|provide"
    r"|review|repeal|criminali[sz]e|set up|make|give|allocate|develop|introduce|enact)\b)",
    re.IGNORECASE,
)
BIDS: Row = (-0.4, 0.0, -0.7, 1.1)
"""A passage that begins with what is to be done ("Ratify ...", "Renforcer ...")."""

FORMS: tuple[tuple[dict[str, tuple[str, ...]], Row], ...] = (
    (
        {
            "en": (" was ", " were ", " had "),
            "fr": (" a été ", " ont été ", " ont ", "ait ", "aient "),
            "es": ("ó ", "aron ", "ieron ", " ha ", " han "),
        },
        (-0.2, -0.4, 0.8, -0.2),
    ),
    (
        {"en": (" will ",), "fr": ("era ", "eront "), "es": ("rá ", "rán ", "rá,", "rse ")},
        (0.4, 0.8, -0.6, -0.6),
    ),
    (
        {"en": (" may ",), "fr": (" peut ", " peuvent "), "es": ("are ", "iere ", "ieren ", "aren ")},
        (0.8, 0.3, -0.5, -0.6),
    ),
)
"""Endings and small words by language: the past, the future, and what is allowed or supposed."""

ABOVE = 0.5
"""What a concept counts that stands only in the headings or the lead."""

ONCE_TO_OFTEN = (0.0, 1.0, 1.41, 1.73)
"""What something counts that stands there never, once, twice, more often (square roots)."""


class Grading:
    """Grades passages of one language, by the concepts of a thesaurus that have grades (known by their places)."""

    def __init__(self, concepts: Sequence[Concept], language: str) -> None:
        self._signs = {place: _row(concept.grades) for place, concept in enumerate(concepts) if concept.grades}
        self._places = frozenset(self._signs)
        self._forms = [(forms.get(language, ()), row) for forms, row in FORMS]

    def grade(self, passage: Passage, reading: Reading, above: Reading | None) -> Grade:
        """The grade of a passage in which, and above which, this was found."""
        possible = POSSIBLE.get(passage.doctype, GRADES)
        if len(possible) == 1:
            return possible[0]
        odds = self.odds(passage, reading, above)
        return max(possible, key=lambda grade: odds[GRADES.index(grade)])

    def odds(self, passage: Passage, reading: Reading, above: Reading | None) -> list[float]:
        """How much speaks for each grade, in the order of GRADES."""
        told = [(USUAL, 1.0), *self._told_by_concepts(reading, above)]
        text = passage.text
        opening = f"{passage.label} {text[:80]}".lstrip(' «"“')
        told += [(row, 1.0) for pattern, row in OPENINGS.values() if pattern.match(opening)]
        if BIDDING.match(text):
            told.append((BIDS, 1.0))
        for forms, row in self._forms:
            times = sum([text.count(form) for form in forms])
            if times:
                told.append((row, ONCE_TO_OFTEN[min(times, 3)]))
        return [sum([row[grade] * times for row, times in told]) for grade in range(len(GRADES))]

    def _told_by_concepts(self, reading: Reading, above: Reading | None) -> Iterable[tuple[Row, float]]:
        here = self._places & reading.concepts.keys()
        for concept in here:
            yield self._signs[concept], ONCE_TO_OFTEN[min(len(reading.concepts[concept]), 3)]
        if above:
            for concept in (self._places & above.concepts.keys()) - here:
                yield self._signs[concept], ABOVE


def _row(grades: Mapping[str, float]) -> Row:
    law, policy, practice, recommendation = (grades.get(grade, 0.0) for grade in GRADES)
    return law, policy, practice, recommendation
