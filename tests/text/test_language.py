"""The language of a passage."""

from __future__ import annotations

import pytest

from tutela.text.language import language_of, main_language

SENTENCES = [
    ("en", "Any person who fails to report a suspected offence shall be liable to a fine."),
    ("en", "The Committee recommends that the State party allocate sufficient resources to the programme."),
    (
        "fr",
        "Le fait de ne pas signaler une infraction est puni d'une amende dans les conditions prévues par la loi.",
    ),
    ("fr", "Les établissements scolaires informent les élèves de leurs droits et des voies de recours."),
    (
        "es",
        "Los Estados Partes adoptarán las medidas necesarias para la protección de los niños y las niñas.",
    ),
    (
        "es",
        "Se impondrá la pena de prisión a quien incumpla el deber de denunciar los hechos ante la autoridad.",
    ),
    (
        "pt",
        "Os Estados Partes devem adotar todas as medidas necessárias para a proteção das crianças contra a venda.",
    ),
    (
        "it",
        "Gli Stati adottano tutte le misure necessarie per la protezione dei bambini nel territorio e con la legge.",
    ),
    (
        "ca",
        "Els Estats han de prendre totes les mesures per a la protecció dels infants en el territori i amb la llei.",
    ),
    (
        "de",
        "Die Vertragsstaaten treffen alle geeigneten Maßnahmen, um das Kind vor jeder Form der Ausbeutung zu schützen.",
    ),
    ("ar", "يجب على الدول الأطراف أن تتخذ جميع التدابير اللازمة لحماية الأطفال"),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_sentences(language: str, sentence: str) -> None:
    assert language_of(sentence) == language


@pytest.mark.parametrize(("language", "sentence"), [pair for pair in SENTENCES if pair[0] not in ("de",)])
def test_a_clear_sentence_is_not_taken_for_the_language_around_it(language: str, sentence: str) -> None:
    around = "fr" if language == "en" else "en"
    assert language_of(sentence, around) == language


@pytest.mark.parametrize("text", ["(a) a parent;", "12", "", "Chapter II", "Poder Ejecutivo", "A/HRC/43/16"])
def test_too_little_text_takes_the_language_around_it(text: str) -> None:
    assert language_of(text, "es") == "es"


def test_names_and_lists_stay_in_the_language_of_their_document() -> None:
    members = (
        "Afghanistan, Angola, Argentina, Armenia, Bahrain, Brazil, Cameroon, Chile, Denmark, Eritrea, Fiji and India"
    )
    assert language_of(members, "en") == "en"


def test_the_language_of_most_of_a_document() -> None:
    english = [sentence for language, sentence in SENTENCES if language == "en"]
    french = [sentence for language, sentence in SENTENCES if language == "fr"]
    assert main_language(english * 3 + french) == "en"
    assert main_language(french * 3 + english) == "fr"
    assert main_language([]) == "und"
