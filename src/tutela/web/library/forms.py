"""What readers and librarians fill in on the library's pages."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tutela.web.library.models import Duty
from tutela.web.library.reader_models import ProblemKind

DUTIES = (
    (Duty.CATALOGUER.value, _("Cataloguer: drafts records and sends them to review")),
    (Duty.LIBRARIAN.value, _("Librarian: also publishes, imports and lends, and appoints the staff")),
)


class ProblemForm(forms.Form):
    """What is wrong with a record. ``website`` is not shown to people: only programs fill it in."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=ProblemKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What should the record say? (optional)"),
        max_length=2000,
        required=False,
        help_text=_("Write about the record only. Give no names of private persons and nothing about a child."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(required=False, max_length=200)


class AnswerForm(forms.Form):
    """What the staff answer to a report; it is read by whoever has the receipt."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        required=False,
        help_text=_("Whoever reported the problem can read it under the address of the receipt."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ShareForm(forms.Form):
    """The name under which a list is shared."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=120,
        help_text=_("Everybody who has the link sees this name. Your own name is not shown."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AppointForm(forms.Form):
    """Whom a librarian appoints, and to what."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        max_length=254,
        help_text=_("The person needs an account on this site first."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    duty = forms.TypedChoiceField(
        label=_("Duty"),
        choices=DUTIES,
        coerce=lambda value: Duty(int(value)),
        initial=Duty.CATALOGUER.value,
        widget=forms.RadioSelect,
    )


class AboutForm(forms.Form):
    """What a librarian says of the library."""

    name = forms.CharField(
        label=_("Name of the library"),
        max_length=120,
        required=False,
        help_text=_("Readers and other catalogues see it."),
    )
    email = forms.EmailField(
        label=_("E-mail address for other catalogues"),
        max_length=254,
        required=False,
        help_text=_(
            "Public: those who harvest the catalogue write to it. Give the address of an office, not of a person."
        ),
    )
    identifier = forms.CharField(
        label=_("Identifier of the repository"),
        max_length=120,
        required=False,
        # oai-identifier.xsd (Open Archives Initiative): the name of a domain
        validators=[
            RegexValidator(
                r"\A[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+\Z",
                _("Write the name of a domain, with a dot in it."),
            )
        ],
        help_text=_(
            "The domain of the library. It is part of the identifiers by which other catalogues know the records: "
            "leave it as it is once they harvest."
        ),
    )
