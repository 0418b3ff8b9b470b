"""What kind of evidence a passage is, and what kind of document it stands in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutela.evidence.document_kind import document_kind, with_kind
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.grade import POSSIBLE
from tutela.evidence.lines import DOCTYPES
from tutela.evidence.match import GRADES
from tutela.register import thesaurus
from tutela.text.document import Document, Passage, Span

LAW = [
    ("en", "Any person who procures a child for prostitution commits an offence and is liable on conviction to imprisonment for ten years."),
    ("en", "For the purposes of this Act, a child victim shall be presumed to be under the age of eighteen years."),
    ("fr", "Est puni de dix ans d'emprisonnement le fait de recourir à la prostitution d'un mineur."),
    ("fr", "Les peines prévues à l'article précédent sont portées au double lorsque la victime est un mineur de quinze ans. Le juge ordonne la confiscation des produits de l'infraction."),
    ("es", "Será reprimido con prisión de seis a diez años quien promueva la prostitución de una persona menor de dieciocho años."),
    ("es", "Artículo 12. El juez ordenará el decomiso de los bienes utilizados para cometer los delitos de trata de niños previstos en este capítulo."),
]  # fmt: skip
POLICY = [
    ("en", "Objective 3. By the end of the plan, all social workers will be trained to identify child victims of sexual exploitation. Indicator: number of staff trained."),
    ("en", "We check the background of all staff and volunteers who work with children, and our safeguarding lead will keep a record."),
    ("fr", "Objectif 2. Une campagne nationale de sensibilisation à l'exploitation sexuelle des enfants sera menée chaque année. Indicateur : nombre d'activités réalisées."),
    ("es", "Línea de acción 4. Capacitación del personal policial en identificación de niños víctimas de explotación sexual. Indicador: número de agentes capacitados. Meta: 400."),
]  # fmt: skip
PRACTICE = [
    ("en", "In the reporting period 120 police officers were trained on the sexual exploitation of children, and a helpline for children was opened in the capital."),
    ("fr", "Depuis 2019, une ligne d'écoute gratuite pour les enfants a été ouverte et plus de deux cents policiers ont été formés à l'audition des mineurs victimes."),
    ("es", "Durante el año pasado se capacitó a ochenta fiscales en explotación sexual de niños y la línea de ayuda para niños atendió mil llamadas."),
]  # fmt: skip
RECOMMENDATION = [
    ("en", "The Committee recommends that the State party should establish a free helpline for child victims of sexual exploitation."),
    ("en", "129.31 Ratify the Optional Protocol and amend the penal code to criminalise the sale of children."),
    ("fr", "Le Comité recommande à l'État partie de former les policiers et les magistrats à l'audition des enfants victimes d'exploitation sexuelle."),
    ("es", "El Comité recomienda que el Estado parte capacite a policías y jueces y que establezca una línea de ayuda gratuita para niños víctimas."),
]  # fmt: skip
GRADED = [
    (grade, language, text)
    for grade, sentences in zip(GRADES, (LAW, POLICY, PRACTICE, RECOMMENDATION), strict=True)
    for language, text in sentences
]


def passage(language: str, text: str, doctype: str = "") -> Passage:
    return Passage(text, Span(0, len(text)), language=language, doctype=doctype)


def grade(scorer: ConceptScorer, one: Passage) -> str:
    matches = next(scorer.matches([one]))
    assert matches
    assert matches[0].score >= 0.3
    assert len({match.grade for match in matches}) == 1, "the grade is the passage's"
    return matches[0].grade


@pytest.mark.parametrize(("expected", "language", "text"), GRADED)
def test_a_passage_is_graded_by_its_words(scorer: ConceptScorer, expected: str, language: str, text: str) -> None:
    assert grade(scorer, passage(language, text)) == expected


@pytest.mark.parametrize(("expected", "language", "text"), GRADED)
@pytest.mark.parametrize("doctype", DOCTYPES)
def test_the_kind_of_the_document_says_what_is_possible(
    scorer: ConceptScorer, doctype: str, expected: str, language: str, text: str
) -> None:
    possible = POSSIBLE.get(doctype, GRADES)
    found = grade(scorer, passage(language, text, doctype))
    assert found in possible
    if expected in possible:
        assert found == expected


def test_grades_are_called_the_same_in_the_register() -> None:
    assert thesaurus.GRADES == GRADES


def document(title: str, language: str, *texts: str) -> Document:
    passages = tuple(passage(language, text) for text in texts)
    return Document("x.txt", "text", title, "0" * 64, "\n".join(texts), passages, language)


@pytest.mark.parametrize(
    ("sentences", "kind"), [(LAW, "law"), (POLICY, "guidance"), (PRACTICE, "report"), (RECOMMENDATION, "report")]
)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_kind_of_a_document_is_told_from_its_passages(
    sentences: list[tuple[str, str]], kind: str, language: str
) -> None:
    texts = [text for spoken, text in sentences if spoken == language]
    assert document_kind(document("", language, *texts * 3)) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Penal Code", "law"),
        ("Ley n.º 9 de Turismo", "law"),
        ("National Plan of Action 2024", "guidance"),
        ("Guide pratique à l'usage des enseignants", "guidance"),
        ("Observaciones finales sobre el informe presentado", "report"),
        ("Report on the application of the Children Act", "report"),
        ("", ""),
        ("Annex", ""),
    ],
)
def test_the_kind_of_a_document_is_told_from_its_title(title: str, kind: str) -> None:
    assert document_kind(document(title, "en")) == kind


def test_the_kind_is_told_to_the_passages() -> None:
    law = document("Children Act", "en", *(text for language, text in LAW if language == "en"))
    told = with_kind(law)
    assert {one.doctype for one in told.passages} == {"law"}
    assert told.passages == law.passages, "it is no part of what a passage is"
    given = replace(law, passages=tuple(replace(one, doctype="guidance") for one in law.passages))
    assert {one.doctype for one in with_kind(given).passages} == {"guidance"}


def test_nothing_is_told_of_a_document_in_another_language() -> None:
    assert document_kind(document("", "de", "Wer ein Kind verkauft, wird mit Freiheitsstrafe bestraft.")) == ""
