"""What the pages of terms take in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tutela.terms.rule import About, Level
from tutela.web.site.templatetags.register import number
from tutela.web.terminology.templatetags.terms import about_word, level_word
from tutela.web.terminology.upload_in_memory import LIMIT

LONGEST_TEXT = 200_000
"""Characters of a pasted text, at most."""

LANGUAGES = [
    ("en", pgettext_lazy("language of a text", "English")),
    ("fr", pgettext_lazy("language of a text", "French")),
    ("es", pgettext_lazy("language of a text", "Spanish")),
    ("", gettext_lazy("Several, or I am not sure: find out")),
]
ENDINGS = ".txt,.md,.docx,.pdf,.html,.htm,.xml"


class CheckForm(forms.Form):
    """A text or a file to check."""

    text = forms.CharField(
        label=gettext_lazy("Your text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("PDF, Word (DOCX), HTML, Markdown, Akoma Ntoso or plain text; at most 10 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"), choices=LANGUAGES, required=False)
    exceptions = forms.BooleanField(
        label=gettext_lazy("Show exceptions: terms that are left alone, and why"), required=False
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._too_large = too_large

    def clean_text(self) -> str:
        """The text with plain line ends."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_TEXT:
            told = _(
                "The text has %(length)s characters, and at most %(limit)s are checked at a time. Check it in parts."
            )
            raise ValidationError(told % {"length": number(len(text)), "limit": number(LONGEST_TEXT)})
        return text

    def clean_file(self) -> Any:
        """The file, unless it was let go for its size."""
        if self._too_large:
            told = _("The file is larger than %(limit)s MB. Check it in parts, or save its text alone.")
            raise ValidationError(told % {"limit": number(LIMIT // 1_000_000)})
        return self.cleaned_data["file"]

    def clean(self) -> dict[str, Any]:
        """One of the two, text or file."""
        given: dict[str, Any] = super().clean() or {}
        if "text" in given and "file" in given:
            has_text = bool(given["text"].strip())
            if given["file"] is None and not has_text:
                self.add_error("text", _("Paste a text, or choose a file."))
            elif given["file"] is not None and has_text:
                self.add_error("file", _("Give either a text or a file, not both."))
        return given


def _levels() -> list[tuple[str, Any]]:
    return [("", pgettext_lazy("levels of terms", "All")), *((str(one), level_word(one)) for one in Level)]


def _subjects() -> list[tuple[str, Any]]:
    return [("", pgettext_lazy("what terms are about", "All")), *((str(one), about_word(one)) for one in About)]


class GlossaryForm(forms.Form):
    """Which terms are listed."""

    q = forms.CharField(label=gettext_lazy("Find a term"), max_length=200, required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=_levels, required=False)
    about = forms.ChoiceField(label=gettext_lazy("About"), choices=_subjects, required=False)
