"""What librarians fill in to harvest another repository."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tutela.web.exchange.harvest.errors import HarvestError
from tutela.web.exchange.harvest.fetching import check_address
from tutela.web.exchange.sets import IS_SPEC

_PREFIX = RegexValidator(
    r"^[A-Za-z0-9\-_.!~*'()]+\Z", _("A metadata format is named by letters, digits and - _ . only.")
)
_SET = RegexValidator(rf"^(?:{IS_SPEC.pattern})\Z", _("A set is named by letters, digits and - _ . : only."))


class SourceForm(forms.Form):
    """Another repository to take records over from."""

    url = forms.CharField(
        label=_("Address of the repository"),
        max_length=400,
        help_text=_("The base URL of its OAI-PMH interface. Those who look after the repository can tell it."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    set = forms.CharField(
        label=_("Set (optional)"),
        max_length=200,
        required=False,
        validators=[_SET],
        help_text=_("Take over the records of this set only. Without it, everything is taken over."),
    )
    format = forms.CharField(
        label=_("Metadata format (optional)"),
        max_length=40,
        required=False,
        validators=[_PREFIX],
        help_text=_("As that repository calls it. Without it, MARC is taken where there is any, else Dublin Core."),
    )
    publishes = forms.BooleanField(
        label=_("Publish new records at once"),
        required=False,
        help_text=_("Otherwise they come as drafts, which librarians look at before readers see them."),
    )

    def clean_url(self) -> Any:
        try:
            return check_address(self.cleaned_data["url"])
        except HarvestError as error:
            raise forms.ValidationError(
                _("This is not an address that begins with http:// or https://."), code="address"
            ) from error
