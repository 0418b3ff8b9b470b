"""What is asked before a report is made or published."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """The explicit choice to publish, and what of the reviewers goes with it."""

    names = forms.BooleanField(label=_("Publish the names of the reviewers beside their decisions"), required=False)
    notes = forms.BooleanField(label=_("Publish the notes of the reviewers"), required=False)
    sure = forms.BooleanField(
        label=_("I have read what becomes public, and my organisation wants to publish it."),
        error_messages={"required": _("Tick this to publish. Nothing has been published.")},
    )
