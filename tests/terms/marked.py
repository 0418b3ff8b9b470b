"""Sentences with their terms marked: "The bill punishes {{child pornography}}"."""

import re

from tutela.terms.exceptions import exemptions
from tutela.terms.matching import Hit
from tutela.terms.rule import About, Level, Rule
from tutela.terms.settings import NO_SETTINGS, Settings

_PERSONS = {
    "minor": About.CHILD,
    "child-prostitute": About.CHILD,
    "paedophile": About.OFFENDER,
    "client": About.OFFENDER,
}


def hits_of(marked: str, rule: str = "child-pornography") -> tuple[str, list[Hit]]:
    """The sentence without its marks, and the terms. ``{{minor|minors}}`` names another rule."""
    text, hits = "", []
    for part in re.split(r"(\{\{.+?\}\})", marked, flags=re.DOTALL):
        if not part.startswith("{{"):
            text += part
            continue
        named, _, words = part[2:-2].rpartition("|")
        name = named or rule
        made = Rule(name, "en", name, Level.AVOID, _PERSONS.get(name, About.MATERIAL), "", ())
        hits.append(Hit(made, len(text), len(text) + len(words)))
        text += words
    return text, hits


def kinds(marked: str, language: str, settings: Settings = NO_SETTINGS) -> list[str]:
    """For each marked term the kind of its exception, "" where it has none."""
    text, hits = hits_of(marked)
    return [one.kind.value if one else "" for one in exemptions(text, language, hits, settings)]


def only_kind(marked: str, language: str, settings: Settings = NO_SETTINGS) -> str:
    """The kind that holds for all marked terms of a sentence."""
    found = set(kinds(marked, language, settings))
    assert len(found) == 1, found
    return found.pop()
