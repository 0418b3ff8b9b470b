"""Which measures the map shows: chosen by filters that live in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tutela.register.measures import Measure
from tutela.typesetting import typeset
from tutela.web.assessments.models import Finding
from tutela.web.assessments.status import STATUSES
from tutela.web.site.register import the_register
from tutela.web.site.templatetags.register import current_words

WORK = {
    "decided": _("decided by people"),
    "undecided": _("passages left to decide on"),
    "disputed": _("reviewers disagree"),
    "differs": _("people’s status differs from the program’s"),
    "contrary": _("passages that say the contrary"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Measures that have all that was chosen; "" where nothing was."""

    status: str = ""
    section: str = ""
    addressee: str = ""
    theme: str = ""
    work: str = ""

    def __bool__(self) -> bool:
        return bool(self.status or self.section or self.addressee or self.theme or self.work)

    def holds(self, measure: Measure, finding: Finding) -> bool:
        """Whether a measure is among those that were chosen."""
        return (
            self.status in ("", finding.status)
            and self.section in ("", measure.section)
            and (not self.addressee or self.addressee in measure.addressees)
            and (not self.theme or self.theme in measure.themes)
            and (not self.work or _is_at(self.work, finding))
        )


def _is_at(work: str, finding: Finding) -> bool:
    if work == "decided":
        return bool(finding.people)
    return finding.differs if work == "differs" else bool(getattr(finding, work))


class SelectionForm(forms.Form):
    """The filters. What the address holds and no filter offers is left out of account."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    addressee = forms.ChoiceField(label=_("Who must act"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    work = forms.ChoiceField(label=_("Decisions"), required=False)

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given, label_suffix="")
        self._offered = {name: [("", gettext("All")), *choices] for name, choices in _choices().items()}
        for name, choices in self._offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def selection(self) -> Selection:
        """What was chosen."""
        self.full_clean()
        return Selection(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    @property
    def selects(self) -> SafeString:
        """The fields as HTML, made here: the templates of Django's widgets take longer than the rest of the page."""
        chosen = asdict(self.selection)
        return format_html_join(
            "\n",
            '<div class="field"><label for="id_{}">{}</label><select name="{}" id="id_{}">{}</select></div>',
            (
                (name, self.fields[name].label, name, name, _options(choices, chosen[name]))
                for name, choices in self._offered.items()
            ),
        )


def _options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == chosen else "", name) for value, name in choices),
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    register, words, language = the_register(), current_words(), get_language() or "en"

    def named(id: str, name: Mapping[str, str]) -> tuple[str, str]:
        return id, typeset(name[language], language)

    return {
        "status": [(status, words[f"status.{status}"]) for status in STATUSES],
        "section": [(one.id, f"{one.id} {named(one.id, one.heading)[1]}") for one in register.sections],
        "addressee": [named(one.id, one.name) for one in register.addressees],
        "theme": [named(one.id, one.name) for one in register.themes],
        "work": [(id, str(name)) for id, name in WORK.items()],
    }
