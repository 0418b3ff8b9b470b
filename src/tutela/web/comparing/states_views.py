"""The table of many States by measure: as a page, and to save."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.evidence.finding import STATUSES as FOUND
from tutela.report.csv_report import inert
from tutela.web.assessments.status import MEANINGS, NOT_ASSESSED, STATUSES
from tutela.web.comparing.states import PER_PAGE, findings_of, table
from tutela.web.comparing.states_form import StatesForm
from tutela.web.comparing.states_html import CODES, states_html
from tutela.web.comparing.visible import visible_to
from tutela.web.site.register import the_register
from tutela.web.site.templatetags.register import current_words


def _form(request: HttpRequest) -> StatesForm:
    return StatesForm(request.GET, list(visible_to(request.user)))


@login_required
@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """The table, with summaries by State and by measure."""
    form = _form(request)
    context: dict[str, Any] = {
        "part": "compare",
        "form": form,
        "legend": [(status, CODES[status], MEANINGS[status]) for status in STATUSES],
        "found": FOUND,
    }
    if not form.is_valid():
        return render(request, "comparing/states.html", context, status=400)
    page = Paginator(form.assessments(), PER_PAGE).get_page(request.GET.get("page"))
    shown = table(list(page), form.measures())
    query = request.GET.copy()
    query.pop("page", None)
    context |= {
        "page": page,
        "query": query.urlencode(),
        "table": shown,
        "html": states_html(shown) if shown.rows and shown.columns else "",
        "by_state": [(row, [row.counts.get(status, 0) for status in STATUSES]) for row in shown.rows],
        "by_measure": [(column, [column.counts.get(status, 0) for status in STATUSES]) for column in shown.columns],
        "statuses": STATUSES,
    }
    return render(request, "comparing/states.html", context)


@login_required
@require_safe
def states_csv(request: HttpRequest) -> HttpResponse:
    """The table for a spreadsheet: a row for each assessment, a column for each measure; all pages of it."""
    form = _form(request)
    if not form.is_valid():
        return HttpResponse(status=400)
    words = current_words()
    shown = table(form.assessments(), form.measures())
    sheet = io.StringIO(newline="")
    sheet.write("\ufeff")  # without it Excel takes UTF-8 for the code page of the machine
    writer = csv.writer(sheet)
    labels = [str(form.fields[name].label) for name in ("period", "source", "workspace")]
    writer.writerow([words["column.state"], *labels, *(column.measure.id for column in shown.columns)])
    names = {status: words[f"status.{status}"] for status in STATUSES}
    for row in shown.rows:
        one = row.assessment
        cells = [one.state, one.period, one.get_source_display(), one.workspace.name]
        writer.writerow([*map(inert, cells), *(names[status] for status in row.statuses)])
    return _file(HttpResponse(sheet.getvalue(), content_type="text/csv; charset=utf-8"), "csv")


@login_required
@require_safe
def states_json(request: HttpRequest) -> HttpResponse:
    """The table for programs, with the machine's and people's statuses apart; all pages of it."""
    form = _form(request)
    if not form.is_valid():
        return HttpResponse(status=400)
    assessments, measures = form.assessments(), form.measures()
    language = get_language() or "en"
    known: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for pk, measure, machine, people in findings_of(assessments).values_list(
        "assessment_id", "measure", "machine", "people"
    ):
        known[pk][measure] = (machine, people)
    rows = []
    for one in assessments:
        said = {measure.id: known[one.pk].get(measure.id, (NOT_ASSESSED, "")) for measure in measures}
        rows.append(
            {
                "assessment": one.pk,
                "state": one.state,
                "period": one.period,
                "source": one.source,
                "workspace": one.workspace.slug,
                "assessed": one.assessed.isoformat() if one.assessed else None,
                "measures": {
                    id: {"status": people or machine, "machine": machine, "people": people or None}
                    for id, (machine, people) in said.items()
                },
            }
        )
    titles = {measure.id: {"section": measure.section, "title": measure.title[language]} for measure in measures}
    content = {"register": the_register().digest, "measures": titles, "states": rows}
    return _file(JsonResponse(content, json_dumps_params={"ensure_ascii": False}), "json")


def _file(response: HttpResponse, ending: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="tutela-states.{ending}"'
    return response
