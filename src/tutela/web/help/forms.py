"""What operators fill in at the desk: entries of the directory, the settings, a spreadsheet."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.web.help.directory import countries, language_names
from tutela.web.help.entry_rules import IN_LANGUAGES, LANGUAGES, LONGEST, columns_of, entry_of
from tutela.web.help.models import DEFAULT_EXIT, Entry, HelpSite, Kind, Need
from tutela.web.help.spreadsheet import SpreadsheetError, decode

_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_OFF = {"autocomplete": "off"}
_ADDRESS = forms.URLInput(attrs={**_OFF, "spellcheck": "false", "placeholder": "https://"})
_LABELS = {"cost": _("Cost"), "hours": _("Hours"), "after": _("What happens to what one tells them")}


def _here() -> str:
    return get_language() or settings.LANGUAGE_CODE


def country_choices(empty: Any) -> list[tuple[str, Any]]:
    """All countries in the language of the page, after the words for none."""
    return [("", empty), *((code, name) for code, name in countries(_here()).items())]


def language_codes(words: str) -> str:
    """The codes of languages that are written as names in the language of the page, or as codes. What is neither
    stays, so that it can be told of."""
    by_name = {name.casefold(): code for code, name in language_names(_here()).items()}
    found = []
    for part in re.split(r"[,;]", words):
        name = " ".join(part.split())
        found += [by_name[name.casefold()]] if name.casefold() in by_name else name.split()
    return " ".join(found)


class EntryForm(forms.Form):
    """A service of the directory; the rules are those of ``entry_rules``, as for a spreadsheet."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As the service calls itself."))
    run_by = forms.CharField(label=_("Run by"), max_length=200, help_text=_("The organisation or authority behind it."))
    kind = forms.ChoiceField(label=_("What it is"))
    needs = forms.MultipleChoiceField(
        label=_("What it helps with"), choices=Need.choices, widget=forms.CheckboxSelectMultiple
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=60, required=False, widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"}),
        help_text=_("As one dials it in the country. Give a phone, a chat or a website, or several of them."),
    )  # fmt: skip
    chat = forms.CharField(label=_("Address of the chat"), max_length=300, required=False, widget=_ADDRESS)
    web = forms.CharField(label=_("Website"), max_length=300, required=False, widget=_ADDRESS)
    languages = forms.CharField(
        label=_("Languages"),
        max_length=400,
        required=False,
        help_text=_("Their names, or their two letters, with commas between."),
    )
    youngest = forms.IntegerField(label=_("Youngest age"), min_value=0, max_value=120, required=False)
    oldest = forms.IntegerField(label=_("Oldest age"), min_value=0, max_value=120, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300,
        help_text=_("Where it stands that this is so: who says it, in which page or letter, of which day."),
    )  # fmt: skip
    source_address = forms.CharField(label=_("Address of the source"), max_length=300, required=False, widget=_ADDRESS)
    checked = forms.DateField(
        label=_("Checked on"), widget=_DATE, input_formats=["%Y-%m-%d"],
        help_text=_("The day on which somebody last saw that it is so. After a year it is no longer shown."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, entry: Entry | None = None) -> None:
        self.entry = entry
        super().__init__(data, initial=_initial(entry))
        self.fields["kind"].choices = [(code, capfirst(name)) for code, name in Kind.choices]  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices(_("Many countries"))  # type: ignore[attr-defined]
        for name in IN_LANGUAGES:
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{_LABELS[name]} ({language})",
                    max_length=LONGEST[name],
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": code})
                    if name == "after"
                    else forms.TextInput(attrs={"lang": code}),
                )

    @property
    def parts(self) -> list[tuple[Any, list[Any], Any]]:
        """The fields by heading, with a word on each part."""
        said = {name: [self[f"{name}_{code}"] for code in LANGUAGES] for name in IN_LANGUAGES}
        languages = _("A language left empty shows the words of another one. Short sentences, without “you” or “I” "
                      "where it can be said without: a child, a parent or a teacher may read it.")  # fmt: skip
        return [
            (_("Who they are"), [self[name] for name in ("name", "run_by", "kind", "needs", "country")], ""),
            (_("How to reach them"), [self[name] for name in ("phone", "chat", "web")], ""),
            (_("For whom"), [self[name] for name in ("languages", "youngest", "oldest")], ""),
            (_("When, what it costs, what happens"), [*said["hours"], *said["cost"], *said["after"]], languages),
            (_("How it is known"), [self[name] for name in ("source", "source_address", "checked")], ""),
        ]

    def clean(self) -> dict[str, Any]:
        """The rules of every entry; the result is in ``made``."""
        values = super().clean() or {}
        columns = {name: str(value or "") for name, value in values.items() if not isinstance(value, list)}
        columns["needs"] = " ".join(values.get("needs", []))
        columns["languages"] = language_codes(values.get("languages", ""))
        columns["ages"] = self._ages(values)
        columns["checked"] = values["checked"].isoformat() if values.get("checked") else ""
        columns["key"] = self.entry.key if self.entry else new_key(columns.get("country", ""), values.get("name", ""))
        self.made, faults = entry_of(columns)
        for fault in faults:
            field = {"ages": "oldest", "key": "name"}.get(fault.column, fault.column)
            if field not in self.errors:
                self.add_error(field or None, fault.what)
        return values

    def _ages(self, values: dict[str, Any]) -> str:
        youngest, oldest = values.get("youngest"), values.get("oldest")
        if youngest is None and oldest is None:
            return ""
        if youngest is None or oldest is None:
            self.add_error("oldest", _("Give both ages, or none."))
            return ""
        if oldest < youngest:
            self.add_error("oldest", _("The oldest age is below the youngest."))
        return f"{youngest}-{oldest}"


