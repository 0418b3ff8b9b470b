"""Opening files that nobody vouches for: in a process of its own, with limits, that a hostile file can at most end."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tutela.text.notices import Notice, notice
from tutela.web.documents.confined import OUT_OF_MEMORY

log = logging.getLogger("tutela.documents")

OUTPUT = 150_000_000
"""Bytes that such a process may write into one file."""

_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
_LOOK = 0.25  # seconds
_TOLD = 2000  # characters of what it said last


class StoppedError(Exception):
    """The process was stopped, or broke off; ``notice`` says why."""

    def __init__(self, told: Notice) -> None:
        self.notice = told
        super().__init__(told.what())


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder that only this account may read, for what goes into the process and comes out; gone afterwards."""
    with TemporaryDirectory(prefix="tutela-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run(
    target: str,
    *arguments: str | Path,
    folder: Path,
    memory: int,
    seconds: int,
    watch: Callable[[], None] | None = None,
) -> None:
    """Call ``target`` ("module:function") with these arguments in a process of its own that works in ``folder``.

    It gets ``memory`` bytes and ``seconds``, and neither the key nor the address of the database. ``watch`` is called
    while it runs; what that raises stops it. Raises StoppedError: "too-slow", "too-much-memory" or "reader-stopped".
    """
    limits = (str(memory), str(seconds), str(OUTPUT), str(os.getpid()))
    command = [sys.executable, "-P", "-m", "tutela.web.documents.confined", *limits, target, *map(str, arguments)]
    said = folder / "said"
    with said.open("wb") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        try:
            code = _wait(process, seconds, watch)
        finally:
            # Whatever happened, neither it nor what it started (Tesseract) works on.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code:
        log.warning("%s ended with %s: %s", target, code, said.read_text("utf-8", "replace")[-_TOLD:].strip())
        raise StoppedError(_why(code, seconds))


def _wait(process: subprocess.Popen[bytes], seconds: int, watch: Callable[[], None] | None) -> int:
    """How the process ended. Raises StoppedError where it does not in time, and what ``watch`` raises."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOK)
        if watch:
            watch()
    raise StoppedError(_too_slow(seconds))


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    threads = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    return {**kept, **threads, "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}


def _too_slow(seconds: int) -> Notice:
    return notice("too-slow", minutes=max(1, round(seconds / 60)))


def _why(code: int, seconds: int) -> Notice:
    """What an exit code (negative: a signal) says."""
    if code == -signal.SIGXCPU:
        return _too_slow(seconds)
    # The system's own guard against a lack of memory ends a process by SIGKILL.
    return notice("too-much-memory" if code in (OUT_OF_MEMORY, -signal.SIGKILL) else "reader-stopped")
