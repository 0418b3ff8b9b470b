"""What French and Spanish share: an article, contraction or conjunction in front that changes with gender and sound,
and the reasons for which a term is better left to its author.

A word beside the term that is not known to be harmless is taken for an adjective or participle that must agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from tutela.terms.agreement.replacement import Replacement
from tutela.terms.agreement.sentence import TermInSentence, Token
from tutela.terms.agreement.writing import with_gaps
from tutela.terms.folding import fold
from tutela.terms.rule import Fix

Paradigm = tuple[str, str, str, str]
"""A determiner: masculine, the same before a vowel, feminine, the same before a vowel."""

NEAR = 7
"""Words after a term among which a participle most likely belongs to it."""

_STOPS = frozenset(".;:!?)")
_CONTRACTED = re.compile(r"[a-zà-ÿ]+'?")


@dataclass(frozen=True)
class Grammar:
    """The words of a language, without accents, except in the determiners.

    Before a term: ``leading`` determiners stand before another one (“toute la”); ``fixed`` words, determiners among
    them, never change; ``prepositions`` govern the term, so that it is no subject; ``verbal`` verbs are known by their
    endings; ``deeds`` are words that things do not fit (``material`` is the noun of replacements that mean things).
    After it: ``followers``, ``verbs`` and ``conjugated`` forms may come; ``refused`` and ``relative`` words may not.
    In its sentence: after ``copulas``, ``nominal`` words agree with nothing; ``skipped`` are adverbs; an adjective of
    the term may belong to ``shared`` nouns as well. For each gender: ``agreeing`` words look like adjectives,
    ``participles`` are some, and ``referring`` pronouns refer back; ``opening`` ones begin the next sentence.
    """

    paradigms: tuple[Paradigm, ...]
    leading: tuple[Paradigm, ...]
    fixed: frozenset[str]
    prepositions: frozenset[str]
    followers: frozenset[str]
    verbs: frozenset[str]
    refused: frozenset[str]
    copulas: frozenset[str]
    nominal: frozenset[str]
    skipped: re.Pattern[str]
    joining: frozenset[str]
    relative: frozenset[str]
    shared: frozenset[str]
    agreeing: Mapping[str, re.Pattern[str]]
    participles: Mapping[str, re.Pattern[str]]
    conjugated: re.Pattern[str]
    verbal: re.Pattern[str]
    referring: Mapping[str, re.Pattern[str]]
    opening: frozenset[str]
    singular: frozenset[str]
    plural: re.Pattern[str]
    sound: Callable[[str], bool]
    joined: Callable[[str, str], str | None]
    material: str
    deeds: re.Pattern[str]
    before_refused: frozenset[str]
    known: dict[tuple[str, ...], list[Paradigm]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for paradigm in (*self.paradigms, *self.leading):
            for form in set(paradigm):
                self.known.setdefault(tuple(parts(form)), []).append(paradigm)


class _Front(NamedTuple):
    """What stands before the term: where the words begin that change, and the new ones."""

    first: int
    words: list[str]
    is_governed: bool


def parts(form: str) -> list[str]:
    """The words of a determiner: “de l'” is two."""
    return _CONTRACTED.findall(form)


def replacement(term: TermInSentence, fix: Fix, grammar: Grammar) -> Replacement | None:
    """What takes the place of a term, None where that is not safe."""
    words = _words(term, fix, grammar)
    if words is None or not fix.gender or not fix.was:
        return None
    front = _front(term, fix, words, grammar)
    if front is None or not _fits_before(term, front, words, grammar) or not _fits_after(term, fix, grammar):
        return None
    if fix.gender != fix.was and not _agrees_with_nothing(term, fix, front, grammar):
        return None
    written = _written(term, front)
    return written and Replacement(written[0], term.end, written[1], words)


def _is_plural(term: TermInSentence, grammar: Grammar) -> bool:
    noun = term.plain[0]
    return bool(grammar.plural.search(noun)) and noun not in grammar.singular


def _has_number(paradigm: Paradigm, term: TermInSentence, grammar: Grammar) -> bool:
    """Whether a determiner has the number of the term; a preposition (the same in both genders) has none."""
    return paradigm[0] == paradigm[2] or paradigm[0].endswith("s") == _is_plural(term, grammar)


def _words(term: TermInSentence, fix: Fix, grammar: Grammar) -> str | None:
    if _is_plural(term, grammar):
        return fix.write.get("plural")
    words = fix.write.get("singular") or fix.write.get("any")
    # A rule that writes a plural for a singular would leave the article and the verb behind.
    noun = next((word for word in words.split() if fold(word) not in grammar.singular), "") if words else ""
    return None if grammar.plural.search(noun) else words


# In front


