"""Tutela's own rows: what is timed is done, with reasons and without."""

from __future__ import annotations

from typing import Any

from benchmarks.tutela_rows import predicted, rows

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.match import EVIDENCE
from tutela.register.loading import load_register

PASSAGES: list[dict[str, Any]] = [
    {
        "id": "p1",
        "lang": "en",
        "doc": "Act",
        "text": "A person who knowingly possesses child sexual abuse material commits an offence and is liable to "
        "imprisonment for ten years.",
    },
    {"id": "p2", "lang": "fr", "doc": "Décret", "text": "Le présent décret est publié au Journal officiel."},
    {
        "id": "p3",
        "lang": "es",
        "doc": "Plan",
        "text": "El Gobierno ha creado una línea telefónica de ayuda a la niñez.",
    },
]
REGISTER = load_register()


def test_one_row_learns_and_one_has_no_label() -> None:
    assert [(row.name, row.learns) for row in rows(REGISTER)] == [
        ("Tutela, documents left out", True),
        ("Tutela, no label", False),
    ]


def test_both_can_be_timed_with_reasons_and_without() -> None:
    for row in rows(REGISTER):
        for prepared in (row.prepare(PASSAGES), row.explain(PASSAGES)):
            assert prepared
            prepared(PASSAGES)


def test_scores_are_those_of_the_lines_that_tutela_match_writes() -> None:
    scores = predicted(ConceptScorer(REGISTER, labelled=False), REGISTER, PASSAGES)
    assert list(scores) == ["p1", "p2", "p3"]
    said = {id: [measure for measure, score in given.items() if score >= EVIDENCE] for id, given in scores.items()}
    assert said == {"p1": ["offence.csam-possession"], "p2": [], "p3": ["reporting.helpline"]}
