"""Concepts and queries of a register, read and checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutela.errors import RegisterError
from tutela.register.expressions import ExpressionError, Word, parse_expression
from tutela.register.loading import load_register
from tutela.register.thesaurus import Clause, Veto

Write = Callable[..., Path]

CONCEPTS = """\
staff:
  name: {en: staff, fr: personnel, es: personal}
  en: [staff, teacher*]
  fr: [personnel, enseignant*]
  es: [personal, docente*]
check:
  name: {en: background check, fr: vérification des antécédents, es: verificación de antecedentes}
  en: [background check*, criminal record]
  fr: [casier judiciaire]
  es: [antecedentes penales]
  grades: {law: 1.5, practice: -1}
"""

QUERIES = """\
every:
  veto: [staff]
  unless: [check]
staff.checks:
- all:
  - any: [check]
  - any: [staff]
    where: anywhere
  boost: [staff]
- all:
  - any: [check, staff]
  - any: [staff]
    optional: true
  veto: [check]
  weight: 0.5
- direction: contrary
  all:
  - any: [check]
"""


def test_concepts_and_queries_load(write_register: Write) -> None:
    folder = write_register(**{"concepts/school.yaml": CONCEPTS, "queries/staff.yaml": QUERIES})
    thesaurus = load_register(folder).thesaurus
    assert [concept.id for concept in thesaurus.concepts] == ["staff", "check"]
    assert thesaurus.concepts[1].name["fr"] == "vérification des antécédents"
    assert thesaurus.concepts[1].expressions["en"] == ("background check*", "criminal record")
    assert [concept.grades for concept in thesaurus.concepts] == [{}, {"law": 1.5, "practice": -1}]
    first, second, contrary = thesaurus.queries
    assert first.measure == second.measure == contrary.measure == "staff.checks"
    assert (first.direction, second.direction, contrary.direction) == ("does", "does", "contrary")
    assert contrary.vetoes == (), "what holds for every query is no veto for the contrary"
    assert first.clauses == (Clause(("check",)), Clause(("staff",), anywhere=True))
    assert first.boost == ("staff",)
    assert first.vetoes == (Veto(("staff",), ("check",)),)
    assert second.clauses[1] == Clause(("staff",), optional=True)
    assert second.vetoes == (Veto(("check",)), Veto(("staff",), ("check",)))
    assert (first.weight, second.weight) == (1.0, 0.5)
    assert thesaurus.digest


def test_a_register_without_concepts_is_given_the_packaged_ones(write_register: Write) -> None:
    own = load_register(write_register())
    assert own.thesaurus.concepts == load_register().thesaurus.concepts
    assert own.thesaurus.queries == ()
    query = "staff.checks:\n- all:\n  - any: [background-check]\n"
    queried = load_register(write_register(**{"queries/staff.yaml": query})).thesaurus
    assert queried.queries[0].clauses == (Clause(("background-check",)),)
    assert queried.digest != own.thesaurus.digest


WRONG = [
    (CONCEPTS.replace("en: [staff, teacher*]", "en: []"), "", "concepts/school.yaml, staff", 'no expressions under "en"'),
    (CONCEPTS.replace("  en: [staff, teacher*]\n", ""), "", "concepts/school.yaml, staff", '"en" is missing'),
    (CONCEPTS.replace("[staff, teacher*]", "[staff, no]"), "", "concepts/school.yaml, staff", '"False"'),
    (CONCEPTS.replace("[staff, teacher*]", "[staff, 18]"), "", "concepts/school.yaml, staff", '"18"'),
    (CONCEPTS.replace("teacher*", "teach*er"), "", "concepts/school.yaml, staff", '"teach*er"'),
    (CONCEPTS.replace("teacher*", "teacher _"), "", "concepts/school.yaml, staff", "A gap (_)"),
    (CONCEPTS.replace("teacher*", "t*"), "", "concepts/school.yaml, staff", "fewer than 2 letters"),
    (CONCEPTS.replace("es: personal}", "}"), "", "concepts/school.yaml, staff", "es"),
    (CONCEPTS + CONCEPTS, "", "concepts/school.yaml", "given twice"),
    ("- staff\n", "", "concepts/school.yaml", "not made of entries"),
    (CONCEPTS, QUERIES.replace("any: [check]", "any: [cheque]"), "queries/staff.yaml, staff.checks", 'no concept "cheque"'),
    (CONCEPTS, QUERIES.replace("boost: [staff]", "boost: [stuff]"), "queries/staff.yaml, staff.checks", 'no concept "stuff"'),
    (CONCEPTS, QUERIES.replace("unless: [check]", "unless: [chick]"), "queries/staff.yaml, every", 'no concept "chick"'),
    (CONCEPTS, QUERIES.replace("staff.checks", "staff.cheques"), "queries/staff.yaml, staff.cheques", "no measure of this id"),
    (CONCEPTS, QUERIES.replace("weight: 0.5", "weight: 2"), "queries/staff.yaml, staff.checks", 'weight "2"'),
    (CONCEPTS, QUERIES.replace("contrary", "against"), "queries/staff.yaml, staff.checks", '"direction: against"'),
    (CONCEPTS.replace("law: 1.5", "law: high"), "", "concepts/school.yaml, check", '"law: high"'),
    (CONCEPTS.replace("law: 1.5", "law: 50"), "", "concepts/school.yaml, check", '"law: 50"'),
    (CONCEPTS.replace("law: 1.5", "rule: 1"), "", "concepts/school.yaml, check", '"rule" is not known'),
    (CONCEPTS.replace("{law: 1.5, practice: -1}", "law"), "", "concepts/school.yaml, check", "where"),
    (CONCEPTS, QUERIES.replace("where: anywhere", "where: here"), "queries/staff.yaml, staff.checks", '"where: here"'),
    (CONCEPTS, QUERIES.replace("optional: true", "optional: maybe"), "queries/staff.yaml, staff.checks", '"optional: maybe"'),
    (CONCEPTS, QUERIES.replace("boost:", "boots:"), "queries/staff.yaml, staff.checks", '"boots" is not known'),
    (CONCEPTS, "staff.checks:\n- all:\n  - any: [check]\n    where: anywhere\n", "queries/staff.yaml, staff.checks", "No clause"),
    (CONCEPTS, "staff.checks:\n- all: []\n", "queries/staff.yaml, staff.checks", "No clause"),
    (CONCEPTS, "staff.checks:\n- all:\n  - any: []\n", "queries/staff.yaml, staff.checks", '"any" is empty'),
    (CONCEPTS, "staff.checks: {all: 3}\n", "queries/staff.yaml, staff.checks", "not a list"),
]  # fmt: skip


@pytest.mark.parametrize(("concepts", "queries", "place", "what"), WRONG)
def test_what_is_wrong_is_told(write_register: Write, concepts: str, queries: str, place: str, what: str) -> None:
    files = {"concepts/school.yaml": concepts} | ({"queries/staff.yaml": queries} if queries else {})
    with pytest.raises(RegisterError) as caught:
        load_register(write_register(**files))
    lines = [line for line in caught.value.what.splitlines() if place in line]
    assert any(what in line for line in lines), caught.value.what


def test_everything_is_told_at_once(write_register: Write) -> None:
    files = {
        "concepts/school.yaml": CONCEPTS.replace("teacher*", "_ teacher"),
        "concepts/other.yaml": CONCEPTS,
        "queries/staff.yaml": QUERIES.replace("any: [check]", "any: [cheque]"),
        "queries/other.yaml": "staff.checks:\n- all:\n  - any: [check]\n",
    }
    with pytest.raises(RegisterError) as caught:
        load_register(write_register(**files))
    told = caught.value.what
    for part in (
        "A gap (_)",
        "stands in concepts/other.yaml too",
        'no concept "cheque"',
        "has queries for this measure too",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("live stream*", (Word(("live",)), Word(("stream*",)))),
        ("under/below 18", (Word(("under", "below")), Word(("18",)))),
        ("recruit* _ prostitut*", (Word(("recruit*",)), Word(("prostitut*",), far=True))),
        ("d'office", (Word(("d",)), Word(("office",)))),
        ("co-operation", (Word(("co",)), Word(("operation",)))),
    ],
)
def test_expressions_are_read(text: str, words: tuple[Word, ...]) -> None:
    assert parse_expression(text) == words


@pytest.mark.parametrize(
    "text",
    ["", "  ", "_", "_ a", "a _", "a _ _ b", "*", "a*b", "a/", "/a", "a//b", "l'un/l'autre", "a, b", "a.", "(a)"],
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(text)
