"""The pages that look back on decisions: how far two reviewers agree, and who decided what, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.typesetting import typeset
from tutela.web.assessments.models import Answer, Assessment
from tutela.web.review.agreement import ANSWERS, Agreement
from tutela.web.review.forms import HistoryForm, PairForm
from tutela.web.review.history import csv_text, judgements
from tutela.web.review.page import is_independent
from tutela.web.review.pairs import Answers, Difference, judgements_of, people_of
from tutela.web.review.views import assessment_or_404, context_of
from tutela.web.site.register import the_register
from tutela.web.site.templatetags.register import current_words
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.models import Role

ROWS = 50
"""Rows of a list on one page."""


@require_safe
@member(Role.READER)
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    """How far two reviewers agree, and where they differ."""
    assessment = assessment_or_404(request, pk)
    answers = Answers(assessment)
    names = {person.pk: person.name for person in people_of(assessment) if person.pk in answers.reviewers}
    usual = answers.most_in_common()
    given = request.GET if "first" in request.GET or "second" in request.GET else None
    form = PairForm(given, people=names.items(), initial=dict(zip(("first", "second"), usual or (), strict=False)))
    pair = usual
    if form.is_bound:
        pair = (form.cleaned_data["first"], form.cleaned_data["second"]) if form.is_valid() else None
    context = context_of(request, assessment, form=form, names=names, has_two=usual is not None)
    if pair is not None:
        found = answers.agreement(*pair)
        is_hidden = bool(context["independent"]) and request.user.pk not in pair
        different = answers.differences(*pair)
        differences = Paginator(different, ROWS).get_page(request.GET.get("page"))
        context |= {
            "first": names[pair[0]],
            "second": names[pair[1]],
            "pair": pair,
            "found": found,
            "table": _table(found),
            "page": differences,
            "differences": [] if is_hidden else _told(list(differences)),
            "is_hidden": is_hidden,
            "percent": _percent(found.observed),
            "expected_percent": _percent(found.expected),
            "query": urlencode({"first": pair[0], "second": pair[1]}),
        }
    return render(request, "review/agreement.html", context)


def _percent(share: float | None) -> str:
    """A share as the language writes it, rounded; but 99.6 % must not read as 100 %."""
    if share is None:
        return ""
    percent = 99 if 0.99 < share < 1 else int(share * 100 + 0.5)
    return _("%(number)s%%") % {"number": current_words().number(percent)}


def _table(found: Agreement) -> dict[str, Any]:
    """The table of answers with names and sums."""
    labels = [Answer(answer).label for answer in ANSWERS]
    rows = [
        {"label": label, "cells": [(count, at == place) for place, count in enumerate(counts)], "sum": sum(counts)}
        for at, (label, counts) in enumerate(zip(labels, found.table, strict=True))
    ]
    return {"labels": labels, "rows": rows, "sums": found.seconds}


def _told(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """Differences with the measure, the passage and both judgements."""
    known = judgements_of(differences)
    measures = {measure.id: measure for measure in the_register().measures}
    return [
        {
            "measure": measures.get(one.measure),
            "id": one.measure,
            "passage": known[one.first].passage,
            "judgements": (known[one.first], known[one.second]),
        }
        for one in differences
        if one.first in known and one.second in known
    ]


@require_safe
@member(Role.READER)
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """Every decision of the assessment, latest first, with filters that stand in the address."""
    assessment = assessment_or_404(request, pk)
    form = _history_form(request, assessment)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = judgements(assessment, chosen, request.user.pk, independent=is_independent(request, assessment))
    page = Paginator(found if form.is_valid() else found.none(), ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    measures = {measure.id: measure for measure in the_register().measures}
    names = dict(Answer.choices)
    rows = [
        {
            "judgement": judgement,
            "measure": measures.get(judgement.measure),
            "followed": names.get(Answer(followed), "") if followed else "",
        }
        for judgement, followed in ((judgement, getattr(judgement, "followed", None)) for judgement in page)
    ]
    context = context_of(
        request,
        assessment,
        form=form,
        page=page,
        rows=rows,
        query=query.urlencode(),
        is_filtered=any(chosen.values()),
    )
    return render(request, "review/history.html", context)


@require_safe
@member(Role.READER)
def history_csv(request: MemberRequest, pk: int) -> HttpResponse:
    """The same decisions as a table for spreadsheets."""
    assessment = assessment_or_404(request, pk)
    form = _history_form(request, assessment)
    if not form.is_valid():
        return HttpResponse(status=400)
    found = judgements(assessment, form.cleaned_data, request.user.pk, independent=is_independent(request, assessment))
    response = HttpResponse(csv_text(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="decisions-{assessment.pk}.csv"'
    return response


def _history_form(request: MemberRequest, assessment: Assessment) -> HistoryForm:
    language = get_language() or "en"
    measures = [(measure.id, typeset(measure.title[language], language)) for measure in the_register().measures]
    people = [(person.pk, person.name) for person in people_of(assessment)]
    return HistoryForm(request.GET, people=people, measures=measures)
