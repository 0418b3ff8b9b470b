"""How easy the help pages are to read, by the formulas of each language (textstat), with a limit for each voice.

English: Flesch-Kincaid grade, at most. French: Flesch in the version of Kandel and Moles, at least. Spanish: Fernández
Huerta, at least. The library cuts French and Spanish words at hyphens and counts too few syllables, so that its figures
flatter: the limits are set that much stricter than what the formulas' authors call easy.
``python -m tests.web.help.test_readability`` prints the table.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
import textstat

from tutela.web.help.texts import LANGUAGES, TOPICS, Text, all_texts, plain_text


class Limit(NamedTuple):
    """Figures for English, French and Spanish, and words a sentence: on average, and of the longest."""

    en: float
    fr: float
    es: float
    average: float
    longest: int


LIMITS = {
    "8-11": Limit(2.5, 100, 92, 8, 20),
    "12-15": Limit(4, 92, 88, 10, 24),
    "16-17": Limit(5.5, 90, 78, 12, 28),
    "parents": Limit(6, 82, 78, 13, 32),
    "schools": Limit(7, 82, 78, 13, 36),
    "self": Limit(6, 85, 82, 11, 32),
    "": Limit(4, 92, 88, 10, 26),
}


class Figures(NamedTuple):
    """What was measured on a page."""

    words: int
    figure: float
    average: float
    longest: int


def figures(shown: Text) -> Figures:
    """Each heading, paragraph and item ends a sentence; so does a colon before a list."""
    plain = plain_text(shown).replace("’", "'").replace(":\n", ".\n").replace("\xa0", " ")
    sentences = [one for one in re.split(r"(?<=[.?!…])\s+", plain) if re.search(r"\w", one)]
    lengths = [len(re.findall(r"\b[\w'-]+\b", one)) for one in sentences]
    textstat.set_lang(shown.language)
    formula = {"en": textstat.flesch_kincaid_grade, "fr": textstat.flesch_reading_ease, "es": textstat.fernandez_huerta}
    return Figures(sum(lengths), formula[shown.language](plain), sum(lengths) / len(lengths), max(lengths))


def is_within(found: Figures, limit: Limit, language: str) -> bool:
    """Whether a page is as easy as its readers need it."""
    easy = found.figure <= limit.en if language == "en" else found.figure >= getattr(limit, language)
    return easy and found.average <= limit.average and found.longest <= limit.longest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voice", ["", *TOPICS])
def test_pages_are_easy_enough_for_their_readers(voice: str, language: str) -> None:
    texts = [one for one in all_texts(language) if one.voice == voice]
    too_hard = {one.topic: figures(one) for one in texts if not is_within(figures(one), LIMITS[voice], language)}
    assert too_hard == {}


def test_legal_prose_is_told_apart() -> None:
    law = (
        "States parties shall take all appropriate legislative, administrative and educational measures to ensure the "
        "criminalization of the possession of child sexual abuse material irrespective of its dissemination."
    )
    found = figures(Text("en", "12-15", "law", "", "", (), law))
    assert not is_within(found, LIMITS["schools"], "en")


if __name__ == "__main__":
    for code in LANGUAGES:
        for one in all_texts(code):
            found = figures(one)
            held = "" if is_within(found, LIMITS[one.voice], code) else "  over"
            name = f"{one.voice or 'all'}/{one.topic}"
            print(
                f"{code}  {name:22} {found.words:4} words  {found.figure:6.1f}  {found.average:4.1f} a sentence, longest {found.longest}{held}"
            )
