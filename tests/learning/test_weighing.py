"""How signals are weighed together, and where a passage begins to speak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learning.weighing import FALSE_ALARMS, LOWEST, STEP, Thresholds, Weighing, learn_thresholds, learn_weighing


def separable(passages: int = 60, measures: int = 4, seed: int = 1):  # type: ignore[no-untyped-def]
    """Two signals, of which the first tells the label and the second nothing."""
    chance = np.random.default_rng(seed)
    labels = chance.random((passages, measures)) < 0.3
    values = np.stack(
        [np.where(labels, 2.0, -1.0) + chance.normal(0, 0.3, labels.shape), chance.normal(0, 1, labels.shape)]
    )
    return values, labels, ["en", "fr", "es"] * (passages // 3)


def test_what_tells_is_weighed() -> None:
    values, labels, languages = separable()
    weighing = learn_weighing(values, np.ones_like(labels), labels, languages)
    telling, idle = weighing.weights
    assert telling > 1
    assert abs(idle) < telling / 5
    assert weighing.bias.keys() == {"en", "fr", "es"}
    assert ((weighing.odds(values, np.ones_like(labels), languages) > 0) == labels).all()


def test_what_is_not_weighed_is_neither_learned_from_nor_given() -> None:
    values, labels, languages = separable()
    weighed = np.random.default_rng(2).random(labels.shape) < 0.7
    expected = learn_weighing(values, weighed, labels, languages)
    values[:, ~weighed] = 1000
    found = learn_weighing(values, weighed, labels != ~weighed, languages)
    assert found.weights == pytest.approx(expected.weights)
    assert found.bias == pytest.approx(expected.bias)
    assert (np.isfinite(found.odds(values, weighed, languages)) == weighed).all()


def test_a_language_that_finds_less_is_helped() -> None:
    values, labels, languages = separable(300)
    french = np.array(languages) == "fr"
    values[0, french] -= 1.0  # its expressions find less of the same
    bias = learn_weighing(values, np.ones_like(labels), labels, languages).bias
    assert bias["fr"] > bias["en"] + 0.5
    assert bias["fr"] > bias["es"] + 0.5


def test_one_language_is_enough() -> None:
    values, labels, _ = separable()
    weighing = learn_weighing(values, np.ones_like(labels), labels, ["es"] * len(labels))
    assert weighing.bias.keys() == {"es"}
    assert len(weighing.weights) == 2


def test_the_odds_are_a_sum() -> None:
    weighing = Weighing(np.array([2.0, -1.0]), {"en": 0.5, "fr": 1.5})
    values = np.array([[[1.0, 3.0], [1.0, 0.0]], [[0.0, 1.0], [4.0, 0.0]]])
    odds = weighing.odds(values, np.array([[True, True], [True, False]]), ["en", "fr"])
    assert odds.tolist() == [[2.5, 5.5], [-0.5, -np.inf]]


ABOVE = [
    ([0.0, -2.0], [-1.0, -3.0]),
    ([1.0, -0.5], [1.5, 0.0]),
    ([3.0, 0.9], [3.5, 1.4]),
    ([-np.inf, -np.inf], [-np.inf, -np.inf]),
]


@pytest.mark.parametrize(("odds", "expected"), ABOVE)
def test_further_measures_need_less(odds: list[float], expected: list[float]) -> None:
    assert Thresholds(1.0, -0.5).above(np.array([odds])).tolist() == [expected]


silences = st.one_of(st.just(-np.inf), st.floats(-9, 9).map(lambda odds: round(odds, 1)))


@given(st.lists(st.tuples(silences, st.booleans()), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_false_alarms_stay_under_their_share(passages: list[tuple[float, bool]]) -> None:
    odds = np.array([[best, -np.inf] for best, _ in passages])
    labels = np.array([[label, False] for _, label in passages])
    thresholds = learn_thresholds(odds, labels)
    silent = ~labels.any(axis=1)
    alarms = (thresholds.above(odds)[silent] >= 0).any(axis=1).sum()
    assert alarms <= FALSE_ALARMS * silent.sum()
    assert thresholds.further <= thresholds.leading
    assert thresholds.leading >= LOWEST - STEP


def test_the_further_threshold_has_the_best_f1() -> None:
    # 100 silent passages below 0; 50 that speak, whose second measure is labelled where it is above -0.5
    chance = np.random.default_rng(3)
    silent = np.column_stack([chance.uniform(-4, 0, 100), np.full(100, -5.0)])
    second = chance.uniform(-1.5, 0.5, 50)
    odds = np.concatenate([silent, np.column_stack([np.full(50, 2.0), second])])
    labels = np.zeros(odds.shape, dtype=bool)
    labels[100:, 0] = True
    labels[100:, 1] = second > -0.5
    thresholds = learn_thresholds(odds, labels)
    assert -1 < thresholds.leading < -0.4  # a fifth of the silent ones are above
    assert thresholds.further == pytest.approx(min(-0.5, thresholds.leading), abs=0.2)
