"""From signals and resemblance to labelled passages to log odds: the learned part of the score.

Two steps, both linear, so that each can be told: the traits of a passage say how much it resembles passages that were
labelled with each measure (a ridge regression); that resemblance and the signals that need no labels are then weighed
together (a logistic regression). A passage in which no measure stands out stays silent; in one that speaks, a further
measure needs less.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tutela.evidence.finder import Found
from tutela.evidence.learned import Learned
from tutela.evidence.signals import Signals
from tutela.evidence.sparse import Flags, Floats, Numbers
from tutela.evidence.traits import Shown, Table, Traits

SIGNALS = (
    "question", "telling", "leading", "focus", "words", "length",
    "resemblance", "log-resemblance", "best-resemblance", "behind-resemblance", "speaks",
)  # fmt: skip
"""What is weighed together: see ``signal_values``."""

UNANSWERED = -1.6
"""What is taken for a question that is not answered, or hardly (a log factor)."""

DEPLORED = 4.0
"""What a passage loses (log odds) that only deplores a lack: a rule, since too few labelled passages show it."""

SHORT, UNSUPPORTED = 15, -0.1
"""A passage of fewer words that answers no question has these log odds at most."""

PLAUSIBLE_ODDS, PLAUSIBLE_RESEMBLANCE = -7.0, 0.06
"""A measure is weighed where the hand-set log odds or the resemblance are above these."""


class Weighed(NamedTuple):
    """The learned log odds of passages (passages x measures; minus infinity where a measure is not weighed), the share
    (0..1) that resemblance has in what speaks for a measure, and the traits of the passages."""

    odds: Floats
    lent: Floats
    shown: list[Shown]


class Told(NamedTuple):
    """How much each idea (by its place), and each stem (by its number), adds to the resemblance of a passage to those
    labelled with a measure."""

    ideas: dict[int, float]
    stems: dict[int, float]


class Resemblance:
    """Weighs passages of one language by what was learned.

    ``columns`` are those of the measures in the table (see ``Learned.columns``).
    """

    def __init__(self, learned: Learned, traits: Traits, columns: Numbers, language: str) -> None:
        self._traits = traits
        self._table: Table = learned.table
        if columns.tolist() != list(range(learned.table.shape[1] - 1)):  # else the languages share one table
            own = np.where(columns >= 0, learned.table[:, columns], np.float32(0))
            self._table = np.column_stack([own, learned.table[:, -1]]).astype(np.float32)
        self.known: Flags = columns >= 0
        self.weights: Mapping[str, float] = learned.weights
        self._vector = np.array([learned.weights[signal] for signal in SIGNALS])
        self._bias = learned.bias.get(language, float(np.mean(list(learned.bias.values()))))
        self._leading, self._further = learned.leading, learned.further

    def weigh(self, found: Sequence[Found], signals: Signals, odds: Floats) -> Weighed:
        """The learned log odds of these passages; ``odds`` are the hand-set ones, without nearness."""
        shown = self._traits.of(found)
        said = np.array([one.values @ self._table[one.numbers] for one in shown], dtype=np.float64)
        resembles = said[:, :-1]
        named = signal_values(signals, resembles, said[:, -1:])
        total = np.tensordot(self._vector, named, axes=1) + self._bias
        total = np.where(plausible(odds, resembles) & self.known, total, -np.inf)
        total = above(total, self._leading, self._further)
        return Weighed(at_most(total, signals), lent(self.weights, named), shown)

    def shown(self, found: Found) -> Shown:
        """The traits of a passage."""
        return self._traits.of([found])[0]

    def told(self, shown: Shown, measure: int) -> Told:
        """What the traits of a passage tell of a measure (by its place); half of what a pair adds falls to each of its
        ideas."""
        parts = shown.values * self._table[shown.numbers, measure]
        pairs = len(shown.first)
        places = np.concatenate([shown.first, shown.second])
        halves = np.concatenate([parts[:pairs], parts[:pairs]]) / 2
        sums = np.bincount(places, weights=halves)
        ideas = {place: float(sums[place]) for place in np.unique(places).tolist()}
        return Told(ideas, dict(zip(shown.numbers[pairs:].tolist(), parts[pairs:].tolist(), strict=True)))


def lent(weights: Mapping[str, float], named: Floats) -> Floats:
    """Of what speaks for each measure, beside a passage with no sign of it, the share of resemblance: for these values
    of SIGNALS (signals x passages x measures)."""
    floor = {"question": UNANSWERED, "telling": math.log(0.2), "words": math.log(0.2), "focus": 0.0}
    alike = {"resemblance": 0.0, "log-resemblance": math.log(0.03)}
    own = sum(weights[signal] * (named[SIGNALS.index(signal)] - least) for signal, least in floor.items())
    likeness = sum(weights[signal] * (named[SIGNALS.index(signal)] - least) for signal, least in alike.items())
    likeness = np.maximum(likeness, 0.0)
    share: Floats = likeness / (likeness + np.maximum(own, 0.1))
    return share


def above(odds: Floats, leading: float, further: float) -> Floats:
    """How far log odds (passages x measures) lie above what they need: ``leading``, and in a passage of which one has
    that, ``further``."""
    best = odds.max(axis=1, keepdims=True)
    lifted: Floats = odds - np.where(best >= leading, further, leading)
    return lifted


def at_most(odds: Floats, signals: Signals) -> Floats:
    """Log odds, of which those of a SHORT passage that answers no question are not enough for evidence: a few words
    alone ("(b) imports or distributes it;") may stand in a law on anything."""
    unsupported = (signals.length < SHORT) & (signals.answered == -np.inf)
    return np.where(unsupported, np.minimum(odds, UNSUPPORTED), odds)


def lowered(odds: Floats) -> Floats:
    """The log odds of measures in passages that only deplore a lack: these are never evidence."""
    return np.minimum(odds - DEPLORED, UNSUPPORTED)


def plausible(odds: Floats, resembles: Floats) -> Flags:
    """Which measures of passages are weighed at all."""
    return (odds > PLAUSIBLE_ODDS) | (resembles > PLAUSIBLE_RESEMBLANCE)


def signal_values(signals: Signals, resembles: Floats, speaks: Floats) -> Floats:
    """The values of SIGNALS for each passage and measure (signals x passages x measures).

    ``resembles`` is the resemblance to passages labelled with each measure, ``speaks`` (one column) that to passages
    labelled at all.
    """
    telling = np.log(0.2 + signals.told)
    nearest = resembles.max(axis=1, keepdims=True)
    values = (
        np.maximum(signals.answered, UNANSWERED), telling, telling - np.log(0.1 + signals.leader), signals.focus,
        np.log(0.2 + signals.words), np.log(5 + signals.length),
        resembles, np.log(0.03 + np.clip(resembles, 0, 1)), nearest, resembles - nearest, speaks,
    )  # fmt: skip
    named = np.empty((len(values), *resembles.shape))
    for place, value in enumerate(values):
        named[place] = value
    return named
