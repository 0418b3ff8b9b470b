"""The librarians' pages about other repositories: adding one, harvesting it, stopping, taking it off the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from tests.web.exchange.fake_repository import Answer, Repository, marcxml, served

from tutela.web.exchange import harvesting
from tutela.web.exchange.harvest import fetching, taking_over
from tutela.web.exchange.harvest_job import KIND
from tutela.web.exchange.models import HarvestSource, HarvestState
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import CancelledError, Progress
from tutela.web.jobs.queue import take
from tutela.web.library.models import CatalogueRecord, State

LIST = "harvests:list"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    monkeypatch.setattr(fetching.time, "sleep", lambda _seconds: None)
    acts = {f"oai:x:{n}": (f"2025-05-0{n}T00:00:00Z", marcxml(f"Act {n}", str(n))) for n in range(1, 6)}
    with served(Repository(acts)) as repository:
        yield repository


def work() -> JobState:
    """Do the job that waits, as the worker does it; how it ended."""
    job = take("tests")
    assert job is not None
    state = JobState.DONE
    done: Callable[[Job, Progress], None] = import_string(settings.JOBS[job.kind])
    try:
        done(job, Progress(job))
    except CancelledError:
        state = JobState.CANCELLED
    Job.objects.filter(pk=job.pk).update(state=state, finished=timezone.now())
    return state


def added(client: Client, repository: Repository, **more: str) -> HarvestSource:
    response = client.post(reverse(LIST), {"url": repository.url, **more})
    source = HarvestSource.objects.get(url=repository.url)
    assert response["Location"] == reverse("harvests:source", args=[source.pk])
    return source


def page(client: Client, source: HarvestSource) -> str:
    return client.get(reverse("harvests:source", args=[source.pk])).content.decode()


def test_from_the_form_to_the_records(as_librarian: Client, there: Repository) -> None:
    source = added(as_librarian, there)
    assert "Harvest now" in page(as_librarian, source)
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    assert "It waits for its turn." in page(as_librarian, source)
    assert work() == JobState.DONE
    assert CatalogueRecord.objects.filter(state=State.DRAFT).count() == 5
    shown = page(as_librarian, source)
    assert "Archive of Maravel" in shown
    assert "Harvest what has changed" in shown
    assert reverse("batches:batch", args=[HarvestSource.objects.get().batch_id]) in shown
    listed = as_librarian.get(reverse(LIST)).content.decode()
    assert "5 records read" in listed


def test_records_are_published_where_the_form_says_so(as_librarian: Client, there: Repository) -> None:
    source = added(as_librarian, there, publishes="on")
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    work()
    assert CatalogueRecord.objects.filter(state=State.PUBLISHED).count() == 5


def test_a_second_click_asks_for_no_second_harvest(as_librarian: Client, there: Repository) -> None:
    source = added(as_librarian, there)
    for _ in range(2):
        as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    assert Job.objects.filter(kind=KIND).count() == 1


def test_a_harvest_is_stopped_and_goes_on(
    as_librarian: Client, there: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = added(as_librarian, there)
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))

    def take_over_and_be_stopped(*given: Any) -> None:
        taking_over.take_over(*given)
        Job.objects.update(cancel_asked=True)

    with monkeypatch.context() as patched:
        patched.setattr(harvesting, "take_over", take_over_and_be_stopped)
        assert work() == JobState.CANCELLED
    source.refresh_from_db()
    assert source.state == HarvestState.STOPPED
    assert 0 < CatalogueRecord.objects.count() < 5
    assert "Go on with the harvest" in page(as_librarian, source)
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    assert work() == JobState.DONE
    assert CatalogueRecord.objects.count() == 5


def test_what_went_wrong_is_said(as_librarian: Client, there: Repository) -> None:
    there.before = lambda _asked: Answer(b"<html></html>")
    source = added(as_librarian, there)
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    assert work() == JobState.DONE
    assert "not one of OAI-PMH" in page(as_librarian, source)


def test_everything_once_more(as_librarian: Client, there: Repository) -> None:
    source = added(as_librarian, there)
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    work()
    del there.records["oai:x:3"]
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]), {"full": "yes"})
    work()
    assert CatalogueRecord.objects.get(state=State.WITHDRAWN).title == "Act 3"


def test_a_repository_is_taken_off_the_list(as_librarian: Client, there: Repository) -> None:
    source = added(as_librarian, there)
    as_librarian.post(reverse("harvests:harvest", args=[source.pk]))
    work()
    as_librarian.post(reverse("harvests:remove", args=[source.pk]))
    assert not HarvestSource.objects.exists()
    assert CatalogueRecord.objects.count() == 5
    assert as_librarian.get(reverse("harvests:source", args=[source.pk])).status_code == 404


@pytest.mark.parametrize(
    "given", [{"url": "file:///etc/passwd"}, {"url": ""}, {"url": "http://x/", "set": "a b"}, {"url": "http://x/", "format": "\x00"}, {"url": "http://x/" + "a" * 500}],
    ids=["file", "nothing", "set", "prefix", "long"],
)  # fmt: skip
def test_wrong_forms(as_librarian: Client, given: dict[str, str]) -> None:
    response = as_librarian.post(reverse(LIST), given)
    assert response.status_code == 200
    assert b"errorlist" in response.content
    assert not HarvestSource.objects.exists()


def test_these_pages_are_for_librarians(
    client: Client, as_cataloguer: Client, as_rita: Client, there: Repository, db: Any
) -> None:
    source = HarvestSource.objects.create(url=there.url)
    for name in ("harvests:list", "harvests:source", "harvests:progress"):
        path = reverse(name, args=[] if name == LIST else [source.pk])
        assert client.get(path).status_code == 302
        assert as_rita.get(path).status_code == as_cataloguer.get(path).status_code == 403
    for name in ("harvests:harvest", "harvests:stop", "harvests:remove"):
        path = reverse(name, args=[source.pk])
        assert as_cataloguer.post(path).status_code == 403
        assert client.post(path).status_code == 302
    assert HarvestSource.objects.exists()
    assert not Job.objects.exists()
