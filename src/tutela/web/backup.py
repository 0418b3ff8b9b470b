"""Backup and restore: everything that people gave or decided, in one file that any database can take back.

A backup is a gzipped tar file: ``manifest.json``, one ``data/<app>.<model>.jsonl`` for each table (Django's serialised
rows, one a line), and the uploaded files under ``files/``. The secret key is not in it, nor are sessions: after a
restore on another machine people sign in again.
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from tutela import __version__
from tutela.errors import TutelaError

FORMAT = "tutela-backup-1"
BATCH = 500
LIKE_FILES = {
    "library.attachment": ("file",),
    "library.batch": ("file",),
    "library.cataloguerecord": ("cover",),
}
"""Fields that hold the name of a file in MEDIA_ROOT as mere text."""


class BackupError(TutelaError):
    """A backup could not be made, or cannot be restored."""


def back_up(path: Path) -> dict[str, int]:
    """Write a backup to ``path``, whole or not at all; gives the number of rows of each table, and of "files".

    Rows are those of one moment. Raises BackupError where the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(draft, "w:gz", compresslevel=6) as archive:
            with transaction.atomic():
                counts = {label: _dump(label, Path(folder, f"{label}.jsonl")) for label in _labels()}
                names = sorted(set(_file_names()))
            missing = [name for name in names if not Path(settings.MEDIA_ROOT, name).is_file()]
            counts["files"] = len(names) - len(missing)
            _add(archive, "manifest.json", _manifest(counts, missing))
            for label in _labels():
                archive.add(Path(folder, f"{label}.jsonl"), f"data/{label}.jsonl", filter=_anonymous)
            for name in names:
                if name not in missing:
                    archive.add(Path(settings.MEDIA_ROOT, name), f"files/{name}", filter=_anonymous)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BackupError(
            f"The backup {path} could not be written ({error.strerror or error}).",
            "Free some space, or choose another place.",
        ) from error
    return counts


def restore(path: Path, *, replace: bool = False) -> dict[str, int]:
    """Put the site into the state of a backup; gives what ``back_up`` gave.

    All or nothing: until the last row and file are in place, the site stays as it was. Raises BackupError where the
    file is no backup, is damaged, belongs to another shape of the database, or where there is data already and
    ``replace`` is not given.
    """
    if not replace and any(_model(label).objects.exists() for label in _labels()):
        raise BackupError("This site holds data already.", "Give --replace to put the backup in its place.")
    incoming = Path(settings.DATA, "files.restoring")
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        with tarfile.open(path, "r:gz") as archive:
            manifest = _read_manifest(archive, path)
            with transaction.atomic():
                for label in reversed(_labels()):
                    _model(label).objects.all()._raw_delete(connection.alias)
                counts = _load_all(archive, incoming)
                if counts != manifest["counts"]:
                    raise BackupError(f"The backup {path} is not whole.", "Use another backup.")
                _reset_sequences()
    except (tarfile.TarError, EOFError, serializers.base.DeserializationError, DatabaseError, ValueError) as error:
        shutil.rmtree(incoming, ignore_errors=True)
        raise BackupError(f"The backup {path} is damaged ({error}).", "Use another backup.") from error
    except OSError as error:
        shutil.rmtree(incoming, ignore_errors=True)
        raise BackupError(f"{path} could not be read ({error.strerror or error}).", "Check the path.") from error
    except BackupError:
        shutil.rmtree(incoming, ignore_errors=True)
        raise
    _put_in_place(incoming)
    return counts


def _labels() -> list[str]:
    """The tables of the site, each after those that it refers to ("accounts.user")."""
    own = [(config, None) for config in apps.get_app_configs() if config.name.startswith("tutela.web.")]
    return [model._meta.label_lower for model in serializers.sort_dependencies(own)]


def _file_names() -> Iterator[str]:
    """The names in MEDIA_ROOT of all files that a row refers to: in a field for files, or in one of LIKE_FILES."""
    for label in _labels():
        model = _model(label)
        fields = [field.name for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
        for name in (*fields, *LIKE_FILES.get(label, ())):
            yield from model.objects.exclude(**{name: ""}).values_list(name, flat=True)


def _model(label: str) -> Any:
    return apps.get_model(label)


def _dump(label: str, file: Path) -> int:
    rows = _model(label).objects.order_by("pk")
    with file.open("w", encoding="utf-8") as stream:
        serializers.serialize("jsonl", rows.iterator(BATCH), stream=stream)
    count: int = rows.count()
    return count


def _manifest(counts: dict[str, int], missing: list[str]) -> bytes:
    values = {
        "format": FORMAT,
        "version": __version__,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "migrations": _migrations(),
        "counts": counts,
        "missing_files": missing,
    }
    return json.dumps(values, indent=1, ensure_ascii=False).encode()


def _migrations() -> list[str]:
    """The shape of the database: the migrations of the site's own tables."""
    applied = MigrationRecorder(connection).applied_migrations()
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("tutela.web.")}
    return sorted(f"{app}.{name}" for app, name in applied if app in own)


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of the machine's accounts."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _read_manifest(archive: tarfile.TarFile, path: Path) -> dict[str, Any]:
    first = archive.next()
    stream = archive.extractfile(first) if first and first.name == "manifest.json" else None
    manifest = json.loads(stream.read(10_000_000)) if stream else {}
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupError(f"{path} is not a backup of Tutela.", "Give a file that “tutela backup” has written.")
    if manifest["migrations"] != _migrations():
        raise BackupError(
            f"{path} was made by version {manifest['version']}, whose database has another shape.",
            f"Install that version, restore there, and upgrade (this is {__version__}).",
        )
    return manifest


def _load_all(archive: tarfile.TarFile, incoming: Path) -> dict[str, int]:
    known = set(_labels())
    counts = dict.fromkeys(_labels(), 0)
    files = 0
    for member in archive:
        stream = archive.extractfile(member) if member.isreg() else None
        place = PurePosixPath(member.name)
        if stream is None or place.is_absolute() or ".." in place.parts:
            continue
        if place.parts[0] == "data" and place.stem in known:
            counts[place.stem] = _load(_model(place.stem), io.TextIOWrapper(stream, "utf-8"))
        elif place.parts[0] == "files":
            _extract(stream, incoming.joinpath(*place.parts[1:]))
            files += 1
    return {**counts, "files": files}


def _load(model: type[models.Model], lines: Iterable[str]) -> int:
    rows: Iterator[Any] = (row.object for row in serializers.deserialize("jsonl", lines))
    count = 0
    while batch := list(islice(rows, BATCH)):
        model._default_manager.bulk_create(batch)
        count += len(batch)
    return count


def _extract(stream: IO[bytes], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    with target.open("wb") as file:
        shutil.copyfileobj(stream, file)


def _reset_sequences() -> None:
    """Numbers of new rows go on after those that were restored (PostgreSQL counts apart)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [_model(label) for label in _labels()]):
            cursor.execute(statement)


def _put_in_place(incoming: Path) -> None:
    """The restored files take the place of those that were there."""
    root, outgoing = Path(settings.MEDIA_ROOT), Path(settings.DATA, "files.replaced")
    shutil.rmtree(outgoing, ignore_errors=True)
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    if root.exists():
        root.rename(outgoing)
    incoming.rename(root)
    shutil.rmtree(outgoing, ignore_errors=True)
