"""Stock words of cataloguers in the language of a reader.

A record is written in the language of its agency (040 $b); much of what it says is in words that every agency has in
its own language. These are said in the reader's; whatever else a record says stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from tutela.catalogue.wording import LANGUAGES, word, words

_BLANK = re.compile(r"\\\{\w+\\\}")
_SAID = r"(?P<{}>(?:\d\d? )?(?:[^\W\d_]+ )?(?:1[4-9]|20)\d\d\??)"  # a year, with its month and day or without


def relationship(said: str, language: str) -> str:
    """What another resource is to one ($i: "Translation of"), in a language; as it is said where it is not usual.

    >>> relationship("Explained by:", "fr")
    'Expliqué par'
    """
    plain = " ".join(said.split()).rstrip(" :")
    key = _relationships().get(plain.casefold())
    return word("relationships", key, language) if key else plain


@cache
def _relationships() -> Mapping[str, str]:
    return {text.casefold(): key for key, wordings in words("relationships").items() for text in wordings.values()}


def supplied(text: str, language: str) -> str:
    """A statement of publication or extent, or a note, with its stock words in a language.

    >>> supplied("[between 2019 and 2021]", "es")
    '[entre 2019 y 2021]'
    """
    for key, pattern in _patterns():
        if found := pattern.search(text):
            blanks = {name: _month(value, language) for name, value in found.groupdict().items()}
            text = text[: found.start()] + word("supplied", key, language, **blanks) + text[found.end() :]
    return text


def known(text: str) -> str:
    """A statement of publication without what says only that something is not known.

    >>> known("Geneva: United Nations, [date of publication not identified]")
    'Geneva: United Nations'
    """
    for key, pattern in _patterns():
        if key.startswith("no-"):
            text = re.sub(rf"[ ,:;]*\[{pattern.pattern}\]", "", text, flags=re.IGNORECASE)
    return text.strip(" ,:;")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each wording of each language as a pattern; its blanks are dates."""
    found = []
    for key, wordings in words("supplied").items():
        for text in dict.fromkeys(wordings.values()):
            pattern = _BLANK.sub(lambda blank: _SAID.format(blank.group().strip("\\{}")), re.escape(text))
            whole = rf"^{pattern}(?=\.?$)" if key.startswith("note-") else rf"(?<!\w){pattern}(?!\w)"
            found.append((key, re.compile(whole, re.IGNORECASE)))
    return found


def _month(said: str, language: str) -> str:
    """ "30 November 2021" with the name of the month in a language."""
    *day, name, year = ["", *said.split(" ")]
    number = _months().get(name.casefold())
    if number is None:
        return said
    month = str(Locale.parse(language).months["format"]["wide"][number])
    return (" de " if language == "es" else " ").join(filter(None, [*day, month, year]))


@cache
def _months() -> Mapping[str, int]:
    return {
        str(name).casefold(): number
        for language in LANGUAGES
        for number, name in Locale.parse(language).months["format"]["wide"].items()
    }
