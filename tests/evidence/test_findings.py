"""Status, evidence and nearest misses."""

from __future__ import annotations

import pytest

from tutela.evidence.assessment import assess
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.finding import Located, Status
from tutela.evidence.findings import findings, status
from tutela.evidence.match import Direction, Grade, Match
from tutela.register.measures import Register
from tutela.text.document import Document, Passage, SetAside, Span
from tutela.text.notices import notice


def passage(text: str, start: int = 0, language: str = "en") -> Passage:
    return Passage(text, Span(start, start + len(text)), language=language)


def match(score: float, direction: Direction = "does", grade: Grade = "law", start: int = 0) -> Match:
    return Match("offence.buyer", passage("…", start), score, (), grade=grade, direction=direction)


def matches(*scores: float) -> list[Match]:
    return [match(score, start=start) for start, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), "not-found"),
        ((0.5,), "partly"),
        ((0.69, 0.5), "partly"),
        ((0.7,), "addressed"),
        ((0.5, 0.55, 0.6), "addressed"),
        ((0.99, 0.5), "addressed"),
    ],
)
def test_the_rule_of_the_status(scores: tuple[float, ...], expected: Status) -> None:
    assert status(matches(*scores)) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([match(0.99, "part")], "partly"),
        ([match(0.99, "part"), match(0.6, "part"), match(0.6, "part"), match(0.9, "part")], "partly"),
        ([match(0.99, "part"), match(0.6, "part"), match(0.6, "does")], "addressed"),
        ([match(0.99, "part"), match(0.6, "does")], "partly"),
        ([match(0.99, grade="recommendation")], "partly"),
        ([match(0.8, grade="recommendation")] * 5, "partly"),
        ([match(0.8, grade="recommendation")] * 2 + [match(0.6)], "partly"),
        ([match(0.6, grade="recommendation"), match(0.7, grade="practice")], "addressed"),
        ([match(0.7, grade="policy")], "addressed"),
    ],
)
def test_parts_and_recommendations_do_not_make_a_measure_addressed(evidence: list[Match], expected: Status) -> None:
    assert status(evidence) == expected


def test_what_is_unsure_or_contrary_is_given_but_never_raises_the_status(guidelines: Register) -> None:
    given = [
        Located(0, match(0.36)),
        Located(0, match(0.45, "contrary", start=10)),
        Located(0, match(0.49, "part", start=20)),
        Located(0, match(0.31, start=30)),
    ]
    found = {finding.measure: finding for finding in findings(given, guidelines)}["offence.buyer"]
    assert found.status == "not-found"
    assert [one.match.score for one in found.unsure] == [0.49, 0.36]
    assert [one.match.score for one in found.contrary] == [0.45]
    assert found.evidence == found.misses == found.grades == ()
    found = {finding.measure: finding for finding in findings([*given, Located(1, match(0.55))], guidelines)}[
        "offence.buyer"
    ]
    assert (found.status, len(found.unsure), len(found.contrary), found.grades) == ("partly", 2, 1, ("law",))


def test_evidence_is_given_best_first_and_misses_only_where_nothing_was_found(guidelines: Register) -> None:
    given = [
        Located(1, Match("offence.buyer", passage("a", 40), 0.6, ())),
        Located(0, Match("offence.buyer", passage("b", 7), 0.9, ())),
        Located(0, Match("offence.buyer", passage("c", 90), 0.6, ())),
        Located(0, Match("offence.buyer", passage("d"), 0.49, ())),
        Located(0, Match("offence.grooming", passage("e"), 0.31, ())),
        Located(0, Match("offence.grooming", passage("f"), 0.345, ())),
        Located(0, Match("offence.grooming", passage("g"), 0.34, ())),
        Located(0, Match("offence.grooming", passage("h"), 0.33, ())),
        Located(0, Match("offence.grooming", passage("i"), 0.1, ())),
    ]
    found = {finding.measure: finding for finding in findings(given, guidelines)}
    assert list(found) == [measure.id for measure in guidelines.measures]
    buyer, grooming, other = (found[id] for id in ("offence.buyer", "offence.grooming", "victims.age-doubt"))
    assert (buyer.status, grooming.status, other.status) == ("addressed", "not-found", "not-found")
    assert [one.match.passage.text for one in buyer.evidence] == ["b", "c", "a"]
    assert buyer.misses == ()
    assert [one.match.passage.text for one in grooming.misses] == ["f", "g", "h"]
    assert other.evidence == other.misses == ()


def document(path: str, *texts: str, language: str = "en") -> Document:
    start, passages = 0, []
    for text in texts:
        passages.append(passage(text, start, language))
        start += len(text) + 1
    return Document(path, "text", path, "0" * 64, "\n".join(texts), tuple(passages), language)


def test_an_assessment(guidelines: Register) -> None:
    act = document(
        "act.txt",
        "The court may order the confiscation of the proceeds of the offence and the closure of the premises.",
        "The Minister shall lay this Act before the House.",
    )
    plan = document(
        "plan.txt",
        "The Ministry runs a toll-free helpline for children, day and night, with trained counsellors.",
        "Kinder haben ein Recht auf Schutz.",
    )
    loi = document("loi.txt", "La prescription ne court qu'à compter de la majorité de la victime.", language="fr")
    aside = SetAside("scan.pdf", notice("empty-file"))
    assessment = assess([act, aside, plan, loi], guidelines, state="Meridia", created="2026-01-02T03:04:05+00:00")
    assert assessment.documents == (act, plan, loi)
    assert assessment.state == "Meridia"
    assert assessment.created == "2026-01-02T03:04:05+00:00"
    assert assessment.set_aside == (aside,)
    assert assessment.register is guidelines
    found = {finding.measure: finding for finding in assessment.findings}
    for measure, place in (("sanctions.confiscation", 0), ("reporting.helpline", 1), ("sanctions.no-limitation", 2)):
        assert found[measure].status != "not-found"
        located = found[measure].evidence[0]
        assert located.document == place
        text = assessment.documents[place].text
        assert located.match.passage.text == text[slice(*located.match.passage.span)]
        assert located.match.reasons
    assert found["prevention.adoption-safeguards"].status == "not-found"


def test_an_assessment_of_nothing(guidelines: Register) -> None:
    assessment = assess([], guidelines)
    assert {finding.status for finding in assessment.findings} == {"not-found"}
    assert assessment.created.endswith("+00:00")


def test_the_same_documents_give_the_same_findings(guidelines: Register, scorer: ConceptScorer) -> None:
    documents = [document("act.txt", "Extradition shall be granted.", "Every child has a right to be heard in court.")]
    one, other = (
        assess(documents, guidelines, created="2026-01-02", scorer=one) for one in (scorer, ConceptScorer(guidelines))
    )
    assert one == other
