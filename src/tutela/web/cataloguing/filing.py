"""Files of records: kept under MEDIA_ROOT, read for their text in the confined process, taken away without a trace."""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from tutela.text.document_json import document_from_json, notice_from_json, notice_to_json
from tutela.text.notices import Notice, UnreadableError, notice
from tutela.web.cataloguing.pictures import LARGEST, NoPictureError, Picture, read_picture
from tutela.web.documents.confinement import StoppedError, run, workplace
from tutela.web.documents.intake import READING, clean_name
from tutela.web.library import store
from tutela.web.library.models import Attachment, CatalogueRecord

SECONDS = 60
"""The reading of a file may take this long: somebody waits for the page."""
_NAME = 250
_LONGEST = 20_000_000  # characters of text that are searched
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".xml": "application/xml",
}


# --- covers -----------------------------------------------------------------------------------------------------------


def set_cover(row: CatalogueRecord, upload: File[Any]) -> Picture:
    """Make a picture the cover of a record. Raises NoPictureError."""
    if (upload.size or 0) > LARGEST:
        raise NoPictureError("too-large")
    upload.seek(0)
    picture = read_picture(upload.read())
    name = default_storage.save(_place(row, picture.ending), ContentFile(picture.data))
    _replace_cover(row, name)
    return picture


def remove_cover(row: CatalogueRecord) -> None:
    _replace_cover(row, "")


def _replace_cover(row: CatalogueRecord, name: str) -> None:
    with transaction.atomic():
        former = CatalogueRecord.objects.select_for_update().values_list("cover", flat=True).get(pk=row.pk)
        CatalogueRecord.objects.filter(pk=row.pk).update(cover=name)
        if former:
            transaction.on_commit(lambda: _forget([former]))
    row.cover = name


def _place(row: CatalogueRecord, ending: str) -> str:
    return f"library/{row.key[:2]}/{row.key}/{secrets.token_hex(8)}{ending}"


# --- files ------------------------------------------------------------------------------------------------------------


class AttachedError(Exception):
    """The record has this very file already."""


def attach(row: CatalogueRecord, upload: File[Any], language: str) -> Attachment:
    """Keep a file with a record and read its text. Raises UnreadableError for one that is empty or damaged, so that
    no reader could open it, and AttachedError.

    The caller has asked ``documents.checking.refusals`` whether it is of a kind that can be read.
    """
    if not upload.size:
        raise UnreadableError("empty-file")
    if _has(row, upload):
        raise AttachedError
    name = _short(clean_name(upload.name or ""))
    ending = PurePath(name).suffix.lower()
    upload.seek(0)
    file = default_storage.save(_place(row, ending if ending in _MEDIA_TYPES else ""), upload)
    attachment = Attachment(
        record=row,
        name=name,
        file=file,
        media_type=_MEDIA_TYPES.get(ending, "application/octet-stream"),
        size=upload.size,
        language=language,
    )
    _read_into(attachment)
    if damage := next((one for one in notices_of(attachment) if one.code == "damaged"), None):
        _forget([file])
        raise UnreadableError(damage.code, **dict(damage.values))
    attachment.save()
    store.refresh(row)
    return attachment


def _has(row: CatalogueRecord, upload: File[Any]) -> bool:
    """Whether a file of the record has the same bytes."""
    digest = b""
    for name in row.attachments.filter(size=upload.size).values_list("file", flat=True):
        with suppress(OSError), default_storage.open(name) as kept:
            digest = digest or _digest(upload)
            if _digest(kept) == digest:
                return True
    return False


def _digest(file: File[Any]) -> bytes:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.digest()


def _short(name: str) -> str:
    if len(name) <= _NAME:
        return name
    ending = PurePath(name).suffix[:20]
    return name[: _NAME - len(ending)] + ending


def read_again(attachment: Attachment) -> None:
    """Read the text of a file anew: after it took too long, or with a newer version of Tutela."""
    _read_into(attachment)
    attachment.save(update_fields=["text", "notice"])
    store.refresh(attachment.record)


def _read_into(attachment: Attachment) -> None:
    told: list[Notice]
    try:
        path = default_storage.path(attachment.file)
        attachment.text, told = _read(path, attachment.name)
    except StoppedError as error:
        attachment.text, told = "", [error.notice]
    attachment.notice = [list(notice_to_json(one)) for one in told]


def _read(path: str, name: str) -> tuple[str, list[Notice]]:
    """The text of a file and what is to be told about it. Raises StoppedError."""
    with workplace() as folder:
        output = folder / "document.json"
        run(READING, path, name, output, folder=folder, memory=settings.READING_MEMORY, seconds=SECONDS)
        try:
            result = json.loads(Path(output).read_text(encoding="utf-8"))
            if "document" not in result:
                return "", [notice_from_json(result["set-aside"])]
            document = document_from_json(result["document"], name)
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise StoppedError(notice("reader-stopped")) from error
    text = "\n".join(passage.text for passage in document.passages)
    return text.replace("\0", "")[:_LONGEST].encode("utf-8", "replace").decode(), list(document.notices)


def notices_of(attachment: Attachment) -> list[Notice]:
    """What is to be told about a file; a code that this version does not know is left out."""
    found = []
    for kept in attachment.notice if isinstance(attachment.notice, list) else []:
        with suppress(KeyError, TypeError, ValueError):
            found.append(notice_from_json(kept))
    return found


def remove(attachment: Attachment) -> None:
    """Take a file away."""
    name, row = attachment.file, attachment.record
    with transaction.atomic():
        attachment.delete()
        store.refresh(row)
        transaction.on_commit(lambda: _forget([name]))


def files_of(row: CatalogueRecord) -> list[str]:
    """The names of all files of a record, for when it is deleted."""
    return [*row.attachments.values_list("file", flat=True), *([row.cover] if row.cover else [])]


def forget(names: list[str]) -> None:
    """Delete files once the transaction in which their record went is done."""
    transaction.on_commit(lambda: _forget(names))


def _forget(names: list[str]) -> None:
    for name in names:
        with suppress(OSError):
            default_storage.delete(name)
