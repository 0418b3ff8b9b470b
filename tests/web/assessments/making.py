"""Assessments for the tests of this part, run as the worker runs them."""

from __future__ import annotations

from tests.web.factories import LAW, document_in

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Match
from tutela.web.assessments.opening import open_assessment
from tutela.web.assessments.running import start
from tutela.web.documents.models import Document
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import Job
from tutela.web.workspaces.models import Workspace

PLAN = """# National plan of action on the protection of children, 2026 to 2030

## Objective 1. Reporting

The Ministry will open a hotline to which everybody can report online child sexual abuse material by the end of 2027.

Teachers, doctors and social workers will be trained every year to recognise children who are victims of sexual
exploitation and to report it to the social services.
"""

FOREIGN = """# Zákon o ochraně dětí

Tento zákon upravuje ochranu dětí před prodejem a pohlavním vykořisťováním a povinnosti orgánů veřejné moci v této věci.

Každý, kdo nabídne dítě k pohlavnímu vykořisťování za úplatu, bude potrestán odnětím svobody na deset let.
"""
"""In Czech, which is not assessed."""


def opened(workspace: Workspace, user: User, *documents: Document, state: str = "Maravel") -> Assessment:
    """An assessment of these documents (of one small law where none are given), not run yet."""
    given = documents or (document_in(workspace, LAW),)
    assessment, _ = open_assessment(workspace, user, given, state=state, period="2026", source="state")
    return assessment


def run_of(assessment: Assessment, user: User, *, newest: bool = False) -> Job:
    """The next run, done to its end."""
    job, is_new = start(assessment, user, newest=newest)
    assert is_new
    while job.is_open:
        assert do_one("test")
        job.refresh_from_db()
    assessment.refresh_from_db()
    return job


def assessed(workspace: Workspace, user: User, *documents: Document, state: str = "Maravel") -> Assessment:
    """An assessment with a complete run."""
    assessment = opened(workspace, user, *documents, state=state)
    run_of(assessment, user)
    assert assessment.is_complete
    return assessment


def shown(assessment: Assessment, *, verdict: str = "evidence") -> set[tuple[str, str]]:
    """Measure and text of the matches of the shown run."""
    matches = Match.objects.filter(assessment=assessment, run=assessment.shown_run, verdict=verdict)
    return set(matches.values_list("measure", "passage__text"))
