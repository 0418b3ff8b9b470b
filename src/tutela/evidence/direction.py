"""Whether a passage does what a measure asks, or only part of it. What does the contrary is told by ``contrary.py``.

Where it was learned from labelled passages, as for the measures of a register that has them (``wholeness.py``), that
decides; otherwise a rule: what the best query requires must stand in the passage, and the score must be high.
"""

from __future__ import annotations

import math

from tutela.evidence.answers import Question
from tutela.evidence.finder import Found, Reading
from tutela.evidence.match import Direction
from tutela.evidence.scoring import Scored
from tutela.evidence.traits import Shown
from tutela.evidence.wholeness import Wholeness

WHOLE_WEIGHT, WHOLE_SCORE = 0.8, 0.6
"""By the rule, a question worth no more than this, and a score below this, make a part at best."""


def direction(measure: str, scored: Scored, found: Found, shown: Shown | None, learned: Wholeness | None) -> Direction:
    """Whether a match with this measure (by its id) does what is asked or only part of it.

    ``found`` is what was found in the passage, and ``shown`` are its traits, where something was learned.
    """
    if learned and shown and measure in learned.priors:
        return "does" if learned.is_whole(measure, scored.score, scored.lent, learned.told(shown)) else "part"
    question = scored.question
    if question is None or scored.score < WHOLE_SCORE or question.weight <= math.log(WHOLE_WEIGHT):
        return "part"
    return "does" if _holds(question, *found) else "part"


def _holds(question: Question, reading: Reading, above: Reading | None) -> bool:
    """Whether all that a question requires stands where it must stand."""
    here = reading.concepts.keys()
    over = above.concepts.keys() if above else ()
    return all(
        not column.concepts.isdisjoint(here) or (not column.inside and not column.concepts.isdisjoint(over))
        for column in question.columns
        if column.required
    )
