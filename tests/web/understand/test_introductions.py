"""The introductions are whole: every addressee and theme, every language, nothing else."""

from __future__ import annotations

import re

import pytest

from tutela.register.wording import LANGUAGES
from tutela.typesetting import typeset
from tutela.web.site.register import the_register
from tutela.web.understand.introductions import introductions, of, opening

TEXTS = [
    pytest.param(text, language, id=f"{part}-{id}-{language}")
    for part, entries in introductions().items()
    for id, texts in entries.items()
    for language, text in texts.items()
]
NO_BLAME = {
    "en": r"victim|blame|fault",
    "fr": r"victime|fautif|faute|reproche|jamais responsable",
    "es": r"víctima|culp|reproche",
}


def test_every_id_of_the_register_has_an_introduction_and_no_other() -> None:
    register = the_register()
    assert introductions().keys() == {"addressees", "themes"}
    assert list(introductions()["addressees"]) == [term.id for term in register.addressees]
    assert list(introductions()["themes"]) == [term.id for term in register.themes]


def test_every_introduction_is_in_every_language() -> None:
    for entries in introductions().values():
        for texts in entries.values():
            assert tuple(texts) == LANGUAGES


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_it_has_60_to_120_words_that_are_well_set(text: str, language: str) -> None:
    words = [word for word in text.split() if re.search(r"\w", word)]
    assert 60 <= len(words) <= 120
    assert text == " ".join(text.split(" "))
    assert "  " not in text
    assert text.endswith(".")
    if language == "fr":
        assert not re.search(r"\w[;:?!]", text), "a plain space stands before these signs"
        assert "\u00a0" not in text
        assert typeset(text, "fr").count("\u00a0") == len(re.findall(r" [:;?!»]|« ", text))


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_it_says_that_the_child_is_a_victim_or_not_to_blame(text: str, language: str) -> None:
    assert re.search(NO_BLAME[language], text)


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_it_uses_no_term_that_blames_or_plays_down(text: str, language: str) -> None:
    assert not re.search(r"child porn|child prostitut|pédoporno|pornograf|prostituci|prostitution", text, re.IGNORECASE)


@pytest.mark.parametrize("kind", ["addressee", "theme"])
def test_the_opening_is_the_first_sentence(kind: str) -> None:
    for id, texts in introductions()[f"{kind}s"].items():
        for language, first in opening(of(kind, id)).items():
            assert texts[language].startswith(first)
            assert first.endswith((".", "?", "!"))
            assert len(first) < len(texts[language])
