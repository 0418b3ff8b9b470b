"""What a person's assessments say of a measure."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.web.factories import member_of

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.understand.standing import AT_MOST, standings
from tutela.web.workspaces.models import Role, Workspace

MEASURE = "online.hotline"


def assessment_in(workspace: Workspace, state: str = "Maravel", *, age: int = 0, **finding: str) -> Assessment:
    created = timezone.now() - timedelta(days=age)
    assessment = Assessment.objects.create(workspace=workspace, state=state, period="2026", created=created)
    if finding:
        Finding.objects.create(assessment=assessment, measure=MEASURE, **finding)
    Finding.objects.create(assessment=assessment, measure="online.education", machine="partly")
    return assessment


def test_status_of_people_outranks_the_machine(workspace: Workspace, alice: User) -> None:
    assessment_in(workspace, "A", machine="addressed")
    assessment_in(workspace, "B", age=1, machine="addressed", people="not-found")
    assessment_in(workspace, "C", age=2)
    found, has_more = standings(alice, MEASURE)
    assert [(one.name, one.status, one.by_people) for one in found] == [
        ("A (2026)", "addressed", False),
        ("B (2026)", "not-found", True),
        ("C (2026)", "not-assessed", False),
    ]
    assert not has_more


def test_strangers_see_nothing_and_members_all(
    workspace: Workspace, alice: User, bob: User, rita: User, charlie: User
) -> None:
    assessment = assessment_in(workspace, machine="partly")
    assert standings(charlie, MEASURE) == ([], False)
    for member in (alice, bob, rita):
        assert [one.pk for one in standings(member, MEASURE)[0]] == [assessment.pk]


def test_the_newest_are_shown_in_one_query(workspace: Workspace, alice: User, django_assert_num_queries) -> None:
    for age in range(AT_MOST + 3):
        assessment_in(workspace, f"State {age}", age=age, machine="partly")
    with django_assert_num_queries(1):
        found, has_more = standings(alice, MEASURE)
    assert has_more
    assert [one.name for one in found] == [f"State {age} (2026)" for age in range(AT_MOST)]


def test_one_row_an_assessment_whoever_else_is_a_member(workspace: Workspace, alice: User) -> None:
    member_of(workspace, "Dora", Role.READER)
    assessment_in(workspace, machine="partly")
    assert len(standings(alice, MEASURE)[0]) == 1
