"""An assessment around a single passage, for tests of what a passage may hold."""

from __future__ import annotations

from tests.report.assessments import Draft, match
from tests.report.small_register import small_register

from tutela.evidence.finding import Assessment, Finding, Located

MEASURE = "online.report"


def assessment_of(
    text: str, found: str = "", *, label: str = "", title: str = "Act", path: str = "act.txt", state: str = ""
) -> Assessment:
    """One passage that answers MEASURE; ``found`` are the words in it that made it match."""
    draft = Draft(path, "text", title, "en")
    passage = draft.add(text, label)
    located = Located(0, match(MEASURE, passage, 0.8, duty_to_report=found))
    register = small_register()
    findings = tuple(
        Finding(measure.id, "addressed", (located,), ())
        if measure.id == MEASURE
        else Finding(measure.id, "not-found", (), ())
        for measure in register.measures
    )
    return Assessment(state, "2026-11-01T09:05:00+00:00", "0.1.0", register, (draft.seal(),), (), findings)
