"""The audit log: written from everywhere, changed from nowhere."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tutela.web.audit.models import Entry

ACTIONS = {
    "account.created": _("account created"),
    "account.confirmed": _("address confirmed"),
    "account.signed-in": _("signed in"),
    "account.refused": _("sign-in refused"),
    "account.locked": _("sign-in blocked for a while"),
    "account.password-changed": _("password changed"),
    "token.made": _("token made"),
    "token.revoked": _("token revoked"),
    "workspace.opened": _("workspace opened"),
    "workspace.renamed": _("workspace renamed"),
    "member.invited": _("invitation made"),
    "member.invitation-withdrawn": _("invitation withdrawn"),
    "member.joined": _("member joined"),
    "member.role-changed": _("role changed"),
    "member.removed": _("member removed"),
    "document.uploaded": _("document uploaded"),
    "document.replaced": _("document replaced by a newer version"),
    "document.downloaded": _("document downloaded"),
    "document.deleted": _("document deleted"),
    "assessment.created": _("assessment created"),
    "assessment.started": _("run started"),
    "assessment.cancelled": _("run cancelled"),
    "assessment.deleted": _("assessment deleted"),
    "report.downloaded": _("report downloaded"),
    "publication.made": _("page published"),
    "publication.withdrawn": _("published page withdrawn"),
}
"""Everything that is logged, by its code."""


def record(action: str, *, user: Any = None, workspace: Any = None, subject: object = "") -> None:
    """Write an entry; ``action`` is one of ACTIONS (KeyError for any other)."""
    ACTIONS[action]
    known = user if user is not None and user.is_authenticated else None
    Entry.objects.create(action=action, user=known, workspace=workspace, subject=str(subject)[:250])
