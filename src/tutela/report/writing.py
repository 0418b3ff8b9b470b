"""Puts reports on disk: each whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tutela.errors import ReportError
from tutela.evidence.finding import Assessment
from tutela.report.quotation import legible
from tutela.report.words import words

FORMATS = ("html", "docx", "xlsx", "csv", "json")


def write_reports(assessment: Assessment, language: str, folder: Path, formats: Iterable[str]) -> list[Path]:
    """Write ``tutela-report.html`` and its like into a folder, which is made where it is missing.

    ``formats`` are among FORMATS, each written once, in the order given; a report of an earlier run is
    replaced. Raises ReportError, in ``language``, where the folder or a file cannot be written; reports
    written before that stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error, language) from error
    written = []
    for format in dict.fromkeys(formats):
        path = folder / f"tutela-report.{format}"
        content = render(assessment, language, format)
        try:
            _replace(path, content)
        except OSError as error:
            raise _not_written(path, error, language) from error
        written.append(path)
    return written


def render(assessment: Assessment, language: str, format: str) -> bytes:
    """A report as the bytes of its file; ``format`` is among FORMATS (ReportError, in ``language``, for any other)."""
    # Each format brings libraries that take long to import (python-docx alone a tenth of a second), so each
    # is imported only for those who ask for it.
    match format:
        case "html":
            from tutela.report.html import to_html

            return to_html(assessment, language).encode("utf-8", "replace")
        case "docx":
            from tutela.report.docx_report import to_docx

            return to_docx(assessment, language)
        case "xlsx":
            from tutela.report.xlsx_report import to_xlsx

            return to_xlsx(assessment, language)
        case "csv":
            from tutela.report.csv_report import csv_text

            return csv_text(assessment, language).encode()
        case "json":
            from tutela.report.json_report import json_text, to_json

            return json_text(to_json(assessment, language)).encode()
        case _:
            said = words(language)
            raise ReportError(
                said.fill("writing.unknown-format", format=format),
                said.fill("writing.choose-format", formats=", ".join(FORMATS)),
            )


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then rename, so that no one ever sees half a report."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


_NEXT_STEPS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "no-right",
    errno.EPERM: "no-right",
    errno.EROFS: "read-only",
    errno.EEXIST: "file-in-the-way",
    errno.ENOTDIR: "file-in-the-way",
    errno.EISDIR: "folder-in-the-way",
    errno.ENAMETOOLONG: "path-too-long",
    errno.EBUSY: "open-elsewhere",
    errno.ETXTBSY: "open-elsewhere",
}


def _not_written(path: Path, error: OSError, language: str) -> ReportError:
    said = words(language)
    what = said.fill("writing.failed", path=legible(str(path)), detail=error.strerror or error)
    return ReportError(what, said[f"writing.{_NEXT_STEPS.get(error.errno or 0, 'other')}"])
