"""Problems that readers report, and what the staff answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.library.factories import catalogued

from tutela.web.accounts.models import User
from tutela.web.library import problem_views
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.reader_models import ProblemReport, ProblemState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def row(db: None) -> CatalogueRecord:
    return catalogued("Act on hotlines")


def report(client: Client, row: CatalogueRecord, **given: str) -> Any:
    return client.post(
        f"/en/library/{row.key}/problem/", {"kind": "details", "text": "The date is 2019.", "website": "", **given}
    )


def test_a_report_gets_an_address_for_the_answer(client: Client, row: CatalogueRecord) -> None:
    response = report(client, row)
    made = ProblemReport.objects.get()
    assert (made.record, made.kind, made.text, made.state) == (row, "details", "The date is 2019.", "open")
    assert response["Location"] == f"/en/library/reported/{made.receipt}/"
    page = client.get(response["Location"])
    text = page.content.decode()
    assert "The librarians have your report." in text
    assert f"http://testserver/en/library/reported/{made.receipt}/" in text
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex", True)


def test_the_form_says_that_it_is_not_for_reporting_abuse(client: Client, row: CatalogueRecord) -> None:
    text = client.get(f"/en/library/{row.key}/problem/").content.decode()
    assert "This form is not for reporting abuse." in text
    assert "e-mail" not in text.partition("<main")[2].partition("</main")[0]


def test_nothing_says_who_reported(as_charlie: Client, row: CatalogueRecord) -> None:
    report(as_charlie, row)
    values = ProblemReport.objects.values().get()
    assert not any("Charlie" in str(value) or "charlie" in str(value) for value in values.values())
    assert values["answered_by_id"] is None


@pytest.mark.parametrize(
    "given",
    [{"kind": "nothing"}, {"kind": ""}, {"text": "x" * 2001}, {"text": "a\0b"}, {"kind": "other", "text": "  "}],
    ids=["unknown", "none", "long", "nul", "other-without-words"],
)
def test_a_report_that_cannot_be_taken(client: Client, row: CatalogueRecord, given: dict[str, str]) -> None:
    response = report(client, row, **given)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not ProblemReport.objects.exists()


def test_a_program_that_fills_in_everything_is_not_heard(client: Client, row: CatalogueRecord) -> None:
    response = report(client, row, website="https://example.org")
    assert response["Location"] == f"/en/library/{row.key}/"
    assert not ProblemReport.objects.exists()


def test_who_reports_very_much_must_wait(client: Client, row: CatalogueRecord) -> None:
    for _ in range(problem_views.FROM_ONE):
        assert report(client, row).status_code == 302
    response = report(client, row)
    assert "Please try again in an hour." in response.content.decode()
    assert ProblemReport.objects.count() == problem_views.FROM_ONE
    assert report(Client(REMOTE_ADDR="203.0.113.9"), row).status_code == 302


def test_all_together_cannot_flood_the_library(
    client: Client, row: CatalogueRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problem_views, "OF_ALL", 2)
    for number in range(3):
        report(Client(REMOTE_ADDR=f"203.0.113.{number}"), row)
    assert ProblemReport.objects.count() == 2


def test_the_staff_answer(client: Client, as_cataloguer: Client, cataloguer: User, row: CatalogueRecord) -> None:
    report(client, row)
    made = ProblemReport.objects.get()
    assert "Act on hotlines" in as_cataloguer.get("/en/library/problems/").content.decode()
    path = f"/en/library/problems/{made.pk}/"
    assert "The date is 2019." in as_cataloguer.get(path).content.decode()
    assert "errorlist" in as_cataloguer.post(path, {"do": "answer", "answer": ""}).content.decode()
    as_cataloguer.post(path, {"do": "answer", "answer": "Thank you, it is mended."})
    made.refresh_from_db()
    assert (made.state, made.answered_by) == (ProblemState.ANSWERED, cataloguer)
    text = client.get(f"/en/library/reported/{made.receipt}/").content.decode()
    assert "Thank you, it is mended." in text
    assert "Carlos" not in text
    as_cataloguer.post(path, {"do": "open"})
    made.refresh_from_db()
    assert (made.state, made.answered_by) == (ProblemState.OPEN, None)
    as_cataloguer.post(path, {"do": "close"})
    made.refresh_from_db()
    assert (made.state, made.answer) == (ProblemState.CLOSED, "")
    assert "closed it without an answer" in client.get(f"/en/library/reported/{made.receipt}/").content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?state=all", 200),
        ("?state=closed&page=99", 200),
        ("?state=x", 404),
        ("?page=%00", 200),
        ("7/", 404),
        (f"{10**30}/", 404),
    ],
    ids=["all", "page", "state", "nul", "unknown", "huge"],
)
def test_odd_addresses(as_librarian: Client, path: str, status: int) -> None:
    assert as_librarian.get(f"/en/library/problems/{path}").status_code == status


def test_only_the_staff_see_reports(client: Client, as_charlie: Client, row: CatalogueRecord) -> None:
    report(client, row)
    pk = ProblemReport.objects.get().pk
    for path in ("/en/library/problems/", f"/en/library/problems/{pk}/"):
        for method in ("get", "post"):
            assert getattr(client, method)(path).status_code in (302, 405)
            assert getattr(as_charlie, method)(path).status_code in (403, 405)
    assert ProblemReport.objects.get().state == ProblemState.OPEN


@pytest.mark.parametrize("token", ["nothing", "x" * 300, "%00"])
def test_an_unknown_receipt_is_not_found(client: Client, token: str) -> None:
    assert client.get(f"/en/library/reported/{token}/").status_code == 404


def test_a_receipt_does_not_show_a_record_that_is_gone(client: Client, row: CatalogueRecord) -> None:
    report(client, row)
    row.state = State.WITHDRAWN
    row.save()
    text = client.get(f"/en/library/reported/{ProblemReport.objects.get().receipt}/").content.decode()
    assert row.key not in text


def test_queries_do_not_grow(as_librarian: Client, row: CatalogueRecord, django_assert_num_queries: Any) -> None:
    for number in range(20):
        ProblemReport.objects.create(record=row if number % 2 else catalogued(f"Act {number}"), kind="link")
    with django_assert_num_queries(5):  # session, person, staff, count, reports with their records
        as_librarian.get("/en/library/problems/")
