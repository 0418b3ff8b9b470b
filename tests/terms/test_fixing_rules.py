"""What the rules themselves propose: shapes that the replacements need, and nothing that is reported again."""

import re

import pytest

from tutela.terms.checking import check_terms
from tutela.terms.fixing import apply
from tutela.terms.loading import LANGUAGES, load_rules
from tutela.terms.rule import Fix, Rule

NUMBERS = {"singular", "plural", "any", "singular's", "plural's"}


def _fixes(language: str) -> list[tuple[Rule, Fix]]:
    return [(rule, fix) for rule in load_rules(language) for fix in rule.fixes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_genders(language: str) -> None:
    for rule, fix in _fixes(language):
        assert set(fix.write) <= NUMBERS, rule.id
        assert not ("any" in fix.write and len(fix.write) > 1), rule.id
        if language != "en":
            assert {fix.gender, fix.was} <= {"m", "f"}, rule.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_not_replaced_again(language: str) -> None:
    for rule, fix in _fixes(language):
        for words in fix.write.values():
            assert not [one for one in check_terms(words, language) if one.edit is not None], (rule.id, words)


SPANISH = {
    "Los menas llegaron al puerto.": "Los niños, niñas y adolescentes no acompañados llegaron al puerto.",
    "Todos los menas viven en el centro.": "Todos los niños, niñas y adolescentes no acompañados viven en el centro.",
    "Hablaron de unos menas y de las menas.": "",
    "Los menas acogidos estudian.": "",
    "Fue condenado por distribuir pornografía con niños en la red.": "Fue condenado por distribuir material de abuso sexual de niñas, niños y adolescentes en la red.",
    "La pornografía con menores de edad es un delito.": "El material de abuso sexual de niñas, niños y adolescentes es un delito.",
    "Difundían pornografía con niños y niñas.": "",
    "Difundían pornografía con niñas, niños y adolescentes.": "",
    "Difundían pornografía con menores y animales.": "",
    "Tenía pornografía con menores tutelados.": "",
    "La ley prohíbe la pornografía de menores de 14 años.": "",
}


@pytest.mark.parametrize("text", SPANISH)
def test_the_spanish_rules_agree(text: str) -> None:
    edits = [one.edit for one in check_terms(text, "es") if one.edit is not None]
    assert apply(text, edits) == (SPANISH[text] or text)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_one_word_for_any_number_is_a_singular(language: str) -> None:
    wrong = [
        (rule.id, words)
        for rule, fix in _fixes(language)
        for number, words in fix.write.items()
        if number in ("any", "singular") and re.match(r"\S+ (?!d'|des\b|les\b)\S+s\b", words)
    ]
    assert not wrong
