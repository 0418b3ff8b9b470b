"""The traits of a passage: pairs of ideas, and words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.evidence.finder import Reading
from tutela.evidence.traits import ABOVE, LITTLE_PAIRS, LITTLE_WORDS, WORDS, Shown, Traits

CHILD, SELL, COURT, BANK, UNPAIRED = range(5)
PAIRS = [(CHILD, SELL), (SELL, COURT), (CHILD, BANK)]
FIRST_STEM = len(PAIRS)
STEMS = {"child": FIRST_STEM, "sell": FIRST_STEM + 1, "court": FIRST_STEM + 2}
TRAITS = Traits(
    [20.0, 40.0, 30.0, 50.0, 60.0], PAIRS, STEMS, {FIRST_STEM: 10.0, FIRST_STEM + 1: 20.0, FIRST_STEM + 2: 30.0}
)


def reading(*concepts: int, stems: Iterable[int] = (), times: int = 1, length: int = 50) -> Reading:
    """What was found in a text of so many words in which each of these concepts stands so many times."""
    found = {concept: [0] * times for concept in concepts}
    return Reading([(4, (), (), {}, 0, -1)] * length, [], found, 0, [], set(stems))


def shown(here: Reading, above: Reading | None = None) -> Shown:
    return TRAITS.of([(here, above)])[0]


def values(here: Reading, above: Reading | None = None) -> dict[int, float]:
    one = shown(here, above)
    return dict(zip(one.numbers.tolist(), one.values.tolist(), strict=True))


PAIRED = [
    # what stands in the passage, what stands above it, the pairs that are shown
    ((), (), set()),
    ((CHILD,), (), set()),
    ((CHILD, SELL), (), {0}),
    ((SELL, CHILD), (), {0}),
    ((CHILD, COURT), (), set()),
    ((CHILD, SELL, COURT), (), {0, 1}),
    ((BANK, COURT, SELL, CHILD), (), {0, 1, 2}),
    ((CHILD,), (SELL,), {0}),
    ((), (CHILD, SELL), {0}),
    ((CHILD, SELL), (SELL,), {0}),
    ((UNPAIRED, CHILD), (UNPAIRED,), set()),
]


@pytest.mark.parametrize(("here", "above", "pairs"), PAIRED)
def test_a_pair_needs_both_ideas(here: tuple[int, ...], above: tuple[int, ...], pairs: set[int]) -> None:
    one = shown(reading(*here), reading(*above) if above else None)
    assert set(one.numbers.tolist()) == pairs
    places = zip(one.first.tolist(), one.second.tolist(), strict=True)
    assert [tuple(sorted(pair)) for pair in places] == [PAIRS[number] for number in one.numbers]
    assert (one.values > 0).all()


def test_words_follow_on_the_pairs() -> None:
    one = shown(reading(CHILD, SELL, stems=[FIRST_STEM, FIRST_STEM + 2]))
    assert one.numbers.tolist()[0] == 0
    assert set(one.numbers.tolist()[1:]) == {FIRST_STEM, FIRST_STEM + 2}
    assert len(one.first) == len(one.second) == 1


def test_both_have_a_length_near_their_own() -> None:
    one = shown(reading(CHILD, SELL, COURT, BANK, stems=STEMS.values()))
    pairs, words = one.values[: len(one.first)], one.values[len(one.first) :]
    # 20*40, 40*30 and 20*50; 10, 20 and 30
    squares = 800**2 + 1200**2 + 1000**2
    assert float(pairs @ pairs) == pytest.approx(squares / (squares + LITTLE_PAIRS), rel=1e-5)
    assert float(words @ words) == pytest.approx(WORDS**2 * 1400 / (1400 + LITTLE_WORDS), rel=1e-5)


def test_little_is_shown_less_clearly() -> None:
    weak = Traits([3.0, 4.0], [(0, 1)], {"child": 1, "sell": 2}, {1: 3.0, 2: 4.0})
    one = weak.of([(reading(0, 1, stems=[1]), None)])[0]
    assert one.values[0] < 0.5  # a pair that is nothing rare, alone
    both = weak.of([(reading(stems=[1, 2]), None)])[0]
    assert 0 < one.values[1] < WORDS / 2
    assert float(one.values[1]) ** 2 < float(both.values @ both.values) < WORDS**2


def test_what_is_said_often_counts_more_up_to_a_limit() -> None:
    def share(times: int) -> float:
        """The share of the pair (CHILD, SELL) in a passage where SELL and COURT stand once."""
        both = reading(CHILD, SELL, COURT)
        both.concepts[CHILD] = [0] * times
        own = values(both)
        return own[0] / own[1]

    assert share(1) < share(2) < share(4) <= share(1000) <= 2 * share(1)


@given(
    here=st.sets(st.sampled_from(range(5))),
    above=st.sets(st.sampled_from(range(5))),
    stems=st.sets(st.sampled_from(list(STEMS.values()))),
    length=st.integers(1, 400),
)
def test_headings_only_add_pairs(here: set[int], above: set[int], stems: set[int], length: int) -> None:
    alone = values(reading(*here, stems=stems, length=length))
    under = values(reading(*here, stems=stems, length=length), reading(*above))
    assert {number: under[number] for number in alone} == pytest.approx(alone)
    for number in under.keys() - alone.keys():
        assert not set(PAIRS[number]) <= here
        assert set(PAIRS[number]) <= here | above


def test_an_idea_of_the_headings_counts_for_less() -> None:
    strong = values(reading(CHILD, SELL, COURT))
    weak = values(reading(SELL, COURT), reading(CHILD))
    assert weak[0] / weak[1] == pytest.approx(ABOVE * strong[0] / strong[1], rel=1e-5)


def test_nothing_known_shows_nothing() -> None:
    none = Traits([5.0, 5.0], [], {}, {})
    one = none.of([(reading(0, 1), reading(0))])[0]
    assert [len(part) for part in one] == [0, 0, 0, 0]


founds = st.builds(
    lambda here, above, stems, length, times: (
        reading(*here, stems=stems, length=length, times=times),
        reading(*above) if above else None,
    ),
    st.sets(st.sampled_from(range(5))),
    st.sets(st.sampled_from(range(5))),
    st.sets(st.sampled_from(list(STEMS.values()))),
    st.integers(1, 400),
    st.integers(1, 9),
)


@given(st.lists(founds, min_size=1, max_size=8))
def test_a_batch_gives_the_same_as_one_by_one(given: list[tuple[Reading, Reading | None]]) -> None:
    for together, found in zip(TRAITS.of(given), given, strict=True):
        alone = TRAITS.of([found])[0]
        assert together.numbers.tolist() == alone.numbers.tolist()
        assert np.allclose(together.values, alone.values, rtol=1e-6)
        assert together.first.tolist() == alone.first.tolist()
        assert together.second.tolist() == alone.second.tolist()
