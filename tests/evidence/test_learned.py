"""What was learned, in its file and beside a register that is not quite the one it was learned for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tutela.evidence
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.finder import Reading
from tutela.evidence.learned import Learned, learned_for, read_learned, write_learned
from tutela.evidence.resemblance import SIGNALS
from tutela.register.measures import Register
from tutela.register.thesaurus import Concept, Thesaurus
from tutela.text.document import Passage, Span

UNKNOWN = "tourism.offender-travel"
"""A measure that the reversed register has under another id."""

TEXTS = [
    "No limitation period runs for offences under this Chapter before the victim has reached the age of eighteen.",
    "Birth registration is free of charge and shall be made within ninety days of the birth of every child.",
    "The Ministry operates a toll-free helpline, open twenty-four hours a day, where trained counsellors listen to children.",
    "A company is liable for an offence under this Part committed on its behalf by a director and may be fined.",
    "(b) imports or distributes it;",
]
TRAVEL = "A registered sex offender who intends to travel abroad shall notify the police; the passport of a person convicted of a sexual offence against a child may be withheld."


@pytest.fixture(scope="module")
def packaged(guidelines: Register) -> Learned:
    learned = learned_for(guidelines)
    assert learned is not None
    return learned


@pytest.fixture(scope="module")
def tiny(packaged: Learned) -> Learned:
    """Two pairs of three concepts, two words of English and one of French, two measures."""
    return replace(
        packaged,
        measures=("sale", "shelter"),
        concepts=("child", "sell", "house"),
        rarities=np.array([1.0, 2.0, 3.0]),
        pairs=np.array([[0, 1], [0, 2]]),
        stems={"en": ("sell", "hous"), "fr": ("vend",), "es": ()},
        stem_rarities=np.array([4.0, 5.0, 6.0]),
        table=np.array(
            [[0.5, 0.0, 0.1], [-0.2, 0.9, 0.3], [0.001, -1.0, 0.0], [0.0, 0.0, 0.0], [3.0, 2.0, 1.0]], dtype=np.float32
        ),
    )


def passage(text: str) -> Passage:
    return Passage(text, Span(0, len(text)), language="en")


def scores(scorer: ConceptScorer, text: str) -> dict[str, float]:
    return {match.measure: match.score for match in next(scorer.matches([passage(text)]))}


def test_the_file_gives_back_what_was_written(tiny: Learned, tmp_path: Path) -> None:
    write_learned(tiny, tmp_path / "tiny.npz")
    again = read_learned(tmp_path / "tiny.npz")
    for name in ("measures", "concepts", "stems", "weights", "bias", "leading", "further", "about"):
        assert getattr(again, name) == getattr(tiny, name)
    for name in ("rarities", "pairs", "stem_rarities"):
        assert np.array_equal(getattr(again, name), getattr(tiny, name))


@given(rows=st.lists(st.lists(st.floats(-50, 50, width=32), min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_table_is_kept_to_a_part_of_the_largest_of_its_row(
    tiny: Learned, tmp_path: Path, rows: list[list[float]]
) -> None:
    table = np.array(rows, dtype=np.float32)
    write_learned(replace(tiny, table=table), tmp_path / "tiny.npz")
    again = read_learned(tmp_path / "tiny.npz").table
    assert (np.abs(again - table) <= np.abs(table).max(axis=1, keepdims=True) / 127 + 1e-6).all()
    assert np.array_equal(again[table == 0], table[table == 0])


def reading(*concepts: int, stems: tuple[int, ...] = ()) -> Reading:
    return Reading([(4, (), (), {}, 0, -1)] * 50, [], {concept: [0] for concept in concepts}, 0, [], set(stems))


def thesaurus(*ids: str) -> Thesaurus:
    names = {"en": "name", "fr": "nom", "es": "nombre"}
    return Thesaurus(tuple(Concept(id, names, {}) for id in ids))


ALIGNED = [
    # concepts of the register, those found (by their places), the pair that is shown
    (("child", "sell", "house"), (0, 1), [0]),
    (("house", "sell", "child"), (1, 2), [0]),
    (("house", "sell", "child"), (0, 1), []),
    (("new", "house", "newer", "child"), (1, 3), [1]),
    (("new", "house", "newer", "child"), (0, 2), []),
    (("child",), (0,), []),
    (("new", "newer"), (0, 1), []),
    ((), (), []),
]


@pytest.mark.parametrize(("ids", "found", "pairs"), ALIGNED)
def test_concepts_are_known_by_their_ids(
    tiny: Learned, ids: tuple[str, ...], found: tuple[int, ...], pairs: list[int]
) -> None:
    traits = tiny.traits(thesaurus(*ids), "en")
    assert traits.of([(reading(*found), None)])[0].numbers.tolist() == pairs


@pytest.mark.parametrize(("language", "stems"), [("en", {"sell": 2, "hous": 3}), ("fr", {"vend": 4}), ("es", {})])
def test_words_are_those_of_the_language(tiny: Learned, language: str, stems: dict[str, int]) -> None:
    traits = tiny.traits(thesaurus("child"), language)
    assert traits.stems == stems
    shown = traits.of([(reading(stems=tuple(stems.values())), None)])[0]
    assert set(shown.numbers.tolist()) == set(stems.values())
    assert (shown.values > 0).all()


def test_measures_are_known_by_their_ids(tiny: Learned, guidelines: Register) -> None:
    first, second, third = guidelines.measures[:3]
    register = replace(
        guidelines, measures=(replace(first, id="shelter"), replace(second, id="new"), replace(third, id="sale"))
    )
    assert tiny.columns(register).tolist() == [1, -1, 0]


@pytest.fixture(scope="module")
def reversed_register(guidelines: Register) -> Register:
    """The register with its measures and concepts in another order, and one measure under another id."""

    def renamed(id: str) -> str:
        return "new.measure" if id == UNKNOWN else id

    queries = tuple(replace(query, measure=renamed(query.measure)) for query in guidelines.thesaurus.queries)
    return replace(
        guidelines,
        measures=tuple(replace(measure, id=renamed(measure.id)) for measure in reversed(guidelines.measures)),
        thesaurus=Thesaurus(guidelines.thesaurus.concepts[::-1], queries, digest="reversed"),
    )


def test_the_order_of_a_register_does_not_matter(scorer: ConceptScorer, reversed_register: Register) -> None:
    other = ConceptScorer(reversed_register)
    for text in TEXTS:
        expected = {measure: score for measure, score in scores(scorer, text).items() if measure != UNKNOWN}
        found = {measure: score for measure, score in scores(other, text).items() if measure != "new.measure"}
        assert found == pytest.approx(expected, abs=2e-4)


def test_a_measure_that_is_not_known_is_scored_by_hand(scorer: ConceptScorer, reversed_register: Register) -> None:
    beside, by_hand = ConceptScorer(reversed_register), ConceptScorer(reversed_register, labelled=False)
    assert scores(scorer, TRAVEL)[UNKNOWN] != scores(beside, TRAVEL)["new.measure"]
    for text in (TRAVEL, *TEXTS):
        assert scores(beside, text).get("new.measure") == scores(by_hand, text).get("new.measure")
    [match] = [match for match in next(beside.matches([passage(TRAVEL)])) if match.measure == "new.measure"]
    assert match.is_evidence
    assert "wording" not in [reason.concept for reason in match.reasons]


def test_another_register_has_nothing_learned(guidelines: Register) -> None:
    other = replace(guidelines, id="another-instrument")
    assert learned_for(other) is None
    by_hand = ConceptScorer(guidelines, labelled=False)
    for text in TEXTS:
        assert scores(ConceptScorer(other), text) == scores(by_hand, text)


def test_the_packaged_file_is_small_and_says_what_it_comes_from(packaged: Learned, guidelines: Register) -> None:
    files = list((Path(tutela.evidence.__file__).parent / "weights").iterdir())
    assert [file.name for file in files] == [f"{guidelines.id}.npz"]
    assert sum(file.stat().st_size for file in files) < 10_000_000
    about = json.loads(json.dumps(dict(packaged.about)))
    assert about["passages"].keys() == {"gold", "written", "corpus"}
    assert all(count > 0 for count in about["passages"].values())
    assert len(about["digest"]) == 64
    assert set(about["digest"]) <= set("0123456789abcdef")


def test_the_packaged_file_fits_the_register(packaged: Learned, guidelines: Register) -> None:
    assert set(packaged.measures) == {measure.id for measure in guidelines.measures}
    assert set(packaged.concepts) <= {concept.id for concept in guidelines.thesaurus.concepts}
    assert set(packaged.weights) == set(SIGNALS)
    assert set(packaged.bias) == set(packaged.stems) == {"en", "fr", "es"}
    stems = sum(map(len, packaged.stems.values()))
    assert packaged.table.shape == (len(packaged.pairs) + stems, len(packaged.measures) + 1)
    assert len(packaged.stem_rarities) == stems
    assert np.isfinite(packaged.table).all()
    assert packaged.further <= packaged.leading
