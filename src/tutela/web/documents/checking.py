"""Which files are taken at all: told by their content, in the confined process, before anything is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import TemporaryUploadedFile

from tutela.text.document_json import notice_from_json
from tutela.text.notices import Notice, notice
from tutela.web.documents.confinement import StoppedError, run, workplace

IDENTIFYING = "tutela.web.documents.reading_process:identify_files"
"""What the confined process calls to tell the kinds of files."""

_MEMORY = 1_000_000_000
_SECONDS = 60


def refusals(uploads: Sequence[File[Any]]) -> list[Notice | None]:
    """For each file, why it is not taken, or None for one that is of a kind that Tutela reads.

    Where a file brings the process down, the others are looked at without it.
    """
    if not uploads:
        return []
    with workplace() as folder:
        paths = [_path(upload, folder / f"upload-{number}") for number, upload in enumerate(uploads)]
        files = [(str(path), upload.name or "") for path, upload in zip(paths, uploads, strict=True)]
        try:
            return _identified(files, folder)
        except StoppedError as error:
            if len(files) == 1:
                return [error.notice]
        return [_alone(file, folder) for file in files]


def _alone(file: tuple[str, str], folder: Path) -> Notice | None:
    try:
        return _identified([file], folder)[0]
    except StoppedError as error:
        return error.notice


def _identified(files: list[tuple[str, str]], folder: Path) -> list[Notice | None]:
    """Raises StoppedError."""
    listed, output = folder / "files.json", folder / "kinds.json"
    listed.write_text(json.dumps(files), encoding="utf-8")
    run(IDENTIFYING, listed, output, folder=folder, memory=_MEMORY, seconds=_SECONDS)
    try:
        found = json.loads(output.read_text(encoding="utf-8"))
        refused = [notice_from_json(one["refused"]) if "refused" in one else None for one in found]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoppedError(notice("reader-stopped")) from error
    if len(refused) != len(files):
        raise StoppedError(notice("reader-stopped"))
    return refused


def _path(upload: File[Any], spare: Path) -> Path:
    """Where the content of an upload lies, or is put so that the process can open it."""
    if isinstance(upload, TemporaryUploadedFile):
        return Path(upload.temporary_file_path())
    upload.seek(0)
    with spare.open("wb") as target:
        shutil.copyfileobj(upload, target)
    upload.seek(0)
    return spare
