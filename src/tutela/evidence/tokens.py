"""Words as the matcher sees them: folded, spelled one way, reduced to their stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import Stemmer

_WORD = re.compile(r"[\w\u0300-\u036f\u00ad]+")
_PLAIN = str.maketrans(
    dict(zip("áàâäãåéèêëíìîïóòôöõúùûüñçýÿ", "aaaaaaeeeeiiiiooooouuuuncyy", strict=True))
    | {"œ": "oe", "æ": "ae", "ß": "ss", "\u00ad": None}
)
_STEMMERS = {"en": "english", "fr": "french", "es": "spanish"}
_SPELLINGS = (
    (re.compile(r"([iy])z"), r"\1s"),  # criminalize, analyze
    (re.compile(r"ense(?=s?$)"), "ence"),  # offense
    (re.compile(r"(?<=[a-z]{3})our"), "or"),  # behaviour
    (re.compile(r"(?<=[a-z]{3})ll(?=[eio])"), "l"),  # counselling
)
_TWO_SPELLINGS = re.compile(r"[iy]z|ense|our|ll")

_FUNCTION_WORDS = {
    "en": """
        a an the of to in on at by for from with and or as is are was were be been being has have had do does
        did it its this that these those such any all each every other which who whom whose there their his
        her him he she they them we our you its your i may can could would might if where when than then so
        also into upon thereof therein thereto thereby hereby s t
    """,
    "fr": """
        le la les l un une des de du d au aux a et ou en dans par pour sur avec ce cet cette ces c qui que qu
        dont y il elle ils elles on se s son sa ses leur leurs lui est sont etre ete etait soit soient ont
        avoir ait tout toute tous toutes autre autres tel telle tels telles si comme ainsi notamment lorsque
        quand celui celle ceux celles meme memes j m n t nous vous notre votre
    """,
    "es": """
        el la los las lo un una unos unas de del al a en y e o u por para con que se su sus le les es son ser
        sea sean sido fue han ha haya hayan este esta estos estas ese esa esos esas aquel aquella aquellos
        aquellas cual cuales cuyo cuya cuyos cuyas quien quienes como cuando donde si todo toda todos todas
        otro otra otros otras tal tales mismo misma ya asi tambien
    """,
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
"""Words that carry grammar rather than meaning, folded; between two words they hardly count as distance."""


_INFLECTIONS = {
    "en": """
        s es d ed ing e y ies ied ying
    """,
    "fr": """
        e s es x ee ees er ez ons ent ant ants ante antes ait aient era eront erait eraient i ie is ies it ir ira
        iront issent issant isse u ue us ues re ra ront rait t te tes ts nt a ai as at ux
    """,
    "es": """
        a o e as os es s n an en ar er ir ado ada ados adas ido ida idos idas ando iendo ara aran are aren era eran
        ere eren ira iran iere ieren iera ieran aria arian eria erian iria irian aron ieron io aba aban ia ian amos
        emos imos ase asen iese iesen r ra ran re ron ndo mos arse erse irse arlo arla arlos arlas i y
    """,
}
"""What an inflection puts at the end of a stem; any other ending makes another word (minor, minority)."""

_INFLECTION = {
    "en": re.compile(r"(?:ed|ing|ies|(?<=ss)es|(?<!s)e?s|[ey])$"),
    "fr": re.compile(r"(?:fs?|ves?|ses?|es|[sex])$"),
    "es": re.compile(r"(?:os|as|es|[oaes])$"),
}
"""The inflection of an ending that makes another word (authorities, collective)."""

_ENDINGS = {language: frozenset(["", *endings.split()]) for language, endings in _INFLECTIONS.items()}


def words_in(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, each with its place; ``l'enfant`` holds two."""
    return _WORD.finditer(text)


def texts_of_words(text: str) -> list[str]:
    """The words of a text without their places: faster where these are not asked for."""
    found: list[str] = _WORD.findall(text)
    return found


def fold(word: str) -> str:
    """A word without case, accents and soft hyphens: ``Víctimas`` is ``victimas``."""
    word = word.lower()
    if word.isascii():
        return word
    word = word.translate(_PLAIN)
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKD", word).translate(_PLAIN)
    return "".join(character for character in word if not unicodedata.combining(character))


class Forms(NamedTuple):
    """How a word is looked up: folded; in its spellings (``offense``, ``offence``); and by the stems of these, which
    its inflections share, but not the words derived from it (``minor``, ``minority``)."""

    folded: str
    spellings: tuple[str, ...]
    stems: tuple[str, ...]


def main_stem(forms: Forms) -> str:
    """The one stem by which a word is known where only one can be."""
    return min(forms.stems)


class Stems:
    """The forms of the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._stemmer = Stemmer.Stemmer(_STEMMERS[language])
        self._endings = _ENDINGS[language]
        self._inflection = _INFLECTION[language]

    def forms(self, word: str) -> Forms:
        """The forms of a word. One with accents has the stem of its accented form too, which tells a participle."""
        folded = fold(word)
        spellings: tuple[str, ...] = (folded,)
        if self.language == "en" and _TWO_SPELLINGS.search(folded):
            other = folded
            for pattern, spelling in _SPELLINGS:
                other = pattern.sub(spelling, other)
            if other != folded:
                spellings = (folded, other)
        roots = self._stemmer.stemWords(spellings)
        stems = [self._inflected(spelling, root) for spelling, root in zip(spellings, roots, strict=True)]
        if not word.isascii():
            accented = unicodedata.normalize("NFC", word.lower().replace("\u00ad", ""))
            stems.append(self._inflected(folded, fold(self._stemmer.stemWord(accented))))
        return Forms(folded, spellings, tuple(dict.fromkeys(stems)))

    def telling(self, text: str) -> Iterator[str]:
        """The main stems of the words of a text that carry meaning, in their order."""
        for match in words_in(text):
            forms = self.forms(match.group())
            if forms.folded.isalpha() and forms.folded not in FUNCTION_WORDS[self.language]:
                yield main_stem(forms)

    def of_folded(self, words: list[str]) -> list[str]:
        """The stem of each of these folded words."""
        return [self._inflected(word, stem) for word, stem in zip(words, self._stemmer.stemWords(words), strict=True)]

    def _inflected(self, word: str, stem: str) -> str:
        """The stem, with the ending that makes the word another one than its stem."""
        length = len(stem)
        if word[:length] != stem:
            while length and word[:length] != stem[:length]:
                length -= 1
        ending = word[length:]
        if ending in self._endings:
            return stem
        if ending[0] == word[length - 1] and ending[1:] in self._endings:
            return stem  # a doubled letter: committed, sexuelle
        return f"{stem}-{self._inflection.sub('', ending)}"
