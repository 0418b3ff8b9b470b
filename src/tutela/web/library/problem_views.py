"""Readers report what is wrong with a record; the staff answer."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tutela.web.accounts.throttle import address_of
from tutela.web.library.forms import AnswerForm, ProblemForm
from tutela.web.library.reader_models import ProblemKind, ProblemReport, ProblemState
from tutela.web.library.shown import RecordRequest, framed, shown_record, unlisted
from tutela.web.library.staff import StaffRequest, library_staff

FROM_ONE = 5
"""Reports from one network address in an hour, at most."""

OF_ALL = 200
"""Reports in a day from everybody, at most: the library must be able to read them."""

ON_A_PAGE = 50
_LARGEST = 2**63 - 1


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@shown_record
def report(request: RecordRequest) -> HttpResponse:
    """The form, and its answer: the address where the library's answer will be."""
    form = ProblemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["kind"] == ProblemKind.OTHER and not given["text"].strip():
            form.add_error("text", _("Say what the problem is."))
        elif given["website"]:
            return redirect("library:record", key=request.record.key)
        elif _is_too_much(request):
            form.add_error(None, _("Many reports have come in. Please try again in an hour."))
        else:
            made = ProblemReport.objects.create(record=request.record, kind=given["kind"], text=given["text"].strip())
            return redirect("library:reported", token=made.receipt)
    return render(request, "library/report_problem.html", framed(request, record=request.record, form=form))


def _is_too_much(request: HttpRequest) -> bool:
    """Counts this report. The network address is kept for an hour as a digest, in the memory of the process only."""
    digest = sha256(f"{settings.SECRET_KEY}{address_of(request)}".encode()).hexdigest()
    key = f"library-problem-{digest}"
    cache.add(key, 0, 3600)
    try:
        count = cache.incr(key)
    except ValueError:  # the hour ended between the two
        count = 1
    if count > FROM_ONE:
        return True
    return ProblemReport.objects.filter(created__gt=timezone.now() - timedelta(days=1)).count() >= OF_ALL


@never_cache
@require_safe
def reported(request: HttpRequest, token: str) -> HttpResponse:
    """What was reported, and what the library says to it; for whoever has the address."""
    found = ProblemReport.objects.select_related("record").filter(receipt=token.replace("\0", "")).first()
    if found is None:
        raise Http404
    context = framed(request, report=found, here=request.build_absolute_uri())
    return unlisted(render(request, "library/reported.html", context))


@require_safe
@library_staff()
def problems(request: StaffRequest) -> HttpResponse:
    """All reports, the open ones first."""
    state = request.GET.get("state", ProblemState.OPEN)
    if state not in (*ProblemState.values, "all"):
        raise Http404
    rows = ProblemReport.objects.select_related("record", "answered_by")
    page = Paginator(rows if state == "all" else rows.filter(state=state), ON_A_PAGE).get_page(request.GET.get("page"))
    states = [*ProblemState.choices, ("all", _("all"))]
    return render(
        request, "library/problems.html", framed(request, place="problems", page=page, state=state, states=states)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@library_staff()
def problem(request: StaffRequest, pk: int) -> HttpResponse:
    """One report: answer it, close it without an answer, or open it again."""
    found = ProblemReport.objects.select_related("record").filter(pk=min(pk, _LARGEST)).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        done = request.POST.get("do")
        if done not in ("answer", "close", "open"):
            raise Http404
        if done == "answer" and not form.cleaned_data["answer"].strip():
            form.add_error("answer", _("Write the answer, or close the report without one."))
        else:
            _settle(request, found, done, form.cleaned_data["answer"].strip())
            return redirect("library:problems")
    return render(request, "library/problem.html", framed(request, report=found, form=form))


def _settle(request: StaffRequest, found: ProblemReport, done: str, answer: str) -> None:
    if done == "open":
        found.state, found.answered, found.answered_by = ProblemState.OPEN, None, None
        told = _("The report is open again.")
    else:
        found.state = ProblemState.ANSWERED if done == "answer" else ProblemState.CLOSED
        found.answer = answer if done == "answer" else ""
        found.answered, found.answered_by = timezone.now(), request.user
        told = _("The report is answered.") if done == "answer" else _("The report is closed.")
    found.save()
    messages.success(request, told)
