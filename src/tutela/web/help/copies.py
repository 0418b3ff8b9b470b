"""What a copy to keep holds, on paper or as a file: the pages of one voice, what to do in danger, the addresses of the
country, where to turn if none of them fits, and what a copy cannot hide. Links lead to parts of the same copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from tutela.web.help import directory
from tutela.web.help.directory import Choice, Help
from tutela.web.help.models import Entry, Kind, Need
from tutela.web.help.texts import CHILDREN, Text, links_of, of_voice, text
from tutela.web.help.voices import tab_of, voice_name
from tutela.web.site.register import the_register

ADDRESSES = "addresses"
"""The part of a copy in which the services stand."""

# On a copy that children keep there is no register to look a measure up in: "([about blame](measure:…))" goes.
_MEASURES_ALONE = re.compile(r"\s*\((?:\[[^\]]*\]\(measure:[^)]*\)[,;]?\s*)+\)")


class Part(NamedTuple):
    """A part of a copy; ``text`` is None for the addresses. ``measures`` are titles, where they are told."""

    anchor: str
    title: str
    text: Text | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in the language of the page; ``title`` is its heading, ``tab`` neutral words, ``country`` a name or ""."""

    language: str
    voice: str
    title: str
    tab: str
    parts: tuple[Part, ...]
    country: str
    found: Help

    @property
    def is_for_children(self) -> bool:
        return self.voice in CHILDREN

    def leads_to(self, here: str, target: str) -> str:
        """The anchor of the part that a link of the part ``here`` leads to, "" where there is none in this copy."""
        kind, _colon, name = target.partition(":")
        if kind == "find":
            return "danger" if name == Need.DANGER and here != "danger" else ADDRESSES
        if kind != "help":
            return ""
        voice, _slash, topic = name.rpartition("/")
        is_ours = voice in ("", self.voice) or (voice in CHILDREN and self.is_for_children)
        anchors = {part.anchor for part in self.parts}
        return topic if is_ours and topic in anchors and topic != here else ""


def copy_of(language: str, voice: str, country: str, *, preview: bool = False) -> Copy:
    """The copy of a voice with the services of a country (a code, or ""). Raises KeyError for an unknown voice."""
    told = [_part_of(shown) for shown in of_voice(language, voice)]
    danger, nowhere, hide = (text(language, "", topic) for topic in ("danger", "nowhere", "hide"))
    parts = (
        *told,
        _part_of(danger),
        Part(ADDRESSES, _("Who can help")),
        # Its own title says that no service is listed, which need not be so here.
        Part("nowhere", _("If none of these can help you"), nowhere),
        _part_of(hide),
    )
    needs = {target.removeprefix("find:") for part in parts if part.text for target in links_of(part.text)}
    found = services(language, country, [need for need in Need.values if need in needs], preview=preview)
    country_name = directory.countries(language).get(country, "")
    return Copy(language, voice, voice_name(voice), tab_of(voice), parts, country_name, found)


def _part_of(shown: Text) -> Part:
    """A page as a part: for children without references to the register, but for the page on their rights."""
    register = the_register()
    measures: tuple[str, ...] = ()
    if (shown.voice and shown.voice not in CHILDREN) or shown.topic == "rights":
        measures = tuple(register.measure(one).title[shown.language] for one in shown.measures)
    if shown.voice in CHILDREN or not shown.voice:
        shown = replace(shown, body=_MEASURES_ALONE.sub("", shown.body))
    return Part(shown.topic, shown.title, shown, measures)


def services(language: str, country: str, needs: Iterable[str], *, preview: bool = False) -> Help:
    """What answers any of some needs in a country: numbers for danger first, then in the directory's own order."""
    rows = list(Entry.objects.all())
    found = [directory.find(Choice(country, language, need), rows, preview=preview) for need in needs]
    return Help(
        _each_once(one for help in found for one in help.here),
        _each_once(one for help in found for one in help.everywhere),
        _each_once(one for help in found for one in help.directories),
    )


def state_of(found: Help) -> str:
    """All that is known of some services in one line, which is another one as soon as any of it changes."""
    fields = Entry._meta.concrete_fields
    return repr([[getattr(one, field.attname) for field in fields] for group in found for one in group])


def _each_once(entries: Iterable[Entry]) -> list[Entry]:
    kinds = tuple(Kind.values)
    single = {entry.key: entry for entry in entries}.values()
    return sorted(single, key=lambda one: (Need.DANGER not in one.needs_list(), kinds.index(one.kind)))
