"""Pages of reports: to save them, to publish them, to withdraw what was published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.report.writing import render as render_report
from tutela.web.assessments.models import Answer, Assessment, Judgement
from tutela.web.audit.log import record
from tutela.web.documents.models import DocumentState
from tutela.web.publishing.downloads import FORMATS, file_name
from tutela.web.publishing.forms import PublishForm
from tutela.web.publishing.models import Publication
from tutela.web.publishing.publication import publish as publish_now
from tutela.web.publishing.publication import withdraw as withdraw_now
from tutela.web.publishing.rebuilding import domain_assessment
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.models import Role

LANGUAGES = dict(settings.LANGUAGES)


def _page(
    request: MemberRequest, template: str, assessment: Assessment, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    given = {
        "part": "assess",
        "tab": "assessments",
        "workspace": request.workspace,
        "assessment": assessment,
        "is_owner": request.membership.role >= Role.OWNER,
        **context,
    }
    return render(request, template, given, status=status)


def _assessment(request: MemberRequest, pk: int) -> Assessment:
    assessment = get_object_or_404(Assessment, workspace=request.workspace, pk=pk)
    assessment.workspace = request.workspace
    return assessment


def _to_reports(assessment: Assessment) -> HttpResponseRedirect:
    return redirect("publishing:reports", slug=assessment.workspace.slug, pk=assessment.pk)


@member()
@require_safe
def reports(request: MemberRequest, pk: int) -> HttpResponse:
    """The formats in which a report can be saved, and what is published."""
    assessment = _assessment(request, pk)
    published = Publication.objects.filter(assessment=assessment).select_related("made_by").defer("pages")
    pages = [
        (one, request.build_absolute_uri(reverse("published:page", kwargs={"slug": one.slug}))) for one in published
    ]
    left_out = {name: "no" for name in ("names", "notes") if request.GET.get(name) == "no"}
    return _page(
        request,
        "publishing/reports.html",
        assessment,
        {
            "formats": FORMATS.values(),
            "report_languages": LANGUAGES.items(),
            "has_decisions": _decisions(assessment).exists(),
            "left_out": left_out,
            "query": "".join(f"&{name}={value}" for name, value in left_out.items()),
            "published": [(one, address) for one, address in pages if one.withdrawn is None],
            "withdrawn": [one for one, _address in pages if one.withdrawn is not None],
        },
    )


def _decisions(assessment: Assessment) -> Any:
    return Judgement.objects.filter(assessment=assessment, is_current=True).exclude(answer=Answer.WITHDRAWN)


@member()
@require_safe
def report(request: MemberRequest, pk: int, format: str) -> HttpResponse:
    """The report as a file to save. ``language`` is the page's unless the address asks for another one."""
    assessment = _assessment(request, pk)
    language = request.GET.get("language") or get_language() or "en"
    if format not in FORMATS or language not in LANGUAGES:
        raise Http404
    if not assessment.is_complete:
        messages.error(request, _("A report can be made once a run is complete."))
        return _to_reports(assessment)
    asked = FORMATS[format]
    shows = {f"with_{name}": request.GET.get(name) != "no" for name in ("names", "notes")}
    content = render_report(domain_assessment(assessment, **shows), language, format)
    record(
        "report.downloaded",
        user=request.user,
        workspace=request.workspace,
        subject=f"{assessment} – {asked.code}, {language}",
    )
    name = file_name(assessment, asked, language)
    return HttpResponse(
        content, content_type=asked.content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@member(Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """What becomes public, and the choice to publish it."""
    assessment = _assessment(request, pk)
    if not assessment.is_complete:
        messages.error(request, _("A report can be published once a run is complete."))
        return _to_reports(assessment)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        publish_now(
            assessment, request.user, with_names=form.cleaned_data["names"], with_notes=form.cleaned_data["notes"]
        )
        messages.success(request, _("The report is published. Its address is below: whoever has it can read the page."))
        return _to_reports(assessment)
    decisions = _decisions(assessment)
    documents = [row.document for row in assessment.assessed_documents.select_related("document")]
    context = {
        "form": form,
        "documents": [one for one in documents if one.state == DocumentState.READ],
        "set_aside": [one for one in documents if one.state == DocumentState.SET_ASIDE],
        "decisions": decisions.count(),
        "notes": decisions.exclude(note="").count(),
        "reviewers": sorted(set(decisions.order_by().values_list("reviewer__name", flat=True))),
    }
    status = 400 if form.is_bound else 200
    return _page(request, "publishing/publish.html", assessment, context, status)


@member(Role.OWNER)
@require_POST
def withdraw(request: MemberRequest, pk: int, publication: int) -> HttpResponse:
    """Withdraw a published page."""
    assessment = _assessment(request, pk)
    published = get_object_or_404(Publication.objects.defer("pages"), assessment=assessment, pk=publication)
    published.assessment = assessment
    if withdraw_now(published, request.user):
        messages.success(request, _("The page is withdrawn. Nobody can read it under its address any more."))
    return _to_reports(assessment)
