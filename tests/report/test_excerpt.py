"""Long passages are cut between words, and no words found are lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.report.excerpt import LIMIT, excerpt

SENTENCE = "The authority keeps a record of each report and publishes the numbers every year. "


def test_a_short_passage_is_shown_whole() -> None:
    text = SENTENCE * 7
    assert len(text) <= LIMIT
    assert excerpt(text, [(4, 13)]) == [(0, len(text))]


def test_a_long_passage_is_cut_around_the_words_found() -> None:
    text = SENTENCE * 6 + "Providers shall report without delay. " + SENTENCE * 20
    start = text.index("shall report")
    [(first, last)] = excerpt(text, [(start, start + len("shall report"))])
    assert "Providers shall report without delay." in text[first:last]
    assert first > 0
    assert last < len(text)
    assert last - first < LIMIT
    assert text[first - 1] == " "
    assert text[last] == " "


def test_distant_words_give_several_stretches_and_near_ones_one() -> None:
    text = SENTENCE * 30
    near, far = text.index("record"), text.index("record", 2000)
    stretches = excerpt(text, [(near, near + 6), (near + 40, near + 46), (far, far + 6)])
    assert len(stretches) == 2
    assert stretches[0][0] == 0


def test_a_long_passage_without_words_found_shows_its_opening() -> None:
    [(start, end)] = excerpt(SENTENCE * 30, [])
    assert (start, SENTENCE * 30)[0] == 0
    assert LIMIT - 20 < end <= LIMIT


@pytest.mark.parametrize("text", ["a" * 5000, "字" * 5000])
def test_text_without_spaces_is_cut_all_the_same(text: str) -> None:
    [(start, end)] = excerpt(text, [(2500, 2510)])
    assert 2000 < start < 2500
    assert 2510 < end < 3000


@given(st.text("ab ", min_size=0, max_size=4000), st.data())
def test_every_mark_lies_in_one_stretch(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    marks = list(zip(places[::2], places[1::2], strict=False))
    stretches = excerpt(text, marks)
    ends = [place for stretch in stretches for place in stretch]
    assert ends == sorted(ends)
    assert ends[0] >= 0
    assert ends[-1] <= len(text)
    assert all(any(start <= first and last <= end for start, end in stretches) for first, last in marks)
