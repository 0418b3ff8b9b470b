"""Marks at the beginning of a text: what is one, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.text.numbering import find_mark, find_marks, letter_value, opens_unit, roman_value

WORDED = [
    ("Article 5", "en", "article", "article", "5", ""),
    ("Article premier. – Le présent code", "fr", "article", "article", "premier", "Le présent code"),
    ("Art. L. 227-3 Le fait d'exposer", "fr", "article", "art", "L. 227-3", "Le fait d'exposer"),
    (
        "Article 227-22-1 Le fait pour un majeur",
        "fr",
        "article",
        "article",
        "227-22-1",
        "Le fait pour un majeur",
    ),
    ("ARTÍCULO 12º.- Se reconoce", "es", "article", "articulo", "12º", "Se reconoce"),
    ("Artículo 5o. La Federación", "es", "article", "articulo", "5o", "La Federación"),
    ("Artículo 12 Bis. Los jueces", "es", "article", "articulo", "12 Bis", "Los jueces"),
    ("Artículo 101 Bis 1. El Estado", "es", "article", "articulo", "101 Bis 1", "El Estado"),
    (
        "Disposición adicional primera. Registro",
        "es",
        "article",
        "disposicion adicional",
        "primera",
        "Registro",
    ),
    ("PRIMERO.- El presente Decreto", "es", "article", "", "PRIMERO", "El presente Decreto"),
    ("SEC. 5. Any person who", "en", "article", "sec", "5", "Any person who"),
    ("§ 12. Definitions", "en", "article", "§", "12", "Definitions"),
    ("Section 4. Offences", "en", "article", "section", "4", "Offences"),
    ("Section 2 : De la mise en péril", "fr", "division", "section", "2", "De la mise en péril"),
    ("Sección 2.ª De los registros", "es", "division", "seccion", "2.ª", "De los registros"),
    ("SCHEDULE – Fees (section 8)", "en", "division", "schedule", "", "Fees (section 8)"),
    ("THE SCHEDULE", "en", "division", "schedule", "", ""),
    ("SCHEDULE (Section 19)", "en", "division", "schedule", "", "(Section 19)"),
    ("DISPOSICIONES TRANSITORIAS", "es", "division", "disposicion", "", ""),
    ("TRANSITORIOS", "es", "division", "disposicion", "", ""),
    ("CHAPTER II", "en", "division", "chapter", "II", ""),
    ("Chapitre 2 : Des peines", "fr", "division", "chapitre", "2", "Des peines"),
    ("Título Primero", "es", "division", "titulo", "Primero", ""),
    ("FIRST SCHEDULE", "en", "division", "schedule", "FIRST", ""),
    ("Annexe", "fr", "division", "annexe", "", ""),
    ("TITRE Ier", "fr", "division", "titre", "Ier", ""),
]


@pytest.mark.parametrize(("text", "language", "rank", "word", "number", "rest"), WORDED)
def test_worded_marks(text: str, language: str, rank: str, word: str, number: str, rest: str) -> None:
    mark = find_mark(text, language)
    assert mark is not None
    assert (mark.rank, mark.word, mark.number, text[mark.end :]) == (rank, word, number, rest)


BARE = [
    ("12. The Committee", "number", "12", "x."),
    ("12) Las autoridades", "number", "12", "x)"),
    ("(12) Whereas", "number", "12", "(x)"),
    ("12.1 Reporting", "number", "12.1", "x.x"),
    ("106.3. Ratify", "number", "106.3", "x.x"),
    ("67A. Appeals", "number", "67A", "x."),
    ("(1A) The court", "number", "1A", "(x)"),
    ("3° Lorsque les faits", "number", "3", "x°"),
    ("(a) the child", "letter", "a", "(x)"),
    ("b) las medidas", "letter", "b", "x)"),
    ("(iv) any premises", "letter", "iv", "(x)"),
    ("IV. Legislation", "letter", "IV", "x."),
    ("– l'information des familles", "bullet", "–", "•"),
    ("• Staff are trained", "bullet", "•", "•"),
]


@pytest.mark.parametrize(("text", "rank", "number", "shape"), BARE)
def test_bare_marks(text: str, rank: str, number: str, shape: str) -> None:
    mark = find_mark(text)
    assert mark is not None
    assert (mark.rank, mark.number, mark.shape) == (rank, number, shape)
    assert opens_unit(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The court shall",
        "A child means every human being",
        "I think that the law",
        "Part of the budget is set apart",
        "The schedule to the Act is repealed",
        "First, the ministry",
        "12 December 2012",
        "3.5 million children",
        "Title 18 of the Code applies",
        "Articles of incorporation",
        "Les articles 12 et 13",
        "Section 2 (“Interpretation”) of the principal Act is amended",
        "Article 5 (1) of the Convention provides",
        "Artículo 5 de la Ley",
        "Article 12, paragraphe 3, dispose",
        "Unique en son genre, le dispositif",
    ],
)
def test_sentences_are_not_marks(text: str) -> None:
    assert find_mark(text) is None or text.startswith("3.5")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12. (1) (a) Whoever", ["12", "1", "a"]),
        ("5.—(1) The Minister", ["5", "1"]),
        ("53. (1) Every child has the right", ["53", "1"]),
        ("Article 12 (3) The court", ["12", "3"]),
        ("Article 5. A. Smith", ["5"]),
    ],
)
def test_chains_of_marks(text: str, numbers: list[str]) -> None:
    assert [mark.number for mark in find_marks(text, "en")] == numbers


@pytest.mark.parametrize(
    ("number", "value"), [("iv", 4), ("IX", 9), ("xl", 40), ("a", None), ("iiii", None), ("", None)]
)
def test_roman_values(number: str, value: int | None) -> None:
    assert roman_value(number) == value


@pytest.mark.parametrize(("number", "value"), [("a", 1), ("Z", 26), ("aa", 27), ("ab", None), ("1", None)])
def test_letter_values(number: str, value: int | None) -> None:
    assert letter_value(number) == value


@given(st.text(max_size=80))
def test_any_text_is_answered_and_marks_lie_inside_it(text: str) -> None:
    for mark in find_marks(text, "es"):
        assert 0 < mark.end <= len(text)
