"""The record of all decisions in an assessment: who, when, what, why, and what it followed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.report.csv_report import inert
from tutela.report.quotation import legible
from tutela.web.assessments.models import Answer, Assessment, Judgement
from tutela.web.site.register import the_register


def judgements(
    assessment: Assessment, chosen: Mapping[str, Any], viewer: int, *, independent: bool = False
) -> QuerySet[Judgement]:
    """All judgements of an assessment, latest first, each with ``followed``: the reviewer's answer before it, or None.

    ``chosen`` is what ``HistoryForm`` holds. With ``independent``, what others said of passages on which the viewer has
    not decided is left out.
    """
    earlier = Judgement.objects.filter(
        assessment=assessment,
        measure=OuterRef("measure"),
        passage=OuterRef("passage"),
        reviewer=OuterRef("reviewer"),
        pk__lt=OuterRef("pk"),
    ).order_by("-pk")
    found = Judgement.objects.filter(assessment=assessment, **_limits(chosen))
    if independent:
        found = found.filter(Q(reviewer=viewer) | Exists(_own(assessment, viewer)))
    return (
        found.annotate(followed=Subquery(earlier.values("answer")[:1]))
        .select_related("reviewer", "passage", "passage__document")
        .defer("passage__stems", "passage__text")
    )


def _own(assessment: Assessment, viewer: int) -> QuerySet[Judgement]:
    """The viewer's own decisions on the measure and passage of an outer query."""
    mine = Judgement.objects.filter(assessment=assessment, reviewer=viewer, is_current=True)
    return mine.filter(measure=OuterRef("measure"), passage=OuterRef("passage")).exclude(answer=Answer.WITHDRAWN)


def _limits(chosen: Mapping[str, Any]) -> dict[str, Any]:
    limits = {name: chosen[name] for name in ("reviewer", "measure", "answer") if chosen.get(name)}
    if since := chosen.get("since"):
        limits["at__gte"] = timezone.make_aware(datetime.combine(since, time.min))
    if until := chosen.get("until"):
        limits["at__lt"] = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    return limits


def csv_text(found: Iterable[Judgement]) -> str:
    """Judgements as a table for spreadsheets, with headings in the language of the page.

    RFC 4180, with a byte order mark for Excel; an apostrophe stands before what a spreadsheet would run as a formula.
    """
    language = get_language() or "en"
    titles = {measure.id: measure.title[language] for measure in the_register().measures}
    table = io.StringIO(newline="")
    table.write("\ufeff")
    writer = csv.writer(table)
    writer.writerow(
        [
            _("Date (UTC)"), _("Reviewer"), _("Decision"), _("Before that"), _("Holds"), _("Measure"),
            _("Title of the measure"), _("Document"), _("Place in the document"), _("Page"), _("Passage number"),
            _("Note"),
        ]
    )  # fmt: skip
    names = dict(Answer.choices)
    for judgement in found:
        passage = judgement.passage
        followed = getattr(judgement, "followed", None)
        row: list[str | int] = [
            judgement.at.astimezone(UTC).isoformat(timespec="seconds"),
            judgement.reviewer.name,
            judgement.get_answer_display(),
            str(names[Answer(followed)]) if followed else "",
            _("yes") if judgement.is_current else _("no"),
            judgement.measure,
            titles.get(judgement.measure, ""),
            str(passage.document),
            passage.label,
            passage.page if passage.page is not None else "",
            passage.number,
            judgement.note,
        ]
        writer.writerow([inert(legible(cell) if isinstance(cell, str) else cell) for cell in row])
    return table.getvalue()
