"""The words of the catalogue: three languages for each key, with the same blanks."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from tutela.catalogue import wording
from tutela.catalogue.wording import LANGUAGES, has_word, word, words

FOLDER = Path(wording.__file__).parent / "words"
SUBJECTS = sorted(file.stem for file in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_key_has_its_wording_in_three_languages(subject):
    lacking = [
        (key, language)
        for key, wordings in words(subject).items()
        for language in LANGUAGES
        if not isinstance(wordings.get(language), str) or not wordings[language].strip()
    ]
    assert lacking == []
    assert [key for key, wordings in words(subject).items() if set(wordings) != set(LANGUAGES)] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_wordings_of_a_key_have_the_same_blanks(subject):
    def blanks(text: str) -> set[str]:
        return {name for _text, name, _form, _conversion in string.Formatter().parse(text) if name is not None}

    differing = [
        key
        for key, wordings in words(subject).items()
        if len({frozenset(blanks(text)) for text in wordings.values()}) > 1
    ]
    assert differing == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_key_stands_twice_in_its_file(subject):
    lines = (FOLDER / f"{subject}.yaml").read_text("utf-8").splitlines()
    keys = [line.partition(":")[0].strip("'\"") for line in lines if line[:1].strip() and line[:1] not in "#-{}"]
    assert sorted(keys) == sorted(set(keys))


def test_unknown_subjects_keys_and_languages_are_key_errors():
    subject = SUBJECTS[0]
    key = next(iter(words(subject)))
    for asked in (
        ("nothing", key, "en"),
        ("../words", key, "en"),
        (subject, "nothing at all", "en"),
        (subject, key, "de"),
    ):
        with pytest.raises(KeyError):
            word(*asked)
    assert has_word(subject, key)
    assert not has_word(subject, "nothing at all")
