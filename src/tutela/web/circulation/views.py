"""The lending desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.web.circulation import lending
from tutela.web.circulation.forms import BarcodeForm, LoanForm, PatronForm, RulesForm
from tutela.web.circulation.models import Loan, Patron, Reservation
from tutela.web.library.models import CatalogueRecord, Duty, Item, State
from tutela.web.library.staff import StaffRequest, library_staff

SHOWN = 200


@require_safe
@library_staff()
def desk(request: StaffRequest) -> HttpResponse:
    """Scan a copy; what is on loan, what is kept for whom, who waits."""
    form = BarcodeForm(request.GET) if "barcode" in request.GET else BarcodeForm()
    if form.is_bound and form.is_valid():
        return redirect("circulation:copy", pk=form.cleaned_data["barcode"].pk)
    loans = Loan.objects.select_related("item__record", "patron")
    context = {
        "form": form,
        "loans": loans[:SHOWN],
        "on_loan": loans.count(),
        "overdue": loans.filter(due__lt=timezone.localdate()).count(),
        "kept": Reservation.objects.exclude(item=None).select_related("item", "record", "patron")[:SHOWN],
        "waiting": Reservation.objects.filter(item=None).select_related("record", "patron")[:SHOWN],
    }
    return _page(request, "desk", context)


@require_safe
@library_staff()
def overdue(request: StaffRequest) -> HttpResponse:
    """What should have come back, longest first; to be printed, or to call people by."""
    loans = Loan.objects.filter(due__lt=timezone.localdate()).select_related("item__record", "patron")
    today = timezone.localdate()
    rows = [(loan, (today - loan.due).days) for loan in loans]
    return _page(request, "overdue", {"rows": rows, "today": today})


@require_http_methods(["GET", "POST"])
@library_staff()
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """One copy: lend it, or see who has it."""
    item = get_object_or_404(Item.objects.select_related("record"), pk=pk)
    form = LoanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            loan = lending.lend(item, _patron(form.cleaned_data), due=form.cleaned_data["due"])
        except lending.LendingError as error:
            lending_forgets(form.cleaned_data)
            form.add_error(None, error.what)
        else:
            messages.success(request, _("Lent until %(day)s.") % {"day": date_format(loan.due, "DATE_FORMAT")})
            return redirect("circulation:desk")
    loan_now = Loan.objects.filter(item=item).select_related("patron").first()
    kept = Reservation.objects.filter(item=item).select_related("patron").first()
    context = {"item": item, "form": form, "loan": loan_now, "kept": kept, "rules": lending.rules()}
    return _page(request, "copy", context)


@require_POST
@library_staff()
def give_back(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.select_related("record"), pk=pk)
    try:
        kept = lending.give_back(item)
    except lending.LendingError as error:
        messages.error(request, error.what)
    else:
        messages.success(request, _("“%(title)s” was returned.") % {"title": item.record.title})
        _tell_kept(request, kept)
    return redirect("circulation:desk")


@require_POST
@library_staff()
def renew(request: StaffRequest, pk: int) -> HttpResponse:
    loan = get_object_or_404(Loan.objects.select_related("item__record"), pk=pk)
    try:
        lending.renew(loan)
    except lending.LendingError as error:
        messages.error(request, error.what)
    else:
        messages.success(request, _("Renewed until %(day)s.") % {"day": date_format(loan.due, "DATE_FORMAT")})
    return redirect("circulation:desk")


@require_http_methods(["GET", "POST"])
@library_staff()
def reserve(request: StaffRequest, key: str) -> HttpResponse:
    """Put somebody on the list for a record whose copies are all lent."""
    record = get_object_or_404(CatalogueRecord, key=key, state=State.PUBLISHED)
    form = PatronForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            lending.reserve(record, _patron(form.cleaned_data))
        except lending.LendingError as error:
            lending_forgets(form.cleaned_data)
            form.add_error(None, error.what)
        else:
            messages.success(request, _("Reserved. The next copy that comes back is kept for them."))
            return redirect("circulation:desk")
    return _page(request, "reserve", {"record": record, "form": form})


@require_POST
@library_staff()
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    kept = lending.drop(get_object_or_404(Reservation.objects.select_related("item__record", "patron"), pk=pk))
    messages.success(request, _("The reservation was taken away."))
    _tell_kept(request, kept)
    return redirect("circulation:desk")


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def rules(request: StaffRequest) -> HttpResponse:
    form = RulesForm(request.POST if request.method == "POST" else None, initial=lending.rules()._asdict())
    if request.method == "POST" and form.is_valid():
        lending.set_rules(lending.Rules(**form.cleaned_data))
        messages.success(request, _("The rules were saved. Loans that run keep their date."))
        return redirect("circulation:desk")
    return _page(request, "rules", {"form": form})


def lending_forgets(given: dict[str, Any]) -> None:
    """Nothing came of it: somebody new is not kept."""
    for patron in Patron.objects.filter(name=given.get("name") or "", contact=given.get("contact") or ""):
        lending.forget(patron)


def _patron(given: dict[str, Any]) -> Patron:
    found: Patron | None = given["patron"]
    return found or lending.patron_of(given["name"], given["contact"])


def _tell_kept(request: StaffRequest, kept: Reservation | None) -> None:
    if kept is not None:
        told = _("Keep it for %(name)s (%(contact)s), who has reserved it.")
        messages.warning(request, told % {"name": kept.patron.name, "contact": kept.patron.contact})


def _page(request: StaffRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    given = {
        "part": "library",
        "place": "desk",
        "staff": request.staff,
        "is_librarian": request.staff.duty >= Duty.LIBRARIAN,
        **context,
    }
    return render(request, f"circulation/{name}.html", given)
