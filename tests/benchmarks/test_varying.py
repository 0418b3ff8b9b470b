"""Records that are made for the benchmark of search are the same for the same seed, and hold what is searched."""

from __future__ import annotations

from benchmarks.library.varying import Varied
from tests.web.library.factories import marc

REAL = [
    marc("Children Act of Maravel", subjects=["Courts"], names=["State Printer"], summary="An act on courts."),
    marc("Loi sur les enfants", language="fre", subjects=["Victims", "Courts"], names=["Assembly"]),
]


def test_the_same_seed_makes_the_same_records() -> None:
    one, other = ([record.marc.as_marc() for record in Varied(REAL, seed=7).records(20)] for _ in range(2))
    assert one == other
    assert one != [record.marc.as_marc() for record in Varied(REAL, seed=8).records(20)]


def test_records_have_what_is_searched() -> None:
    for record in Varied(REAL).records(50):
        assert record.title.proper
        assert record.year
        assert 1850 <= record.year <= 2025
        assert record.facts.types
        assert record.subjects[0].parts[0].split(" (")[0] in ("Courts", "Victims")
        assert record.languages[0] in ("eng", "fre")
