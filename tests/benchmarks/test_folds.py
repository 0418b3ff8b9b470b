"""Documents are kept apart: no text is learned from and measured on."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.folds import FAMILIES, family_of, folds
from hypothesis import given
from hypothesis import strategies as st


def passages(*documents: str) -> list[dict[str, Any]]:
    return [{"id": f"p{place}", "doc": document} for place, document in enumerate(documents)]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([], []),
        (["Penal Code"], [(("Penal Code",), [0], [])]),
        (
            ["Penal Code", "Children Act", "Penal Code"],
            [(("Penal Code",), [0, 2], [1]), (("Children Act",), [1], [0, 2])],
        ),
        (
            ["Canada Criminal Code", "Children Act", "Canada – Code criminel"],
            [(("Canada Criminal Code", "Canada – Code criminel"), [0, 2], [1]), (("Children Act",), [1], [0, 2])],
        ),
    ],
    ids=["no passage", "one document", "two documents", "one act in two languages"],
)
def test_documents_and_families_are_left_out_whole(
    documents: list[str], expected: list[tuple[tuple[str, ...], list[int], list[int]]]
) -> None:
    assert [(fold.documents, fold.out, fold.rest) for fold in folds(passages(*documents))] == expected


def test_small_documents_are_left_out_together() -> None:
    documents = ["Decree 1", "Penal Code", "Penal Code", "Decree 2", "Decree 3"]
    assert [fold.documents for fold in folds(passages(*documents), least=2)] == [
        ("Decree 1", "Decree 2"),
        ("Penal Code",),
        ("Decree 3",),
    ]


@given(
    st.lists(st.sampled_from(["A", "B", "C", *FAMILIES[0], *FAMILIES[1]]), max_size=40),
    st.integers(min_value=1, max_value=9),
)
def test_each_passage_is_left_out_once_and_never_beside_its_own_text(documents: list[str], least: int) -> None:
    found = folds(passages(*documents), least)
    assert sorted(place for fold in found for place in fold.out) == list(range(len(documents)))
    for fold in found:
        assert sorted(fold.out + fold.rest) == list(range(len(documents)))
        left_out = {family_of(documents[place]) for place in fold.out}
        assert left_out.isdisjoint(family_of(documents[place]) for place in fold.rest)


def test_no_document_is_in_two_families() -> None:
    documents = [document for family in FAMILIES for document in family]
    assert len(documents) == len(set(documents))
    assert all(len(family) > 1 for family in FAMILIES)
