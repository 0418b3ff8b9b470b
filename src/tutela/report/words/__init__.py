"""The words of the reports, with numbers, dates and plurals as each language writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from tutela.evidence.finding import Status
from tutela.evidence.match import EVIDENCE
from tutela.register.wording import LANGUAGES
from tutela.typesetting import typeset

_PLURAL_FORMS = {"zero", "one", "other"}

# British English: UN documents write "21 November 2026" and "a, b and c".
_LOCALES = {"en": "en_GB", "fr": "fr", "es": "es"}

# From this score on, a passage expresses nearly all (the main) ideas of its measure.
STRONG, CLEAR = 0.85, 0.65


def words(language: str) -> Words:
    """The words of a language ("en", "fr", "es"); KeyError for any other."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return _read(language)


@cache
def _read(language: str) -> Words:
    file = resources.files("tutela.report.words") / f"{language}.yaml"
    source = typeset(file.read_text(encoding="utf-8"), language)
    return Words(language, dict(_flat(yaml.load(source, Loader=yaml.CSafeLoader))))


def _flat(node: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str | Mapping[str, str]]]:
    """Keys with dots ("status.partly") and what they hold: a text, or the plural forms of one."""
    for name, value in node.items():
        if isinstance(value, Mapping) and not value.keys() <= _PLURAL_FORMS:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


class Words:
    """The words of one language, by key: ``words["status.partly"]``.

    Unknown keys raise KeyError. ``language`` is ISO 639-1.
    """

    def __init__(self, language: str, entries: Mapping[str, str | Mapping[str, str]]) -> None:
        self.language = language
        self._entries = entries
        self._locale = Locale.parse(_LOCALES[language])

    def __getitem__(self, key: str) -> str:
        entry = self._entries[key]
        if not isinstance(entry, str):
            raise KeyError(f"{key} has plural forms: use plural()")
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def fill(self, key: str, **blanks: object) -> str:
        """The text with its blanks filled: ``fill("quotation.page", page=3)``."""
        return self[key].format(**blanks)

    def plural(self, key: str, n: int, **blanks: object) -> str:
        """The form of the text that the number asks for, with ``{n}`` and other blanks filled."""
        forms = self.forms(key)
        category = "zero" if n == 0 and "zero" in forms else self._locale.plural_form(n)
        form = forms.get(category, forms["other"])
        return form.format(n=self.number(n), **blanks)

    def forms(self, key: str) -> Mapping[str, str]:
        """The plural forms of a text, by CLDR category, and "zero" where none is said in a way of its own."""
        entry = self._entries[key]
        if isinstance(entry, str):
            raise KeyError(f"{key} has no plural forms")
        return entry

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as the language writes it: 1,234.5; 1 234,5."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def date(self, created: str) -> str:
        """A moment (ISO 8601, UTC) in words: "21 November 2026, 21:58 UTC"."""
        moment = datetime.fromisoformat(created)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
        pattern = _DATES[self.language]
        if self.language == "fr" and moment.day == 1:
            pattern = pattern.replace("d ", "d'er' ", 1)
        return format_datetime(moment, pattern, locale=self._locale)

    def language_name(self, code: str) -> str:
        """The name of a language (ISO 639-1, or "und") in running text; its code where it has no name."""
        if code == "und":
            return self["document.undetermined"]
        name: str = self._locale.languages.get(code, code)
        return name

    def listed(self, items: Iterable[str]) -> str:
        """Things one after another: "a, b and c"."""
        return format_list(list(items), locale=self._locale)

    def status(self, status: Status) -> str:
        """The name of a status."""
        return self[f"status.{status}"]

    def strength(self, score: float) -> str:
        """What a score means, in words."""
        if score >= STRONG:
            return self["strength.strong"]
        if score >= CLEAR:
            return self["strength.clear"]
        return self["strength.slight" if score >= EVIDENCE else "strength.weak"]


_DATES = {
    "en": "d MMMM y, HH:mm 'UTC'",
    "fr": "d MMMM y 'à' H 'h' mm (UTC)",
    "es": "d 'de' MMMM 'de' y, H:mm (UTC)",
}
"""Day, month, year and time, in CLDR's pattern letters."""
