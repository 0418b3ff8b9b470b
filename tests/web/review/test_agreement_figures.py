"""Percent agreement and Cohen's kappa, against examples worked by hand and what holds of any answers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.web.review.agreement import ANSWERS, Agreement, agreement

pairs = st.lists(st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)), max_size=60)


@pytest.mark.parametrize(
    ("table", "observed", "expected", "kappa"),
    [
        # 50 passages: observed 35/50; expected (25*30 + 25*20)/50^2 = 0.5; kappa (0.7-0.5)/0.5.
        (((20, 5, 0), (10, 15, 0), (0, 0, 0)), 0.7, 0.5, 0.4),
        # 100: observed 79/100; rows 50, 30, 20; columns 55, 28, 17: expected (2750+840+340)/10000 = 0.393.
        (((45, 3, 2), (5, 22, 3), (5, 3, 12)), 0.79, 0.393, (0.79 - 0.393) / 0.607),
        # All equal, two kinds of answer: kappa 1, whatever chance gives.
        (((3, 0, 0), (0, 1, 0), (0, 0, 0)), 1.0, 0.625, 1.0),
        # Never equal, evenly: expected 0.5, kappa -1.
        (((0, 5, 0), (5, 0, 0), (0, 0, 0)), 0.0, 0.5, -1.0),
        # No more than chance.
        (((4, 4, 0), (4, 4, 0), (0, 0, 0)), 0.5, 0.5, 0.0),
        # Agreement high, kappa low, for nearly all answers are the same: expected (95*95 + 5*5)/100^2 = 0.905.
        (((90, 5, 0), (5, 0, 0), (0, 0, 0)), 0.9, 0.905, -0.005 / 0.095),
    ],
)
def test_examples_worked_by_hand(
    table: tuple[tuple[int, ...], ...], observed: float, expected: float, kappa: float
) -> None:
    found = Agreement(table)
    assert found.observed == pytest.approx(observed)
    assert found.expected == pytest.approx(expected)
    assert found.kappa == pytest.approx(kappa)


def test_the_table_counts_first_by_row_and_second_by_column() -> None:
    given_pairs = [("confirmed", "rejected"), ("confirmed", "rejected"), ("unsure", "confirmed"), ("unsure", "unsure")]
    found = agreement(given_pairs)
    assert found.table == ((0, 2, 0), (0, 0, 0), (1, 0, 1))
    assert (found.firsts, found.seconds, found.total, found.same) == ((2, 0, 2), (1, 2, 1), 4, 1)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("times", [1, 2, 49])
def test_kappa_is_not_defined_where_both_gave_one_and_the_same_answer(answer: str, times: int) -> None:
    found = agreement([(answer, answer)] * times)
    assert (found.observed, found.expected, found.kappa) == (1.0, 1.0, None)


def test_without_passages_nothing_is_defined() -> None:
    found = agreement([])
    assert (found.total, found.observed, found.expected, found.kappa) == (0, None, None, None)


def test_another_answer_is_refused_rather_than_left_out() -> None:
    with pytest.raises(KeyError):
        agreement([("confirmed", "withdrawn")])


@given(pairs)
def test_it_does_not_matter_who_comes_first(given_pairs: list[tuple[str, str]]) -> None:
    found = agreement(given_pairs)
    turned = agreement((second, first) for first, second in given_pairs)
    assert (turned.observed, turned.expected, turned.kappa) == (found.observed, found.expected, found.kappa)
    assert turned.firsts == found.seconds


@given(pairs)
def test_bounds(given_pairs: list[tuple[str, str]]) -> None:
    found = agreement(given_pairs)
    assert found.total == len(given_pairs)
    if found.kappa is not None and found.observed is not None:
        assert -1 <= found.kappa <= 1
        assert found.kappa <= found.observed


@given(pairs)
def test_kappa_is_the_formula_worked_in_fractions(given_pairs: list[tuple[str, str]]) -> None:
    found = agreement(given_pairs)
    total = len(given_pairs)
    if not total:
        return
    observed = Fraction(sum(first == second for first, second in given_pairs), total)
    expected = sum(
        Fraction(sum(first == answer for first, _ in given_pairs), total)
        * Fraction(sum(second == answer for _, second in given_pairs), total)
        for answer in ANSWERS
    )
    if expected == 1:
        assert found.kappa is None
    else:
        assert found.kappa == pytest.approx(float((observed - expected) / (1 - expected)))


@given(st.lists(st.sampled_from(ANSWERS), min_size=2, max_size=40).filter(lambda answers: len(set(answers)) > 1))
def test_who_always_agrees_agrees_fully(answers: list[str]) -> None:
    found = agreement(zip(answers, answers, strict=True))
    assert (found.observed, found.kappa) == (1.0, 1.0)
