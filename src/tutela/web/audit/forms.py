"""What of the audit log is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.web.accounts.models import User
from tutela.web.audit.log import ACTIONS
from tutela.web.audit.models import Entry
from tutela.web.workspaces.models import Workspace


class Day(forms.DateField):
    """A day, which may be left open."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **kwargs)


class LogFilter(forms.Form):
    """Action, person, first and last day; each may be left open."""

    action = forms.ChoiceField(label=_("What"), required=False)
    person = forms.ModelChoiceField(label=_("Who"), required=False, queryset=User.objects.none())
    since = Day(label=_("From"))
    until = Day(label=_("Until"))

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything, anybody = _("everything"), _("anybody")
        entries = Entry.objects.filter(workspace=workspace).order_by()
        done = set(entries.values_list("action", flat=True).distinct())
        self.fields["action"].choices = [("", everything), *((a, name) for a, name in ACTIONS.items() if a in done)]  # type: ignore[attr-defined]
        people = self.fields["person"]
        people.empty_label = anybody  # type: ignore[attr-defined]
        people.queryset = User.objects.filter(pk__in=entries.values("user")).order_by("name", "pk")  # type: ignore[attr-defined]

    def limits(self) -> dict[str, Any]:
        """The conditions on entries; only those that are well-formed count."""
        given = self.cleaned_data if self.is_bound else {}
        lookups = {"action": "action", "person": "user", "since": "at__date__gte", "until": "at__date__lte"}
        return {lookup: given[name] for name, lookup in lookups.items() if given.get(name)}
