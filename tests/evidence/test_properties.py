"""What holds for every passage."""

from __future__ import annotations

import random
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.evidence.engine import ConceptScorer, find_evidence
from tutela.evidence.language_scorer import EXPLAINED
from tutela.evidence.match import EVIDENCE, Match
from tutela.register.measures import Register
from tutela.register.thesaurus import Thesaurus
from tutela.text.document import Passage, Span

FRAGMENTS = (
    "child sexual abuse material", "shall be punished", "with imprisonment of", "ten years", "the victim", "a minor",
    "national plan of action", "service provider", "report", "to the police", "without delay", "extradition",
    "no limitation period", "l'exploitation sexuelle des enfants", "est puni de", "ans d'emprisonnement", "d'office",
    "pornografía infantil", "será castigado", "menores de edad", "víctimas", "prescripción", ".", ";", "—", "(a)", "\u00a0",
    "l’enfant", "e\u0301leve", "traf\u00adficking", "____", "2,000", "live-streaming", "and/or", "\u202e", "𝔠𝔥𝔦𝔩𝔡", "子ども",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=40).map(" ".join)
languages = st.sampled_from(["en", "fr", "es"])
passages = st.builds(
    lambda text, start, language, heading, lead: Passage(
        text, Span(start, start + len(text)), heading_path=heading, lead=lead, language=language
    ),
    texts,
    st.integers(0, 10_000),
    languages,
    st.lists(texts, max_size=2).map(tuple),
    st.sampled_from(["", "States Parties shall:", "Les États Parties :"]),
)
eagerly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.lists(passages, max_size=5))
@eagerly
def test_matches_are_well_formed(scorer: ConceptScorer, given: list[Passage]) -> None:
    for passage, matches in zip(given, scorer.matches(given), strict=True):
        assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
        assert len({match.measure for match in matches}) == len(matches)
        for match in matches:
            assert match.passage is passage
            assert 0 <= match.score <= 1
            if match.score >= EXPLAINED:
                check_reasons(match)


def check_reasons(match: Match) -> None:
    assert match.reasons
    assert sum(reason.weight for reason in match.reasons) == pytest.approx(1, abs=0.001)
    for reason in match.reasons:
        assert 0 <= reason.weight <= 1
        assert set(reason.name) == {"en", "fr", "es"}
        end = match.passage.span.start
        for span in reason.spans:  # in order, apart, inside the passage, on whole words
            assert end <= span.start < span.end <= match.passage.span.end
            end = span.end


@given(st.lists(passages, min_size=1, max_size=8), st.randoms(use_true_random=False))
@eagerly
def test_order_and_company_do_not_matter(scorer: ConceptScorer, given: list[Passage], chance: random.Random) -> None:
    alone = [next(scorer.matches([passage])) for passage in given]
    assert list(scorer.matches(given)) == alone
    order = list(range(len(given)))
    chance.shuffle(order)
    shuffled = list(scorer.matches([given[place] for place in order]))
    assert [shuffled[order.index(place)] for place in range(len(given))] == alone


SAME = [
    ("en", "The police shall detain no child victim.", "THE POLICE SHALL DETAIN NO CHILD VICTIM."),
    ("fr", "Les élèves victimes sont informés de leurs droits dans la procédure.", "Les eleves victimes sont informes de leurs droits dans la procedure."),
    ("es", "La víctima será indemnizada por el autor del delito.", "La victima sera indemnizada por el autor del delito."),
    ("en", "A victim of trafficking is offered shelter and counselling.", "Victims of trafficking are offered shelter and counseling."),
    ("fr", "Le mineur victime a droit à un avocat gratuit.", "Les mineurs victimes ont droit à un avocat gratuit."),
    ("es", "El proveedor de servicios retirará el contenido ilícito.", "Los proveedores de servicios retirarán los contenidos ilícitos."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_case_accents_and_inflection_do_not_matter(matching, language: str, one: str, other: str) -> None:  # type: ignore[no-untyped-def]
    scores = [{match.measure: match.score for match in matching(language, text)} for text in (one, other)]
    top = max(scores[0], key=lambda measure: scores[0][measure])
    assert scores[1][top] == pytest.approx(scores[0][top], abs=0.12)
    decomposed = unicodedata.normalize("NFD", one)
    assert {match.measure: match.score for match in matching(language, decomposed)} == scores[0]


def test_find_evidence_is_the_matches_in_order(guidelines: Register, scorer: ConceptScorer) -> None:
    given = [
        Passage(text, Span(0, len(text)), language="en")
        for text in ("Extradition shall be granted.", "Nothing.", "A toll-free helpline for children.")
    ]
    expected = [match for matches in scorer.matches(given) for match in matches]
    assert find_evidence(given, guidelines) == expected
    assert find_evidence([], guidelines) == []


class Contrary:
    """Another engine: everything answers the first measure."""

    def matches(self, passages):  # type: ignore[no-untyped-def]
        for passage in passages:
            yield [Match("legislation.incorporate", passage, EVIDENCE, ())]


def test_the_scorer_can_be_replaced(guidelines: Register) -> None:
    given = [Passage("Any text.", Span(0, 9), language="en")]
    assert find_evidence(given, guidelines, Contrary()) == [Match("legislation.incorporate", given[0], EVIDENCE, ())]


def test_a_long_passage_takes_its_time_in_proportion(matching) -> None:  # type: ignore[no-untyped-def]

    def seconds(times: int) -> float:
        begun = time.process_time()
        matching("en", "Whoever sells a child victim for sexual exploitation shall be punished. " * times)
        return time.process_time() - begun

    seconds(10)
    assert seconds(8000) < 40 * max(seconds(800), 0.005)


def test_a_register_without_measures_has_no_matches(guidelines: Register) -> None:
    empty = replace(guidelines, measures=(), thesaurus=Thesaurus())
    given = [Passage("A child.", Span(0, 8), language="en")]
    assert list(ConceptScorer(empty).matches(given)) == [[]]


def test_a_register_without_concepts_is_answered_by_its_words(guidelines: Register) -> None:
    words = ConceptScorer(replace(guidelines, thesaurus=Thesaurus()), labelled=False)
    text = "Birth registration shall be free and universal, and falsified identity or adoption papers prevented."
    best = next(words.matches([Passage(text, Span(0, len(text)), language="en")]))[0]
    assert best.measure == "prevention.birth-registration"
    assert [reason.concept for reason in best.reasons] == ["words"]
    assert best.is_evidence


def test_a_register_without_queries_is_answered_by_the_ideas_of_its_wording(guidelines: Register) -> None:
    thesaurus = Thesaurus(concepts=guidelines.thesaurus.concepts)
    ideas = ConceptScorer(replace(guidelines, thesaurus=thesaurus), labelled=False)
    text = "Le tribunal ordonne la confiscation des produits de l'infraction et la fermeture des locaux."
    best = next(ideas.matches([Passage(text, Span(0, len(text)), language="fr")]))[0]
    assert best.measure == "sanctions.confiscation"
    assert {"confiscate", "words"} <= {reason.concept for reason in best.reasons}
