"""The page on which a text is checked. Nothing of it is kept, neither here nor on the way."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tutela.web.documents.intake import clean_name
from tutela.web.terminology import asking
from tutela.web.terminology.asking import RefusedError
from tutela.web.terminology.examining import Asked
from tutela.web.terminology.forms import LONGEST_TEXT, CheckForm
from tutela.web.terminology.marking import marked
from tutela.web.terminology.upload_in_memory import InMemory

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@csrf_exempt  # _answer asks for the token: what takes the file has to be set before anything looks at the form
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("text")
def check(request: HttpRequest) -> HttpResponseBase:
    """The form, and what was found in the text that was sent with it."""
    request.upload_handlers = [InMemory(request)]
    try:
        response = _answer(request)
    except RequestDataTooBig:
        told = _("The text is much longer than the %(limit)s characters that are checked at a time. Check it in parts.")
        response = _form(request, CheckForm(initial=_initial()), [told % {"limit": f"{LONGEST_TEXT:,}"}], status=413)
    response["Cache-Control"] = "no-store"
    return response


@csrf_protect
def _answer(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _form(request, CheckForm(initial=_initial()))
    handler = request.upload_handlers[0]
    request.POST  # noqa: B018  # reads what was sent, and so lets the handler know
    form = CheckForm(request.POST, request.FILES, too_large=getattr(handler, "too_large", False))
    if not form.is_valid():
        return _form(request, form)
    try:
        if request.POST.get("result") == "docx":
            return _document(form.cleaned_data)
        return _result(request, form)
    except RefusedError as refused:
        return _form(request, form, refused.messages)


def _initial() -> dict[str, str]:
    return {"language": get_language() or "en"}


def _form(request: HttpRequest, form: CheckForm, refused: list[str] | None = None, status: int = 200) -> HttpResponse:
    context = {"part": "terms", "here": "check", "form": form, "refused": refused or []}
    return render(request, "terminology/check.html", context, status=status)


def _asked(given: dict[str, Any]) -> Asked:
    name = clean_name(given["file"].name or "") if given["file"] else _("Text")
    return Asked(name, given["text"], language=given["language"], exceptions=given["exceptions"])


def _result(request: HttpRequest, form: CheckForm) -> HttpResponse:
    given = form.cleaned_data
    asked = _asked(given)
    result = asking.check_file(asked, given["file"]) if given["file"] else asking.check_terms(asked)
    language = get_language() or "en"
    context = {
        "part": "terms",
        "here": "check",
        "form": form,
        "name": asked.name if given["file"] else "",
        "exceptions": asked.exceptions,
        "result": result,
        "marked": marked(result, language),
        "unshown": max(0, result.avoid + result.care + result.left_alone * asked.exceptions - len(result.findings)),
        "notices": [(told.what(language), told.next_step(language)) for told in result.notices],
    }
    return render(request, "terminology/result.html", context)


def _document(given: dict[str, Any]) -> HttpResponseBase:
    asked = _asked(given)
    data = asking.comment_file(asked, given["file"]) if given["file"] else asking.comment_text(asked)
    name = _("%(name)s (with comments).docx") % {"name": PurePath(asked.name).stem}
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=DOCX)
