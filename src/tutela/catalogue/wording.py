"""The words of the catalogue in English, French and Spanish, from words/<subject>.yaml.

Each file maps keys to their three wordings: ``key: {en: ..., fr: ..., es: ...}``; blanks are those of str.format.
Apostrophes are made curved, and French signs get their no-break spaces, when a file is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("en", "fr", "es")

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|«)")
_BESIDE_A_SIGN = re.compile(r"(?<=[\w}»)…]) (?=[:;?!»])|(?<=«) (?=\S)")


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
    file = files("tutela.catalogue").joinpath("words", f"{subject}.yaml")
    if not subject.replace("_", "").isalnum() or not file.is_file():
        raise KeyError(subject)
    found: dict[str, dict[str, str]] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        str(key): {language: _typeset(text, language) for language, text in wordings.items()}
        for key, wordings in found.items()
    }


def _typeset(text: str, language: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    return _BESIDE_A_SIGN.sub("\u00a0", text) if language == "fr" else text