def _front(term: TermInSentence, fix: Fix, words: str, grammar: Grammar) -> _Front | None:
    before = term.before
    if not before or not before[-1].is_word:
        fits = not before or before[-1].plain in ",;:([—–-•*."
        return _Front(len(before), [], is_governed=False) if fits else None
    was = _form(fix.was, grammar.sound(term.plain[0]))
    now = _form(fix.gender, grammar.sound(words))
    for length in (2, 1):
        key = tuple(_written_small(token, term, grammar) for token in before[-length:])
        if len(key) == length and (found := grammar.known.get(key)):
            fitting = [one for one in found if tuple(parts(one[was])) == key and _has_number(one, term, grammar)]
            return _with_leading(before, length, parts(fitting[0][now]), fix, grammar) if fitting else None
    last = before[-1].plain
    if (conjunction := grammar.joined(last, words)) is not None:
        fits = grammar.joined(last, term.plain[0]) == last
        place = len(before) - (conjunction != last)
        return _Front(place, [conjunction] if conjunction != last else [], is_governed=False) if fits else None
    if last in grammar.fixed or last.isdigit() or grammar.verbal.search(before[-1].written):
        return _Front(len(before), [], _is_governed(before, len(before), grammar))
    # After the line of a heading begins a sentence; in capitals nothing tells it from the middle of one.
    is_beginning = term.begins_line and term.words[0].isupper() and not term.words.isupper()
    return _Front(len(before), [], is_governed=False) if is_beginning else None


def _form(gender: str, is_vowel: bool) -> int:
    return 2 * (gender == "f") + is_vowel


def _written_small(token: Token, term: TermInSentence, grammar: Grammar) -> str:
    """The word with its accents; the capital A that begins a sentence is à, where the language has that word."""
    is_bare = term.text[token.start : token.end] == "A" and not term.words.isupper()
    return "à" if is_bare and ("à", "la") in grammar.known else token.written


def _with_leading(before: list[Token], length: int, new: list[str], fix: Fix, grammar: Grammar) -> _Front:
    """The determiner, with “toute” or “toda” in front of it where there is one that agrees."""
    first = len(before) - length
    governed = length == 2 or parts("du")[0] == before[-1].plain or before[-1].plain in ("au", "del", "al")
    if first and length == 1 and before[-1].written not in grammar.prepositions:
        for paradigm in grammar.known.get((before[first - 1].written,), []):
            if paradigm in grammar.leading and before[first - 1].written == paradigm[_form(fix.was, False)]:
                first, new = first - 1, [paradigm[_form(fix.gender, False)], *new]
                break
    governed = governed and first > 0 and before[first - 1].is_word
    return _Front(
        first, new, governed or _is_governed(before, first, grammar) or before[-1].plain in grammar.prepositions
    )


def _is_governed(before: list[Token], first: int, grammar: Grammar) -> bool:
    near = before[:first][-2:]
    return any(token.plain in grammar.prepositions for token in near[-1:]) or (
        len(near) == 2 and near[1].plain in grammar.fixed and near[0].plain in grammar.prepositions
    )


def _written(term: TermInSentence, front: _Front) -> tuple[int, str] | None:
    """Where the replacement begins and what it begins with: the new words with the capitals and gaps of the old."""
    if not front.words:
        return term.start, ""
    start = term.before[front.first].start
    old = term.text[start : term.start]
    found = with_gaps(front.words, old)
    if found is None:
        return None
    written, is_moved = found
    if is_moved:
        while start and term.text[start - 1] in " \t":
            start -= 1
        if not start or term.text[start - 1] in "\r\n":
            return None  # the article alone begins a line: the line would be left empty
    letters = "".join(filter(str.isalpha, old))
    if letters.isupper() and term.words.isupper():
        return start, written.upper()
    if letters[:1].isupper():
        place = next(place for place, sign in enumerate(written) if sign.isalpha())
        written = written[:place] + written[place].upper() + written[place + 1 :]
    return start, written


def _fits_before(term: TermInSentence, front: _Front, words: str, grammar: Grammar) -> bool:
    before = [token.plain for token in term.before[: front.first]]
    joined = [word for word in before if word not in grammar.prepositions or word in grammar.joining]
    if len(joined) > 1 and joined[-1] in grammar.joining | {",", "/"} and joined[-2] in grammar.shared:
        return False
    near = " ".join(token.plain for token in term.before[-6:])
    if grammar.before_refused & {*before[-1:], *(token.plain for token in term.before[-1:])}:
        return False
    return not (words.startswith(grammar.material) and grammar.deeds.search(near))


# Behind


