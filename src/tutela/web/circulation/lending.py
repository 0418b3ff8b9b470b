"""Lending, returning, renewing, reserving: what may happen to a copy, and what follows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.errors import TutelaError
from tutela.web.circulation.models import Loan, PastLoan, Patron, Reservation
from tutela.web.library.models import CatalogueRecord, Item, Setting

LOAN_DAYS = 21
RENEWALS = 2
"""How long a loan is, and how often it can be renewed, where the library has not said otherwise."""


class LendingError(TutelaError):
    """Something that cannot be done with this copy now."""


class Rules(NamedTuple):
    """Days of a loan, and how often it can be renewed."""

    days: int
    renewals: int


def rules() -> Rules:
    """What the library has decided."""
    given = dict(Setting.objects.filter(key__in=("loan-days", "loan-renewals")).values_list("key", "value"))
    return Rules(int(given.get("loan-days", LOAN_DAYS)), int(given.get("loan-renewals", RENEWALS)))


def set_rules(chosen: Rules) -> None:
    for key, value in (("loan-days", chosen.days), ("loan-renewals", chosen.renewals)):
        Setting.objects.update_or_create(key=key, defaults={"value": value})


def patron_of(name: str, contact: str) -> Patron:
    """The patron of this name and contact who has something already, or a new one."""
    patron, _is_new = Patron.objects.get_or_create(name=" ".join(name.split()), contact=" ".join(contact.split()))
    return patron


def lend(item: Item, patron: Patron, *, due: date | None = None) -> Loan:
    """Lend a copy; until ``due``, else for the days that the rules give.

    Raises LendingError where the copy is lent, is not for lending, or is kept for somebody else.
    """
    if item.status != Item.Status.AVAILABLE:
        raise LendingError(_("This copy is not for lending: its status says so."))
    kept = Reservation.objects.filter(item=item).first()
    if kept is not None and kept.patron_id != patron.pk:
        raise LendingError(_("This copy is kept for somebody who reserved it."))
    today = timezone.localdate()
    try:
        with transaction.atomic():
            loan = Loan.objects.create(item=item, patron=patron, due=due or today + timedelta(days=rules().days))
            Reservation.objects.filter(record=item.record, patron=patron).delete()
    except IntegrityError:
        raise LendingError(_("This copy is lent to somebody already. Return it first.")) from None
    return loan


def give_back(item: Item) -> Reservation | None:
    """A copy came back: the loan is over, and the patron forgotten where nothing else is theirs.

    Gives the reservation that the copy is now kept for, if somebody waits. Raises LendingError where it was not lent.
    """
    with transaction.atomic():
        loan = Loan.objects.select_related("patron").filter(item=item).first()
        if loan is None:
            raise LendingError(_("This copy is not on loan."))
        PastLoan.objects.create(record=item.record, lent=loan.lent, returned=timezone.localdate())
        patron = loan.patron
        loan.delete()
        forget(patron)
        return keep_for_next(item)


def renew(loan: Loan) -> Loan:
    """Lend for another term from today. Raises LendingError where somebody waits, where it was renewed often enough,
    and where a term from today ends no later, so that a renewal would be lost."""
    given = rules()
    if loan.renewals >= given.renewals:
        raise LendingError(_("It has been renewed as often as the rules allow."))
    if Reservation.objects.filter(record=loan.item.record, item=None).exists():
        raise LendingError(_("Somebody has reserved it, so that it cannot be renewed."))
    due = timezone.localdate() + timedelta(days=given.days)
    if due <= loan.due:
        raise LendingError(
            _("It is lent for a whole term from today already. Renew it nearer to the day when it is due.")
        )
    loan.due = due
    loan.renewals += 1
    loan.save(update_fields=["due", "renewals"])
    return loan


def reserve(record: CatalogueRecord, patron: Patron) -> Reservation:
    """Put somebody on the list for a record. Raises LendingError where they are on it, have it, or need not wait."""
    lendable = Item.objects.filter(record=record, status=Item.Status.AVAILABLE)
    if not lendable.exists():
        raise LendingError(_("There is no copy of it that is lent."))
    if lendable.filter(loan=None, kept_for=None).exists():
        raise LendingError(_("A copy is on the shelf: it can be lent at once."))
    if Loan.objects.filter(item__record=record, patron=patron).exists():
        raise LendingError(_("They have a copy of it already."))
    if Reservation.objects.filter(record=record, patron=patron).exists():
        raise LendingError(_("They have reserved it already."))
    return Reservation.objects.create(record=record, patron=patron)


def drop(reservation: Reservation) -> Reservation | None:
    """Take a reservation away; a copy that was kept for it is kept for the next one who waits (given)."""
    with transaction.atomic():
        item, patron = reservation.item, reservation.patron
        reservation.delete()
        forget(patron)
        return keep_for_next(item) if item is not None else None


def keep_for_next(item: Item) -> Reservation | None:
    """Keep a copy for the first who waits for its record, if somebody does."""
    waiting = Reservation.objects.filter(record=item.record, item=None).select_related("patron", "record").first()
    if waiting is not None:
        waiting.item, waiting.kept_since = item, timezone.localdate()
        waiting.save(update_fields=["item", "kept_since"])
    return waiting


def forget(patron: Patron) -> bool:
    """Erase somebody who has nothing on loan and waits for nothing; whether they were."""
    if patron.loans.exists() or patron.reservations.exists():
        return False
    patron.delete()
    return True


def due_dates(items: list[int]) -> dict[int, date]:
    """When the copies that are lent are due, by their keys."""
    return dict(Loan.objects.filter(item__in=items).values_list("item", "due"))
