"""Items made ahead of their use come in order, whole, and with what went wrong in making them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.text.ahead import ReadAhead


@given(st.lists(st.one_of(st.none(), st.integers()), max_size=30), st.integers(1, 5))
def test_the_same_items_in_the_same_order(items: list[int | None], most: int) -> None:
    assert list(ReadAhead(items, most)) == items


def test_what_goes_wrong_is_raised_where_it_happened() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("the second cannot be made")

    made = ReadAhead(items())
    assert next(made) == 1
    with pytest.raises(ValueError, match="the second"):
        next(made)


def working() -> set[int | None]:
    return {thread.ident for thread in threading.enumerate() if thread.name == "read ahead"}


@pytest.mark.parametrize("used", [0, 1, 5])
def test_leaving_off_early_ends_the_thread(used: int) -> None:
    before = working()
    made = ReadAhead(iter(range(1000)))
    for _ in range(used):
        next(made)
    made.close()
    assert list(made) == []
    deadline = time.monotonic() + 5
    while working() - before:
        assert time.monotonic() < deadline
        time.sleep(0.01)
