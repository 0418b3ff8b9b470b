"""The values of a register's YAML, taken as they were written and given back clean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from tutela.register.problems import Problems
from tutela.register.wording import LANGUAGES

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_LANGUAGE_NAMES = {"en": "English", "fr": "French", "es": "Spanish"}


class Values:
    """Checks values; what is wrong goes to ``problems``, and an empty value of the right kind comes back.

    ``file`` and ``entry`` say where the reader is: set them while going through a file.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.file = ""
        self.entry = ""

    def tell(self, what: str, do: str) -> None:
        """Note a problem at the place where the reader is."""
        self.problems.add(self.file, what, do, self.entry)

    def mapping(self, value: Any, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Any]:
        """A mapping with these keys and no others."""
        keys = _list([*required, *optional])
        if not isinstance(value, dict):
            self.tell(f"Here stands {_kind(value)}, where {keys} should stand.", 'Write them as "key: value".')
            return {}
        for key in value:
            if key not in required and key not in optional:
                self.tell(f'The key "{key}" is not known.', f"Use {keys}.")
        for key in required:
            if key not in value:
                self.tell(f'"{key}" is missing.', "Write it.")
        return value

    def items(self, mapping: dict[str, Any], key: str) -> list[Any]:
        """The list under ``key``; empty where it is not given."""
        value = mapping.get(key)
        if isinstance(value, list):
            return value
        if key in mapping:
            self.tell(f'"{key}" is {_kind(value)}, not a list.', "Write one entry a line, each after a dash.")
        return []

    def text(self, mapping: dict[str, Any], key: str) -> str:
        """The text under ``key``, with single spaces; "" where it is not given."""
        value = mapping.get(key, "")
        if isinstance(value, str):
            return " ".join(value.split())
        self.tell(f'"{key}" is {_kind(value)}, not text.', "Write text, in quotes if need be.")
        return ""

    def id(self, mapping: dict[str, Any], shape: re.Pattern[str] = _ID) -> str:
        """The text under "id", which must have this ``shape``; "" where it is not given."""
        id = self.text(mapping, "id")
        if "id" in mapping and not shape.fullmatch(id):
            self.tell(f'"{id}" cannot be an id.', 'Use small letters, digits, "-" and ".", as in "offence.buyer".')
        return id

    def wording(self, mapping: dict[str, Any], key: str) -> dict[str, str]:
        """The wording under ``key``: a text in each language."""
        value = mapping.get(key)
        if key not in mapping:
            return dict.fromkeys(LANGUAGES, "")  # told by mapping()
        if not isinstance(value, dict):
            self.tell(f'"{key}" is {_kind(value)}.', f"Write it in each language: {_list(LANGUAGES)}.")
            return dict.fromkeys(LANGUAGES, "")
        for language in value:
            if language not in LANGUAGES:
                self.tell(f'"{key}" has the language "{language}".', f"Use {_list(LANGUAGES)}.")
        texts = {language: self.text(value, language) for language in LANGUAGES}
        for language, text in texts.items():
            if not text and isinstance(value.get(language, ""), str):
                self.tell(f'"{key}" has no {_LANGUAGE_NAMES[language]} ({language}) wording.', "Write it.")
        return texts

    def words(self, mapping: dict[str, Any], key: str) -> list[str]:
        """The list of single words or numbers under ``key``, as text; empty where it is not given."""
        words = []
        for item in self.items(mapping, key):
            if isinstance(item, str | int) and not isinstance(item, bool) and str(item).strip():
                words.append(str(item).strip())
            else:
                self.tell(f'"{key}" has {_kind(item)} in its list.', "Write a word or a number.")
        return words

    def known(self, mapping: dict[str, Any], key: str, known: Collection[str], where: str) -> list[str]:
        """The list of ids under ``key``; each must be ``known``, that is, stand in the file ``where``."""
        ids = self.words(mapping, key)
        for id in ids:
            if id not in known:
                advice = f"Use one of these, or add it there: {_list(known)}."
                self.tell(f'"{id}" under "{key}" is not in {where}.', advice)
        self.unique(ids, key)
        return ids

    def unique(self, ids: Iterable[str], what: str) -> None:
        """Each id may stand once in ``what``."""
        for id, times in Counter(ids).items():
            if id and times > 1:
                self.tell(f'The id "{id}" stands {times} times in {what}.', "Keep one, or change the other.")


def _list(words: Iterable[str]) -> str:
    return ", ".join(words) or "(none)"


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    kinds = {
        dict: "a mapping",
        list: "a list",
        str: "text",
        bool: "yes or no",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), f"a {type(value).__name__}")
