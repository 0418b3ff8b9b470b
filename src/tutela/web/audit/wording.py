"""What an entry concerns, in the language of the page."""

from __future__ import annotations

from tutela.web.audit.models import Entry
from tutela.web.workspaces.models import Role

_ROLES = {role.name.lower(): role.label for role in Role}


def subject_of(entry: Entry) -> str:
    """The subject; roles, which are kept by their codes ("reader > reviewer"), in words."""
    if not entry.action.startswith("member."):
        return entry.subject
    return " → ".join(str(_ROLES.get(part, part)) for part in entry.subject.split(" > "))
