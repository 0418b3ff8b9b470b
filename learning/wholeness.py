"""Whether evidence does what its measure asks or only part of it: learned from the strength of labels.

Two steps, as for the scores themselves. The traits of a passage say how much it resembles passages labelled in full
beside those labelled in part, whatever the measure: one more column of the regression on traits. A few signals and how
often the labels of a measure are full are then weighed together by a logistic regression over the labels of the
collection that the engine finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from learning.passages import LabelledPassage
from learning.ridge import Matrix
from tutela.evidence.match import EVIDENCE
from tutela.evidence.sparse import Flags, Floats, Numbers
from tutela.evidence.wholeness import SIGNALS, SUREST, Wholeness

FOUND = 0.3
"""Labels are learned from whose passages have this score or more: for weaker ones nobody asks."""

SHRINK = 8
"""The share of full labels of a measure is taken as if it had so many more labels, with the share of all."""

TRUSTED = 2 / 3
"""The share of matches said to do what is asked that must do so: the status "addressed" rests on them."""

STRENGTH = 0.3
"""The inverse of how strongly the weights are held near 0 (signals scaled to variance 1)."""

STEP = 0.05


def whole_labels(passages: Sequence[LabelledPassage]) -> Matrix:
    """How whole the labels of each passage are, beside the mean of all: 0 where it has none (passages x 1)."""
    shares = [
        sum(strength == "full" for strength in one.measures.values()) / len(one.measures) if one.measures else np.nan
        for one in passages
    ]
    column = np.array(shares, dtype=np.float32)[:, None]
    known = ~np.isnan(column)
    if not known.any():
        return np.zeros_like(column)
    return np.where(known, 2 * (column - column[known].mean()), np.float32(0))


@dataclass(frozen=True, slots=True)
class Cases:
    """Labels with what is known of their passages: ``values`` (cases x SIGNALS), the places of the ``measures`` and of
    the ``groups`` of documents, and which are ``full``."""

    values: Floats
    measures: Numbers
    groups: Numbers
    full: Flags

    def chosen(self, these: Flags) -> Cases:
        return Cases(self.values[these], self.measures[these], self.groups[these], self.full[these])

    @property
    def scores(self) -> Floats:
        """The scores of the passages, for the measures."""
        scores: Floats = 1 / (1 + np.exp(-self.values[:, SIGNALS.index("score")]))
        return scores


def cases(full: Flags, part: Flags, scores: Floats, lent: Floats, whole: Floats, groups: Numbers) -> Cases:
    """The labels (``full`` or in ``part``: passages x measures) that are found, from the scores (left out), the shares
    of resemblance in them, how whole (passages) the traits are (left out), and the group of each passage."""
    rows, measures = np.nonzero((full | part) & (scores >= FOUND))
    sure = np.minimum(scores[rows, measures], SUREST)
    values = np.column_stack([np.log(sure / (1 - sure)), lent[rows, measures], whole[rows]])
    return Cases(values, measures.astype(np.intp), groups[rows], full[rows, measures])


def learn_wholeness(known: Cases, measures: Sequence[str], traits: Matrix) -> Wholeness | None:
    """What the engine keeps; None where the labels are all full, or none is. ``traits`` is the column of
    ``whole_labels`` in the regression."""
    if known.full.all() or not known.full.any():
        return None
    weights, bias, priors = _fitted(known, len(measures))
    return Wholeness(
        weights=dict(zip(SIGNALS, weights.round(4).tolist(), strict=True)),
        bias=round(bias, 4),
        priors=dict(zip(measures, priors.round(4).tolist(), strict=True)),
        least=least(known, left_out_odds(known, len(measures))),
        traits=traits,
    )


def left_out_odds(known: Cases, count: int) -> Floats:
    """The log odds of each of these labels to be full, learned without its group of documents."""
    odds = np.zeros(len(known.full))
    for group in np.unique(known.groups).tolist():
        out = known.groups == group
        weights, bias, priors = _fitted(known.chosen(~out), count)
        odds[out] = known.values[out] @ weights + bias + priors[known.measures[out]]
    return odds


def least(known: Cases, odds: Floats) -> float:
    """The least log odds from which on evidence is TRUSTED to be full; never below 0."""
    evidence = known.scores >= EVIDENCE
    odds, full = odds[evidence], known.full[evidence]
    steps = np.arange(0, 2, STEP).round(2).tolist()
    trusted = [step for step in steps if full[odds >= step].sum() >= TRUSTED * (odds >= step).sum()]
    return float(min(trusted, default=steps[-1]))


def left_out_figures(known: Cases, count: int) -> dict[str, float]:
    """How well labels of evidence are told apart, each group of documents left out.

    Of these labels: how many there are, and the shares of full ones, of right answers where "does" is said from even
    odds on, and of right answers as they are given. Of those said to be full, and of the full ones: the right answers.
    And how far, on average, the chances lie from what is so, in ten parts from the least chance on.
    """
    odds = left_out_odds(known, count)
    needed = least(known, odds)
    evidence = known.scores >= EVIDENCE
    full, odds = known.full[evidence], odds[evidence]
    said = odds >= needed
    chances = 1 / (1 + np.exp(-odds))
    parts = np.array_split(np.argsort(odds), 10)
    return {
        "labels": float(len(full)),
        "full": float(full.mean()),
        "right at even odds": float(((odds >= 0) == full).mean()),
        "right": float((said == full).mean()),
        "right of does": float(full[said].mean()),
        "right of full": float(said[full].mean()),
        "off": float(np.mean([abs(chances[part].mean() - full[part].mean()) for part in parts if len(part)])),
    }


def _fitted(known: Cases, count: int) -> tuple[Floats, float, Floats]:
    """Weights, bias and priors. While the weights are learned, the prior of each label is that of the other documents,
    so that it counts no more than it will for documents never seen."""
    if known.full.all() or not known.full.any():  # as it may be where a group is left out
        return np.zeros(len(SIGNALS)), np.inf if known.full.any() else -np.inf, np.zeros(count)
    weighted = np.column_stack([known.values, _priors_of_others(known, count)])
    mean, spread = weighted.mean(axis=0), weighted.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit((weighted - mean) / spread, known.full)
    weights: Floats = model.coef_[0] / spread
    priors = weights[-1] * _prior(*_counted(known, count), known.full.mean())
    return weights[:-1], float(model.intercept_[0] - weights @ mean), priors


def _prior(full: Floats, all_: Floats, mean: float) -> Floats:
    """The log odds of being full for measures with so many full labels of all, beside the mean."""
    share = (full + SHRINK * mean) / (all_ + SHRINK)
    prior: Floats = np.log(share / (1 - share)) - np.log(mean / (1 - mean))
    return prior


def _counted(known: Cases, count: int) -> tuple[Floats, Floats]:
    full = np.bincount(known.measures, weights=known.full, minlength=count)
    return full, np.bincount(known.measures, minlength=count).astype(np.float64)


def _priors_of_others(known: Cases, count: int) -> Floats:
    """For each label the prior of its measure, by the labels of other groups of documents."""
    full, all_ = (counts[known.measures] for counts in _counted(known, count))
    cells = known.groups * count + known.measures
    full -= np.bincount(cells, weights=known.full)[cells]
    all_ -= np.bincount(cells)[cells]
    return _prior(full, all_, float(known.full.mean()))
