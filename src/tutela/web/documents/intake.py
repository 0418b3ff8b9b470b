"""From a file that somebody gave to a document whose passages can be assessed, searched and cited."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction

from tutela.evidence.document_kind import document_kind
from tutela.text.document import Document as Read
from tutela.text.document import Passage as ReadPassage
from tutela.text.document_json import document_from_json, notice_from_json, notice_to_json
from tutela.text.notices import Notice, UnreadableError, notice
from tutela.web.accounts.models import User
from tutela.web.documents.confinement import StoppedError, run, workplace
from tutela.web.documents.models import Document, DocumentState, Passage
from tutela.web.documents.replacing import ReplacementError, check_open, check_place
from tutela.web.jobs.models import Job
from tutela.web.jobs.progress import Progress
from tutela.web.searching.stems import stems_of
from tutela.web.workspaces.models import Workspace

READING = "tutela.web.documents.reading_process:read"
"""What the confined process calls to read a file."""

_BATCH = 500
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What a database does not keep: NUL characters and halves of surrogate pairs."""


def receive(
    workspace: Workspace, user: User | None, upload: File[Any], *, replaces: Document | None = None
) -> tuple[Document, bool]:
    """Keep a file; the document, and whether it is new. The same content is kept once a workspace.

    ``replaces`` is the document of the same workspace of which this is a newer version. The file is not opened here:
    ``checking.refusals`` says what is not taken at all. Raises UnreadableError ("empty-file", "too-large"), and
    ReplacementError where the file cannot stand in the place of ``replaces``.
    """
    _check_size(upload)
    digest = _digest(upload)
    existing = Document.objects.filter(workspace=workspace, sha256=digest).first()
    if existing is not None:
        return _again(existing, replaces), False
    if replaces is not None:
        check_open(replaces)
    row = Document(
        workspace=workspace,
        name=clean_name(upload.name or ""),
        sha256=digest,
        size=upload.size,
        uploaded_by=user,
        replaces=replaces,
    )
    upload.seek(0)
    row.file.save(row.name, upload, save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the same file, or another newer version, came at the same moment
        row.file.delete(save=False)
        existing = Document.objects.filter(workspace=workspace, sha256=digest).first()
        if existing is None:
            raise ReplacementError("replaced") from None
        return _again(existing, replaces), False
    return row, True


def _check_size(upload: File[Any]) -> None:
    if not upload.size:
        raise UnreadableError("empty-file")
    if upload.size > settings.UPLOAD_LIMIT:
        limit = f"{settings.UPLOAD_LIMIT / 1_000_000:.0f} MB"
        raise UnreadableError("too-large", size=f"{upload.size / 1_000_000:.1f} MB", limit=limit)


def _digest(upload: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _again(existing: Document, replaces: Document | None) -> Document:
    """A document that was there before, now also in the place of another one where that is asked."""
    if replaces is not None and existing.replaces_id != replaces.pk:
        check_place(existing, replaces)
        existing.replaces = replaces
        existing.save(update_fields=["replaces"])
    return existing


def clean_name(given: str) -> str:
    """The name of a file without its folders, and without characters that a reader cannot see or that turn the
    direction of writing ("gpj.exe" for "exe.jpg"); at most 255 characters, with its ending."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    name = "".join(one for one in name if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    name = " ".join(name.split()) or "document"
    ending = PurePath(name).suffix[:20]
    return name if len(name) <= 255 else name[: 255 - len(ending)] + ending


# --- reading --------------------------------------------------------------------------------------------------------


def read(document: Document, *, watch: Callable[[], None] | None = None) -> None:
    """Read a document's file in a process with limits, and store its passages, or why it could not be read.

    ``watch`` is called now and then meanwhile; what it raises stops the reading. Never raises for a bad file.
    """
    with workplace() as folder:
        output = folder / "document.json"
        memory, seconds = settings.READING_MEMORY, settings.READING_SECONDS
        arguments = (document.file.path, document.name, output)
        try:
            run(READING, *arguments, folder=folder, memory=memory, seconds=seconds, watch=watch)
            result = _result(output, document)
        except StoppedError as error:
            result = error.notice
    if isinstance(result, Read):
        store(document, result)
    else:
        set_aside(document, result)


def _result(output: Path, document: Document) -> Read | Notice:
    """What the process wrote; a file that overwhelmed its reader may have made it write anything."""
    try:
        result = json.loads(output.read_text(encoding="utf-8"))
        if "document" in result:
            return document_from_json(result["document"], document.name)
        return notice_from_json(result["set-aside"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return notice("reader-stopped")


def store(document: Document, read: Read) -> None:
    """Keep what was read from a document's file. One that is read already stays as it is: its passages never change."""
    passages = [_row(document, number, passage) for number, passage in enumerate(read.passages, start=1)]
    with transaction.atomic():
        same = Document.objects.select_for_update().filter(pk=document.pk)
        if not same.exclude(state=DocumentState.READ).first():
            return
        Passage.objects.bulk_create(passages, batch_size=_BATCH)
        _update(
            document,
            state=DocumentState.READ,
            title=_storable(read.title)[:500],
            kind=read.kind,
            doctype=document_kind(read),
            language=read.language[:8],
            pages=read.pages,
            passage_count=len(passages),
            notices=[_kept(told) for told in read.notices],
        )


def _row(document: Document, number: int, passage: ReadPassage) -> Passage:
    text = _storable(passage.text)
    return Passage(
        document=document,
        number=number,
        text=text,
        start=passage.span.start,
        end=passage.span.end,
        label=_storable(passage.label)[:200],
        heading_path=[_storable(heading) for heading in passage.heading_path],
        page=passage.page,
        language=passage.language[:8],
        lead=_storable(passage.lead),
        kind=passage.kind,
        stems=stems_of(text, passage.language),
    )


def set_aside(document: Document, told: Notice) -> None:
    """Keep why a document could not be read."""
    _update(document, state=DocumentState.SET_ASIDE, notices=[_kept(told)])


def _update(document: Document, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(document, name, value)
    Document.objects.filter(pk=document.pk).update(**fields)


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def _kept(told: Notice) -> list[Any]:
    code, values = notice_to_json(told)
    return [code, [[name, _storable(value)] for name, value in values]]


def read_waiting(job: Job, progress: Progress) -> None:
    """The work of a "read" job: read the document that it names, unless that is done already."""
    document = Document.objects.filter(pk=job.subject, workspace=job.workspace_id).first()
    progress.start(1)
    if document is None or document.state == DocumentState.READ:
        return
    progress.step(document.name)
    read(document, watch=progress.check)
    progress.step(document.name, advance=1)
