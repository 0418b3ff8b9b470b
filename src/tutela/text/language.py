"""The language of a passage.

English, French and Spanish are told by their small words, and scripts that serve one language by their letters, at
almost no cost. Where these do not settle it, py3langid decides among 97 languages; its model takes most of a second to
load, so it is asked last. Passages too short to tell take the language of the text around them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

_SMALL_WORDS = {
    "en": frozenset(
        "the of and to shall be or any is by with for that which as this from an are not such has have who it its on "
        "at been may under where other their must will should was were".split()
    ),
    "fr": frozenset(
        "le les des et du dans ou une au aux qui pour par sur est sont ne pas ce cette ces son ses leur leurs avec il "
        "elle être été ainsi peut sans lorsque dont à l' d' qu' n' s'".split()
    ),
    "es": frozenset(
        "el los las del y en una por su sus con al lo se o u e es son no como cuando este esta estos estas ser ha han "
        "podrá deberá será sin sobre entre cualquier también que".split()
    ),
}
"""Frequent words, kept where they are not equally frequent in one of the other two."""

_ENGLISH, _FRENCH, _SPANISH = _SMALL_WORDS["en"], _SMALL_WORDS["fr"], _SMALL_WORDS["es"]

_NEIGHBOURS = frozenset(
    # Catalan, Galician, Portuguese, Italian, Romanian, Dutch, German: words that the three languages do not have
    "els amb dels aquest aquesta não em uma os da dos das ao aos às pelo pela são seu sua unha ás di che della delle "
    "degli nel il gli și pe această het een van voor und der die das den mit werden oder ist".split()
)

_SCRIPTS = {"GREEK": "el", "HEBREW": "he", "THAI": "th", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
            "GEORGIAN": "ka", "ARMENIAN": "hy", "KHMER": "km", "LAO": "lo", "TAMIL": "ta", "SINHALA": "si",
            "ARABIC": "ar"}  # fmt: skip
_PERSIAN_OR_URDU = frozenset("پچژگکیٹڈڑے")

_WINDOW = 600
_CLEAR_SHARE = 0.14
"""Least share of small words, among the distinct words, that settles a language. Running text of the language has 0.2
and more, its neighbours (Catalan, Portuguese, Italian) less than 0.12."""
_LONG_LIST = 400
"""Characters from which a text with hardly any small word is given to py3langid, unless it is all names."""
_TRACE_SHARE = 0.05
"""With this share of its small words, a text in lists or headings is still taken to be in its document's language."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # brings numpy and a model: only when needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _words(text: str) -> set[str]:
    """The distinct words at the beginning of a text, lower-case, with "l'enfant" as two."""
    return set(text[:_WINDOW].lower().replace("’", "'").replace("'", "' ").split())


def _by_small_words(words: set[str], share: float) -> str | None:
    """The language that the small words settle, or None."""
    english, french, spanish = len(words & _ENGLISH), len(words & _FRENCH), len(words & _SPANISH)
    best = max(english, french, spanish)
    second = sorted((english, french, spanish))[1]
    if best < 2 or best < 2 * second or best < share * len(words) or len(words & _NEIGHBOURS) >= 2:
        return None
    return "en" if best == english else "fr" if best == french else "es"


def _by_script(letters: str) -> str | None:
    """The language of a script that serves one language, "" for Latin letters, None where the script does not tell."""
    if sum(letter < "\u0250" for letter in letters) * 2 >= len(letters):
        return ""
    scripts = Counter(unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in letters[:60])
    language = _SCRIPTS.get(scripts.most_common(1)[0][0])
    return None if language == "ar" and not _PERSIAN_OR_URDU.isdisjoint(letters) else language


def _speaks_against(text: str, words: set[str], language: str) -> bool:
    """Whether the small words of a text are rather those of another language than of the one around it.

    A list of names, or a short text, may have none at all: that alone says nothing.
    """
    own = len(words & _SMALL_WORDS[language])
    others = max(len(words & small) for other, small in _SMALL_WORDS.items() if other != language)
    if len(words & (_NEIGHBOURS - _SMALL_WORDS[language])) >= 2 or others > own:
        return True
    if len(text) < _LONG_LIST or own >= _TRACE_SHARE * len(words) or (own >= 2 and not others):
        return False
    shown = text[:_WINDOW].split()
    return sum(word[0].isupper() for word in shown) < 0.6 * len(shown)


def language_of(text: str, default: str = "und") -> str:
    """The language of a text, ISO 639-1; ``default`` where there is too little text to tell.

    ``default`` also wins over a doubtful answer, so give the language of the surrounding text.
    """
    words = _words(text)
    if len(words) >= 5 and (settled := _by_small_words(words, _CLEAR_SHARE)):
        return settled
    window = text[:_WINDOW].lower()
    letters = "".join(filter(str.isalpha, window))
    if len(letters) < 5:
        return default
    by_script = _by_script(letters)
    if by_script:
        return by_script
    if by_script == "" and default in _SMALL_WORDS and (len(letters) < 60 or not _speaks_against(text, words, default)):
        return default
    if by_script == "" and default == "und" and (likely := _by_small_words(words, _TRACE_SHARE)):
        return likely
    return _identified(window, default) if by_script is None or len(letters) >= 20 else default


def _identified(window: str, default: str) -> str:
    language, probability = _identifier().classify(window)
    if default == "und":
        return str(language) if probability > 0.8 else default
    # Short legal phrases are often mistaken for a neighbour's: only a sure answer on a longer text overrules.
    return str(language) if probability > 0.99 and len(window) >= 100 else default


def main_language(texts: list[str]) -> str:
    """The language of most of a document, from a sample of its longer texts; "und" where it has none."""
    longer = [text for text in texts if len(text) >= 80] or [" ".join(texts)]
    sample = longer[:: max(1, len(longer) // 40)]
    clear = Counter(settled for text in sample if (settled := _by_small_words(_words(text), _CLEAR_SHARE)))
    if clear and clear.most_common(1)[0][1] >= max(0.25 * len(sample), 0.8 * clear.total()):
        return clear.most_common(1)[0][0]
    votes: Counter[str] = Counter()
    for text in sample:
        votes[language_of(text)] += min(len(text), _WINDOW)
    votes.pop("und", None)
    return votes.most_common(1)[0][0] if votes else "und"
