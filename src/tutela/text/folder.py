"""All the files of the paths that a user gives: each one read, or set aside with its reason."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutela.text.cache import DocumentCache
from tutela.text.document import Document, SetAside
from tutela.text.notices import UnreadableError, notice
from tutela.text.reading import read_bytes, read_data

_NOT_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini"})


def list_files(paths: Iterable[str | Path]) -> list[tuple[Path, str]]:
    """The files to read, each with the name under which the reader will know it.

    Folders are walked in the order of names, without following links to folders (so no loop is endless) and without
    hidden files, the lock files of office programs and Tutela's own reports. A file in a given folder is named from
    that folder on; a path that does not exist is listed too, so that it can be told.
    """
    files: list[tuple[Path, str]] = []
    for given in paths:
        path = Path(given)
        shown = path if not path.is_absolute() else Path(path.name)
        if path.is_dir():
            files += [(file, str(shown / file.relative_to(path))) for file in _walk(path)]
        else:
            files.append((path, str(shown)))
    return files


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$", "tutela-report.")) and name.lower() not in _NOT_DOCUMENTS:
                yield Path(root, name)


def read_file(path: Path, name: str, cache: DocumentCache | None = None, *, ocr: bool = True) -> Document | SetAside:
    """Read one file, or say why it cannot be read. Never raises for a bad file."""
    sha256 = ""
    try:
        data = read_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        document = cache.get(sha256, name) if cache else None
        if document is None:
            document = read_data(data, name, sha256, ocr=ocr)
            if cache:
                cache.put(document)
        return document
    except UnreadableError as error:
        return SetAside(name, error.notice, sha256)
    except MemoryError:
        return SetAside(name, notice("too-much-memory"), sha256)
    except RecursionError as error:
        return SetAside(name, notice("too-complex", detail=type(error).__name__), sha256)
    except Exception as error:  # the other files must be finished, whatever a reader met in this one
        return SetAside(name, notice("damaged", format=Path(name).suffix or "?", detail=repr(error)[:120]), sha256)


def read_files(
    files: Iterable[tuple[Path, str]], cache: DocumentCache | None = None, *, ocr: bool = True
) -> Iterator[Document | SetAside]:
    """Read files one after the other; the same content is read once, its copies are set aside as such."""
    seen: dict[str, str] = {}
    for path, name in files:
        result = read_file(path, name, cache, ocr=ocr)
        if isinstance(result, Document):
            if result.sha256 in seen:
                result = SetAside(name, notice("duplicate", other=seen[result.sha256]), result.sha256)
            else:
                seen[result.sha256] = name
        yield result
