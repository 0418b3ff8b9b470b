"""The audit log: written from everywhere, changed from nowhere."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tutela.web.audit.models import Entry

ACTIONS = {
    "account.created": _("account created"),
    "account.confirmed": _("address confirmed"),
    "account.signed-in": _("sign-in"),
    "account.refused": _("sign-in refused"),
    "account.locked": _("sign-in blocked for a while"),
    "account.password-changed": _("password changed"),
    "account.password-reset": _("new password chosen through a letter"),
    "account.letter": _("letter asked for"),
    "account.renamed": _("name changed"),
    "account.deleted": _("account deleted"),
    "token.made": _("token made"),
    "token.revoked": _("token revoked"),
    "workspace.opened": _("workspace opened"),
    "workspace.renamed": _("workspace renamed"),
    "workspace.deleted": _("workspace deleted"),
    "audit.downloaded": _("audit log downloaded"),
    "member.invited": _("invitation made"),
    "member.invitation-withdrawn": _("invitation withdrawn"),
    "member.joined": _("member joined"),
    "member.role-changed": _("role changed"),
    "member.removed": _("member removed"),
    "member.left": _("member left"),
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
    "record.published": _("catalogue record published"),
    "record.withdrawn": _("catalogue record withdrawn"),
    "record.restored": _("withdrawn catalogue record published again"),
    "record.merged": _("two catalogue records merged"),
    "record.merge-undone": _("merge of catalogue records undone"),
    "record.deleted": _("unpublished catalogue record deleted"),
    "record.file-removed": _("file of a catalogue record deleted"),
    "library.appointed": _("appointed in the library"),
    "library.dismissed": _("dismissed from the library"),
    "library.settings-changed": _("settings of the library changed"),
    "help.appointed": _("appointed operator of the help pages"),
    "help.dismissed": _("dismissed as operator of the help pages"),
    "help.confirmed": _("entry of the help pages confirmed"),
    "help.made-public": _("help pages made public"),
    "help.taken-back": _("help pages taken back"),
}
"""Everything that is logged, by its code."""


def record(action: str, *, user: Any = None, workspace: Any = None, subject: object = "", about: Any = None) -> None:
    """Write an entry; ``action`` is one of ACTIONS (KeyError for any other).

    ``user`` did it, ``about`` is the other person whom it concerns. People are named by reference only, so that their
    names go with their accounts; no password, key or address of a person belongs into ``subject``.
    """
    ACTIONS[action]
    known = user if user is not None and user.is_authenticated else None
    Entry.objects.create(
        action=action, user=known, about=about, workspace=workspace, subject=str(subject).replace("\0", "")[:250]
    )
