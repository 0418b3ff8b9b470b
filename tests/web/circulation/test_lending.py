"""Lending: what may happen to a copy, and that nobody is remembered once everything is back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.library.factories import catalogued

from tutela.web.circulation import lending
from tutela.web.circulation.models import Loan, PastLoan, Patron, Reservation
from tutela.web.library.models import Item

pytestmark = pytest.mark.django_db


def copy(barcode: str = "M001", title: str = "Children Act", status: str = Item.Status.AVAILABLE) -> Item:
    return Item.objects.create(record=catalogued(title), barcode=barcode, status=status)


def somebody(name: str = "A. Reader") -> Patron:
    return lending.patron_of(name, "office 12")


def test_a_loan_is_due_after_the_days_of_the_rules() -> None:
    lending.set_rules(lending.Rules(days=14, renewals=1))
    loan = lending.lend(copy(), somebody())
    assert loan.due == timezone.localdate() + timedelta(days=14)
    assert lending.due_dates([loan.item_id]) == {loan.item_id: loan.due}


def test_who_returns_everything_is_forgotten() -> None:
    first, second = copy("M001"), copy("M002", "Courts Act")
    patron = somebody()
    lending.lend(first, patron)
    lending.lend(second, patron)
    lending.give_back(first)
    assert Patron.objects.count() == 1
    lending.give_back(second)
    assert not Patron.objects.exists()
    assert PastLoan.objects.count() == 2


@pytest.mark.parametrize("status", [status for status in Item.Status.values if status != "available"])
def test_only_what_is_for_lending_is_lent(status: str) -> None:
    with pytest.raises(lending.LendingError, match="not for lending"):
        lending.lend(copy(status=status), somebody())


def test_a_copy_is_lent_once() -> None:
    item = copy()
    lending.lend(item, somebody())
    with pytest.raises(lending.LendingError, match="already"):
        lending.lend(item, somebody("B. Reader"))


def test_renewals_end_and_give_way_to_those_who_wait() -> None:
    lending.set_rules(lending.Rules(days=7, renewals=1))
    loan = lending.lend(copy(), somebody())
    with pytest.raises(lending.LendingError, match="whole term"):
        lending.renew(loan)
    loan.due -= timedelta(days=3)
    lending.renew(loan)
    assert loan.due == timezone.localdate() + timedelta(days=7)
    with pytest.raises(lending.LendingError, match="as often"):
        lending.renew(loan)
    lending.set_rules(lending.Rules(days=7, renewals=5))
    lending.reserve(loan.item.record, somebody("B. Reader"))
    with pytest.raises(lending.LendingError, match="reserved"):
        lending.renew(loan)


def test_what_comes_back_is_kept_for_the_first_who_waits() -> None:
    item = copy()
    lending.lend(item, somebody("A. Reader"))
    second, third = somebody("B. Reader"), somebody("C. Reader")
    lending.reserve(item.record, second)
    lending.reserve(item.record, third)
    kept = lending.give_back(item)
    assert kept is not None
    assert kept.patron == second
    with pytest.raises(lending.LendingError, match="kept for somebody"):
        lending.lend(item, third)
    next_one = lending.drop(kept)
    assert next_one is not None
    assert next_one.patron == third
    lending.lend(item, third)
    assert not Reservation.objects.exists()
    assert list(Patron.objects.all()) == [third]


@pytest.mark.parametrize(
    ("lent_to", "waits", "told"),
    [
        (None, "A. Reader", "on the shelf"),
        ("A. Reader", "A. Reader", "have a copy"),
    ],
    ids=["on the shelf", "has it"],
)
def test_nobody_waits_in_vain(lent_to: str | None, waits: str, told: str) -> None:
    item = copy()
    if lent_to:
        lending.lend(item, somebody(lent_to))
    with pytest.raises(lending.LendingError, match=told):
        lending.reserve(item.record, somebody(waits))


def test_at_the_desk(as_cataloguer: Client) -> None:
    item = copy("M-77")
    found = as_cataloguer.get("/en/library/lending/", {"barcode": "m-77"})
    assert found["Location"] == f"/en/library/lending/copies/{item.pk}/"
    page = as_cataloguer.post(found["Location"], {"name": "A. Reader", "contact": "office 12", "due": ""}, follow=True)
    assert "Lent until" in page.content.decode()
    Loan.objects.update(due=timezone.localdate() - timedelta(days=3))
    late = as_cataloguer.get("/en/library/lending/overdue/").content.decode()
    assert "office 12" in late
    page = as_cataloguer.post(f"/en/library/lending/copies/{item.pk}/return/", follow=True)
    assert "was returned" in page.content.decode()
    assert not Patron.objects.exists()


def test_a_loan_that_is_refused_leaves_nobody_behind(as_cataloguer: Client) -> None:
    item = copy(status=Item.Status.REFERENCE)
    page = as_cataloguer.post(f"/en/library/lending/copies/{item.pk}/", {"name": "A", "contact": "b"})
    assert "not for lending" in page.content.decode()
    assert not Patron.objects.exists()


@pytest.mark.parametrize("path", ["", "overdue/", "rules/"])
def test_readers_do_not_see_who_has_what(client: Client, as_alice: Client, path: str) -> None:
    assert client.get(f"/en/library/lending/{path}").status_code == 302
    assert as_alice.get(f"/en/library/lending/{path}").status_code == 403


def test_the_rules_are_the_librarians(as_cataloguer: Client, as_librarian: Client) -> None:
    assert as_cataloguer.get("/en/library/lending/rules/").status_code == 403
    as_librarian.post("/en/library/lending/rules/", {"days": "10", "renewals": "0"})
    assert lending.rules() == lending.Rules(10, 0)


@pytest.mark.parametrize("barcode", ["unknown", "x\0y", "9" * 500])
def test_a_barcode_that_is_not_there(as_cataloguer: Client, barcode: str) -> None:
    assert as_cataloguer.get("/en/library/lending/", {"barcode": barcode}).status_code == 200
