"""Reasons that are worked out when somebody reads them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tutela.evidence.assessment import assess
from tutela.evidence.engine import AHEAD, ConceptScorer
from tutela.evidence.finding import Located
from tutela.evidence.language_scorer import EXPLAINED, LanguageScorer
from tutela.evidence.late_reasons import Both, LateReasons
from tutela.evidence.learned import learned_for
from tutela.evidence.lines import match_lines
from tutela.evidence.match import Match, Reason
from tutela.evidence.reasons import SHOWN_AGAINST
from tutela.register.measures import Register
from tutela.text.document import Document, Passage, Span

NAME = {"en": "name", "fr": "nom", "es": "nombre"}
FOR = (Reason("sell", NAME, (Span(3, 7),), 0.7), Reason("child", NAME, (), 0.3))
AGAINST = (Reason("vehicle", NAME, (Span(9, 16),), 0.2),)

TEXTS = [
    ("en", "Any person who pays, or offers to pay, for sexual activity with a child commits an offence."),
    ("en", "The Ministry operates a toll-free helpline, open day and night, where trained counsellors listen to children."),
    ("en", "(b) imports or distributes it;"),
    ("fr", "Les hébergeurs retirent promptement les contenus pédopornographiques qui leur sont notifiés."),
    ("fr", "La prescription de l'action publique ne commence à courir qu'à compter de la majorité de la victime."),
    ("es", "Las víctimas recibirán atención médica y psicológica para su recuperación y su reintegración social."),
    ("es", "La declaración del niño víctima se grabará por medios audiovisuales y se evitará su repetición."),
]  # fmt: skip
OTHER = "The council shall approve the annual accounts of the company, and inform the victims of their rights."


class Counted:
    """Works reasons out, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Both:
        self.times += 1
        return FOR, AGAINST


def passages(texts: list[tuple[str, str]]) -> list[Passage]:
    return [Passage(text, Span(7, 7 + len(text)), language=language) for language, text in texts]


def reasons_of(matches: list[Match]) -> list[tuple[object, ...]]:
    return [(match.measure, tuple(match.reasons), tuple(match.against)) for match in matches]


def test_they_are_worked_out_once_and_when_looked_at() -> None:
    count = Counted()
    late = LateReasons(count)
    speaking_for, against = late.speaking_for, late.against
    assert count.times == 0
    assert len(against) == 1
    assert list(speaking_for) == list(FOR)
    assert speaking_for[0] == FOR[0]
    assert speaking_for[1:] == FOR[1:]
    assert FOR[1] in speaking_for
    assert count.times == 1


def test_they_equal_the_tuples() -> None:
    late, again = LateReasons(Counted()), LateReasons(Counted())
    assert late.speaking_for == FOR
    assert [FOR].index(late.speaking_for) == 0  # from either side
    assert late.against == AGAINST
    assert late.speaking_for == again.speaking_for
    assert late.speaking_for != late.against
    assert late.speaking_for != list(FOR)
    assert repr(late.against) == repr(AGAINST)
    assert LateReasons(lambda: ((), ())).against == ()


def test_matches_with_the_same_reasons_are_equal() -> None:
    late = LateReasons(Counted())
    [passage] = passages(TEXTS[:1])
    assert Match("offence.buyer", passage, 0.8, late.speaking_for, late.against) == Match(
        "offence.buyer", passage, 0.8, FOR, AGAINST
    )


def test_reasons_for_make_one_together(scorer: ConceptScorer) -> None:
    for matches in scorer.matches(passages(TEXTS)):
        explained = [match for match in matches if match.score >= EXPLAINED]
        assert explained
        for match in explained:
            assert sum(reason.weight for reason in match.reasons) == pytest.approx(1, abs=0.001)
            assert all(reason.weight > 0 for reason in (*match.reasons, *match.against))
            assert {reason.concept for reason in match.reasons}.isdisjoint(reason.concept for reason in match.against)
        for match in matches[len(explained) :]:
            assert (match.reasons, match.against) == ((), ())


