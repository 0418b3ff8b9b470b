"""The worker itself: killed in the middle, told to stop, two at once. Nothing is lost, nothing doubled."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.factories import LAW
from tests.web.jobs.on_disk import PATIENCE, Site

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.findings import NEAREST
from tutela.text.reading import read_data
from tutela.web.site.register import the_register

TEXTS = [f"# Act {number}\n\n" + LAW * 70 for number in range(3)]
"""Documents of hundreds of passages each."""

JOBS = "select state, worker, attempts from jobs_job order by id"
MATCHES = """select assessment_id, document_id, number, measure, score from assessments_match
             join documents_passage on documents_passage.id = passage_id"""
DOCUMENTS_DONE = "select count(*) from assessments_assesseddocument where run = 1"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.end()


@pytest.fixture(scope="module")
def expected() -> Counter[tuple[int, int, str, float]]:
    """Document, passage, measure and score of everything that the engine finds."""
    scorer = ConceptScorer(the_register(), least=NEAREST)
    return Counter(
        (document, number, match.measure, match.score)
        for document, text in enumerate(TEXTS, start=1)
        for number, matches in enumerate(scorer.matches(read_data(text.encode(), "a.md", "0").passages), start=1)
        for match in matches
    )


def found(site: Site, assessment: int = 1) -> Counter[tuple[int, int, str, float]]:
    return Counter(tuple(row[1:]) for row in site.rows(MATCHES) if row[0] == assessment)


def is_done(jobs: list[tuple[str, str, int]]) -> bool:
    return all(job[0] == "done" for job in jobs)


def in_the_middle(site: Site) -> None:
    """Wait until a worker has finished a document and written some of another one."""
    site.wait_for(
        "select count(distinct document_id) from assessments_match "
        "join documents_passage on documents_passage.id = passage_id",
        lambda rows: rows[0][0] >= 2,
    )


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    site: Site, expected: Counter[tuple[int, int, str, float]]
) -> None:
    site.fill(TEXTS)
    first = site.start_worker()
    in_the_middle(site)
    first.send_signal(signal.SIGKILL)
    first.wait(PATIENCE)
    [(state, worker, attempts)] = site.rows(JOBS)
    assert (state, attempts) == ("running", 1)
    assert site.rows(DOCUMENTS_DONE)[0][0] in (1, 2)
    assert found(site)

    site.change("update jobs_job set beat = '2020-01-01 00:00:00'")  # half a minute later
    site.start_worker()
    [(_, second, attempts)] = site.wait_for(JOBS, is_done)
    assert second != worker
    assert found(site) == expected
    assert site.rows("select is_complete, shown_run, run from assessments_assessment") == [(1, 1, 1)]
    assert site.rows("select count(*) from assessments_finding") == [(105,)]
    assert site.rows("select count(*) from assessments_finding where machine = 'not-assessed'") == [(0,)]


def test_a_worker_that_is_told_to_stop_gives_its_job_back_at_once(
    site: Site, expected: Counter[tuple[int, int, str, float]]
) -> None:
    site.fill(TEXTS)
    first = site.start_worker()
    in_the_middle(site)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    assert site.rows(JOBS) == [("queued", "", 0)]
    site.start_worker()
    site.wait_for(JOBS, is_done)
    assert found(site) == expected


def test_two_workers_at_once_do_each_run_once(site: Site, expected: Counter[tuple[int, int, str, float]]) -> None:
    site.fill(TEXTS, assessments=4)
    site.start_worker()
    site.start_worker()
    jobs = site.wait_for(JOBS, is_done)
    assert [attempts for _, _, attempts in jobs] == [1] * 4
    assert len({worker for _, worker, _ in jobs}) == 2
    for assessment in range(1, 5):
        assert found(site, assessment) == expected
