"""Who works in the library, and what the library says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.library.about import About, about, say
from tutela.web.library.forms import AboutForm, AppointForm
from tutela.web.library.models import Duty, Staff
from tutela.web.library.shown import framed
from tutela.web.library.staff import StaffRequest, library_staff

_LARGEST = 2**63 - 1
_ADDRESSES = (("OAI-PMH", "oai"), ("SRU 1.2", "sru-1.2"), ("SRU 2.0", "sru-2.0"), ("unAPI", "unapi"))


@require_safe
@library_staff(Duty.LIBRARIAN)
def staff(request: StaffRequest) -> HttpResponse:
    """The staff, a form to appoint, and the settings of the library."""
    return _page(request)


def _page(request: StaffRequest, **forms: Any) -> HttpResponse:
    everybody = list(Staff.objects.select_related("user").order_by("-duty", "user__name", "pk"))
    librarians = sum(one.duty == Duty.LIBRARIAN for one in everybody)
    context = {
        "everybody": everybody,
        "is_only_librarian": librarians == 1,
        "appointing": AppointForm(),
        "about": AboutForm(initial=about()._asdict(), auto_id="about-%s"),
        "addresses": [(name, request.build_absolute_uri(reverse(f"exchange:{view}"))) for name, view in _ADDRESSES],
        "place": "desk",
        **forms,
    }
    return render(request, "library/staff.html", framed(request, **context))


@require_POST
@library_staff(Duty.LIBRARIAN)
def appoint(request: StaffRequest) -> HttpResponse:
    """Somebody with an account becomes cataloguer or librarian, or changes from one to the other."""
    form = AppointForm(request.POST)
    if not form.is_valid():
        return _page(request, appointing=form)
    duty = form.cleaned_data["duty"]
    user = User.objects.filter(email=form.cleaned_data["email"].strip().lower(), is_active=True).first()
    if user is None:
        form.add_error("email", _("There is no account with this address."))
        return _page(request, appointing=form)
    with transaction.atomic():
        others = _other_librarians(user)
        if duty < Duty.LIBRARIAN and not others:
            form.add_error("duty", _("There must be a librarian. Appoint another one first."))
            return _page(request, appointing=form)
        Staff.objects.update_or_create(user=user, defaults={"duty": duty})
        record("library.appointed", user=request.user, about=user, subject=duty.name.lower())
    messages.success(request, _("%(name)s is now: %(duty)s.") % {"name": user.name, "duty": duty.label})
    return redirect("library:staff" if staff_may_stay(request, user, duty) else "library:home")


def staff_may_stay(request: StaffRequest, user: User, duty: Duty) -> bool:
    """Whether the page of the staff is still open to who asked."""
    return user.pk != request.user.pk or duty >= Duty.LIBRARIAN


@require_POST
@library_staff(Duty.LIBRARIAN)
def dismiss(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody no longer works in the library; what was catalogued stays."""
    with transaction.atomic():
        found = Staff.objects.select_related("user").filter(pk=min(pk, _LARGEST)).first()
        if found is None:
            raise Http404
        if found.duty == Duty.LIBRARIAN and not _other_librarians(found.user):
            messages.error(request, _("There must be a librarian. Appoint another one first."))
            return redirect("library:staff")
        found.delete()
        record("library.dismissed", user=request.user, about=found.user, subject=Duty(found.duty).name.lower())
    messages.success(request, _("%(name)s no longer works in the library.") % {"name": found.user.name})
    return redirect("library:home" if found.user_id == request.user.pk else "library:staff")


def _other_librarians(user: User) -> bool:
    """Whether there is a librarian besides this person; the rows stay locked until the transaction ends."""
    librarians = Staff.objects.select_for_update().filter(duty=Duty.LIBRARIAN).order_by("pk")
    return any(one.user_id != user.pk for one in librarians)


@require_POST
@library_staff(Duty.LIBRARIAN)
def about_library(request: StaffRequest) -> HttpResponse:
    """The library's name and addresses."""
    form = AboutForm(request.POST, auto_id="about-%s")
    if not form.is_valid():
        return _page(request, about=form)
    with transaction.atomic():
        say(About(*(form.cleaned_data[name] for name in About._fields)))
        record("library.settings-changed", user=request.user)
    messages.success(request, _("The settings of the library are kept."))
    return redirect("library:staff")
