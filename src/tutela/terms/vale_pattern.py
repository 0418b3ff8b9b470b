"""Expressions and titles as regular expressions for Vale: of the syntax that both its engines know (RE2 and regexp2),
so without looking ahead or behind, and on text that is not folded, so with the accents that a letter may bear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile

from tutela.terms.expression import GAP, Link, Part, read_expression

_SIGNS = "[\\s\u00a0\u202f‐‑–/-]"
BETWEEN, _JOINED = f"{_SIGNS}+", f"{_SIGNS}*"
_APART_WORDS = r"[^\wÀ-ÿœŒ.;:!?]+"
_GAP = rf"(?:{_APART_WORDS}[\wÀ-ÿœŒ]+){{0,{GAP}}}?{_APART_WORDS}"
_APART = "[\\s\u00a0,:/–—-]*"
_WORTH_SHARING = 200
_LETTERS = r"[\wÀ-ÿœŒ]*"
_INCLUSIVE = r"(?:[·.]\w{1,5}|\(\w{1,5}\))*"
_MARKED = {
    "en": {},
    "fr": {"a": "[aàâ]", "c": "[cç]", "e": "[eéèêëœ]", "i": "[iîï]", "o": "[oô]", "u": "[uùûü]"},
    "es": {"a": "[aá]", "e": "[eé]", "i": "[ií]", "n": "[nñ]", "o": "[oó]", "u": "[uúü]"},
}
_PART = re.compile(r"[\[\]()|]|[^\W_]+|&|['’]")


def expression_pattern(written: str, language: str) -> str:
    """A form of a rule (``terms.expression``) as a regular expression without groups that capture."""
    return "".join(_pieces(written, language))


def expression_patterns(forms: Iterable[str], language: str) -> list[str]:
    """The forms of a rule as regular expressions that find the same in the same order: of neighbours that begin alike,
    the beginning stands once. Long lists of determiners would otherwise be most of what Vale has to read."""
    found: list[str] = []
    kept: list[list[str]] = []
    for pieces in (_pieces(form, language) for form in forms):
        shared = _shared([kept[0], pieces]) if kept else 0
        if len("".join(pieces[:shared])) >= _WORTH_SHARING and all(one[:shared] == pieces[:shared] for one in kept):
            kept.append(pieces)
            continue
        found += _joined(kept)
        kept = [pieces]
    return found + _joined(kept)


def _joined(alike: list[list[str]]) -> list[str]:
    """Expressions that begin alike as one."""
    if len(alike) < 2:
        return ["".join(pieces) for pieces in alike]
    shared = _shared(alike)
    return [f"{''.join(alike[0][:shared])}(?:{'|'.join(''.join(one[shared:]) for one in alike)})"]


def _shared(alike: list[list[str]]) -> int:
    """With how many same pieces they begin."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*alike, strict=False)))


def _pieces(written: str, language: str) -> list[str]:
    """The regular expression of a form, group by group."""
    pieces: list[str] = []
    last: Part | None = None
    for part in read_expression(written).parts:
        group = _group(part, language)
        if last is None:
            pieces.append(f"(?:{group}{BETWEEN})?" if part.is_optional else group)
        else:
            between = _between(last, part.link)
            pieces.append(f"(?:{between}{group})?" if part.is_optional else between + group)
        last = last if part.is_optional else part
    return pieces


def _between(last: Part, link: Link) -> str:
    if link is Link.GAP:
        return _GAP
    is_elided = all(word.endswith(("'", "’")) for word in last.words)
    return _JOINED if link is Link.JOINED or is_elided else BETWEEN


def _group(part: Part, language: str) -> str:
    longest_first = sorted(part.words, key=len, reverse=True)  # for the first alternative that fits is taken
    group = "|".join(_word(word, language) for word in longest_first)
    group = f"(?:{group})" if len(part.words) > 1 else group
    return group + (_INCLUSIVE if part.is_inflected and language != "en" else "")


@cache
def _word(word: str, language: str) -> str:
    marked = _MARKED[language]
    letters = "".join("['’]" if one in "'’" else marked.get(one, re.escape(one)) for one in word.removesuffix("*"))
    return letters + (_LETTERS if word.endswith("*") else "")


def title_pattern(written: str) -> str:
    """A title of titles.yaml, where (a|b) is one of several and [a] may be left out."""
    pieces = []
    for part in _PART.findall(written):
        if part in "[(":
            pieces.append("(?:")
        elif part in "])":
            pieces.append(")?" if part == "]" else ")")
        elif part == "|":
            pieces.append("|")
        else:
            pieces.append(_APART + ("['’]" if part in "'’" else part))
    return "".join(pieces).replace("(?:)?", "").removeprefix(_APART)


def led_pattern(heads: Iterable[str], links: Iterable[str], tail: str) -> str:
    """A title whose first words may stand some words before the others."""
    first = "|".join(title_pattern(head) for head in heads)
    link = "|".join(sorted(links, key=len, reverse=True))
    between = "(?:[\\s\u00a0]+[^\\s.;!?]+){0,30}?[\\s\u00a0]+"
    article = f"(?:(?:the|la|le|les|el|los|las){BETWEEN}|l['’])?"
    return f"(?:{first}){between}(?:{link}){BETWEEN}{article}(?:{title_pattern(tail)})"
