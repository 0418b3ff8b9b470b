"""Words as the matcher sees them."""

from __future__ import annotations

import pytest

from tutela.evidence.tokens import Stems, fold, words_in


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Víctimas", "victimas"),
        ("ÉLÈVE", "eleve"),
        ("cœur", "coeur"),
        ("e\u0301le\u0300ve", "eleve"),  # accents as characters of their own
        ("traf\u00adficking", "trafficking"),  # a soft hyphen
        ("niño", "nino"),
    ],
)
def test_folding_leaves_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["convict", "convicted", "Convicting"]),
        ("en", ["offence", "offense", "OFFENCES"]),
        ("en", ["criminalise", "criminalizing", "criminalised"]),
        ("en", ["behaviour", "behavior"]),
        ("en", ["counselling", "counseling"]),
        ("fr", ["victime", "Victimes", "VICTIMES"]),
        ("fr", ["condamné", "condamnée", "condamnées"]),
        ("es", ["delito", "Delitos"]),
        ("es", ["víctima", "victimas"]),
    ],
)
def test_inflections_and_spellings_share_a_stem(language: str, words: list[str]) -> None:
    stems = Stems(language)
    common = set.intersection(*(set(stems.forms(word).stems) for word in words))
    assert common


def test_words_with_their_places() -> None:
    text = "L'enfant, victime (art. 3)\u00a0: non-punition."
    assert [match.group() for match in words_in(text)] == [
        "L", "enfant", "victime", "art", "3", "non", "punition",
    ]  # fmt: skip
    for match in words_in(text):
        assert text[match.start() : match.end()] == match.group()
