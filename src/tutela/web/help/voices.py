"""The voices of the help pages by name: for whom each is written."""

from __future__ import annotations

from django.utils.translation import gettext as _


def voice_name(voice: str) -> str:
    """For whom a voice is, in the language of the page."""
    return {
        "8-11": _("I am 8 to 11"),
        "12-15": _("I am 12 to 15"),
        "16-17": _("I am 16 or 17"),
        "parents": _("Parents and caregivers"),
        "schools": _("Teachers and schools"),
        "self": _("I worry about my own thoughts or behaviour"),
    }[voice]


def tab_of(voice: str) -> str:
    """Neutral words for the tab of a voice's first page."""
    return {"parents": _("For adults"), "schools": _("School")}.get(voice, _("Reading"))
