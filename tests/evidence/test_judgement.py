"""What people's judgements make of a finding: a person outranks the machine, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.evidence.finding import Finding, Located, Status
from tutela.evidence.findings import status
from tutela.evidence.judgement import Answer, Judgement, Outcome, counts, decided, outcome, status_of
from tutela.evidence.match import Direction, Grade, Match
from tutela.text.document import Passage, Span

ANSWERS: tuple[Answer, ...] = ("confirmed", "rejected", "unsure")


def match(score: float, direction: Direction = "does", grade: Grade = "law", start: int = 0) -> Match:
    return Match("offence.buyer", Passage("…", Span(start, start + 1)), score, (), grade=grade, direction=direction)


def located(score: float, direction: Direction = "does", grade: Grade = "law", start: int = 0) -> Located:
    return Located(0, match(score, direction, grade, start))


def finding(*found: Located) -> Finding:
    """The finding that the machine makes of these matches, sorted as it sorts them."""
    evidence = tuple(one for one in found if one.match.is_evidence)
    contrary = tuple(one for one in found if one.match.direction == "contrary")
    unsure = tuple(one for one in found if one.match.verdict == "unsure")
    misses = () if evidence or contrary or unsure else found
    return Finding("offence.buyer", status([one.match for one in evidence]), evidence, misses, unsure, contrary)


def said(*answers: Answer) -> tuple[Judgement, ...]:
    names = ("Ana", "Ben", "Cai")
    return tuple(Judgement(answer, names[at], f"2026-11-0{at + 1}T10:00:00Z") for at, answer in enumerate(answers))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), "undecided"),
        (("confirmed",), "confirmed"),
        (("rejected",), "rejected"),
        (("unsure",), "unsure"),
        (("confirmed", "confirmed"), "confirmed"),
        (("confirmed", "rejected"), "disputed"),
        (("rejected", "confirmed"), "disputed"),
        (("confirmed", "unsure"), "confirmed"),
        (("unsure", "rejected"), "rejected"),
        (("confirmed", "rejected", "unsure"), "disputed"),
        (("withdrawn",), "undecided"),
        (("withdrawn", "rejected"), "rejected"),
    ],
)
def test_what_several_reviewers_say_together(answers: tuple[str, ...], expected: Outcome) -> None:
    assert outcome(answers) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [  # confirmed, rejected, unsure, disputed, undecided
        (match(0.8), (True, False, False, False, True)),
        (match(0.4), (True, False, False, False, False)),
        (match(0.31), (True, False, False, False, False)),
        (match(0.9, "contrary"), (False, False, False, False, False)),
        (match(0.4, "contrary"), (False, False, False, False, False)),
    ],
)
def test_a_person_outranks_the_machine_but_what_is_contrary_is_never_evidence(
    one: Match, expected: tuple[bool, ...]
) -> None:
    outcomes: tuple[Outcome, ...] = ("confirmed", "rejected", "unsure", "disputed", "undecided")
    assert tuple(counts(one, each) for each in outcomes) == expected


def test_without_judgements_the_finding_stays_as_the_machine_made_it() -> None:
    found = finding(located(0.8), located(0.4, start=5))
    assert decided(found, {}) is found
    assert decided(found, {0: (), 1: ()}) is found
    assert found.machine is None


@pytest.mark.parametrize(
    ("found", "judgements", "expected"),
    [
        (finding(located(0.55)), {0: said("confirmed")}, "addressed"),
        (finding(located(0.9)), {0: said("rejected")}, "not-found"),
        (finding(located(0.9)), {0: said("unsure")}, "not-found"),
        (finding(located(0.9)), {0: said("confirmed", "rejected")}, "not-found"),
        (finding(located(0.4)), {0: said("confirmed")}, "addressed"),
        (finding(located(0.32)), {0: said("confirmed")}, "addressed"),
        (finding(located(0.55, "part")), {0: said("confirmed")}, "partly"),
        (finding(located(0.55, grade="recommendation")), {0: said("confirmed")}, "partly"),
        (finding(located(0.4, "contrary")), {0: said("confirmed")}, "not-found"),
        (finding(located(0.6), located(0.6), located(0.6)), {1: said("rejected")}, "partly"),
    ],
)
def test_the_status_follows_what_people_decided(
    found: Finding, judgements: dict[int, tuple[Judgement, ...]], expected: Status
) -> None:
    after = decided(found, judgements)
    assert after.status == expected
    assert after.machine == found.status


def test_each_passage_goes_where_people_put_it() -> None:
    found = finding(
        located(0.9, start=1),  # 0: evidence, left alone
        located(0.8, start=2),  # 1: evidence, rejected
        located(0.7, start=3),  # 2: evidence, disputed
        located(0.6, start=4),  # 3: evidence, confirmed
        located(0.45, "contrary", start=5),  # 4: contrary, confirmed as such
        located(0.44, "contrary", start=6),  # 5: contrary, rejected
        located(0.43, "contrary", start=7),  # 6: contrary, unsure
        located(0.42, start=8),  # 7: to decide on, confirmed
        located(0.41, start=9),  # 8: to decide on, left alone
    )
    after = decided(
        found,
        {
            1: said("rejected"),
            2: said("confirmed", "rejected"),
            3: said("confirmed"),
            4: said("confirmed"),
            5: said("rejected"),
            6: said("unsure"),
            7: said("unsure", "confirmed"),
        },
    )
    places = {
        name: [one.match.passage.span.start for one in getattr(after, name)]
        for name in ("evidence", "contrary", "unsure", "misses", "rejected")
    }
    assert places == {
        "evidence": [4, 8, 1],  # confirmed ones first, the stronger before the weaker
        "contrary": [5, 7],
        "unsure": [3, 9],
        "misses": [],
        "rejected": [2, 6],
    }
    assert [judgement.by for judgement in after.unsure[0].judgements] == ["Ana", "Ben"]
    assert after.evidence[-1].judgements == ()


def test_misses_are_shown_again_only_where_nothing_else_stands() -> None:
    three = finding(located(0.34, start=1), located(0.33, start=2), located(0.32, start=3))
    after = decided(three, {1: said("rejected")})
    assert [one.match.score for one in after.misses] == [0.34, 0.32]
    assert [one.match.score for one in after.rejected] == [0.33]
    after = decided(three, {1: said("unsure")})
    assert [one.match.score for one in after.unsure] == [0.33]
    assert after.misses == ()


def test_judging_again_keeps_the_machines_status_and_what_was_rejected() -> None:
    once = decided(finding(located(0.9, start=1), located(0.8, start=2)), {1: said("rejected")})
    twice = decided(once, {0: said("rejected")})
    assert (once.status, twice.status, twice.machine) == ("addressed", "not-found", "addressed")
    assert [one.match.passage.span.start for one in twice.rejected] == [2, 1]


@pytest.mark.parametrize("place", [-1, 2, 99])
def test_a_judgement_on_a_match_that_is_not_there_is_refused_rather_than_lost(place: int) -> None:
    with pytest.raises(IndexError, match="only 2 matches"):
        decided(finding(located(0.9), located(0.8)), {place: said("rejected")})


def test_the_status_of_evidence_takes_what_is_confirmed_at_full_strength() -> None:
    weak = located(0.5)
    assert status_of([weak]) == "partly"
    assert status_of([Located(0, weak.match, said("confirmed"))]) == "addressed"
    assert status_of([]) == "not-found"


matches = st.builds(
    located,
    st.floats(0.3, 1.0),
    st.sampled_from(["does", "part"]),
    st.sampled_from(["law", "policy", "practice", "recommendation"]),
)
contraries = st.builds(located, st.floats(0.3, 0.49), st.just("contrary"))
given_answers = st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=3).map(lambda answers: said(*answers))


@given(st.lists(matches | contraries, max_size=8), st.data())
def test_no_passage_is_lost_and_none_counts_against_a_persons_word(found: list[Located], data: st.DataObject) -> None:
    before = finding(*found)
    places = [*before.evidence, *before.contrary, *before.unsure, *before.misses]
    judgements = data.draw(st.dictionaries(st.sampled_from(range(len(places))), given_answers)) if places else {}
    after = decided(before, judgements)
    kept = [*after.evidence, *after.contrary, *after.unsure, *after.misses, *after.rejected]
    hidden = [one for one in before.misses if after.evidence or after.unsure]
    assert len(kept) >= len(places) - len(hidden)
    assert all(one.match.direction != "contrary" for one in after.evidence)
    for one in after.evidence:
        assert outcome(judgement.answer for judgement in one.judgements) in ("confirmed", "undecided")
    for one in after.rejected:
        assert outcome(judgement.answer for judgement in one.judgements) == "rejected"


@given(st.lists(matches, min_size=1, max_size=8), st.data())
def test_confirming_never_lowers_a_status_and_rejecting_never_raises_it(
    found: list[Located], data: st.DataObject
) -> None:
    order: tuple[Status, ...] = ("not-found", "partly", "addressed")
    before = finding(*found)
    places = len(before.evidence) + len(before.unsure) + len(before.misses)
    place = data.draw(st.integers(0, places - 1))
    confirmed = decided(before, {place: said("confirmed")})
    rejected = decided(before, {place: said("rejected")})
    assert order.index(rejected.status) <= order.index(before.status) <= order.index(confirmed.status)
