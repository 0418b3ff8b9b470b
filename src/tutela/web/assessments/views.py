"""Pages of assessments: the list, a new one, its overview, its documents, its runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, F, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.evidence.finding import STATUSES as FOUND
from tutela.web.assessments import running
from tutela.web.assessments.forms import AssessmentForm, DocumentsForm, StartForm
from tutela.web.assessments.models import Assessment, Finding, Judgement
from tutela.web.assessments.opening import Received, open_assessment, receive_all
from tutela.web.assessments.overview import overview as overview_of
from tutela.web.assessments.planning import choose_documents, documents_of_next_run, newest_versions
from tutela.web.assessments.progress import standing_of
from tutela.web.assessments.reading import readings
from tutela.web.assessments.selection import SelectionForm
from tutela.web.assessments.status import MEANINGS
from tutela.web.documents.models import Document
from tutela.web.documents.upload_guard import too_large
from tutela.web.documents.uploading import ask_to_read
from tutela.web.jobs.models import Job
from tutela.web.jobs.queue import OPEN
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.models import Role


def _page(request: MemberRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    membership = request.membership
    given = {
        "part": "assess",
        "tab": "assessments",
        "workspace": request.workspace,
        "may_review": membership.role >= Role.REVIEWER,
        "is_owner": membership.role >= Role.OWNER,
        **context,
    }
    return render(request, template, given, status=status)


def _assessment(request: MemberRequest, pk: int) -> Assessment:
    assessment = get_object_or_404(Assessment, workspace=request.workspace, pk=pk)
    assessment.workspace = request.workspace
    return assessment


def _to(assessment: Assessment) -> HttpResponseRedirect:
    return redirect("assessments:overview", slug=assessment.workspace.slug, pk=assessment.pk)


# --- the list, and a new one ----------------------------------------------------------------------------------------


@require_safe
@member()
def list_assessments(request: MemberRequest) -> HttpResponse:
    """The assessments of a workspace, with what each one found. Three queries of its own."""
    assessments = Assessment.objects.filter(workspace=request.workspace).annotate(documents_n=Count("documents"))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    statuses = (
        Finding.objects.filter(assessment__workspace=request.workspace)
        .values("assessment", status=Coalesce(NullIf(F("people"), Value("")), F("machine")))
        .annotate(n=Count("pk"))
    )
    for row in statuses:
        counts[row["assessment"]][row["status"]] = row["n"]
    at_work = set(
        Job.objects.filter(workspace=request.workspace, kind=running.KIND, state__in=OPEN).values_list(
            "subject", flat=True
        )
    )
    rows = [
        {
            "assessment": assessment,
            "counts": [(status, counts[assessment.pk].get(status, 0)) for status in FOUND],
            "is_at_work": assessment.pk in at_work,
        }
        for assessment in assessments
    ]
    return _page(request, "assessments/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.REVIEWER)
def new(request: MemberRequest) -> HttpResponse:
    """Open an assessment of documents that are there or come with the form, and start it."""
    form = AssessmentForm(request.workspace, *_given(request))
    if request.method == "POST" and form.is_valid():
        received = _receive(request, form)
        documents = [*form.chosen_documents, *received.documents]
        if documents:
            given = {name: form.cleaned_data[name] for name in ("state", "period", "source", "key")}
            assessment, _is_new = open_assessment(request.workspace, request.user, documents, **given)
            running.start(assessment, request.user, 1)
            _ask_to_read(received.documents, request)
            return _to(assessment)
        form.add_error("uploads", _("None of these files can be taken, so that there is nothing to assess yet."))
    return _page(request, "assessments/new.html", {"form": form}, 400 if form.errors else 200)


def _given(request: MemberRequest) -> tuple[Any, Any]:
    """What a form was sent with; an empty one that was sent is not one that is shown for the first time."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _receive(request: MemberRequest, form: DocumentsForm) -> Received:
    """Keep the files of a form, and say of those that are not taken why."""
    received = receive_all(request.workspace, request.user, form.cleaned_data["uploads"], too_large(request))
    language = get_language() or "en"
    for name, notice in received.refused:
        said = f"{notice.what(language)} {notice.next_step(language)}".strip()
        messages.warning(request, _("“%(name)s” was not taken. %(why)s") % {"name": name, "why": said})
    return received


def _ask_to_read(documents: Iterable[Document], request: MemberRequest) -> None:
    # After the run was asked for: it reads what waits itself, and shows the first results the sooner.
    for document in documents:
        ask_to_read(document, request.user)


# --- one assessment -------------------------------------------------------------------------------------------------


