"""From labelled passages to what the engine keeps, with a small invented register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from learning.learning import PARTS, Lesson, _parts, learn, left_out, prepare
from learning.passages import LabelledPassage, digest
from learning.views import SEEN

from tutela.evidence.language_scorer import LanguageScorer
from tutela.evidence.learned import Learned, read_learned, write_learned
from tutela.register.measures import Measure, Register, Section
from tutela.register.thesaurus import Clause, Concept, Query, Thesaurus
from tutela.register.wording import Wording
from tutela.text.document import Passage, Span


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 9), max_size=60))
def test_parts_keep_families_together(sizes: dict[str, int]) -> None:
    groups: dict[str, list[int]] = {}
    place = 0
    for name, size in sizes.items():
        groups[name] = list(range(place, place + size))
        place += size
    part_of = _parts(groups)
    assert len(part_of) == place
    assert all(len(set(part_of[group].tolist())) == 1 for group in groups.values())
    assert set(part_of.tolist()) <= set(range(PARTS))
    counts = np.bincount(part_of, minlength=PARTS)
    assert counts.max(initial=0) - counts.min() <= max(sizes.values(), default=0)
    assert np.array_equal(_parts(dict(reversed(groups.items()))), part_of)


def wording(en: str, fr: str, es: str) -> Wording:
    return {"en": en, "fr": fr, "es": es}


IDEAS = {
    "child": ("child", "enfant", "niño"),
    "sell": ("sell", "vendre", "vender"),
    "prison": ("prison", "prison", "prisión"),
    "shelter": ("shelter", "foyer", "albergue"),
    "report": ("report", "signaler", "denunciar"),
    "police": ("police", "police", "policía"),
}
MEASURES = {
    "sale": (("sell", "child"), "Punish who sells a child", "Punir qui vend un enfant", "Castigar a quien venda un niño"),
    "care": (("shelter", "child"), "Give shelter to the child", "Offrir un foyer à l'enfant", "Dar albergue al niño"),
    "tell": (("report", "police"), "Report to the police", "Signaler à la police", "Denunciar a la policía"),
}  # fmt: skip


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(
        id="small",
        name=wording("Charter", "Charte", "Carta"),
        instrument=wording("Charter", "Charte", "Carta"),
        symbol="",
        digest="small",
        sections=(Section("I", wording("All", "Tout", "Todo")),),
        addressees=(),
        themes=(),
        measures=tuple(
            Measure(id, "I", (), wording(*words), wording(*words), wording(*words), (), ())
            for id, (_, *words) in MEASURES.items()
        ),
        thesaurus=Thesaurus(
            tuple(
                Concept(id, wording(*names), {language: (name,) for language, name in zip(("en", "fr", "es"), names, strict=True)})
                for id, names in IDEAS.items()
            ),
            tuple(Query(id, tuple(Clause((idea,)) for idea in ideas)) for id, (ideas, *_) in MEASURES.items()),
        ),
    )  # fmt: skip


SAID = [
    ("en", "Whoever sells a child in the town of {} is sent to prison for ten years.", {"sale": "full"}),
    ("en", "Each child of {} finds a bed in the shelter.", {"care": "full"}),
    ("en", "Teachers of {} shall report any sale to the police, who keep the name secret.", {"tell": "partial"}),
    ("en", "The mayor of {} opens the market on the first day of each month of the year.", {}),
    ("en", "The police of {} hold a child who plays near the market and report on the weather.", {}),
    ("fr", "Quiconque vend un enfant dans la ville de {} est puni de dix ans de prison.", {"sale": "full"}),
    ("fr", "Le maire de {} ouvre le marché le premier jour de chaque mois de l'année.", {}),
    ("es", "Quien venda un niño en la ciudad de {} irá a prisión por diez años.", {"sale": "full"}),
    ("es", "El alcalde de {} abre el mercado el primer día de cada mes del año.", {}),
]
TOWNS = "Avel Brume Caldo Dorn Esker Fjell".split()


@pytest.fixture(scope="module")
def labelled() -> list[LabelledPassage]:
    """Six documents, two of which are one family, of nine passages each; and a few of our own."""
    found = []
    for town in TOWNS:
        for number, (language, text, measures) in enumerate(SAID):
            own = text.format(town)
            passage = Passage(own, Span(0, len(own)), language=language)
            found.append(LabelledPassage(f"{town}-{number}", passage, town, measures, "gold"))
    own = [replace(one, id=f"w-{one.id}", set="written", document="ours") for one in found[:5]]
    return [*found, *own]


def family_of(document: str) -> str:
    return "Avel" if document == "Brume" else document


@pytest.fixture(scope="module")
def lesson(register: Register, labelled: list[LabelledPassage]) -> Lesson:
    return prepare(labelled, register, family_of)


@pytest.fixture(scope="module")
def learned(lesson: Lesson, register: Register) -> Learned:
    return learn(lesson, register, left_out(lesson))


def test_families_are_groups(lesson: Lesson) -> None:
    assert list(lesson.groups) == ["Avel", "Caldo", "Dorn", "Esker", "Fjell"]
    assert lesson.groups["Avel"] == list(range(2 * len(SAID)))
    assert lesson.truth.shape == (len(TOWNS) * len(SAID), len(MEASURES))
    assert lesson.view.traits.shape[0] == len(lesson.passages)


def test_only_traits_that_are_seen_often_are_known(lesson: Lesson) -> None:
    stems = lesson.view.vocabulary.stems
    assert "market" in stems["en"]
    assert not {town.lower() for town in TOWNS} & set(stems["es"])  # each in two Spanish passages
    times = np.asarray((lesson.view.traits > 0).sum(axis=0)).ravel()
    assert times.min() >= SEEN


def test_each_document_is_judged_without_its_own(lesson: Lesson) -> None:
    scores = left_out(lesson)
    assert scores.shape == lesson.truth.shape
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (scores[lesson.truth] >= 0.5).mean() > 0.8
    assert (scores[~lesson.truth] >= 0.5).mean() < 0.2


def test_without_the_collection_nothing_is_learned(register: Register, labelled: list[LabelledPassage]) -> None:
    with pytest.raises(ValueError, match="collection is absent"):
        prepare([one for one in labelled if one.set != "gold"], register, family_of)


def test_the_engine_makes_of_it_what_was_learned(
    learned: Learned, register: Register, labelled: list[LabelledPassage], tmp_path: Path
) -> None:
    assert learned.measures == tuple(MEASURES)
    assert learned.about["passages"] == {"gold": 54, "written": 5, "corpus": 0}
    assert learned.about["digest"] == digest(labelled)
    write_learned(learned, tmp_path / "small.npz")
    kept = read_learned(tmp_path / "small.npz")
    for language in ("en", "fr", "es"):
        own = [one for one in labelled if one.passage.language == language]
        scorer = LanguageScorer(register, language, learned=kept)
        for one, matches in zip(own, scorer.matches([one.passage for one in own]), strict=True):
            evidence = {match.measure for match in matches if match.is_evidence}
            assert set(one.measures) <= evidence
            if not one.measures and "police" not in one.passage.text:
                assert not evidence


def test_the_engine_sees_the_traits_that_were_learned_from(
    lesson: Lesson, learned: Learned, register: Register
) -> None:
    for language in ("en", "fr", "es"):
        scorer = LanguageScorer(register, language, learned=learned)
        traits = learned.traits(register.thesaurus, language)
        for row, one in enumerate(lesson.passages):
            if one.passage.language == language:
                shown = traits.of([scorer.read(one.passage)])[0]
                seen = lesson.view.traits[[row]].toarray()[0]
                assert np.allclose(seen[shown.numbers], shown.values)
                assert np.count_nonzero(seen) == np.count_nonzero(shown.values)


def test_learning_twice_gives_the_same(lesson: Lesson, learned: Learned, register: Register) -> None:
    again = learn(lesson, register, left_out(lesson))
    assert np.array_equal(again.table, learned.table)
    assert (again.weights, again.bias) == (learned.weights, learned.bias)
    assert (again.leading, again.further) == (learned.leading, learned.further)
