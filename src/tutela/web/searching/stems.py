"""The words of a text as search knows them: one token a word, the same for its inflections and accents."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tutela.evidence.tokens import Stems, fold, texts_of_words

LANGUAGES = ("en", "fr", "es")
"""The languages whose inflections are known. Words of others are looked for as they are, without case and accents."""

LONGEST = 40
"""Letters of a token, at most; no word of these languages is longer."""

_NUMBERED = re.compile(r"^(?=\d+\D)")

# The forms that no rule makes. The engine has none of them: its concepts name the forms that they need.
_IRREGULAR = {
    "en": """
        children child men man women woman feet foot teeth tooth wives wife lives life knives knife thieves thief
        selves self halves half leaves leaf criteria criterion phenomena phenomenon indices index appendices appendix
        grandchildren grandchild stepchildren stepchild schoolchildren schoolchild spokesmen spokesman
        policemen policeman policewomen policewoman sold sell bought buy sought seek taught teach
    """,
    "fr": "travaux travail baux bail vitraux vitrail yeux oeil cieux ciel aieux aieul",
    "es": "",
}
_REGULAR = {
    language: dict(zip((words := forms.split())[::2], words[1::2], strict=True))
    for language, forms in _IRREGULAR.items()
}
_FRENCH_PARTICIPLE = re.compile(r"(?<=..)ees?$")


@cache
def _stems(language: str) -> Stems:
    return Stems(language)


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """The token of a word in a language: small letters and digits only, "" where the word has neither.

    It hangs on the folded word alone, so that a word written without its accents is found as well.
    """
    folded = fold(word)
    if language in _REGULAR and folded.isalpha() and len(folded) < LONGEST:
        folded = _REGULAR[language].get(folded, folded)
        if language == "fr":
            folded = _FRENCH_PARTICIPLE.sub("e", folded)  # exploitée, without its accent
        folded = _stems(language).forms(folded).stems[-1]
    token = "".join(filter(_counts, folded))[:LONGEST]
    return _NUMBERED.sub("n", token, count=1)  # PostgreSQL would read 4e12x as a number and a word


def _counts(character: str) -> bool:
    return character.isalpha() or character.isdecimal()


def stems_of(text: str, language: str) -> str:
    """The tokens of a text's words in their order, joined by spaces: what ``Passage.stems`` holds."""
    language = language[:2].lower()
    return " ".join(filter(None, [stem_of(word, language) for word in texts_of_words(text)]))


def any_stems(word: str) -> tuple[str, ...]:
    """The tokens by which a word of unknown language is looked for: as it is, and in each language."""
    tokens = (stem_of(word, language) for language in ("", *LANGUAGES))
    return tuple(dict.fromkeys(filter(None, tokens)))
