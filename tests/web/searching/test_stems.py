"""One token a word, the same for its inflections, accents and capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.web.searching.stems import LONGEST, any_stems, stem_of, stems_of
from tutela.web.searching.tree import holds, words

SAME = {
    "en": """
        child children | victim victims VICTIM | offence offense offences | criminalise criminalize criminalised
        woman women | behaviour behavior | penalty penalties | exploit exploits exploited exploiting | sell sold sells
    """,
    "fr": """
        enfant enfants ENFANTS | victime victimes | exploité exploitée exploitées exploitee exploite exploiter
        pénal pénale pénaux penaux | société sociétés societe | travail travaux | protégé protégée protege
    """,
    "es": """
        niño niña niños ninos NIÑAS | víctima víctimas victima | explotación explotaciones explotacion
        delito delitos | prisión prisiones | explotado explotada | país países
    """,
}
APART = {
    "en": "minor minority | law lawful | exploit exploitation | police policy",
    "fr": "mineur minorité | loi loyal | protégé protection",
    "es": "menor minoría | ley legal",
}


@pytest.mark.parametrize("language", SAME)
def test_inflections_and_accents_share_a_token(language: str) -> None:
    for group in filter(str.strip, SAME[language].replace("\n", "|").split("|")):
        tokens = {word: stem_of(word, language) for word in group.split()}
        assert len(set(tokens.values())) == 1, tokens


@pytest.mark.parametrize("language", APART)
def test_other_words_have_another(language: str) -> None:
    for group in APART[language].split("|"):
        tokens = {word: stem_of(word, language) for word in group.split()}
        assert len(set(tokens.values())) == len(tokens), tokens


def test_a_text_keeps_its_order_and_an_apostrophe_parts_words() -> None:
    assert stems_of("L’enfant, victime d’abus (art. 12)", "fr") == "l enfant victim d abus art 12"


def test_another_language_is_folded_only() -> None:
    assert stems_of("Crianças e Víctimas", "pt") == "criancas e victimas"


def test_a_token_is_letters_and_digits_and_starts_with_no_digit_where_it_has_letters() -> None:
    assert stems_of("4e12x x² snake_case ½ 18bis 2024", "en") == "n4e12x x2 snakecase 12 n18bis 2024"


@given(st.text(max_size=80), st.sampled_from(["en", "fr", "es", "pt", "", "fr-CA"]))
def test_any_text_has_clean_tokens(text: str, language: str) -> None:
    for token in stems_of(text, language).split(" "):
        assert len(token) <= LONGEST + 1
        assert all(character.isalpha() or character.isdecimal() for character in token)


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("enfants victimes", "tout enfant victime", "fr"),
        ("children", "every child", "en"),
        ("child", "all children", "en"),
        ("NIÑAS", "el niño", "es"),
        ("victimas", "las víctimas", "es"),
        ("exploitee", "une enfant exploitée", "fr"),
    ],
)
def test_a_word_of_unknown_language_is_found_in_each(asked: str, text: str, language: str) -> None:
    tokens = stems_of(text, language).split()
    for word in asked.split():
        tree = words(word)
        assert tree is not None
        assert holds(tree, tokens)
        assert set(any_stems(word)) & set(tokens)
