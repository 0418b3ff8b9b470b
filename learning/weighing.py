"""How signals and resemblance are weighed together, and where a passage begins to speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from tutela.evidence.resemblance import above
from tutela.evidence.sparse import Flags, Floats

FALSE_ALARMS = 0.197
"""The share of passages without a label that may be given anything, at most."""

STEP, LOWEST = 0.05, -10.0
"""Between two thresholds that are tried, and the lowest that is (log odds)."""

LESS = 30
"""So many steps less a further measure may need."""

STRENGTH = 0.3
"""The inverse of how strongly the weights are held near 0 (signals scaled to variance 1)."""

Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights of the signals in log odds per unit, in the order of SIGNALS, and what is added to their sum in each
    language: its expressions find more or less of what there is."""

    weights: Floats
    bias: Mapping[str, float]

    def odds(self, values: Floats, weighed: Flags, languages: Sequence[str]) -> Floats:
        """The log odds for values (signals x passages x measures) of passages in these languages; minus infinity where
        a measure is not weighed."""
        total = np.tensordot(self.weights, values, axes=1)
        total += np.array([self.bias[language] for language in languages])[:, None]
        return np.where(weighed, total, -np.inf)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A passage speaks where its best measure has ``leading`` log odds; a further one then needs ``further``."""

    leading: float
    further: float

    def above(self, odds: Floats) -> Floats:
        """How far log odds (passages x measures) lie above what they need."""
        return above(odds, self.leading, self.further)


def learn_weighing(values: Floats, weighed: Flags, labels: Labels, languages: Sequence[str]) -> Weighing:
    """The logistic regression of the labels on the signals and the language, over all passages and measures that are
    weighed."""
    first, *others = sorted(set(languages))
    shape = values.shape[1:]
    spoken = [np.broadcast_to((np.array(languages) == other)[:, None], shape) for other in others]
    rows = np.concatenate([values, np.array(spoken, dtype=np.float64).reshape(-1, *shape)])[:, weighed].T
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit((rows - mean) / spread, labels[weighed])
    weights: Floats = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ mean)
    own = dict(zip(others, weights[len(values) :].tolist(), strict=True))
    return Weighing(weights[: len(values)], {first: bias, **{other: bias + more for other, more in own.items()}})


def learn_thresholds(odds: Floats, labels: Labels) -> Thresholds:
    """The thresholds with the best F1 among those with at most so many false alarms."""
    silent = ~labels.any(axis=1)
    best = odds.max(axis=1)
    alarms = np.sort(best[silent])[::-1]
    loudest = max(float(alarms[int(len(alarms) * FALSE_ALARMS)]), LOWEST) if len(alarms) else LOWEST
    above = int(np.floor(loudest / STEP + 1e-6)) + 1  # in steps: that alarm is one too many
    leading = above * STEP
    found = [(_f1(odds, labels, best, leading, step * STEP), step * STEP) for step in range(above - LESS, above)]
    return Thresholds(leading, max(found)[1])


def _f1(odds: Floats, labels: Labels, best: Floats, leading: float, further: float) -> float:
    said = (odds >= further) & (best >= leading)[:, None]
    return float(2 * (said & labels).sum() / max(said.sum() + labels.sum(), 1))
