"""From signals and resemblance to log odds: when a passage speaks, and what is too little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.finder import Reading
from tutela.evidence.language_scorer import LanguageScorer
from tutela.evidence.learned import Learned, learned_for
from tutela.evidence.match import EVIDENCE, UNSURE
from tutela.evidence.resemblance import SHORT, SIGNALS, UNSUPPORTED, Resemblance, Weighed
from tutela.evidence.scoring import BATCH, LEAST
from tutela.evidence.signals import Signals
from tutela.register.measures import Register
from tutela.text.document import Passage, Span

LEADING, FURTHER = 0.5, -0.5
SILENT = -1.6
"""A question that is not answered counts as this."""

Weigh = Callable[..., Weighed]


@pytest.fixture(scope="module")
def weigh(guidelines: Register) -> Weigh:
    """Weighs one passage by a small Learned: one log odd per unit of "question", and ten of "resemblance"."""
    packaged = learned_for(guidelines)
    assert packaged is not None
    learned: Learned = replace(
        packaged,
        measures=("a", "b", "c"),
        concepts=("child", "sell", "house"),
        rarities=np.array([30.0, 30.0, 30.0]),
        pairs=np.array([[0, 1], [0, 2]]),
        stems={"en": ("sell",), "fr": (), "es": ()},
        stem_rarities=np.array([30.0]),
        table=np.array([[1, 0, -1, 0.5], [0, 1, 0, 0.5], [0.2, 0, 0, 0.2]], dtype=np.float32),
        weights={**dict.fromkeys(SIGNALS, 0.0), "question": 1.0, "resemblance": 10.0},
        bias={"en": 0.0},
        leading=LEADING,
        further=FURTHER,
    )
    concepts = tuple(replace(guidelines.thesaurus.concepts[0], id=id) for id in learned.concepts)
    traits = learned.traits(replace(guidelines.thesaurus, concepts=concepts), "en")

    def of(
        answered: list[float],
        found: tuple[int, ...] = (),
        *,
        columns: tuple[int, ...] = (0, 1, 2),
        length: int = 50,
        odds: float = 0.0,
        stems: tuple[int, ...] = (),
    ) -> Weighed:
        reading = Reading([(4, (), (), {}, 0, -1)] * length, [], {c: [0] for c in found}, 0, [], set(stems))
        nothing = np.zeros((1, len(answered)))
        signals = Signals(
            np.array([answered]), nothing, np.zeros((1, 1)), nothing, nothing, np.array([[float(length)]])
        )
        resemblance = Resemblance(learned, traits, np.array(columns), "en")
        return resemblance.weigh([(reading, None)], signals, np.full((1, len(answered)), odds))

    return of


SPEAKING = [
    # answers, and how far each lies above what it needs
    ([-0.1, -0.2, -0.3], [-0.6, -0.7, -0.8]),  # silent: nobody leads
    ([0.49, 0.4, SILENT], [-0.01, -0.1, SILENT - LEADING]),
    ([0.5, 0.4, SILENT], [1.0, 0.9, SILENT - FURTHER]),  # once it speaks, further ones need less
    ([2.0, -0.4, -0.6], [2.5, 0.1, -0.1]),
    ([-0.4, -0.4, -0.4], [-0.9, -0.9, -0.9]),
    ([-np.inf, 1.0, -5.0], [SILENT - FURTHER, 1.5, SILENT - FURTHER]),  # an answer that is none counts no less
]


@pytest.mark.parametrize(("answered", "expected"), SPEAKING)
def test_a_passage_speaks_or_is_silent(weigh: Weigh, answered: list[float], expected: list[float]) -> None:
    assert weigh(answered).odds[0] == pytest.approx(expected)


def test_resemblance_speaks_too(weigh: Weigh) -> None:
    weighed = weigh([-0.1, -0.1, -0.1], (0, 1))
    first, second, third = weighed.odds[0]
    assert first > 5
    assert second == pytest.approx(-0.1 - FURTHER, abs=0.01)
    assert third < -5
    assert weighed.lent[0, 0] > weighed.lent[0, 1]
    assert ((weighed.lent >= 0) & (weighed.lent <= 1)).all()
    assert [part.tolist() for part in weighed.shown[0][:1]] == [[0]]


def test_what_is_not_known_is_not_weighed_and_does_not_lead(weigh: Weigh) -> None:
    odds = weigh([3.0, 0.0, -0.4], columns=(-1, 0, 1)).odds[0]
    assert odds.tolist() == pytest.approx([-np.inf, 0.0 - LEADING, -0.4 - LEADING])
    resembling = weigh([3.0, 0.0, -0.4], (0, 1), columns=(-1, 0, 1)).odds[0]
    assert resembling[1] > 5


def test_what_is_not_plausible_is_not_weighed(weigh: Weigh) -> None:
    assert weigh([1.0, 1.0, 1.0], odds=-9.0).odds[0].tolist() == [-np.inf] * 3
    first, *others = weigh([1.0, 1.0, 1.0], (0, 1), odds=-9.0).odds[0].tolist()
    assert first > 5
    assert others == [-np.inf] * 2


FEW = [
    # words, answers, ideas, whether the first measure can be evidence
    (SHORT - 1, [-np.inf, -np.inf, -np.inf], False),
    (SHORT, [-np.inf, -np.inf, -np.inf], True),
    (SHORT - 1, [-1.6, -np.inf, -np.inf], True),
    (3, [-np.inf, -1.0, -1.0], False),
]


@pytest.mark.parametrize(("length", "answered", "evidence"), FEW)
def test_a_few_words_without_an_answer_are_not_enough(
    weigh: Weigh, length: int, answered: list[float], evidence: bool
) -> None:
    odds = weigh(answered, (0, 1), length=length).odds[0]
    assert (odds[0] > 0) == evidence
    if not evidence:
        assert odds[0] == UNSUPPORTED
        assert UNSURE < 1 / (1 + np.exp(-odds[0])) < EVIDENCE


def test_what_traits_tell_adds_up_to_the_resemblance(weigh: Weigh, guidelines: Register) -> None:
    packaged = learned_for(guidelines)
    assert packaged is not None
    scorer = LanguageScorer(guidelines, "en", learned=packaged)
    text = "The court may order the forfeiture of property derived from the sale of a child."
    passage = Passage(text, Span(0, len(text)), heading_path=("Sanctions",), language="en")
    resemblance = Resemblance(packaged, packaged.traits(guidelines.thesaurus, "en"), packaged.columns(guidelines), "en")
    shown = resemblance.shown(scorer.read(passage))
    for place, measure in enumerate(guidelines.measures):
        column = packaged.measures.index(measure.id)
        told = resemblance.told(shown, place)
        whole = float(shown.values @ packaged.table[shown.numbers, column])
        assert sum(told.ideas.values()) + sum(told.stems.values()) == pytest.approx(whole, abs=1e-4)


LEFT_ALONE = [
    ("en", "(b) imports or distributes it;"),
    ("en", "Child sexual abuse material"),
    ("en", "(c) children who are victims;"),
    ("en", "the Minister of Justice and the Attorney General;"),
    ("fr", "b) importe, exporte ou diffuse ;"),
    ("fr", "L'exploitation sexuelle des enfants"),
    ("fr", "c) les mineurs victimes ;"),
    ("es", "b) importe, exporte o difunda;"),
    ("es", "La explotación sexual de los niños"),
    ("es", "c) los niños víctimas;"),
]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_a_fragment_is_unsure_at_most(matching, language: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [match for match in matching(language, text) if match.is_evidence] == []


@pytest.fixture(scope="module")
def english(guidelines: Register) -> LanguageScorer:
    return LanguageScorer(guidelines, "en", learned=learned_for(guidelines))


telling = st.sampled_from(
    "child victim offence imprisonment shall police forfeiture extradition helpline birth registration company liable "
    "material distributes prostitution adoption consent tourism hotel bank transaction shelter recovery closed session "
    "video testimony privacy identity compensation prescription territory national abroad plan data training".split()
)


@given(st.lists(telling, min_size=1, max_size=SHORT - 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_few_words_need_an_answer(english: LanguageScorer, words: list[str]) -> None:
    text = " ".join(words)
    [given] = english.scoring.scores([english.read(Passage(text, Span(0, len(text)), language="en"))])
    assert [one for one in given.scores if one.score >= EVIDENCE and one.question is None] == []


DEPLORED = [
    ("en", "There is no national plan of action against the sexual exploitation of children."),
    ("en", "The Committee is concerned at the absence of disaggregated data on the sale of children."),
    ("en", "The State party has not established a helpline for children."),
    ("en", "The Committee regrets that there are no shelters for child victims of sexual exploitation."),
    ("fr", "Il n'existe pas de plan d'action national contre l'exploitation sexuelle des enfants."),
    ("fr", "Le Comité regrette l'absence de foyers d'accueil pour les enfants victimes d'exploitation sexuelle."),
    ("fr", "Aucune donnée ventilée n'est recueillie sur la vente d'enfants."),
    ("es", "No existe un plan de acción nacional contra la explotación sexual de los niños."),
    ("es", "Preocupa al Comité la falta de albergues para los niños víctimas de explotación sexual."),
    ("es", "El Comité lamenta que no se recopilen datos desglosados sobre la venta de niños."),
]


def of_kind(scorer: ConceptScorer, language: str, text: str, doctype: str) -> dict[str, float]:
    passage = Passage(text, Span(0, len(text)), language=language, doctype=doctype)
    return {match.measure: match.score for match in next(scorer.matches([passage]))}


@pytest.mark.parametrize(("language", "text"), DEPLORED)
@pytest.mark.parametrize("doctype", ["report", "policy", ""])
def test_a_lack_that_is_only_deplored_is_no_evidence(
    scorer: ConceptScorer, language: str, text: str, doctype: str
) -> None:
    assert max(of_kind(scorer, language, text, doctype).values(), default=0) < EVIDENCE


def test_in_a_law_a_lack_is_not_deplored(scorer: ConceptScorer) -> None:
    for language, text in DEPLORED:
        lowered, law = of_kind(scorer, language, text, "report"), of_kind(scorer, language, text, "law")
        assert lowered.keys() <= law.keys()
        assert all(score < law[measure] for measure, score in lowered.items())


def test_what_is_lowered_below_the_least_is_not_given(scorer: ConceptScorer, guidelines: Register) -> None:
    high = ConceptScorer(guidelines, least=0.3)
    for language, text in DEPLORED:
        assert min(of_kind(scorer, language, text, "report").values(), default=1) >= LEAST
        assert min(of_kind(high, language, text, "report").values(), default=1) >= 0.3


CORPUS = [
    Passage(text, Span(0, len(text)), heading_path=heading, language=language)
    for language, text, heading in (
        *((language, text, ()) for language, text in (*DEPLORED, *LEFT_ALONE)),
        ("en", "(1) Whoever sells a child shall be punished with imprisonment.", ("Part IV", "Sale of children")),
        ("en", "(2) An attempt is punishable.", ("Part IV", "Sale of children")),
        ("en", "A victim who is a child may testify by video link.", ("Evidence",)),
        ("fr", "Les peines sont doublées lorsque la victime est un mineur de quinze ans.", ("Titre II", "Des infractions")),
        ("es", "La pena se aumentará en un tercio si la víctima es menor de catorce años.", ("Capítulo I",)),
        ("en", "The council shall approve the annual accounts of the company.", ()),
        ("de", "Kinderhandel ist strafbar.", ()),
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def alone(scorer: ConceptScorer) -> list[dict[str, float]]:
    """The scores of each passage, by itself."""
    return [{match.measure: match.score for match in next(scorer.matches([passage]))} for passage in CORPUS]


@given(st.lists(st.sampled_from(range(len(CORPUS))), min_size=1, max_size=3 * BATCH))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_neighbours_do_not_matter(scorer: ConceptScorer, alone: list[dict[str, float]], places: list[int]) -> None:
    for place, matches in zip(places, scorer.matches([CORPUS[place] for place in places]), strict=True):
        assert {match.measure: match.score for match in matches} == alone[place]
