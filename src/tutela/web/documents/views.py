"""The documents of a workspace: listed, uploaded, downloaded, replaced and deleted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tutela.text.notices import Notice, UnreadableError
from tutela.web.audit.log import record
from tutela.web.documents import deleting
from tutela.web.documents.checking import refusals
from tutela.web.documents.forms import MOST, DeleteForm, ListForm, ReplaceForm
from tutela.web.documents.intake import receive
from tutela.web.documents.listing import listing
from tutela.web.documents.models import Document, DocumentState
from tutela.web.documents.replacing import Reason, ReplacementError
from tutela.web.documents.upload_guard import too_large
from tutela.web.documents.uploading import Outcome, ask_to_read, upload_all
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.models import Role

_TOLD = 30  # files that are named in messages, at most


def document_or_404(request: MemberRequest, pk: int) -> Document:
    """A document of the workspace that the address names."""
    rows = Document.objects.select_related("replaced_by", "replaces", "workspace", "uploaded_by")
    found = rows.filter(workspace=request.workspace, pk=pk).first() if pk <= MOST else None
    if found is None:
        raise Http404
    return found


def framed(request: MemberRequest, **context: Any) -> dict[str, Any]:
    """What every page of this part has."""
    return {
        "part": "assess",
        "tab": "documents",
        "workspace": request.workspace,
        "may_change": request.membership.role >= Role.REVIEWER,
        "limit": settings.UPLOAD_LIMIT // 1_000_000,
        "most": settings.UPLOAD_FILES,
        **context,
    }


def told(notice: Notice) -> str:
    """A notice in the language of the page: what happened, and what to do next."""
    language = get_language() or "en"
    return " ".join(filter(None, (notice.what(language), notice.next_step(language))))


@require_GET
@member()
def list_documents(request: MemberRequest) -> HttpResponse:
    form = ListForm(request.GET)
    number = form.cleaned_data["page"] if form.is_valid() else None
    return render(request, "documents/list.html", framed(request, listing=listing(request.workspace, number or 1)))


@require_http_methods(["GET", "POST"])
@member(Role.REVIEWER)
def upload(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "documents/upload.html", framed(request))
    files = request.FILES.getlist("files")
    outcomes = upload_all(request.workspace, request.user, files[: settings.UPLOAD_FILES], too_large(request))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"files": [_as_json(request, outcome) for outcome in outcomes]})
    _tell(request, outcomes, left_out=len(files[settings.UPLOAD_FILES :]))
    return redirect("documents:list" if outcomes else "documents:upload", slug=request.workspace.slug)


def _as_json(request: MemberRequest, outcome: Outcome) -> dict[str, str]:
    url = ""
    if outcome.document is not None:
        url = reverse("documents:read", kwargs={"slug": request.workspace.slug, "pk": outcome.document.pk})
    return {"name": outcome.name, "outcome": outcome.kind, "text": _in_words(outcome), "url": url}


def _in_words(outcome: Outcome) -> str:
    if outcome.refusal is not None:
        return told(outcome.refusal)
    if outcome.kind == "taken":
        return _("Uploaded; it will be read now.")
    known = outcome.document
    if known is not None and known.is_replaced:
        return _("This file is already here, as a version that a newer one has replaced.")
    return _("This file is already here.")


def _tell(request: HttpRequest, outcomes: list[Outcome], *, left_out: int) -> None:
    taken = sum(outcome.kind == "taken" for outcome in outcomes)
    others = [outcome for outcome in outcomes if outcome.kind != "taken"]
    if not outcomes:
        messages.error(request, _("No file was chosen."))
    if taken:
        text = ngettext(
            "%(count)d file was uploaded. It is being read.",
            "%(count)d files were uploaded. They are being read.",
            taken,
        )
        messages.success(request, text % {"count": taken})
    for outcome in others[:_TOLD]:
        level = messages.WARNING if outcome.kind == "refused" else messages.INFO
        messages.add_message(
            request, level, _("“%(name)s”: %(text)s") % {"name": outcome.name, "text": _in_words(outcome)}
        )
    if len(others) > _TOLD:
        count = len(others) - _TOLD
        text = ngettext("%(count)d more file was not taken.", "%(count)d more files were not taken.", count)
        messages.warning(request, text % {"count": count})
    if left_out:
        text = ngettext(
            "%(count)d file was left out: at most %(most)d can be uploaded at once. Upload it again by itself.",
            "%(count)d files were left out: at most %(most)d can be uploaded at once. Upload them again by themselves.",
            left_out,
        )
        messages.warning(request, text % {"count": left_out, "most": settings.UPLOAD_FILES})


@require_POST
@member(Role.REVIEWER)
def read_again(request: MemberRequest, pk: int) -> HttpResponse:
    document = document_or_404(request, pk)
    if document.state != DocumentState.READ:
        ask_to_read(document, request.user)
        aside = Document.objects.filter(pk=document.pk, state=DocumentState.SET_ASIDE)
        aside.update(state=DocumentState.WAITING, notices=[])
        messages.success(request, _("“%(name)s” is being read again.") % {"name": document.name})
    return redirect("documents:list", slug=request.workspace.slug)


@require_GET
@member()
def download(request: MemberRequest, pk: int) -> HttpResponseBase:
    document = document_or_404(request, pk)
    try:
        file = document.file.open("rb")
    except OSError as error:
        raise Http404 from error
    record("document.downloaded", user=request.user, workspace=request.workspace, subject=document.name)
    response = FileResponse(file, as_attachment=True, filename=document.name, content_type="application/octet-stream")
    # Whatever is in the file, no browser is to run it here.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Encoding"] = "identity"  # most are compressed already: not once more on the way
    return response


@require_http_methods(["GET", "POST"])
@member(Role.REVIEWER)
def replace(request: MemberRequest, pk: int) -> HttpResponse:
    document = document_or_404(request, pk)
    form = ReplaceForm()
    problem = ""
    if request.method == "POST":
        form = ReplaceForm(request.POST, request.FILES)
        if dropped := too_large(request):
            form, problem = ReplaceForm(), _in_words(upload_all(request.workspace, request.user, [], dropped)[0])
        elif form.is_valid():
            problem = _replace(request, document, form.cleaned_data["file"])
            if not problem:
                return redirect("documents:list", slug=request.workspace.slug)
    return render(request, "documents/replace.html", framed(request, document=document, form=form, problem=problem))


def _replace(request: MemberRequest, document: Document, file: Any) -> str:
    """Put a file in the place of a document; what is wrong with that, or ""."""
    refusal = refusals([file])[0]
    if refusal is not None:
        return told(refusal)
    try:
        newer, _is_new = receive(request.workspace, request.user, file, replaces=document)
    except UnreadableError as error:
        return told(error.notice)
    except ReplacementError as error:
        return _why_not(error.reason)
    ask_to_read(newer, request.user)
    record(
        "document.replaced", user=request.user, workspace=request.workspace, subject=f"{document.name} → {newer.name}"
    )
    messages.success(
        request,
        _("“%(new)s” takes the place of “%(old)s”. Evidence in the older version is marked as stale.")
        % {"new": newer.name, "old": document.name},
    )
    return ""


def _why_not(reason: Reason) -> str:
    return {
        "replaced": _("This document has been replaced already. Replace its newest version instead."),
        "same": _("This is the same file. Choose the newer version."),
        "taken": _("This file is already here and takes the place of another document."),
        "older": _("This file is an older version of the document. Choose a newer one."),
    }[reason]


@require_http_methods(["GET", "POST"])
@member(Role.REVIEWER)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    document = document_or_404(request, pk)
    uses = deleting.uses_of(document)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (not uses or form.is_valid()):
        deleting.delete(document, request.user)
        messages.success(request, _("“%(name)s” was deleted.") % {"name": document.name})
        return redirect("documents:list", slug=request.workspace.slug)
    return render(request, "documents/delete.html", framed(request, document=document, uses=uses, form=form))