@require_safe
@member()
def overview(request: MemberRequest, pk: int) -> HttpResponse:
    """The map of measures, the counts, the documents, and the way to everything else."""
    assessment = _assessment(request, pk)
    form = SelectionForm(request.GET)
    selection = form.selection
    as_table = request.GET.get("view") == "table"
    findings = list(assessment.findings.all())
    rows = assessment.assessed_documents.select_related("document", "document__replaced_by")
    documents = readings(rows)
    planned = list(assessment.planned_documents.values_list("document", flat=True))
    context = {
        "assessment": assessment,
        "page": overview_of(assessment, findings, selection),
        "standing": standing_of(assessment),
        "documents": documents,
        "set_aside": [one for one in documents if one.is_set_aside],
        "outdated": [one for one in documents if one.newest],
        "searched": sum(one.row.searched for one in documents),
        "found": sum(finding.evidence for finding in findings),
        "is_changed": bool(planned) and set(planned) != {one.document.pk for one in documents},
        "form": form,
        "selection": selection,
        "as_table": as_table,
        "other_view": f"?{urlencode({**asdict(selection), 'view': '' if as_table else 'table'})}",
        "meanings": MEANINGS,
        "next_run": assessment.run + 1,
    }
    return _page(request, "assessments/overview.html", context)


@require_safe
@member()
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """How the run stands, as a piece of the overview; asked for again and again while it is under way."""
    assessment = _assessment(request, pk)
    found = assessment.findings.aggregate(n=Sum("evidence"))["n"] or 0
    context = {"assessment": assessment, "standing": standing_of(assessment), "found": found}
    return _page(request, "assessments/_progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.REVIEWER)
def documents(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the documents of the next run; and start it, where that is asked."""
    assessment = _assessment(request, pk)
    if standing_of(assessment).is_open:
        messages.warning(request, _("A run is under way. Its documents can be changed when it is over, or cancelled."))
        return _to(assessment)
    there = [row.document for row in documents_of_next_run(assessment).select_related("document__replaced_by")]
    chosen = {document.pk for document in there}
    form = DocumentsForm(request.workspace, *_given(request), chosen=chosen)
    if request.method == "POST" and form.is_valid():
        received = _receive(request, form)
        wanted = _in_order(there, [*form.chosen_documents, *received.documents])
        if wanted:
            choose_documents(assessment, wanted)
            if "run" in request.POST:
                running.start(assessment, request.user, assessment.run + 1)
            else:
                messages.success(request, _("The documents were changed. The next run will search them."))
            _ask_to_read(received.documents, request)
            return _to(assessment)
        form.add_error("uploads", _("None of these files can be taken, so that there is nothing to assess yet."))
    context = {
        "assessment": assessment,
        "form": form,
        "newest": [one for one in newest_versions(request.workspace, there).values() if one.pk not in chosen],
    }
    return _page(request, "assessments/documents.html", context, 400 if form.errors else 200)


def _in_order(there: Iterable[Document], wanted: Iterable[Document]) -> list[Document]:
    """The documents that are wanted: those that were there in the order in which they were, then the others."""
    chosen = {document.pk: document for document in wanted}
    kept = [chosen.pop(document.pk) for document in there if document.pk in chosen]
    return [*kept, *chosen.values()]


@require_POST
@member(Role.REVIEWER)
def start(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for the run whose number the form carries: once, however often it is sent."""
    assessment = _assessment(request, pk)
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The run could not be started. Try again from this page."))
    elif not documents_of_next_run(assessment).exists():
        messages.error(request, _("There is nothing to assess yet: choose the documents first."))
    else:
        given = form.cleaned_data
        job, is_new = running.start(assessment, request.user, given["number"], newest=given["newest"])
        if is_new:
            messages.success(
                request, _("The run has been asked for. Results are shown here as soon as there are some.")
            )
        elif job.is_open:
            messages.info(request, _("This run has been asked for already, and is under way."))
        else:
            messages.info(
                request, _("This run has been asked for before, and is over. Start a new one from this page.")
            )
    return _to(assessment)


@require_POST
@member(Role.REVIEWER)
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask that the run at hand stop."""
    assessment = _assessment(request, pk)
    if running.stop(assessment, request.user) is None:
        messages.info(request, _("No run is under way."))
    else:
        messages.success(request, _("The run is being cancelled."))
    return _to(assessment)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Role.OWNER)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete an assessment, after a page that says what goes with it."""
    assessment = _assessment(request, pk)
    if request.method == "POST":
        name = str(assessment)
        running.delete(assessment, request.user)
        messages.success(request, _("The assessment “%(name)s” was deleted.") % {"name": name})
        return redirect("assessments:list", slug=request.workspace.slug)
    context = {
        "assessment": assessment,
        "decisions": Judgement.objects.filter(assessment=assessment).count(),
        "publications": assessment.publications.filter(withdrawn=None).count(),
    }
    return _page(request, "assessments/delete.html", context)
