"""Many files at once: the good ones are kept and read, each of the others is told why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.core.files.base import File
from django.db.models import Max

from tutela.text.notices import Notice, UnreadableError, notice
from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.documents.checking import refusals
from tutela.web.documents.intake import clean_name, receive
from tutela.web.documents.models import Document, DocumentState
from tutela.web.jobs.models import Job
from tutela.web.jobs.queue import OPEN, ask
from tutela.web.workspaces.models import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an uploaded file: "taken"; "known", where its content was there already; or "refused", and why."""

    name: str
    kind: Literal["taken", "known", "refused"]
    document: Document | None = None
    refusal: Notice | None = None


def upload_all(
    workspace: Workspace, user: User, uploads: Sequence[File[Any]], too_large: Sequence[str] = ()
) -> list[Outcome]:
    """Take files into a workspace and ask that they be read. ``too_large`` names those that were dropped on the way."""
    limit = f"{settings.UPLOAD_LIMIT / 1_000_000:.0f} MB"
    outcomes = [_refused(name, notice("too-large", size=f"> {limit}", limit=limit)) for name in too_large]
    for upload, refusal in zip(uploads, refusals(uploads), strict=True):
        outcomes.append(_refused(upload.name or "", refusal) if refusal else _taken(workspace, user, upload))
    return outcomes


def _refused(name: str, why: Notice) -> Outcome:
    return Outcome(clean_name(name), "refused", refusal=why)


def _taken(workspace: Workspace, user: User, upload: File[Any]) -> Outcome:
    try:
        document, is_new = receive(workspace, user, upload)
    except UnreadableError as error:
        return _refused(upload.name or "", error.notice)
    if is_new:
        record("document.uploaded", user=user, workspace=workspace, subject=document.name)
    ask_to_read(document, user)
    return Outcome(clean_name(upload.name or ""), "taken" if is_new else "known", document)


def ask_to_read(document: Document, user: User | None) -> None:
    """Ask that a document be read, unless it is, or that is asked already."""
    if document.state == DocumentState.READ:
        return
    jobs = Job.objects.filter(kind="read", subject=document.pk)
    if jobs.filter(state__in=OPEN).exists():
        return
    last = jobs.aggregate(last=Max("number"))["last"] or 0
    ask(document.workspace, "read", document.pk, last + 1, user)
