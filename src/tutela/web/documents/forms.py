"""What the pages of documents take in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.web.assessments.models import Assessment

MOST = 2_000_000_000
"""No number of a passage, page or row is greater: databases keep such numbers in 31 bits."""


class ReaderForm(forms.Form):
    """Where the reader is asked to open a document: at a passage (``p``), a part or a page; what to look for in it;
    the assessment whose evidence is shown beside it."""

    p = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    part = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    page = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    assessment = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    found = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    q = forms.CharField(required=False, strip=True)


class ListForm(forms.Form):
    """Which documents are listed."""

    page = forms.IntegerField(min_value=1, max_value=MOST, required=False)


class ReplaceForm(forms.Form):
    """The newer version of a document."""

    file = forms.FileField(label=_("The newer version"), allow_empty_file=True, max_length=None)


class DeleteForm(forms.Form):
    """That somebody knows what goes with a document that is used."""

    confirmed = forms.BooleanField(
        label=_("Delete it all the same, with the evidence and the decisions that hang on it"),
        error_messages={"required": _("Tick the box if this is what you want.")},
    )


def assessment_of(workspace_pk: int, pk: int | None) -> Assessment | None:
    """An assessment of a workspace; None where it has none of this key."""
    if pk is None:
        return None
    return Assessment.objects.select_related("workspace").filter(workspace=workspace_pk, pk=pk).first()
