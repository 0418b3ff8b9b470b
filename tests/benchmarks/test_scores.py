"""Where evidence begins is learned from other documents alone, and the order of scores stays."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.folds import folds
from benchmarks.scores import decided, labels, named
from hypothesis import given
from hypothesis import strategies as st

MEASURES = ["legislation.possession", "reporting.hotline"]

PASSAGES = [
    {"id": "p1", "doc": "Penal Code", "measures": [{"id": "legislation.possession", "strength": "full"}]},
    {"id": "p2", "doc": "Penal Code", "measures": []},
    {"id": "p3", "doc": "Plan", "measures": [{"id": "reporting.hotline", "strength": "partial"}]},
    {"id": "p4", "doc": "Plan", "measures": []},
    {"id": "p5", "doc": "Report"},
]
SCORES = np.array([[9.0, 1.0], [2.0, 1.0], [1.0, 5.0], [3.0, 1.0], [6.0, 4.0]])


def test_labels_of_both_strengths_count() -> None:
    assert labels(PASSAGES, MEASURES).tolist() == [[1, 0], [0, 0], [0, 1], [0, 0], [0, 0]]


def test_evidence_begins_where_the_other_documents_say() -> None:
    evidence = decided(SCORES, labels(PASSAGES, MEASURES), folds(PASSAGES)) >= 0.5
    # The plan and the report put the beginning at 5, the code and the report at 9, the code and the plan at 5.
    assert evidence.tolist() == [[1, 0], [0, 0], [0, 0], [0, 0], [1, 0]]


def test_the_labels_of_a_document_do_not_move_its_own_threshold() -> None:
    truth = labels(PASSAGES, MEASURES)
    before = decided(SCORES, truth, folds(PASSAGES))
    truth[4] = True
    after = decided(SCORES, truth, folds(PASSAGES))
    assert after[4].tolist() == before[4].tolist()


@given(st.lists(st.floats(min_value=-5, max_value=5, allow_subnormal=False), min_size=10, max_size=10))
def test_scores_lie_between_0_and_1_and_keep_their_order_in_a_passage(numbers: list[float]) -> None:
    scores = np.array(numbers).reshape(5, 2)
    mapped = decided(scores, labels(PASSAGES, MEASURES), folds(PASSAGES))
    assert ((mapped >= 0) & (mapped <= 1)).all()
    assert (mapped[scores[:, 0] > scores[:, 1]][:, 0] >= mapped[scores[:, 0] > scores[:, 1]][:, 1]).all()


def test_scores_are_given_by_name() -> None:
    given = named(SCORES, PASSAGES, MEASURES)
    assert list(given) == ["p1", "p2", "p3", "p4", "p5"]
    assert given["p3"] == pytest.approx({"reporting.hotline": 5.0, "legislation.possession": 1.0})
