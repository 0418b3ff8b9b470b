"""Documents that were read before, kept by the digest of the file and of the code that read it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path
from uuid import uuid4

import platformdirs

from tutela.text.document import Document
from tutela.text.document_json import document_from_json, document_to_json


def cache_folder() -> Path:
    """Where Tutela keeps what it can make again: TUTELA_CACHE_DIR, or the platform's cache folder."""
    return Path(os.environ.get("TUTELA_CACHE_DIR") or platformdirs.user_cache_dir("tutela"))


@cache
def code_digest(room: str) -> str:
    """The SHA-256 (hex) of the code and the data files of a room ("tutela.text").

    What is kept between runs must change with the code that made it, and the version stays while code is worked on.
    """
    total = hashlib.sha256()
    for file in sorted(resources.files(room).iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".json")):
            total.update(file.read_bytes())
    return total.hexdigest()


class DocumentCache:
    """Keeps documents in a folder, one JSON file each. A damaged or unwritable cache is as good as none."""

    def __init__(self, folder: Path | None = None, *, ocr: bool = True) -> None:
        # Whether Tesseract is there decides what a scan gives, so it is part of the key.
        reading = "ocr" if ocr and shutil.which("tesseract") else "plain"
        self._folder = (folder or cache_folder()) / "documents" / f"{code_digest('tutela.text')[:16]}-{reading}"

    def get(self, sha256: str, path: str) -> Document | None:
        """The document with this digest, under the name that it has now; None where it is not kept.

        The file's ending is part of the key, since it can decide how a file is read.
        """
        try:
            kept = json.loads(self._file(sha256, path).read_text(encoding="utf-8"))
            return document_from_json(kept, path)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, document: Document) -> None:
        """Keep a document."""
        target = self._file(document.sha256, document.path)
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(f".{uuid4().hex}")
            draft.write_text(json.dumps(document_to_json(document), ensure_ascii=False), encoding="utf-8")
            draft.replace(target)

    def _file(self, sha256: str, path: str) -> Path:
        ending = "".join(letter for letter in Path(path).suffix.lower() if letter.isalnum())[:10]
        return self._folder / sha256[:2] / f"{sha256}.{ending or 'none'}.json"
