"""Records as files, the files that belong to records, and their covers."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.web.library import saved
from tutela.web.library.citations import page_address
from tutela.web.library.exporting import BY_CODE, Format, exported
from tutela.web.library.models import CatalogueRecord
from tutela.web.library.shown import RecordRequest, shown_record

_LARGEST = 2**63 - 1
PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
"""Kinds of pictures that a cover may be; nothing else is sent as one."""


@require_safe
@shown_record
def export(request: RecordRequest, format: str) -> HttpResponse:
    """One record in a format of ``library.exporting``."""
    return _as_file(request, _format(format), [request.record], request.record.key)


@require_safe
def export_list(request: HttpRequest, format: str) -> HttpResponse:
    """The published records whose ``keys`` stand in the address, or those saved by who has signed in."""
    given = request.GET.get("keys")
    if given is not None:
        rows = saved.records_of(saved.keys_of(given))
    elif request.user.is_authenticated:
        rows = saved.saved_records(request.user)
    else:
        rows = []
    if not rows:
        raise Http404
    answer = _as_file(request, _format(format), rows, "tutela-list")
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _format(code: str) -> Format:
    found = BY_CODE.get(code)
    if found is None:
        raise Http404
    return found


def _as_file(request: HttpRequest, format: Format, rows: list[CatalogueRecord], name: str) -> HttpResponse:
    try:
        data = exported(format, [(row, page_address(request, row)) for row in rows])
    except ValueError:
        told = _("This record is too long for the format that you asked for. Choose MARCXML instead.")
        return HttpResponse(told, status=406, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(data, content_type=format.content_type)
    # Several formats are XML: each file tells its own, so that they can lie in one folder.
    ending = f"{format.code}.xml" if format.extension == "xml" else format.extension
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@shown_record
def file(request: RecordRequest, pk: int) -> HttpResponseBase:
    """A file that belongs to the record, to be saved and never to be run here."""
    found = request.record.attachments.defer("text").filter(pk=min(pk, _LARGEST)).first()
    if found is None:
        raise Http404
    answer = FileResponse(
        _opened(found.file), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Encoding"] = "identity"  # most are compressed already: not once more on the way
    return answer


@require_safe
@shown_record
def cover(request: RecordRequest) -> HttpResponseBase:
    """The picture of the cover."""
    name = request.record.cover
    kind = PICTURES.get(PurePosixPath(name).suffix.lower())
    if not name or kind is None:
        raise Http404
    answer = FileResponse(_opened(name), content_type=kind)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _opened(name: str) -> IO[bytes]:
    try:
        return default_storage.open(name, "rb")
    except (OSError, ValueError) as error:  # gone, or a name that leads out of the folder
        raise Http404 from error
