"""Files of records that somebody sends in: kept under names that say nothing, until they were taken in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from tutela.web.library.intake import Source
from tutela.web.library.models import Batch

FOLDER = "batches"


def keep(uploads: Sequence[File[Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    """Lay files down; gives for each its name, the name that it is kept under in MEDIA_ROOT, and its size."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = []
    for upload, name in zip(uploads, names, strict=True):
        place = f"{FOLDER}/{secrets.token_hex(16)}"
        with (Path(settings.MEDIA_ROOT) / place).open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        kept.append({"name": name, "file": place, "size": upload.size or 0})
    return kept


def named(names: Sequence[str]) -> str:
    """The name of a batch of these files: the first ones, and how many there are."""
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:3])} … ({len(names)})"


def sources(batch: Batch) -> list[Source]:
    """The files of a batch, to be taken in."""
    return [_source(one["name"], _path(one["file"])) for one in batch.options.get("files", [])]


def size(batch: Batch) -> int:
    """Bytes of all files of a batch."""
    return sum(one["size"] for one in batch.options.get("files", []))


def are_there(batch: Batch) -> bool:
    """Whether all files of a batch are still kept."""
    return all(_path(one["file"]).is_file() for one in batch.options.get("files", []))


def discard(batch: Batch) -> None:
    """Delete the files of a batch; records that were set aside are kept with the batch itself."""
    for one in batch.options.get("files", []):
        _path(one["file"]).unlink(missing_ok=True)


def _source(name: str, path: Path) -> Source:
    return Source(name, lambda: path.open("rb"))


def _path(place: str) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / Path(place).name
