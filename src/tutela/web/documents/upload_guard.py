"""The first to see what is uploaded: a file beyond the limit is let go while it comes, not written to the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class UploadGuard(FileUploadHandler):
    """Drops files that are larger than settings.UPLOAD_LIMIT; ``too_large`` tells their names to the view."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece of a file on, as long as the file is within the limit."""
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            dropped: Any = self.request
            dropped.too_large_uploads = [*too_large(dropped), self.file_name or ""]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing is kept here: the handlers after this one do that."""


def too_large(request: HttpRequest) -> list[str]:
    """The names of the files of a request that were dropped."""
    return list(getattr(request, "too_large_uploads", []))
