"""What an editor fills in about a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from tutela.web.library.models import CatalogueRecord
from tutela.web.subjects.current import current

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
ENDINGS = (".pdf", ".docx", ".odt", ".txt", ".csv", ".xlsx", ".epub", ".png", ".jpg", ".jpeg", ".webp")


class RecordField(forms.CharField):
    """The key or address of a catalogue record; gives the record, or None."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip().rstrip("/")
        if not text:
            return None
        found = CatalogueRecord.objects.filter(key=text.rpartition("/")[2][:24]).first()
        if found is None:
            raise ValidationError(_("There is no such record. Copy the address of its page in the library."))
        return found


class PostForm(forms.Form):
    """What holds for a post in all languages."""

    dated = forms.DateField(label=_("Date"), widget=DATE)
    updated = forms.DateField(
        label=_("Updated on (optional)"),
        required=False,
        widget=DATE,
        help_text=_("Only for changes that readers should know of, not for a corrected letter."),
    )
    subjects = forms.CharField(
        label=_("Subjects (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, in the words of the library’s subjects."),
    )
    record = RecordField(
        label=_("Record in the library (optional)"),
        required=False,
        max_length=300,
        help_text=_("The address of the record that describes this piece of news."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("updated") and values.get("dated") and values["updated"] < values["dated"]:
            self.add_error("updated", _("This is before the date of the post."))
        return values

    def clean_subjects(self) -> list[str]:
        """Headings of the vocabulary, whichever of their labels was written; any words while there is none."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["subjects"].splitlines()]
        lines = [line[:120] for line in lines if line]
        thesaurus = current()
        if thesaurus.entries:
            named = {line: thesaurus.named(line) for line in lines}
            if unknown := [line for line, entry in named.items() if entry is None]:
                raise ValidationError(
                    _("The vocabulary has no “%(labels)s”. Choose a label that it has, one a line."),
                    params={"labels": "”, “".join(unknown[:5])},
                )
            lines = [entry.heading or line for line, entry in named.items() if entry is not None]
        return list(dict.fromkeys(lines))[:20]


class TextForm(forms.Form):
    """A post in one language; empty where it is not told in that language."""

    title = forms.CharField(label=_("Title"), max_length=250, required=False)
    lead = forms.CharField(
        label=_("In brief"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, shown in lists and feeds."),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("An empty line makes a paragraph, * at the start of a line makes a list, [words](address) a link."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if (values.get("lead") or values.get("body")) and not values.get("title"):
            self.add_error("title", _("A text needs a title."))
        return values


class QuotationForm(forms.Form):
    """Somebody's words."""

    words = forms.CharField(
        label=_("Quotation"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As they were said, without quotation marks."),
    )
    speaker = forms.CharField(label=_("Who said it"), required=False, max_length=120)
    capacity = forms.CharField(label=_("In what capacity (optional)"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("words")) != bool(values.get("speaker")):
            self.add_error("speaker", _("A quotation needs words and who said them. Leave both empty to remove it."))
        return values


class FileForm(forms.Form):
    """An attachment that is added: a file, or a record of the library."""

    label = forms.CharField(label=_("Label"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    file = forms.FileField(label=_("File"), required=False, max_length=200)
    record = RecordField(label=_("or the address of a record in the library"), required=False, max_length=300)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and not file.name.lower().endswith(ENDINGS):
            raise ValidationError(
                _("Files of this kind are not taken. Use one of: %(endings)s.") % {"endings": ", ".join(ENDINGS)}
            )
        if file and file.size > settings.UPLOAD_LIMIT:
            raise ValidationError(_("The file is too large."))
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        has_content = bool(values.get("file") or values.get("record"))
        if has_content and not values.get("label"):
            self.add_error("label", _("Say what it is, for example “Explanatory Report (PDF)”."))
        if values.get("label") and not has_content and not self.errors:
            self.add_error("file", _("Choose a file, or give the address of a record."))
        return values


QuotationForms: type[BaseFormSet[QuotationForm]] = forms.formset_factory(QuotationForm, extra=2, max_num=20)
FileForms: type[BaseFormSet[FileForm]] = forms.formset_factory(FileForm, extra=3, max_num=3)
