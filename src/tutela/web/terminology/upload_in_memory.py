"""Uploads that are never written to the disk while they come."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LIMIT = 10_000_000
"""Bytes of all files of a request together, at most."""


class InMemory(FileUploadHandler):
    """Keeps files in memory, and lets those go that would bring all of them beyond LIMIT; ``too_large`` says so."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.too_large = False
        self._received = 0
        self._file = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with another file."""
        super().new_file(*args, **kwargs)
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of a file."""
        self._received += len(raw_data)
        if self._received > LIMIT:
            self.too_large = True
            self._file = BytesIO()
            raise SkipFile
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, from its beginning."""
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
