"""The words of the checker's reports and commands in English, French and Spanish, from words/<subject>.yaml.

Each file maps keys to their three wordings: ``key: {en: ..., fr: ..., es: ...}``; blanks are those of str.format. A key
with a number has two, ``key.one`` and ``key.other``. Apostrophes are made curved, and French signs get their no-break
spaces, when a file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tutela.typesetting import read_wordings

_LEAST_GROUPED = {"en": 1000, "fr": 1000, "es": 10_000}
_GROUPING = {"en": ",", "fr": "\u202f", "es": "\u202f"}


def word(subject: str, key: str, language: str, **values: object) -> str:
    """The wording of a key in a language ("en", "fr", "es"), its blanks filled.

    Raises KeyError for a subject, key, language or blank that is unknown.
    """
    text = words(subject)[key][language]
    return text.format(**values) if values else text


def counted(subject: str, key: str, n: int, language: str, **values: object) -> str:
    """The wording of a key for a number of things, which fills the blank ``{n}``."""
    is_one = n == 1 or (n == 0 and language == "fr")
    return word(subject, f"{key}.{'one' if is_one else 'other'}", language, n=number(n, language), **values)


def number(n: int, language: str) -> str:
    """A number as the language writes it."""
    return f"{n:,}".replace(",", _GROUPING[language]) if n >= _LEAST_GROUPED[language] else str(n)


@cache
def words(subject: str) -> Mapping[str, Mapping[str, str]]:
    """All keys of a subject with their wordings, in the order of the file. Raises KeyError for an unknown subject."""
    return read_wordings("tutela.terms", subject)
