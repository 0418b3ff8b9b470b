"""What comes in from the pages of review, checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tutela.web.assessments.models import Answer
from tutela.web.review.decisions import clean_note

AT_ONCE = 500
"""Passages that can be decided on in one request."""

_GREATEST = 2**63 - 1  # what a key can be in the database


class Keys(forms.Field):
    """Keys of rows, given several times under one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        given = [str(one) for one in value or ()]
        if len(given) > AT_ONCE:
            raise ValidationError(_("Too many passages at once."))
        if not all(one.isascii() and one.isdecimal() and len(one) < 20 and int(one) <= _GREATEST for one in given):
            raise ValidationError(_("One of the passages is not known."))
        return list(dict.fromkeys(map(int, given)))


class DecisionForm(forms.Form):
    """An answer on one passage or several. ``undecided`` leaves out those on which the reviewer has decided; ``bulk``
    says that the note is for several."""

    answer = forms.ChoiceField(choices=Answer.choices)
    passage = Keys(error_messages={"required": _("Choose at least one passage.")})
    note = forms.CharField(required=False, strip=False)
    undecided = forms.BooleanField(required=False)
    bulk = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def clean_note(self) -> str:
        return clean_note(self.cleaned_data["note"])


class DayField(forms.DateField):
    """A day as browsers send it, whatever the language of the page; far from where calendars and time zones end."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        near = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, validators=near, **kwargs)


class PairForm(forms.Form):
    """Two reviewers whose decisions are held against each other."""

    first = forms.TypedChoiceField(label=_("First reviewer"), coerce=int)
    second = forms.TypedChoiceField(label=_("Second reviewer"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        choices = list(people)
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") is not None and given.get("first") == given.get("second"):
            raise ValidationError(_("Choose two different reviewers."))
        return given


class HistoryForm(forms.Form):
    """Which decisions the history shows; what is left empty does not limit it."""

    reviewer = forms.TypedChoiceField(label=_("Reviewer"), required=False, coerce=int, empty_value=None)
    measure = forms.ChoiceField(label=_("Measure"), required=False)
    answer = forms.ChoiceField(label=_("Decision"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(
        self, *args: Any, people: Iterable[tuple[int, str]], measures: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        choices: dict[str, Iterable[tuple[Any, Any]]] = {
            "reviewer": people,
            "measure": measures,
            "answer": Answer.choices,
        }
        anything = pgettext_lazy("any value of a filter", "All")
        for name, given in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", anything), *given]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            raise ValidationError(_("The first day is after the last."))
        return given
