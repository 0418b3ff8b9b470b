"""What is filled in at the lending desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.web.circulation.models import Patron
from tutela.web.library.models import Item


class BarcodeForm(forms.Form):
    """A copy by its barcode."""

    barcode = forms.CharField(
        label=_("Barcode"),
        max_length=40,
        help_text=_("Scan it, or type it and press Enter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )

    def clean_barcode(self) -> Item:
        wanted = self.cleaned_data["barcode"]
        found = Item.objects.filter(barcode__iexact=wanted).select_related("record").first()
        if found is None:
            raise ValidationError(_("No copy has this barcode."))
        return found


class PatronForm(forms.Form):
    """Somebody who borrows: one who has something already, or a name and how to reach them."""

    patron = forms.ModelChoiceField(
        label=_("Somebody who has something on loan or reserved"),
        queryset=Patron.objects.none(),
        required=False,
        empty_label=_("— somebody else —"),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("How to reach them"),
        max_length=160,
        required=False,
        help_text=_("One telephone number, e-mail address or office. It is erased when everything is returned."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["patron"].queryset = Patron.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("patron") is None and not (values.get("name") and values.get("contact")) and not self.errors:
            self.add_error("name", _("Choose somebody, or give a name and how to reach them."))
        return values


class LoanForm(PatronForm):
    """A loan."""

    due = forms.DateField(
        label=_("Due on (optional)"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty: the days that the rules give."),
    )

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due is not None and due < timezone.localdate():
            raise ValidationError(_("This day is past."))
        return due


class RulesForm(forms.Form):
    """How long a loan is."""

    days = forms.IntegerField(label=_("Days of a loan"), min_value=1, max_value=365)
    renewals = forms.IntegerField(label=_("How often it can be renewed"), min_value=0, max_value=20)