def _initial(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"checked": timezone.localdate(), "country": HelpSite.load().country}
    names = language_names(_here())
    youngest, _dash, oldest = entry.ages.partition("-")
    return {
        **columns_of(entry),
        "needs": entry.needs_list(),
        "languages": ", ".join(names.get(code, code) for code in entry.languages_list()),
        "youngest": youngest,
        "oldest": oldest,
        "checked": entry.checked,
    }


def new_key(country: str, name: str) -> str:
    """A key that no entry has yet, made of the country and the name."""
    wanted = re.sub(r"[^a-z0-9]+", "-", slugify(f"{country} {name}"))[:54].strip("-") or "service"
    taken = set(Entry.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    free = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 2))
    return next(key for key in free if key not in taken)


class SettingsForm(forms.Form):
    """Where the exit leads, and which country is shown first."""

    exit_address = forms.CharField(
        label=_("Address that the exit opens"), max_length=300, widget=_ADDRESS,
        help_text=_("A site that many people in the country open every day, such as the weather or the news. It must "
                    "open without a question, and say nothing about children or help."),
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country that is shown first"), required=False,
        help_text=_("Visitors who have chosen no country see its services. The checklist asks for it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, site: HelpSite) -> None:
        super().__init__(data, initial={"exit_address": site.exit_address or DEFAULT_EXIT, "country": site.country})
        self.fields["country"].choices = country_choices(_("None"))  # type: ignore[attr-defined]

    def clean_exit_address(self) -> str:
        address = self.cleaned_data["exit_address"]
        try:
            forms.URLField(assume_scheme="https").clean(address)
            parts = urlsplit(address)
        except (ValidationError, ValueError) as error:
            raise ValidationError(_("This is not an address. Copy it from the browser.")) from error
        if parts.scheme != "https" or parts.username is not None:
            raise ValidationError(
                _(
                    "The address must begin with https://, so that nobody on the way sees more than the name of the "
                    "site."
                )
            )
        own = urlsplit(settings.ADDRESS).hostname
        if parts.hostname in (own, "localhost", "127.0.0.1"):
            raise ValidationError(
                _("This is a page of this site. Choose another site, which says nothing of this one.")
            )
        return str(address)


class UploadForm(forms.Form):
    """A spreadsheet with entries; ``cleaned_data["file"]`` is its text."""

    file = forms.FileField(
        label=_("Spreadsheet (CSV)"), max_length=200, widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
        help_text=_("With the columns of the export, as “CSV UTF-8”."),
    )  # fmt: skip

    def clean_file(self) -> str:
        try:
            return decode(self.cleaned_data["file"].read())
        except SpreadsheetError as error:
            raise ValidationError(str(error)) from error
