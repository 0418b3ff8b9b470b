"""What stands around a term: the words and signs of its sentence, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from tutela.terms.folding import fold

REACH = 600
"""Characters before and after a term that are looked at; no sentence is followed further."""

_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad]+(?:['’ʼ](?=\w))?|[^\w\s]")
_BOUNDARY = re.compile(
    r"[.!?…][\"”’»)\]]*\s+(?=[\"“«(\[¿¡]?[^\W\d_a-zß-öø-ÿ])"  # a capital follows: “art. 227” is no end
    r"|\n[ \t]*\r?\n"  # a blank line
    r"|\n[ \t]*(?=(?:[-•*–—]|\d{1,3}[.)]|[a-z]\))[ \t])"  # the next item of a list
)
_BESIDE_BEFORE = re.compile(r"[\s(\[—]")
_BESIDE_AFTER = re.compile(r"[\s)\];:!?,…—]|\.(?!\w)")
_BROKEN = re.compile(r"[·.()@|\d]|[^\W\d_]/[^\W\d_]")


_folded = lru_cache(maxsize=4096)(fold)


class Token(NamedTuple):
    """A word or a sign: ``plain`` without accents and capitals, ``written`` small but with its accents."""

    plain: str
    written: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.plain[0].isalnum()


@dataclass(frozen=True)
class TermInSentence:
    """A term at a place of a text, and its sentence."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The term as it stands there."""
        return self.text[self.start : self.end]

    @cached_property
    def plain(self) -> list[str]:
        """The words of the term without accents and capitals, a word that a line divides put together."""
        whole = re.sub(r"(?<=\w)[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=\w)", "", self.words)
        return re.findall(r"[^\W_]+", fold(whole.replace("\u00ad", "")))

    @cached_property
    def before(self) -> list[Token]:
        """The words and signs of the sentence before the term, the nearest last."""
        first = max(0, self.start - REACH)
        # The term is looked at as well: a sentence begins with its capital.
        for match in _BOUNDARY.finditer(self.text, first, min(len(self.text), self.start + 1)):
            if match.end() <= self.start:
                first = match.end()
        return self._tokens(first, self.start)

    @cached_property
    def _last(self) -> int:
        if self.is_own_line:
            return self.end
        found = _BOUNDARY.search(self.text, self.end, self.end + REACH)
        return found.end() if found else min(len(self.text), self.end + REACH)

    @cached_property
    def after(self) -> list[Token]:
        """The words and signs of the sentence after the term, the nearest first."""
        return self._tokens(self.end, self._last)

    @cached_property
    def following(self) -> list[Token]:
        """The first words of the sentence after this one."""
        return self._tokens(self._last, min(len(self.text), self._last + 60))

    @property
    def stands_alone(self) -> bool:
        """Whether the term is made of whole, ordinary words: no part of an address, a compound or a tag, not between
        quotation marks, not misread and without inclusive endings."""
        before = self.text[max(0, self.start - 1) : self.start]
        after = self.text[self.end : self.end + 3]
        if before and not _BESIDE_BEFORE.match(before) and not self._follows_apostrophe:
            return False
        if after and not _BESIDE_AFTER.match(after) and not re.match(r"['’](?:s\b)?", after, re.I):
            return False
        return not _BROKEN.search(self.words)

    @property
    def _follows_apostrophe(self) -> bool:
        return bool(re.search(r"(?:^|\W)\w{1,6}['’]$", self.text[max(0, self.start - 12) : self.start]))

    @cached_property
    def begins_line(self) -> bool:
        """Whether only blanks stand before the term on its line."""
        line = self.text[max(0, self.start - REACH) : self.start].rpartition("\n")[2]
        return not line.strip()

    @cached_property
    def is_own_line(self) -> bool:
        """Whether the term, with a capital, is all that the first line of a paragraph says: a heading."""
        *_, above, line = ["", "", *self.text[max(0, self.start - REACH) : self.start].split("\n")]
        rest = self.text[self.end : self.end + REACH].partition("\n")[0]
        has_capital = self.words[:1].isupper() and not self.words.isupper()
        return has_capital and not (above.strip() or line.strip() or rest.strip())

    @cached_property
    def is_title_cased(self) -> bool:
        """Whether the longer words of the line of the term all begin with a capital, as in an English headline."""
        first = self.text.rfind("\n", 0, self.start) + 1
        last = self.text.find("\n", self.end)
        line = self.text[first : last if last >= 0 else len(self.text)][: 2 * REACH]
        return all(word[0].isupper() for word in re.findall(r"[^\W\d_]{5,}", line))

    @property
    def has_abbreviation(self) -> bool:
        """Whether the letters that the text uses for the term from here on follow in brackets."""
        return bool(re.match(r"\s*\(\W?(?=[^\W\d_a-z])\w{2,6}\W?\)", self.text[self.end : self.end + 20]))

    def says(self, words: str) -> bool:
        """Whether the sentence has these words already."""
        wanted = " ".join(re.findall(r"\w+", _folded(words)))
        return any(f" {wanted} " in f" {_joined(tokens)} " for tokens in (self.before, self.after))

    def ends_before(self, noun: str) -> bool:
        """Whether this noun governs the term already: “exploitation of the …”."""
        near = self.before[-3:]
        is_deed = len(noun) >= len("material") and all(token.is_word for token in near)
        return is_deed and any(token.plain == fold(noun) for token in near[:2])

    def _tokens(self, start: int, end: int) -> list[Token]:
        found = []
        # One sign more is looked at: the apostrophe of “l'” is known by the letter behind it.
        for match in _TOKEN.finditer(self.text, start, end + 1):
            if match.start() >= end:
                break
            written = unicodedata.normalize("NFC", match.group().replace("\u00ad", "")).lower().replace("’", "'")
            if written:
                found.append(Token(_folded(written), written, *match.span()))
        return found


def _joined(tokens: list[Token]) -> str:
    return " ".join(token.plain.rstrip("'") for token in tokens if token.is_word)
