"""The regression on traits, and what it would say of passages that it had never seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learning.ridge import RIDGE, Ridge
from scipy import sparse


def random_lesson(seed: int, passages: int, traits: int) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """Traits (a third of them shown), labels for two columns, and weights, as the learning has them."""
    chance = np.random.default_rng(seed)
    shown = chance.random((passages, traits)) * (chance.random((passages, traits)) < 0.3)
    labels = (chance.random((passages, 2)) < 0.3).astype(np.float32)
    return sparse.csr_matrix(shown, dtype=np.float32), labels, chance.choice([1.0, 0.3], passages)


def test_one_trait_is_shrunk_by_the_ridge() -> None:
    ridge = Ridge(sparse.csr_matrix([[1.0], [1.0]], dtype=np.float32), np.array([[1], [1]], dtype=np.float32), [1, 1])
    assert ridge.table()[0, 0] == pytest.approx(2 / (2 + RIDGE), abs=1e-5)


def test_a_passage_that_weighs_less_tells_less() -> None:
    traits = sparse.csr_matrix([[1.0], [1.0]], dtype=np.float32)
    labels = np.array([[1], [0]], dtype=np.float32)
    told = [float(Ridge(traits, labels, weights).table()[0, 0]) for weights in ((1, 1), (0.3, 1), (1, 0.3))]
    assert told[1] < told[0] < told[2]


@given(seed=st.integers(0, 2**32 - 1), passages=st.integers(3, 12), traits=st.integers(1, 20), data=st.data())
@settings(max_examples=60, deadline=None)
def test_left_out_is_learned_without(seed: int, passages: int, traits: int, data: st.DataObject) -> None:
    shown, labels, weights = random_lesson(seed, passages, traits)
    group_of = data.draw(st.lists(st.integers(-1, 3), min_size=passages, max_size=passages))
    groups = [[place for place, own in enumerate(group_of) if own == number] for number in range(4)]
    said = Ridge(shown, labels, weights).left_out([group for group in groups if group])
    for group in groups:
        rest = [place for place in range(passages) if place not in group]
        if group and rest:
            expected = shown[group] @ Ridge(shown[rest], labels[rest], weights[rest]).table()
            assert np.allclose(said[group], expected, atol=1e-3)
    nowhere = [place for place, own in enumerate(group_of) if own == -1]
    assert not said[nowhere].any()


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_the_own_label_does_not_tell_of_what_is_left_out(seed: int) -> None:
    shown, labels, weights = random_lesson(seed, 8, 10)
    others = labels.copy()
    others[:3] = 1 - others[:3]
    said = [Ridge(shown, own, weights).left_out([[0, 1, 2]])[:3] for own in (labels, others)]
    assert np.allclose(*said, atol=1e-3)
