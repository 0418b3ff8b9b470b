"""The cover and the files of a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tutela.text.notices import Notice, UnreadableError, notice
from tutela.web.audit.log import record as log
from tutela.web.cataloguing import choices, filing
from tutela.web.cataloguing.framing import framed
from tutela.web.cataloguing.pictures import LARGEST, NoPictureError
from tutela.web.cataloguing.rights import RecordRequest, may_write, staff_record
from tutela.web.documents.checking import refusals
from tutela.web.documents.upload_guard import too_large
from tutela.web.library.models import Attachment

_GREATEST = 2**63 - 1


class FileForm(forms.Form):
    """A file of the record, and the language of its text."""

    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        required=False,
        choices=lambda: [("", _("not said")), *choices.languages(choices.here())],
    )


class CoverForm(forms.Form):
    """A picture of the cover."""

    cover = forms.FileField(
        label=gettext_lazy("Picture"), widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_record()
def files(request: RecordRequest) -> HttpResponse:
    """The files and the cover; ``do`` says what is sent: "file" or "cover"."""
    row = request.record
    file_form, cover_form = FileForm(initial={"language": row.language}), CoverForm()
    problem = ""
    if request.method == "POST":
        if not may_write(request.staff, row):
            messages.error(request, _("Only a librarian can change the files of this record."))
            return redirect("cataloguing:files", key=row.key)
        if dropped := too_large(request):
            problem = _too_large(dropped[0])
        elif request.POST.get("do") == "cover":
            cover_form = CoverForm(request.POST, request.FILES)
            problem = _take_cover(request, cover_form)
        else:
            file_form = FileForm(request.POST, request.FILES)
            problem = _take_file(request, file_form)
        if not problem and file_form.errors == {} and cover_form.errors == {}:
            return redirect("cataloguing:files", key=row.key)
    attachments = [
        {"file": one, "notices": [_told(told) for told in filing.notices_of(one)], "language": _named(one.language),
         "has_text": bool(one.text)}
        for one in row.attachments.all()
    ]  # fmt: skip
    context: dict[str, Any] = {
        "attachments": attachments,
        "file_form": file_form,
        "cover_form": cover_form,
        "problem": problem,
        "limit": settings.UPLOAD_LIMIT // 1_000_000,
        "cover_limit": LARGEST // 1_000_000,
    }
    status = 422 if problem or file_form.errors or cover_form.errors else 200
    return render(request, "cataloguing/files.html", framed(request, tab="files", **context), status=status)


def _take_file(request: RecordRequest, form: FileForm) -> str:
    """Keep a file; what is wrong with it, or ""."""
    if not form.is_valid():
        return ""
    upload = form.cleaned_data["file"]
    if refused := refusals([upload])[0]:
        return _told(refused)
    try:
        attachment = filing.attach(request.record, upload, form.cleaned_data["language"])
    except UnreadableError as error:
        return _told(error.notice)
    except filing.AttachedError:
        return _("The record has this file already.")
    if attachment.text:
        messages.success(request, _("“%(name)s” was added. Its text is searched too.") % {"name": attachment.name})
    else:
        messages.warning(request, _("“%(name)s” was added, but no text was found in it.") % {"name": attachment.name})
    return ""


def _take_cover(request: RecordRequest, form: CoverForm) -> str:
    if not form.is_valid():
        return ""
    try:
        filing.set_cover(request.record, form.cleaned_data["cover"])
    except NoPictureError as error:
        return {
            "no-picture": _("This is no PNG, JPEG or WebP picture."),
            "damaged": _("The picture is damaged. Save it anew, and try again."),
            "too-large": _("The picture is too large: at most %(limit)d MB, and 8,000 pixels a side.")
            % {"limit": LARGEST // 1_000_000},
        }[error.code]
    messages.success(request, _("The cover was added."))
    return ""


def _told(told: Notice) -> str:
    language = choices.here()
    return " ".join(filter(None, (told.what(language), told.next_step(language))))


def _too_large(name: str) -> str:
    limit = f"{settings.UPLOAD_LIMIT // 1_000_000} MB"
    return f"{name}: {_told(notice('too-large', size=f'> {limit}', limit=limit))}"


def _named(code: str) -> str:
    return dict(choices.languages(choices.here())).get(code, code)


@require_POST
@staff_record()
def change_file(request: RecordRequest, pk: int) -> HttpResponse:
    """Remove a file or read it again: ``do`` says which."""
    row = request.record
    found = Attachment.objects.select_related("record").filter(record=row, pk=min(pk, _GREATEST)).first()
    if found is None:
        raise Http404
    if not may_write(request.staff, row):
        messages.error(request, _("Only a librarian can change the files of this record."))
    elif request.POST.get("do") == "read-again":
        filing.read_again(found)
        messages.success(request, _("“%(name)s” was read again.") % {"name": found.name})
    elif request.POST.get("do") == "remove":
        filing.remove(found)
        log("record.file-removed", user=request.user, subject=f"{row.key} {found.name}")
        messages.success(request, _("“%(name)s” was removed.") % {"name": found.name})
    return redirect("cataloguing:files", key=row.key)


@require_POST
@staff_record()
def remove_cover(request: RecordRequest) -> HttpResponse:
    """Take the cover away."""
    if not may_write(request.staff, request.record):
        messages.error(request, _("Only a librarian can change the files of this record."))
    else:
        filing.remove_cover(request.record)
        messages.success(request, _("The cover was removed."))
    return redirect("cataloguing:files", key=request.record.key)
