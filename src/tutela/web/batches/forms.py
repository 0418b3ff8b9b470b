"""What librarians fill in about batches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.vocabularies import Vocabulary, terms
from tutela.web.batches.operations import NAMES, ContentError, Edit, field_of
from tutela.web.documents.intake import clean_name
from tutela.web.library.models import State
from tutela.web.site.register import the_register
from tutela.web.subjects.current import current

MOST_FILES = 20


class FilesInput(forms.ClearableFileInput):
    """Takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each within the limit of the site; gives a list of them."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list) else [data] if data else []
        if not given:
            raise ValidationError(_("Choose at least one file."))
        if len(given) > MOST_FILES:
            raise ValidationError(_("At most %(most)d files can be imported at once."), params={"most": MOST_FILES})
        files = [super(FilesField, self).clean(one, initial) for one in given]
        for file in files:
            if file.size > settings.UPLOAD_LIMIT:
                raise ValidationError(
                    _("“%(name)s” is larger than %(limit)d MB. Divide it, or import it with “tutela library import”."),
                    params={"name": clean_name(file.name), "limit": settings.UPLOAD_LIMIT // 1_000_000},
                )
        return files


class ImportForm(forms.Form):
    """Files of records, and how to take them in."""

    sources = FilesField(
        label=_("Files"),
        help_text=_("MARC 21 (ISO 2709), MARCXML, MARCMaker text or MARC in JSON; also compressed with gzip."),
        widget=FilesInput(attrs={"accept": ".mrc,.marc,.dat,.xml,.mrk,.txt,.json,.jsonl,.gz"}),
    )
    state = forms.ChoiceField(
        label=_("New records"),
        choices=[
            (State.DRAFT.value, _("are drafts, which librarians look at before readers see them")),
            (State.PUBLISHED.value, _("are published at once")),
        ],
        initial=State.DRAFT.value,
        widget=forms.RadioSelect,
    )
    update = forms.BooleanField(
        label=_("Records that are here under the same control number are replaced by those of the file"), required=False
    )
    mend = forms.BooleanField(
        label=_("Mend records whose lengths are wrong, where nothing of them is lost"), required=False
    )
    unimarc = forms.BooleanField(label=_("The records are UNIMARC: convert them to MARC 21"), required=False)


_OPERATION_LABELS: dict[str, Promise] = {
    "add-subject": _("Add a subject"),
    "replace-subject": _("Replace a subject by another"),
    "remove-subject": _("Remove a subject"),
    "add-type": _("Add a type of resource"),
    "remove-type": _("Remove a type of resource"),
    "add-audience": _("Add an audience"),
    "remove-audience": _("Remove an audience"),
    "add-sector": _("Add a sector"),
    "remove-sector": _("Remove a sector"),
    "add-measure": _("Add a measure of the Guidelines"),
    "remove-measure": _("Remove a measure of the Guidelines"),
    "add-country": _("Add a country that the resource is about"),
    "remove-country": _("Remove a country"),
    "replace-text": _("Replace text in a field"),
    "add-field": _("Add a field"),
    "remove-field": _("Remove a field"),
    "publish": _("Publish"),
    "withdraw": _("Withdraw"),
}

_KINDS = ("type", "audience", "sector", "measure", "country")
GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Subjects"), ("add-subject", "replace-subject", "remove-subject")),
    (
        _("What the resource is, and for whom"),
        tuple(f"{act}-{kind}" for kind in _KINDS for act in ("add", "remove")),
    ),
    (_("Fields"), ("replace-text", "add-field", "remove-field")),
    (_("State"), ("publish", "withdraw")),
)  # fmt: skip


def operation_label(code: str) -> Promise | str:
    """An operation in words."""
    return _OPERATION_LABELS.get(code, code)


