"""The check of links: what is found of each kind of address, what is refused, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from tests.web.help.factories import entry
from tests.web.help.strange_sites import sites

from tutela.web.accounts.models import User
from tutela.web.help import link_check
from tutela.web.help.link_check import Problem, answers, ask_for, is_public_address, keep, look_at, problems_of, written
from tutela.web.help.link_wording import said_of
from tutela.web.help.models import Entry, Operator
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import Progress
from tutela.web.jobs.queue import take

ANYWHERE = lambda _number: True  # noqa: E731


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with sites() as address:
        yield address


@pytest.mark.parametrize(
    ("path", "code", "detail"),
    [
        ("/fine", "", ""),
        ("/slash", "", ""),
        ("/gone", "status", "404"),
        ("/fault", "status", "500"),
        ("/closed", "refused", "403"),
        ("/busy", "refused", "429"),
        ("/circle", "circle", ""),
        ("/to-file", "no-address", ""),
        ("/to-broken", "no-address", ""),
        ("/dead", "no-answer", "localhost"),
    ],
)
def test_what_a_site_answers(site: str, path: str, code: str, detail: str) -> None:
    assert look_at(site + path, ANYWHERE) == (code, detail)


def test_where_a_site_leads_is_told(site: str) -> None:
    code, reached = look_at(f"{site}/elsewhere", ANYWHERE)
    assert (code, reached.startswith("http://127.0.0.1:"), reached.endswith("/fine")) == ("moved", True, True)
    assert look_at(f"{site}/page-to-front", ANYWHERE) == ("moved", f"{site}/")


def test_a_machine_of_this_network_is_not_asked(site: str) -> None:
    assert look_at(f"{site}/fine") == ("private", "localhost")
    # Nor by way of another site that leads to it.
    first = site.removeprefix("http://").partition(":")[0]
    seen: list[str] = []

    def only_the_first(number: str) -> bool:
        seen.append(number)
        return len(seen) <= len({"::1", "127.0.0.1"} & set(seen)) and first == "localhost" and len(seen) < 3

    assert look_at(f"{site}/elsewhere", only_the_first)[0] == "private"


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "ff02::1"],
)  # fmt: skip
def test_numbers_of_private_networks(number: str) -> None:
    assert not is_public_address(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_numbers_of_the_internet(number: str) -> None:
    assert is_public_address(number)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://nowhere.invalid/", "no-name"),
        ("http://127.0.0.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://169.254.169.254/latest/", "private"),
        ("http://2130706433/", "private"),
        ("ftp://files.example/", "no-address"),
        ("https:///path", "no-address"),
        ("http://a.example:99999/", "no-address"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, code: str) -> None:
    assert look_at(address)[0] == code


def test_what_was_found_is_kept_as_codes_and_told_in_the_language_of_the_page() -> None:
    problems = [
        Problem("web", "status", "404"),
        Problem("chat", "circle"),
        Problem("source_address", "moved", "https://x.example/" + "y" * 300),
    ]
    row = Entry(link_problem=written(problems))
    assert len(row.link_problem) <= 200
    found = problems_of(row)
    assert found[:2] == problems[:2]
    assert found[2].detail.startswith("https://x.example/yyy")
    for language in ("en", "fr", "es"):
        with override(language):
            told = said_of(row)
            assert [one.column for one in told] == ["web", "chat", "source_address"]
            assert "404" in told[0].words


@pytest.mark.django_db
def test_results_are_kept_for_the_addresses_that_were_looked_at(site: str) -> None:
    gone = entry("gone", web=f"{site}/gone", chat=f"{site}/fine", source_address="")
    changed = entry("changed", web=f"{site}/gone", source_address="")
    silent = entry("silent", source_address="")
    rows = list(Entry.objects.all())
    found = dict(answers(link_check.addresses_of(rows), ANYWHERE))
    assert set(found) == {f"{site}/gone", f"{site}/fine"}
    Entry.objects.filter(pk=changed.pk).update(web=f"{site}/fine")
    assert keep(rows, found)
    for row in (gone, changed, silent):
        row.refresh_from_db()
    assert gone.link_problem.strip() == "web status 404"
    assert gone.links_checked
    assert (changed.link_problem, changed.links_checked) == ("", None)
    assert silent.links_checked is None
    gone.web = f"{site}/fine"
    gone.save()
    rows = [gone]
    keep(rows, dict(answers(link_check.addresses_of(rows), ANYWHERE)))
    gone.refresh_from_db()
    assert gone.link_problem == ""


def work(job: Job) -> None:
    taken = take("tests")
    assert taken is not None
    assert taken.pk == job.pk
    link_check.run(taken, Progress(taken))
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished=taken.started)


@pytest.mark.django_db
def test_a_server_without_a_way_out_says_nothing_of_the_services(alice: User, as_alice: Client) -> None:
    Operator.objects.create(user=alice)
    entry("one", web="https://one.invalid/", source_address="")
    entry("two", web="https://two.invalid/", source_address="")
    work(ask_for(alice))
    assert not Entry.objects.exclude(link_problem="").exists()
    assert "could reach no site at all" in as_alice.get("/en/help-desk/links/").content.decode()


@pytest.mark.django_db
def test_the_job_is_asked_for_once_done_and_asked_for_again(alice: User, as_alice: Client) -> None:
    Operator.objects.create(user=alice)
    entry("local", web="http://127.0.0.1/", source_address="")
    entry("none", source_address="")
    first = as_alice.post("/en/help-desk/links/check/")
    assert first.url == "/en/help-desk/links/"  # type: ignore[attr-defined]
    job = link_check.last_job()
    assert job is not None
    assert ask_for(alice) == job
    page = as_alice.get("/en/help-desk/links/").content.decode()
    assert "It waits for its turn." in page
    assert "Check all links now" not in page
    assert 'data-open="yes"' in as_alice.get("/en/help-desk/links/progress/").content.decode()
    work(job)
    page = as_alice.get("/en/help-desk/links/").content.decode()
    assert "leads into a private network" in page
    assert "could reach no site" not in page
    again = ask_for(alice)
    assert again.number == job.number + 1


@pytest.mark.django_db
def test_a_check_is_stopped(alice: User, as_alice: Client) -> None:
    Operator.objects.create(user=alice)
    as_alice.post("/en/help-desk/links/check/")
    as_alice.post("/en/help-desk/links/stop/")
    job: Any = link_check.last_job()
    assert job.state == JobState.CANCELLED
    assert "Check all links now" in as_alice.get("/en/help-desk/links/").content.decode()
