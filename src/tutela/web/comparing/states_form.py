"""What the table of States shows: filters that live in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.register.measures import Measure
from tutela.typesetting import typeset
from tutela.web.assessments.models import Assessment, Source
from tutela.web.comparing.states import latest_of_each_state
from tutela.web.site.register import the_register

Choices = list[tuple[str, Any]]


class StatesForm(forms.Form):
    """Filters of rows (workspace, period, whose view, all or the latest of each State) and of columns (section,
    addressee, theme). ``assessments`` are those that the person may see."""

    workspace = forms.ChoiceField(label=_("Workspace"), required=False)
    period = forms.ChoiceField(label=_("Year or period"), required=False)
    source = forms.ChoiceField(label=_("Whose view"), required=False)
    rows = forms.ChoiceField(
        label=_("Rows"),
        required=False,
        choices=[("", _("The latest assessment of each State")), ("all", _("All assessments"))],
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    addressee = forms.ChoiceField(label=_("Who must act"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data: Any, assessments: Sequence[Assessment]) -> None:
        super().__init__(data, label_suffix="")
        self._assessments = assessments
        register, language = the_register(), get_language() or "en"
        workspaces = {one.workspace.slug: one.workspace.name for one in assessments}
        self._choices("workspace", _("All workspaces"), sorted(workspaces.items(), key=lambda one: one[1].casefold()))
        periods = sorted({one.period for one in assessments if one.period}, reverse=True)
        self._choices("period", _("All years and periods"), [(period, period) for period in periods])
        self._choices("source", _("All"), [(str(value), label) for value, label in Source.choices])
        sections = [(one.id, f"{one.id} {typeset(one.heading[language], language)}") for one in register.sections]
        self._choices("section", _("All sections"), sections)
        for name, terms in (("addressee", register.addressees), ("theme", register.themes)):
            self._choices(name, _("All"), [(term.id, typeset(term.name[language], language)) for term in terms])

    def _choices(self, name: str, none: Any, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", none), *choices]

    def assessments(self) -> list[Assessment]:
        """The assessments that the filters leave, by the name of the State. Only of a valid form."""
        asked = self.cleaned_data
        left = [
            one
            for one in self._assessments
            if asked["workspace"] in ("", one.workspace.slug)
            and asked["period"] in ("", one.period)
            and asked["source"] in ("", one.source)
        ]
        if asked["rows"] == "all":
            return sorted(left, key=lambda one: (one.state.casefold(), one.period, one.pk))
        return latest_of_each_state(left)

    def measures(self) -> list[Measure]:
        """The measures that the filters leave, in the order of the register. Only of a valid form."""
        asked = {name: self.cleaned_data[name] or None for name in ("section", "addressee", "theme")}
        return list(the_register().select(**asked))
