"""Pages that compare two assessments: choosing them, all measures side by side, one measure with its passages."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.evidence.match import GRADES
from tutela.report.csv_report import inert
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.status import NOT_ASSESSED
from tutela.web.comparing.difference import CHANGES, Difference, Line, difference, standing
from tutela.web.comparing.passages import SHOWN, passages
from tutela.web.comparing.visible import both, by_workspace, suggested, visible_to
from tutela.web.site.register import measure_or_404, the_register
from tutela.web.site.templatetags.register import current_words


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"part": "compare", **context}, status=status)


@login_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The assessments that can be compared."""
    return _choose(request)


def _choose(request: HttpRequest, error: str = "") -> HttpResponse:
    groups = by_workspace(visible_to(request.user))
    context = {
        "groups": groups,
        "count": sum(len(rows) for _workspace, rows in groups),
        "suggested": suggested(groups),
        "chosen": {name: request.GET.get(name, "") for name in ("a", "b")},
        "error": error,
    }
    return _page(request, "comparing/choose.html", context, 400 if error else 200)


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two assessments side by side."""
    if not request.GET.get("a") or not request.GET.get("b"):
        return redirect("comparing:choose")
    a, b = both(request.user, request.GET)
    if a == b:
        return _choose(request, _("Choose two different assessments."))
    section, only_changed = request.GET.get("section", ""), request.GET.get("only") == "changed"
    sections = the_register().sections
    if section not in {"", *(one.id for one in sections)}:
        raise Http404
    found = difference(a, b)
    context = {
        **_both(found.a, found.b),
        "difference": found,
        "counts": [(name, CHANGES[name], count) for name, count in found.counts.items()],
        "parts": found.parts(section=section, only_changed=only_changed),
        "sections": sections,
        "section": section,
        "only_changed": only_changed,
    }
    return _page(request, "comparing/compare.html", context)


def _both(a: Assessment, b: Assessment) -> dict[str, Any]:
    """What all pages say of the two, and the part of an address that names them."""
    return {"a": a, "b": b, "pair": urlencode({"a": a.pk, "b": b.pk}), "turned": urlencode({"a": b.pk, "b": a.pk})}


@login_required
@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """The passages of one measure: in one assessment alone, in both."""
    asked = measure_or_404(measure)
    a, b = both(request.user, request.GET)
    if a == b:
        raise Http404
    rows = {row.assessment_id: row for row in Finding.objects.filter(assessment__in=(a, b), measure=asked.id)}
    findings = [rows.get(one.pk) or Finding(assessment=one, measure=asked.id, machine=NOT_ASSESSED) for one in (a, b)]
    found = passages(a, b, asked.id)
    line = Line(asked, *findings)
    lists = [
        {"name": name, "assessment": one, "other": other, "all": all, "cited": all[:SHOWN], "more": len(all[SHOWN:])}
        for name, one, other, all in (
            ("a", a, b, found.only_a),
            ("b", b, a, found.only_b),
            ("both", a, b, found.shared),
        )
    ]
    sides = [("A", a, line.a), ("B", b, line.b)]
    context = {**_both(a, b), "measure": asked, "line": line, "sides": sides, "lists": lists}
    return _page(request, "comparing/measure.html", context)


@login_required
@require_safe
def compare_csv(request: HttpRequest) -> HttpResponse:
    """All measures of both, in the language of the page, for a spreadsheet."""
    a, b = both(request.user, request.GET)
    if a == b:
        raise Http404
    response = HttpResponse(_table(difference(a, b)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tutela-comparison-{a.pk}-{b.pk}.csv"'
    return response


def _table(found: Difference) -> str:
    """The comparison as CSV (RFC 4180), with a byte order mark, without which Excel takes it for something else."""
    words, language = current_words(), get_language() or "en"
    table = io.StringIO(newline="")
    table.write("\ufeff")
    writer = csv.writer(table)
    head = [words[f"column.{key}"] for key in ("section", "section-heading", "measure", "measure-title")]
    head.append(_("How B stands to A"))
    for letter, assessment in (("A", found.a), ("B", found.b)):
        head += [f"{letter}: {assessment}, {text}" for text in (words["column.status"], words["column.machine"])]
        head += [f"{letter}: {words[f'where.{grade}']}" for grade in GRADES]
    writer.writerow([inert(cell) for cell in head])
    headings = {section.id: section.heading[language] for section in the_register().sections}
    for line in found.lines:
        measure = line.measure
        cells: list[str | int] = [measure.section, headings[measure.section], measure.id, measure.title[language]]
        cells.append(str(CHANGES[line.change]))
        for finding in (line.a, line.b):
            cells += [words[f"status.{finding.status}"], words[f"status.{finding.machine}"]]
            cells += standing(finding).values()
        writer.writerow([inert(cell) for cell in cells])
    return table.getvalue()
