"""Deleting a workspace, with all that is in it."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.documents.models import Document
from tutela.web.documents.pictures import forget
from tutela.web.workspaces.models import Workspace


def delete(workspace: Workspace, by: User) -> None:
    """Documents, assessments, decisions, members, published pages: everything goes, and the files with it."""
    rows = Document.objects.filter(workspace=workspace).values_list("file", "sha256")
    with transaction.atomic():
        files = list(rows)
        workspace.delete()
        # Without its name: who deletes a workspace wants it gone.
        record("workspace.deleted", user=by)
    for name, _ in files:
        default_storage.delete(name)
    forget(sha256 for _, sha256 in files)
