"""The words of the catalogue in English, French and Spanish, from words/<subject>.yaml.

Each file maps keys to their three wordings: ``key: {en: ..., fr: ..., es: ...}``; blanks are those of str.format.
Apostrophes are made curved, and French signs get their no-break spaces, when a file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tutela.typesetting import read_wordings

LANGUAGES = ("en", "fr", "es")


def word(subject: str, key: str, language: str, **values: object) -> str:
    """The wording of a key in a language ("en", "fr", "es"), its blanks filled.

    Raises KeyError for a subject, key, language or blank that is unknown.
    """
    text = words(subject)[key][language]
    return text.format(**values) if values else text


def has_word(subject: str, key: str) -> bool:
    """Whether a subject has such a key."""
    return key in words(subject)


@cache
def words(subject: str) -> Mapping[str, Mapping[str, str]]:
    """All keys of a subject with their wordings, in the order of the file. Raises KeyError for an unknown subject."""
    return read_wordings("tutela.catalogue", subject)