def test_they_are_the_same_after_other_passages_came(scorer: ConceptScorer) -> None:
    given = passages(TEXTS)
    at_once = [reasons_of(matches) for matches in scorer.matches(given)]
    looked_at_late = list(scorer.matches(given))
    for _ in scorer.matches(passages([("en", OTHER), ("fr", TEXTS[3][1]), ("es", TEXTS[5][1])] * AHEAD)):
        pass
    assert [reasons_of(matches) for matches in looked_at_late] == at_once


def test_an_assessment_gives_the_same(guidelines: Register, scorer: ConceptScorer) -> None:
    text = "\n".join(text for _, text in TEXTS)
    cut = []
    for language, own in TEXTS:
        start = text.index(own)
        cut.append(Passage(own, Span(start, start + len(own)), language=language))
    document = Document("laws.txt", "text", "Laws", "0" * 64, text, tuple(cut), language="en")
    assessment = assess([document, document], guidelines, created="2026-01-01T00:00:00+00:00")
    shown: list[Located] = [
        located for finding in assessment.findings for located in (*finding.evidence, *finding.unsure, *finding.misses)
    ]
    assert {located.document for located in shown} == {0, 1}
    for located in shown:
        own = next(scorer.matches([located.match.passage]))
        [expected] = [match for match in own if match.measure == located.match.measure]
        assert located.match.reasons == expected.reasons
        assert located.match.against == expected.against
        for reason in located.match.reasons:
            for start, end in reason.spans:
                assert text[start:end].strip() == text[start:end] != ""


def test_lines_carry_them(guidelines: Register, scorer: ConceptScorer) -> None:
    written = [
        json.dumps({"id": place, "lang": language, "text": text}) for place, (language, text) in enumerate(TEXTS)
    ]
    for line, (language, text) in zip(match_lines(written, guidelines, scorer=scorer), TEXTS, strict=True):
        passage = Passage(text, Span(0, len(text)), language=language)
        for measure, match in zip(json.loads(line)["measures"], next(scorer.matches([passage])), strict=True):
            assert measure["id"] == match.measure
            for key, own in (("reasons", match.reasons), ("against", match.against)):
                assert [(reason["concept"], reason["weight"]) for reason in measure[key]] == [
                    (reason.concept, reason.weight) for reason in own
                ]
                assert [[tuple(span) for span in reason["spans"]] for reason in measure[key]] == [
                    list(reason.spans) for reason in own
                ]


HELPLINE = "The Ministry operates a toll-free helpline, open day and night, where trained counsellors listen to children; the police give the numbers of stolen vehicles."


@pytest.fixture(scope="module")
def opposed(guidelines: Register) -> LanguageScorer:
    """An engine which has learned that talk of the police speaks against a helpline."""
    learned = learned_for(guidelines)
    assert learned is not None
    police = learned.concepts.index("police")
    table = learned.table.copy()
    table[np.flatnonzero((learned.pairs == police).any(axis=1)), learned.measures.index("reporting.helpline")] = -0.3
    return LanguageScorer(guidelines, "en", learned=replace(learned, table=table))


def test_what_speaks_against_is_told(scorer: ConceptScorer, opposed: LanguageScorer) -> None:
    passage = Passage(HELPLINE, Span(0, len(HELPLINE)), language="en")
    before, after = (
        next(match for match in matches if match.measure == "reporting.helpline")
        for matches in (next(scorer.matches([passage])), next(opposed.matches([passage])))
    )
    assert after.score < before.score
    assert "police" not in [reason.concept for reason in before.against]
    [police] = [reason for reason in after.against if reason.concept == "police"]
    assert [HELPLINE[start:end] for start, end in police.spans] == ["police"]
    assert police.weight > 0
    assert len(after.against) <= SHOWN_AGAINST
    assert [reason.weight for reason in after.against] == sorted(
        (reason.weight for reason in after.against), reverse=True
    )
    assert "police" not in [reason.concept for reason in after.reasons]
    assert sum(reason.weight for reason in after.reasons) == pytest.approx(1, abs=0.001)
