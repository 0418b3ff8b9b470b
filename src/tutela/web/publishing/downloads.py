"""The formats of a report: what each one is good for, and the name of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tutela.web.assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is good for, and its content type. ``code`` ends the names of its files."""

    code: str
    name: str | Promise
    good_for: str | Promise
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, Format] = {
    one.code: one
    for one in (
        Format(
            "html",
            _("Web page (HTML)"),
            _("To read on a screen or a phone, to search and filter. One file that needs no connection."),
            "text/html; charset=utf-8",
        ),
        Format(
            "docx",
            _("Word document (DOCX)"),
            _(
                "For committees, for printing and for comments in the margin. "
                "At most five passages of each kind for a measure."
            ),
            f"{_OFFICE}.wordprocessingml.document",
        ),
        Format(
            "xlsx",
            _("Excel workbook (XLSX)"),
            _("To work through the measures in a spreadsheet. Every passage, with filters and with room for notes."),
            f"{_OFFICE}.spreadsheetml.sheet",
        ),
        Format(
            "csv",
            _("Plain table (CSV)"),
            _("For statistics programs and other spreadsheets. A row for each passage."),
            "text/csv; charset=utf-8",
        ),
        Format(
            "json",
            _("Data (JSON)"),
            _("For other programs, and to repeat the run. Everything, with digests and exact places."),
            "application/json",
        ),
    )
}


def file_name(assessment: Assessment, format: Format, language: str) -> str:
    """What the file is called where it is saved: ``maravel-2026-tutela-report.docx``, ``...-fr.docx`` in French."""
    stem = slugify(f"{assessment.state} {assessment.period}")[:80].strip("-") or f"assessment-{assessment.pk}"
    ending = "" if language == "en" else f"-{language}"
    return f"{stem}-tutela-report{ending}.{format.code}"
