"""New assessments, and the files that come with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction

from tutela.text.notices import Notice, UnreadableError, notice
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, random_key
from tutela.web.assessments.planning import choose_documents
from tutela.web.audit.log import record
from tutela.web.documents.checking import refusals
from tutela.web.documents.intake import clean_name, receive
from tutela.web.documents.models import Document
from tutela.web.workspaces.models import Workspace


def open_assessment(
    workspace: Workspace,
    user: User,
    documents: Iterable[Document],
    *,
    state: str,
    period: str = "",
    source: str,
    key: str = "",
) -> tuple[Assessment, bool]:
    """A new assessment of documents of the workspace; the assessment, and whether it is new.

    With the ``key`` of one that the workspace has, it is that one: a form that is sent twice opens one assessment.
    """
    key = key or random_key()
    try:
        with transaction.atomic():
            assessment = Assessment.objects.create(
                workspace=workspace, created_by=user, state=state, period=period, source=source, key=key
            )
            choose_documents(assessment, documents)
            record("assessment.created", user=user, workspace=workspace, subject=assessment)
    except IntegrityError:
        existing = Assessment.objects.filter(workspace=workspace, key=key).first()
        if existing is not None:
            return existing, False
        if not Assessment.objects.filter(key=key).exists():
            raise
        # The key is one of another workspace: nothing of that is told.
        return open_assessment(workspace, user, documents, state=state, period=period, source=source)
    return assessment, True


@dataclass(frozen=True, slots=True)
class Received:
    """Files that people gave: the documents that they are now, and the names of those not taken, with the reason."""

    documents: list[Document]
    refused: list[tuple[str, Notice]]


def receive_all(workspace: Workspace, user: User, files: Sequence[File[Any]], too_large: Sequence[str]) -> Received:
    """Keep files in a workspace; ``too_large`` names those that were dropped on the way."""
    limit = f"{settings.UPLOAD_LIMIT / 1_000_000:.0f} MB"
    received = Received(
        [], [(clean_name(name), notice("too-large", size=f"> {limit}", limit=limit)) for name in too_large]
    )
    for file, refusal in zip(files, refusals(files), strict=True):
        name = clean_name(file.name or "")
        if refusal is not None:
            received.refused.append((name, refusal))
            continue
        try:
            document, is_new = receive(workspace, user, file)
        except UnreadableError as error:
            received.refused.append((name, error.notice))
            continue
        received.documents.append(document)
        if is_new:
            record("document.uploaded", user=user, workspace=workspace, subject=document.name)
    return received
