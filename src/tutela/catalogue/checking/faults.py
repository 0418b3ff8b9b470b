"""What is wrong with a record, and what could be better: found by ``checking``, worded for librarians."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from babel import Locale

from tutela.catalogue.codes import short_language
from tutela.catalogue.wording import has_word, word

Level = Literal["error", "advice"]
LANGUAGE_NAMES = "languages"
"""The value whose codes of ISO 639-2/B are told as names of languages."""


class Found(NamedTuple):
    """A fault as a rule finds it, before it is known in which record of a file or catalogue."""

    code: str
    level: Level
    where: str = ""
    values: Mapping[str, object] = {}


class Fault(NamedTuple):
    """A fault of a record: its ``record`` (the caller's key, else its control number) and ``number`` among those
    checked (from 1), the ``code`` of words/check.yaml, ``level``, ``where`` (a tag, "" for the record as a whole) and
    the ``values`` of which the words tell. A value may be worded in each language."""

    record: str
    number: int
    code: str
    level: Level
    where: str
    values: Mapping[str, object]

    def what(self, language: str) -> str:
        """What is wrong, in "en", "fr" or "es"."""
        return word("check", f"{self.code}.what", language, **self._told(language))

    def next_step(self, language: str) -> str:
        """What to do about it, in "en", "fr" or "es"."""
        return word("check", f"{self.code}.next", language, **self._told(language))

    def _told(self, language: str) -> dict[str, str]:
        return {name: _told(name, value, language) for name, value in self.values.items()}


def is_known(code: str) -> bool:
    """Whether there are words for a code."""
    return has_word("check", f"{code}.what")


def _told(name: str, value: object, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value[language])
    if isinstance(value, tuple | list):
        return ", ".join(_language(str(code), language) if name == LANGUAGE_NAMES else str(code) for code in value)
    return str(value)


def _language(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(short_language(code), code))