def _coded(vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    language = get_language() or "en"
    return [("", "–"), *((code, term.label[language]) for code, term in terms(vocabulary).items())]


def _measures() -> Iterable[tuple[str, str]]:
    language = get_language() or "en"
    return [("", "–"), *((one.id, f"{one.title[language]} ({one.id})") for one in the_register().measures)]


def _countries() -> Iterable[tuple[str, str]]:
    names = Locale.parse(get_language() or "en").territories
    found = [
        (code, str(name)) for code, name in names.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_STATES
    ]
    return [("", "–"), *sorted(found, key=lambda pair: pair[1])]


_NO_STATES = frozenset({"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})
_TAG = re.compile("(?!00)[0-9]{3}")


def _grouped() -> Iterable[tuple[str, Any]]:
    groups: list[tuple[Any, Any]] = [
        (group, [(code, _OPERATION_LABELS[code]) for code in codes]) for group, codes in GROUPS
    ]
    return [("", "–"), *groups]


class EditForm(forms.Form):
    """An operation, with what each kind of operation needs. The page shows what belongs to the chosen one."""

    operation = forms.ChoiceField(label=_("What is to be done"))
    subject = forms.CharField(
        label=pgettext_lazy("of a record", "Subject"), required=False, max_length=200,
        help_text=_("The heading as it stands in the records; to add one, a label of the vocabulary."),
    )  # fmt: skip
    new_subject = forms.CharField(
        label=_("New subject"), required=False, max_length=200, help_text=_("A label of the vocabulary.")
    )
    type = forms.ChoiceField(label=_("Type of resource"), required=False)
    audience = forms.ChoiceField(label=_("Audience"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    measure = forms.ChoiceField(label=_("Measure"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    tag = forms.CharField(
        label=_("Field"), required=False, max_length=3, help_text=_("Its tag, three digits from 010 to 999.")
    )
    code = forms.CharField(
        label=_("Subfield"), required=False, max_length=1, help_text=_("Its code; empty for all subfields.")
    )
    text = forms.CharField(
        label=_("Text to look for"), required=False, max_length=500, strip=False,
        help_text=_(
            "Exactly as it stands, with capitals and accents. To remove fields: only those that hold it; empty for all."
        ),
    )  # fmt: skip
    new_text = forms.CharField(label=_("Text in its place"), required=False, max_length=500, strip=False)
    content = forms.CharField(
        label=_("Indicators and subfields"), required=False, max_length=2000,
        help_text=_("As cataloguers type them, for example: ##$aText of a general note."),
    )  # fmt: skip

    SHOWN_FOR = {
        "subject": "add-subject replace-subject remove-subject",
        "new_subject": "replace-subject",
        **{kind: f"add-{kind} remove-{kind}" for kind in _KINDS},
        "tag": "replace-text add-field remove-field",
        "code": "replace-text",
        "text": "replace-text remove-field",
        "new_text": "replace-text",
        "content": "add-field",
    }
    """By each field the operations that need it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Iterable[tuple[str, Any]]] = {
            "operation": _grouped(),
            "type": _coded("types"), "audience": _coded("audiences"), "sector": _coded("sectors"),
            "measure": _measures(), "country": _countries(),
        }  # fmt: skip
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(values)
        for name, operations in self.SHOWN_FOR.items():
            self.fields[name].widget.attrs["data-for"] = operations

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        operation = told.get("operation", "")
        needed = [name for name, operations in self.SHOWN_FOR.items() if operation in operations.split()]
        optional = {"code", "new_text"} | ({"text"} if operation == "remove-field" else set())
        for name in needed:
            if name not in self.errors and not told.get(name) and name not in optional:
                self.add_error(name, _("This operation needs it."))
        if operation == "add-subject":
            told["subject"] = self._heading("subject", told.get("subject", ""))
        if operation == "replace-subject":
            told["new_subject"] = self._heading("new_subject", told.get("new_subject", ""))
            if told["new_subject"] and told["new_subject"] == told.get("subject"):
                self.add_error("new_subject", _("It is the same subject. Choose another one."))
        if "tag" in needed and told.get("tag") and not _TAG.fullmatch(told["tag"]):
            self.add_error(
                "tag", _("A tag has three digits, from 010 to 999; the first fields are kept by the system.")
            )
        elif operation == "add-field" and told.get("tag") and told.get("content"):
            self._check_content(told["tag"], told["content"])
        return told

    def _heading(self, name: str, typed: str) -> str:
        """The heading of a label of the vocabulary; a non-preferred one leads to the preferred one."""
        if not typed or name in self.errors:
            return ""
        entry = current().named(typed)
        if entry is None:
            self.add_error(
                name, _("The vocabulary has no such subject. Choose one that it has, or add it there first.")
            )
            return ""
        return entry.heading

    def _check_content(self, tag: str, content: str) -> None:
        try:
            field_of(tag, content)
        except ContentError:
            self.add_error("content", _("Type two indicators (# for a blank) and at least one subfield: ##$aText."))

    def edit(self) -> Edit:
        """What is to be done; the form is valid."""
        told = self.cleaned_data
        operation = told["operation"]
        assert operation in NAMES
        kind = operation.partition("-")[2]
        if operation in ("publish", "withdraw"):
            return Edit(operation)
        if kind == "subject":
            replacement = told["new_subject"] if operation == "replace-subject" else ""
            return Edit(operation, value=told["subject"], replacement=replacement)
        if kind in _KINDS:
            return Edit(operation, value=told[kind])
        if operation == "replace-text":
            return Edit(operation, told["text"], told["new_text"], told["tag"], told["code"])
        if operation == "add-field":
            return Edit(operation, tag=told["tag"], content=told["content"])
        return Edit(operation, value=told["text"], tag=told["tag"])
