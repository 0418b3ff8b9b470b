"""Which records somebody is shown: readers those that are published, the library's staff all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tutela.web.library.models import CatalogueRecord, Staff, State
from tutela.web.library.staff import staff_of

P = ParamSpec("P")


class RecordRequest(HttpRequest):
    """A request for a page about a record. ``staff`` is None for readers."""

    record: CatalogueRecord
    staff: Staff | None


def shown_record(
    view: Callable[Concatenate[RecordRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For views of one record, named in the address by its ``key``.

    Drafts are not found by readers (404). A withdrawn record is said to be gone (410), with the one in its place.
    """

    @wraps(view)
    def shown(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        key = kwargs.pop("key")
        row = CatalogueRecord.objects.select_related("replaced_by").filter(key=key).first()
        if row is None:
            raise Http404
        request.staff = staff_of(request.user)
        if request.staff is None and row.state != State.PUBLISHED:
            if row.state == State.WITHDRAWN:
                return render(request, "library/withdrawn.html", {"part": "library", "record": row}, status=410)
            raise Http404
        request.record = row
        return view(request, *args, **kwargs)

    return shown  # type: ignore[return-value]


def unlisted(answer: HttpResponse) -> HttpResponse:
    """A page that search engines are asked not to list: it is somebody's own."""
    answer["X-Robots-Tag"] = "noindex"
    return answer


def framed(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """What every page of this part has; ``staff`` is looked up where the view did not."""
    staff = request.staff if hasattr(request, "staff") else staff_of(request.user)
    return {"part": "library", "staff": staff, **context}
