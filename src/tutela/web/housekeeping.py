"""What is swept away by itself: old sessions, old letters, old entries of the audit log, pictures nobody looks at."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from tutela.web.accounts.purging import forget_unconfirmed
from tutela.web.audit.purging import purge

INTERVAL = 24 * 3600
LETTERS_DAYS = 14
PICTURES_BYTES = 500_000_000
"""Pictures of pages can be made again: the oldest go when all together are larger than this."""


def sweep() -> None:
    """Do it all; the worker calls it once a day."""
    call_command("clearsessions", verbosity=0)
    purge()
    forget_unconfirmed()
    limit = time.time() - LETTERS_DAYS * 24 * 3600
    for letter in _files(Path(settings.EMAIL_FILE_PATH)):
        if letter.stat().st_mtime < limit:
            letter.unlink(missing_ok=True)
    _shrink(Path(settings.PAGE_PICTURES))


def _shrink(folder: Path) -> None:
    files = sorted(_files(folder), key=lambda file: -file.stat().st_mtime)
    kept = 0
    for file in files:
        kept += file.stat().st_size
        if kept > PICTURES_BYTES:
            file.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()] if folder.exists() else []
