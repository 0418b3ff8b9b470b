"""What the rules themselves propose: shapes that the replacements need, and nothing that is reported again."""

import re

import pytest

from tutela.terms.checking import check_terms
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


@pytest.mark.parametrize("language", ["fr", "es"])
def test_one_word_for_any_number_is_a_singular(language: str) -> None:
    wrong = [
        (rule.id, words)
        for rule, fix in _fixes(language)
        for number, words in fix.write.items()
        if number in ("any", "singular") and re.match(r"\S+ (?!d'|des\b|les\b)\S+s\b", words)
    ]
    assert not wrong
