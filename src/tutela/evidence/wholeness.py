"""What was learned on whether a passage does what a measure asks, or only part of it.

Four things tell it: how surely the passage is evidence at all, how much of that rests on its resemblance to labelled
passages, how much its traits resemble those of passages that were labelled in full, whatever the measure (a law on
trafficking in persons of any age answers many measures in part), and how often evidence for the measure is whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tutela.evidence.traits import Shown

SIGNALS = ("score", "lent", "whole")
"""What is weighed together: the log odds of the score, the share of what speaks for the measure that lies in
resemblance, and what the traits tell of being whole."""

SUREST = 0.999
"""Scores above this count as this."""


@dataclass(frozen=True, slots=True)
class Wholeness:
    """What was learned.

    ``weights`` are those of SIGNALS in log odds per unit; ``bias`` is added to them, and what ``priors`` say of the
    measure (by its id). A match does what is asked where the sum is ``least`` or more. ``traits`` says what each trait
    tells of being whole.
    """

    weights: Mapping[str, float]
    bias: float
    priors: Mapping[str, float]
    least: float
    traits: npt.NDArray[np.float32]

    def told(self, shown: Shown) -> float:
        """What the traits of a passage tell of being whole."""
        return float(shown.values @ self.traits[shown.numbers])

    def is_whole(self, measure: str, score: float, lent: float, told: float) -> bool:
        """Whether a match of this score does what the measure asks."""
        weights = self.weights
        odds = weights["score"] * log_odds(score) + weights["lent"] * lent + weights["whole"] * told
        return odds + self.bias + self.priors[measure] >= self.least


def log_odds(score: float) -> float:
    """The log odds of a score in 0..1, the surest ones alike."""
    score = min(score, SUREST)
    return math.log(score / (1 - score))
