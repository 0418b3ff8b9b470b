"""Relators: what a person or body did for a resource, as records name it, in words that a reader knows.

Codes are those of the MARC list of relators (Library of Congress); records also write terms and abbreviations.
"""

from __future__ import annotations

import re
from functools import cache

from tutela.catalogue.wording import words

# Abbreviations and older terms of cataloguing rules that records still carry.
_ABBREVIATIONS = {
    "adapt": "adp", "annot": "ann", "anot": "ann", "arr": "arr", "aut": "aut", "auth": "aut", "comp": "com",
    "compil": "com", "coord": "edt", "cond": "cnd", "dir": "edt", "distrib": "dst", "ed": "edt", "edit": "edt",
    "eds": "edt", "engr": "egr", "éd": "edt", "illus": "ill", "illustr": "ill", "il": "ill", "int": "aui",
    "intr": "aui", "introd": "aui", "joint author": "aut", "jt author": "aut", "jt auth": "aut", "joint editor": "edt",
    "narr": "nrt", "photog": "pht", "pref": "wpr", "préf": "wpr", "pról": "wpr", "prol": "wpr", "print": "prt",
    "prod": "pro", "publ": "pbl", "publisher": "pbl", "rev": "rev", "tr": "trl", "trad": "trl", "trans": "trl",
    "transl": "trl", "editor literario": "edt", "editora": "edt", "autora": "aut", "traductora": "trl",
    "autrice": "aut", "auteure": "aut", "traductrice": "trl", "illustratrice": "ill", "éditrice": "edt",
    "éditeur intellectuel": "edt", "directeur de publication": "pbd", "coordinador": "edt", "author.": "aut",
    "honoree": "hnr", "sponsor": "spn", "host": "his", "organiser": "orm", "funding body": "fnd", "screenwriter": "sce",
    "film director": "drt", "issuing organization": "isb", "illustrations": "ill", "photographs": "pht",
    "author of preface": "wpr", "prologuista": "wpr", "préface": "wpr", "traduction": "trl",
}  # fmt: skip
_URI = re.compile(r"https?://id\.loc\.gov/vocabulary/relators/([a-z]{3})")


def relator_of(role: str) -> str:
    """The code for a role as a record gives it: a code, an address of id.loc.gov, a term in English, French or Spanish,
    an abbreviation; "" where it is none of these."""
    role = " ".join(role.casefold().split())
    if found := _URI.match(role):
        role = found[1]
    role = role.strip(" .,;:()[]")
    if role in words("relators"):
        return role
    return _terms().get(role) or _ABBREVIATIONS.get(role, "")


def role_name(role: str, language: str) -> str:
    """A role in words of a language, or as the record gives it where it is not known."""
    code = relator_of(role)
    return words("relators")[code][language] if code else role


@cache
def _terms() -> dict[str, str]:
    """Terms in every language and their codes; of two codes with one term, the first."""
    found: dict[str, str] = {}
    for language in ("en", "fr", "es"):
        for code, wordings in words("relators").items():
            found.setdefault(wordings[language].casefold(), code)
    return found