def _fits_after(term: TermInSentence, fix: Fix, grammar: Grammar) -> bool:
    first, second = [*term.after, None, None][:2]
    if first is None:
        return True
    if term.has_abbreviation:
        return False
    if first.plain == ",":
        return _fits_comma(term, fix, grammar)
    if not first.is_word:
        return first.plain in ".;:!?)]…—("
    if first.plain in grammar.refused or (second is not None and second.plain in ("caractere", "contenu")):
        return False
    if first.plain in grammar.joining:
        return _fits_joined(term, second, grammar)
    if first.plain in grammar.relative and fix.gender != fix.was:
        return False
    is_ending_known = grammar.skipped.fullmatch(first.plain) or grammar.conjugated.search(first.written)
    return first.plain in grammar.followers | grammar.verbs | grammar.copulas or bool(is_ending_known)


def _ends_in_plural(term: TermInSentence, grammar: Grammar) -> bool:
    """Whether a singular term ends with whom it speaks of (“prostitution des enfants”): more of them may follow."""
    return bool(grammar.plural.search(term.plain[-1])) and not _is_plural(term, grammar)


def _fits_comma(term: TermInSentence, fix: Fix, grammar: Grammar) -> bool:
    rest = [token for token in term.after[1:] if not grammar.skipped.fullmatch(token.plain)]
    if rest and rest[0].is_word and grammar.plural.search(rest[0].plain) and _ends_in_plural(term, grammar):
        return rest[0].plain in grammar.followers  # “con niñas, niños y …”: the children are still being told
    if not rest or fix.gender == fix.was:
        return True
    word = rest[0].plain
    if word in grammar.followers | grammar.fixed | grammar.verbs | grammar.copulas | grammar.joining | grammar.shared:
        return True
    return word.isdigit() or not grammar.agreeing[fix.was].search(word)


def _fits_joined(term: TermInSentence, second: Token | None, grammar: Grammar) -> bool:
    if second is None or not second.is_word or second.plain in grammar.shared | {"de", "d'", "du", "del"}:
        return False  # “de prostitution enfantine et de traite”: the new words have a “de” of their own
    if grammar.plural.search(second.plain) and not _is_plural(term, grammar):
        return not _ends_in_plural(term, grammar)  # a plural is no adjective of a singular
    return second.plain in grammar.fixed | grammar.followers | grammar.verbs or (second.written,) in grammar.known


# Elsewhere in the sentence, where the gender changes


def _agrees_with_nothing(term: TermInSentence, fix: Fix, front: _Front, grammar: Grammar) -> bool:
    """Whether no pronoun, participle or adjective of the sentence need agree with the term."""
    tail = " ".join(token.written for token in term.after)
    if grammar.referring[fix.was].search(tail):
        return False
    if term.following and term.following[0].plain in grammar.opening:
        return False
    near = takewhile(lambda token: token.plain not in grammar.copulas | grammar.verbs | _STOPS, term.after[:NEAR])
    if any(grammar.participles[fix.was].search(token.written) for token in near):
        return False
    is_taken_up = any(token.plain in ("qui", "que", "qu'") for token in term.after[:2])
    if front.is_governed and not is_taken_up:
        return True
    return not (_is_predicated(term, grammar) or _is_fronted(term.before[: front.first], fix, grammar))


def _is_predicated(term: TermInSentence, grammar: Grammar) -> bool:
    """Whether an adjective or participle may follow a copula: “est interdite”, “est de plus en plus répandue”."""
    clause = list(takewhile(lambda token: token.plain not in (":", ";"), term.after))
    for place, token in enumerate(clause):
        # “Esta” without its accent is an article, except where capitals have none.
        if token.plain not in grammar.copulas or (token.written == "esta" and not term.words.isupper()):
            continue
        rest = clause[place + 1 :]
        is_graded = len(rest) > 1 and rest[1].plain in ("plus", "moins", "mas", "menos")
        first = next((one for one in rest if not grammar.skipped.fullmatch(one.plain)), None)
        if first is None or is_graded or not (first.plain in grammar.nominal or first.plain.isdigit()):
            return True
    return False


def _is_fronted(before: list[Token], fix: Fix, grammar: Grammar) -> bool:
    """Whether a participle stands before its subject: “interdite depuis 2003, la …”, “est interdite la …”."""
    agreeing = grammar.agreeing[fix.was]
    opening = list(takewhile(lambda token: token.is_word, before))
    known = grammar.fixed | grammar.followers | grammar.shared | {word for form in grammar.known for word in form}
    if opening and [token.plain for token in before[len(opening) :]][:1] == [","]:
        first = opening[0]
        if not known & {first.plain, first.written} and agreeing.search(first.plain):
            return True
    if before and before[-1].is_word and agreeing.search(before[-1].plain) and before[-1].plain not in grammar.verbs:
        return any(token.plain in grammar.copulas for token in before[-4:-1])
    return False
