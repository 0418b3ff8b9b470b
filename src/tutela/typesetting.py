"""How words are set in English, French and Spanish, and files of wordings, for every room that has its own.

A file words/<subject>.yaml of a package maps keys to three wordings: ``key: {en: ..., fr: ..., es: ...}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

import yaml

_BESIDE_A_SIGN = re.compile(r"(?<=[\w}»)…]) (?=[:;?!»])|(?<=«) (?=\S)")
# Between two letters, or between a letter and the quoted word that it is elided before: l'enfant, d'« abus ».
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|«)")


def typeset(text: str, language: str) -> str:
    """The text with curved apostrophes, and in French with no-break spaces beside signs (": ; ? !" and « »)."""
    text = _APOSTROPHE.sub("’", text)
    return _BESIDE_A_SIGN.sub("\u00a0", text) if language == "fr" else text


def read_wordings(package: str, subject: str) -> Mapping[str, Mapping[str, str]]:
    """All keys of a subject with their wordings, typeset, in the order of the file. Raises KeyError for an unknown
    subject."""
    file = files(package).joinpath("words", f"{subject}.yaml")
    if not subject.replace("_", "").isalnum() or not file.is_file():
        raise KeyError(subject)
    found: dict[str, dict[str, str]] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        str(key): {language: typeset(text, language) for language, text in wordings.items()}
        for key, wordings in found.items()
    }
