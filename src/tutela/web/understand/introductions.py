"""The short introductions that open the pages of addressees and themes."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from tutela.register.wording import Wording

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def of(kind: str, id: str) -> Wording:
    """The introduction for an "addressee" or a "theme"; KeyError where none was written."""
    return introductions()[f"{kind}s"][id]


def opening(introduction: Wording) -> Wording:
    """The first sentence of an introduction, which says for whom or about what it is."""
    return {language: _SENTENCE.split(text, maxsplit=1)[0] for language, text in introduction.items()}


@cache
def introductions() -> dict[str, dict[str, Wording]]:
    """All introductions, by "addressees" and "themes" and by id."""
    file = resources.files("tutela.web.understand") / "introductions.yaml"
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        part: {id: {language: text.strip() for language, text in texts.items()} for id, texts in entries.items()}
        for part, entries in content.items()
    }
