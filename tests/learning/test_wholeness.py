"""Learning from the strength of labels what is whole and what is a part, on made-up labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from learning.passages import LabelledPassage
from learning.wholeness import (
    FOUND,
    TRUSTED,
    Cases,
    cases,
    learn_wholeness,
    least,
    left_out_figures,
    left_out_odds,
    whole_labels,
)

from tutela.evidence.learned import learned_for, read_learned, write_learned
from tutela.evidence.wholeness import SIGNALS
from tutela.register.loading import load_register
from tutela.text.document import Passage, Span

MEASURES = ("often", "seldom", "never-labelled")
TRAITS = np.array([0.5, -1.0, 0.0], dtype=np.float32)


def labelled(measures: Mapping[str, str]) -> LabelledPassage:
    return LabelledPassage("p", Passage("…", Span(0, 1), language="en"), "Act", measures, "gold")


def made(count: int = 600) -> Cases:
    """Labels of which a high score and whole traits make full ones, and of the first measure more than of the
    second."""
    chance = np.random.default_rng(7)
    odds, lent, whole = chance.normal(1, 1.5, count), chance.random(count), chance.normal(0, 1, count)
    measures = np.arange(count) % 2
    log_odds = odds - 2 * lent + whole - 1.5 * measures
    full = chance.random(count) < 1 / (1 + np.exp(-log_odds))
    return Cases(np.column_stack([odds, lent, whole]), measures, np.arange(count) // 15, full)


def test_how_whole_labels_are_beside_the_mean() -> None:
    passages = [
        labelled({"a": "full"}),
        labelled({"a": "full", "b": "partial"}),
        labelled({}),
        labelled({"b": "partial", "c": "partial"}),
    ]
    assert whole_labels(passages).tolist() == [[1.0], [0.0], [0.0], [-1.0]]
    assert whole_labels([labelled({})]).tolist() == [[0.0]]


def test_labels_are_learned_from_that_are_found() -> None:
    full = np.array([[True, False], [False, True]])
    part = np.array([[False, True], [False, False]])
    scores = np.array([[0.5, FOUND - 0.01], [0.9, 1.0]])
    lent = np.array([[0.1, 0.2], [0.3, 0.4]])
    known = cases(full, part, scores, lent, whole=np.array([0.7, -0.7]), groups=np.array([3, 4]))
    assert known.measures.tolist() == [0, 1]
    assert known.groups.tolist() == [3, 4]
    assert known.full.tolist() == [True, True]
    assert known.values[0].tolist() == pytest.approx([0.0, 0.1, 0.7])
    assert known.values[1, 0] == pytest.approx(np.log(999)), "the surest count alike"
    assert known.scores.tolist() == pytest.approx([0.5, 0.999])


def test_signals_and_measures_get_their_weights() -> None:
    whole = learn_wholeness(made(), MEASURES, TRAITS)
    assert whole
    assert tuple(whole.weights) == SIGNALS
    assert whole.weights["score"] > 0 > whole.weights["lent"]
    assert whole.weights["whole"] > 0
    assert whole.priors["often"] > 0 > whole.priors["seldom"]
    assert whole.priors["never-labelled"] == 0
    assert whole.least >= 0
    assert whole.traits is TRAITS


def test_labels_of_one_strength_tell_nothing() -> None:
    known = made()
    for full in (np.ones_like(known.full), np.zeros_like(known.full)):
        assert learn_wholeness(replace(known, full=full), MEASURES, TRAITS) is None
    odds = left_out_odds(replace(known, full=known.groups == 0), len(MEASURES))
    assert (odds[known.groups == 0] == -np.inf).all(), "of the others none is full"


def test_the_threshold_is_the_least_that_can_be_trusted() -> None:
    known = made()
    odds = left_out_odds(known, len(MEASURES))
    needed = least(known, odds)
    evidence = known.scores >= 0.5
    said = evidence & (odds >= needed)
    assert known.full[said].mean() >= TRUSTED
    if needed:
        looser = evidence & (odds >= needed - 0.05)
        assert known.full[looser].mean() < TRUSTED
    assert least(replace(known, full=~known.full), odds) > 1, "where none can be trusted, little is said"


def test_documents_never_seen_are_told_apart_better_than_by_the_mean() -> None:
    figures = left_out_figures(made(), len(MEASURES))
    assert figures["right at even odds"] > max(figures["full"], 1 - figures["full"]) + 0.05
    assert figures["right of does"] >= TRUSTED
    assert figures["off"] < 0.1


def test_a_group_left_out_does_not_tell_of_itself() -> None:
    known = made()
    first = known.groups == 0
    turned = replace(known, full=np.where(first, ~known.full, known.full))
    one, other = (left_out_odds(of, len(MEASURES)) for of in (known, turned))
    assert one[first].tolist() == other[first].tolist()
    assert one[~first].tolist() != other[~first].tolist()


def test_it_is_written_and_read_again(tmp_path: Path) -> None:
    learned = learned_for(load_register())
    assert learned
    traits = np.zeros(len(learned.table), dtype=np.float32)
    traits[:3] = TRAITS
    whole = learn_wholeness(made(), MEASURES, traits)
    for kept in (whole, None):
        write_learned(replace(learned, whole=kept), tmp_path / "learned.npz")
        read = read_learned(tmp_path / "learned.npz").whole
        assert (read is None) == (kept is None)
        if read:
            assert np.allclose(read.traits, traits, atol=0.005)
            assert (read.weights, read.bias, read.priors, read.least) == (
                whole.weights,
                whole.bias,
                whole.priors,
                whole.least,
            )
