"""What cataloguers write in the same words everywhere, said in the language of the reader."""

from __future__ import annotations

import pytest

from tutela.catalogue.stock_words import known, relationship, supplied


@pytest.mark.parametrize(
    ("said", "language", "read"),
    [
        ("Explained by:", "fr", "Expliqué par"),
        ("Traduction de", "es", "Traducción de"),
        ("Translation of", "en", "Translation of"),
        ("Reviewed by the same panel as:", "fr", "Reviewed by the same panel as"),
        ("", "fr", ""),
    ],
)
def test_usual_relationships_are_said_in_the_readers_language(said: str, language: str, read: str) -> None:
    assert relationship(said, language) == read


@pytest.mark.parametrize(
    ("said", "language", "read"),
    [
        ("[between 2019 and 2021]", "fr", "[entre 2019 et 2021]"),
        ("Genève : [éditeur non identifié], 2019", "en", "Genève : [publisher not identified], 2019"),
        ("[not before November 2021]", "es", "[no antes de noviembre de 2021]"),
        ("Adopted on 30 May 2019.", "fr", "Adopté le 30 mai 2019."),
        ("Adopted on 30 May 2019.", "es", "Aprobado el 30 de mayo de 2019."),
        ("1 online resource (24 pages)", "fr", "1 ressource en ligne (24 pages)"),
        ("Includes bibliographical references and index.", "es", "Incluye referencias bibliográficas e índice."),
        (
            "Includes bibliographical references (p. 3) and index.",
            "es",
            "Includes bibliographical references (p. 3) and index.",
        ),
        ("United Nations, 2019", "fr", "United Nations, 2019"),
    ],
)
def test_stock_words_are_said_in_the_readers_language(said: str, language: str, read: str) -> None:
    assert supplied(said, language) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("[date of publication not identified]", ""),
        ("Geneva: [publisher not identified], 2012", "Geneva, 2012"),
        ("[Lieu de publication non identifié]: Nations Unies, 2012", "Nations Unies, 2012"),
        ("[between 2019 and 2021]", "[between 2019 and 2021]"),
    ],
)
def test_lists_leave_out_what_is_only_said_to_be_unknown(said: str, read: str) -> None:
    assert known(said) == read
