"""Whether a passage does what a measure asks, or only part of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.learned import learned_for
from tutela.evidence.match import Direction, Match
from tutela.evidence.traits import Shown
from tutela.evidence.wholeness import SIGNALS, Wholeness, log_odds
from tutela.register.measures import Register
from tutela.text.document import Passage, Span

DOES = [
    ("victims.age-doubt", "en", "Where the age of a victim is uncertain and there are reasons to believe that the victim is a child, that person shall be presumed to be a child pending verification of age."),
    ("victims.age-doubt", "fr", "En cas d'incertitude sur l'âge de la victime et lorsqu'il existe des raisons de croire qu'elle est un enfant, elle est présumée être un enfant jusqu'à ce que son âge soit vérifié."),
    ("victims.age-doubt", "es", "Cuando exista duda sobre la edad de la víctima y haya motivos para creer que es un niño, se presumirá que es menor de dieciocho años hasta que se verifique su edad."),
    ("offence.csam-possession", "en", "Whoever possesses child sexual abuse material, or knowingly obtains access to it through the Internet, is liable to imprisonment for five years."),
    ("offence.csam-possession", "fr", "Est puni de cinq ans d'emprisonnement quiconque détient du matériel d'abus sexuel d'enfants ou y accède sciemment par Internet."),
    ("offence.csam-possession", "es", "Será castigado con prisión de uno a cinco años quien posea material de abuso sexual de niños, niñas y adolescentes o acceda a él a sabiendas por Internet."),
    ("sanctions.no-limitation", "en", "No limitation period applies to sexual offences against children."),
    ("sanctions.no-limitation", "fr", "L'action publique pour les infractions sexuelles commises contre un enfant est imprescriptible."),
    ("sanctions.no-limitation", "es", "Los delitos sexuales contra niños, niñas y adolescentes son imprescriptibles."),
    ("prevention.vetting", "en", "No person who has been convicted of a sexual offence against a child may be employed in work with children, and every employer shall check the criminal record of applicants."),
    ("prevention.vetting", "fr", "Nul ne peut exercer une activité au contact d'enfants s'il a été condamné pour une infraction sexuelle contre un enfant ; l'employeur vérifie le casier judiciaire avant l'embauche."),
    ("prevention.vetting", "es", "Quien haya sido condenado por un delito sexual contra un niño no podrá trabajar en contacto con niños; el empleador exigirá un certificado de antecedentes de delitos sexuales."),
]  # fmt: skip
PART = [
    ("recovery.shelter", "en", "Victims of trafficking in persons may be housed in shelters run by associations."),
    ("recovery.shelter", "fr", "Les victimes de la traite des personnes peuvent être hébergées dans des foyers gérés par des associations."),
    ("recovery.shelter", "es", "Las víctimas de trata de personas podrán ser alojadas en albergues gestionados por asociaciones."),
    ("recovery.compensation", "en", "Every victim of trafficking in persons has the right to claim damages from the offender."),
    ("recovery.compensation", "fr", "Toute victime de la traite des personnes peut demander des dommages-intérêts à l'auteur."),
    ("recovery.services", "es", "Las víctimas de trata de personas tendrán derecho a asistencia médica y psicológica."),
    ("proceedings.legal-aid", "en", "Victims of trafficking in persons may receive free legal aid."),
    ("proceedings.legal-aid", "fr", "Les victimes de la traite des personnes peuvent bénéficier de l'aide juridictionnelle."),
    ("recovery.reintegration", "es", "Se facilitará la reinserción social y laboral de las víctimas de trata de personas."),
]  # fmt: skip
"""What is for victims of any age, so that it is for children, too, but not made for them."""

LACKING = [
    ("cooperation.joint-police", "en", "The police shall cooperate with the police of other States in order to combat trafficking in persons."),
    ("cooperation.joint-police", "fr", "La police coopère avec les services de police d'autres États dans la lutte contre la traite des personnes."),
    ("cooperation.joint-police", "es", "La policía cooperará con la policía de otros Estados en la lucha contra la trata de personas."),
]  # fmt: skip
"""What lacks something that every query for the measure requires."""


def judged(scorer: ConceptScorer, measure: str, language: str, text: str) -> Match:
    passage = Passage(text, Span(0, len(text)), language=language)
    return next(match for match in next(scorer.matches([passage])) if match.measure == measure)


@pytest.fixture(scope="module")
def unlabelled(guidelines: Register) -> ConceptScorer:
    """The engine for a register of which no passage is labelled."""
    return ConceptScorer(guidelines, labelled=False)


def told(sentences: list[tuple[str, str, str]], direction: Direction) -> list[tuple[str, str, str, Direction]]:
    return [(*sentence, direction) for sentence in sentences]


@pytest.mark.parametrize(("measure", "language", "text", "expected"), [*told(DOES, "does"), *told(PART, "part")])
def test_what_was_learned_tells_whole_from_part(
    scorer: ConceptScorer, measure: str, language: str, text: str, expected: Direction
) -> None:
    match = judged(scorer, measure, language, text)
    assert match.is_evidence
    assert match.direction == expected


@pytest.mark.parametrize(("measure", "language", "text", "expected"), [*told(DOES, "does"), *told(LACKING, "part")])
def test_without_labels_the_best_query_tells(
    unlabelled: ConceptScorer, measure: str, language: str, text: str, expected: Direction
) -> None:
    assert judged(unlabelled, measure, language, text).direction == expected


def test_what_the_package_knows_of_wholeness(guidelines: Register) -> None:
    learned = learned_for(guidelines)
    assert learned
    assert learned.whole
    assert set(learned.whole.weights) == set(SIGNALS)
    assert set(learned.whole.priors) == set(learned.measures)
    assert len(learned.whole.traits) == len(learned.table)
    assert learned.whole.weights["score"] > 0 > learned.whole.weights["lent"]
    assert learned.whole.weights["whole"] > 0


WHOLENESS = Wholeness(
    weights={"score": 0.5, "lent": -4.0, "whole": 1.0},
    bias=1.0,
    priors={"usual": 0.0, "seldom": -0.5},
    least=0.25,
    traits=np.array([0.5, -1.0, 0.25], dtype=np.float32),
)


@pytest.mark.parametrize(
    ("measure", "score", "lent", "whole", "expected"),
    [
        ("usual", 0.5, 0.0, 0.0, True),
        ("usual", 0.5, 0.2, 0.0, False),
        ("usual", 0.9, 0.2, 0.0, True),
        ("seldom", 0.9, 0.2, 0.0, True),
        ("seldom", 0.9, 0.35, 0.0, False),
        ("seldom", 0.9, 0.35, 0.3, True),
    ],
)
def test_signals_and_the_measure_are_added_up(
    measure: str, score: float, lent: float, whole: float, expected: bool
) -> None:
    assert WHOLENESS.is_whole(measure, score, lent, whole) is expected


def test_the_traits_of_a_passage_tell() -> None:
    none = np.array([], dtype=np.intp)
    shown = Shown(np.array([0, 1], dtype=np.intp), np.array([1.0, 0.5]), none, none)
    assert WHOLENESS.told(shown) == 0.0
    assert WHOLENESS.told(shown._replace(values=np.array([1.0, 0.0]))) == 0.5


@given(score=st.floats(0.3, 1.0), more=st.floats(0.0, 0.7), lent=st.floats(0.0, 1.0), whole=st.floats(-1.0, 1.0))
def test_a_surer_match_is_never_less_whole(score: float, more: float, lent: float, whole: float) -> None:
    surer = min(score + more, 1.0)
    assert log_odds(surer) >= log_odds(score)
    if WHOLENESS.is_whole("usual", score, lent, whole):
        assert WHOLENESS.is_whole("usual", surer, lent, whole)
