"""What happens when rows of this app go, by whatever way."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete


class DocumentsConfig(AppConfig):
    name = "tutela.web.documents"

    def ready(self) -> None:
        """A document's file leaves the disk with its row, even where a whole workspace is deleted."""
        from tutela.web.documents.models import Document

        post_delete.connect(_delete_file, sender=Document, dispatch_uid="documents.delete-file")


def _delete_file(instance: Any, **_given: Any) -> None:
    from tutela.web.documents.pictures import forget

    storage, name, sha256 = instance.file.storage, instance.file.name, instance.sha256

    def gone() -> None:
        if name:
            storage.delete(name)
        forget([sha256])

    transaction.on_commit(gone)
