"""The articles with which titles begin, and which sorting leaves out (second indicator of 245)."""

from __future__ import annotations

_ARTICLES = {
    "eng": ("the ", "a ", "an "),
    "fre": ("le ", "la ", "les ", "l’", "l'", "un ", "une ", "des "),
    "spa": ("el ", "la ", "los ", "las ", "lo ", "un ", "una ", "unos ", "unas "),
    "por": ("o ", "a ", "os ", "as ", "um ", "uma "),
    "ita": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l’", "l'", "un ", "una "),
    "ger": ("der ", "die ", "das ", "ein ", "eine "),
}

ARTICLES = ("the ", "a ", "an ", "le ", "la ", "les ", "el ", "los ", "las ")
"""Those that stand before titles where a record does not say that they are left out."""


def without_article(sort_title: str) -> str:
    """A title in its sorting form without an article that was left in it."""
    found = next((article for article in ARTICLES if sort_title.startswith(article)), "")
    return sort_title[len(found) :]


def skipped(title: str, language: str) -> int:
    """The number of characters at the beginning of a title that are left out in sorting: 4 for "The Children Act"."""
    for article in _ARTICLES.get(language, ()):
        if title.casefold().startswith(article) and len(title) > len(article):
            return len(article)
    return 0
