"""What was worked out from a register's files, kept between runs, so that a command starts at once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

from tutela.text.cache import cache_folder, code_digest

KEPT = 16
"""Files kept of one name; a register that is being written leaves one with every save."""


def cached_json(name: str, digest: str, build: Callable[[], object]) -> object:
    """What ``build`` returns (JSON values only), from the cache where it was kept under this name and digest.

    ``digest`` must cover all that ``build`` reads; the code of this room is covered by the cache itself. What
    comes back is as JSON gives it (lists, not tuples), from the cache or not. A cache that cannot be read or
    written is gone without; a damaged file is written anew. Errors of ``build`` pass through.
    """
    file = cache_folder() / "registers" / f"{name}-{_key(digest)}.json"
    kept = _read(file)
    if kept is not None:
        return json.loads(kept)
    text = json.dumps(build(), ensure_ascii=False, separators=(",", ":"))
    _write(file, text.encode())
    _prune(file.parent, name)
    return json.loads(text)


def _key(digest: str) -> str:
    return hashlib.sha256(f"{digest} {code_digest('tutela.register')}".encode()).hexdigest()[:32]


def _read(file: Path) -> bytes | None:
    """The bytes that were kept, or None; the first line of a file is the SHA-256 of the rest."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    checksum, _, content = data.partition(b"\n")
    return content if checksum == _checksum(content) else None


def _write(file: Path, content: bytes) -> None:
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(_checksum(content) + b"\n" + content)
        unfinished.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _prune(folder: Path, name: str) -> None:
    with contextlib.suppress(OSError):
        files = sorted(folder.glob(f"{name}-*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-KEPT]:
            file.unlink(missing_ok=True)


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
