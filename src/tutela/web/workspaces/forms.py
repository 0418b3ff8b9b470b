"""What people fill in about workspaces and their members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tutela.web.workspaces.models import Role, Workspace

ROLES = (
    (Role.READER.value, _("Reader: sees everything in the workspace, changes nothing")),
    (Role.REVIEWER.value, _("Reviewer: uploads documents, starts assessments, decides on the evidence")),
    (Role.OWNER.value, _("Owner: also invites and removes members, publishes, and sees the audit log")),
)


class WorkspaceForm(forms.Form):
    """The name of a workspace."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("Members see it, and whoever is given an invitation link. It can be changed."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class InvitationForm(forms.Form):
    """Whom an owner invites, and as what."""

    role = forms.TypedChoiceField(
        label=_("Role"),
        choices=ROLES,
        coerce=lambda value: Role(int(value)),
        initial=Role.REVIEWER.value,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("For whom (optional)"),
        max_length=120,
        required=False,
        help_text=_("A note for the owners, so that they know to whom the link was given."),
    )


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.TypedChoiceField(choices=Role.choices, coerce=lambda value: Role(int(value)))


class DeletionForm(forms.Form):
    """The name of the workspace, typed once more, before all of it goes."""

    name = forms.CharField(label=_("Name of the workspace"), max_length=120)

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        self.workspace = workspace
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if " ".join(name.split()) != " ".join(self.workspace.name.split()):
            raise ValidationError(_("This is not the name of the workspace."))
        return name
