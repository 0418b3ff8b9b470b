"""What people give to open an assessment, to change its documents, and to run it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.web.assessments.models import Source, random_key
from tutela.web.documents.models import Document, DocumentState
from tutela.web.workspaces.models import Workspace


class FilesInput(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, or none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [super(FilesField, self).clean(one, initial) for one in data or ()]
        if len(files) > settings.UPLOAD_FILES:
            raise forms.ValidationError(
                gettext("Choose at most %(limit)s files at a time.") % {"limit": settings.UPLOAD_FILES}, code="files"
            )
        return files


class DocumentsForm(forms.Form):
    """Documents of a workspace to be assessed together: some that are there, some that are given now."""

    documents = forms.TypedMultipleChoiceField(
        label=_("Documents of the workspace"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    uploads = FilesField(
        label=_("New files"),
        required=False,
        help_text=_("Laws, plans, policies, reports: PDF, Word, HTML, text or Akoma Ntoso. Several can be chosen."),
    )

    def __init__(
        self, workspace: Workspace, *args: Any, chosen: Collection[int] = (), wanted: Iterable[int] = (), **kwargs: Any
    ) -> None:
        """``chosen`` are the documents (keys) that are ticked at first; replaced ones are offered only where they are
        among them or in ``wanted``."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.offered = _offered(workspace, {*chosen, *wanted})
        field = self.fields["documents"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(pk, label_of(document)) for pk, document in self.offered.items()]
        self.initial.setdefault("documents", [pk for pk in self.offered if pk in chosen])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("documents") and not given.get("uploads"):
            raise forms.ValidationError(
                gettext("Choose at least one document, or a file to upload."), code="no-documents"
            )
        return given

    @property
    def chosen_documents(self) -> list[Document]:
        """The documents that were ticked, in the order in which they were offered."""
        ticked = set(self.cleaned_data["documents"])
        return [document for pk, document in self.offered.items() if pk in ticked]


class AssessmentForm(DocumentsForm):
    """A new assessment. ``key`` makes sure that one form opens one assessment."""

    state = forms.CharField(label=_("State or organisation"), max_length=120)
    period = forms.CharField(
        label=_("Year or period"),
        max_length=40,
        required=False,
        help_text=_("Optional. For example 2026, or 2021–2025."),
    )
    source = forms.ChoiceField(
        label=_("Whose view"),
        choices=Source.choices,
        initial=Source.STATE,
        help_text=_("From whom the documents come: it tells assessments apart when they are compared."),
    )
    key = forms.CharField(
        widget=forms.HiddenInput, initial=random_key, validators=[RegexValidator(r"\A[0-9a-f]{32}\Z")]
    )

    field_order = ("state", "period", "source", "documents", "uploads", "key")


class StartForm(forms.Form):
    """A click on "run": ``number`` is the run that it asks for."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    newest = forms.BooleanField(required=False)


def label_of(document: Document) -> str:
    """A document as a choice: its title, its file, and what stands against its being searched."""
    named = f"{document.title} ({document.name})" if document.title else document.name
    if document.state == DocumentState.SET_ASIDE:
        return gettext("%(document)s – could not be read") % {"document": named}
    if document.is_replaced:
        return gettext("%(document)s – replaced by a newer version") % {"document": named}
    return named


def _offered(workspace: Workspace, wanted: Collection[int]) -> dict[int, Document]:
    documents = Document.objects.filter(workspace=workspace).select_related("replaced_by").defer("notices")
    offered = [one for one in documents.order_by("pk") if not one.is_replaced or one.pk in wanted]
    return {one.pk: one for one in sorted(offered, key=lambda one: label_of(one).casefold())}
