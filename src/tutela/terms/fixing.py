"""Safe replacements of terms: the words, and what agrees with them in front; nothing where something else would have to
agree that cannot be changed surely."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from tutela.terms.agreement import english, french, spanish
from tutela.terms.agreement.replacement import Replacement
from tutela.terms.agreement.sentence import TermInSentence
from tutela.terms.agreement.writing import Capitals, capitals_of, over_lines, with_capitals, with_signs
from tutela.terms.finding import Edit
from tutela.terms.matching import Hit
from tutela.terms.rule import Fix

_LANGUAGES: Mapping[str, Callable[[TermInSentence, Fix], Replacement | None]] = {
    "en": english.replacement,
    "fr": french.replacement,
    "es": spanish.replacement,
}


def edit_of(text: str, language: str, hit: Hit) -> Edit | None:
    """The safe replacement of a term, None where there is none. It may begin before the term (an article changes)."""
    if hit.fix is None:
        return None
    term = TermInSentence(text, hit.start, hit.end)
    capitals = capitals_of(term.words)
    if capitals is None or not term.stands_alone:
        return None
    if capitals is Capitals.TITLE and not term.is_title_cased:
        return None  # in running text, so written, it is most likely part of a name
    found = _LANGUAGES[language](term, hit.fix)
    if found is None or term.says(found.words) or term.ends_before(found.words.removeprefix("the ").split()[0]):
        return None  # the sentence has the better words already, or would say one of them twice
    words = with_capitals(found.words, capitals)
    if capitals is Capitals.TITLE and term.before:
        words = re.sub(r"^The(?= )", "the", words)  # only at the beginning of a headline has the article a capital
    broken = over_lines(words, text[hit.start : found.end])
    if broken is None:
        return None
    return Edit(found.start, found.end, with_signs(found.front + broken, text, hit.start, hit.end))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """A text with edits made, which are in order and do not overlap. Raises ValueError where they do."""
    parts: list[str] = []
    last = 0
    for edit in edits:
        if edit.start < last:
            raise ValueError(f"The edit at {edit.start} begins before the one before it ends, at {last}.")
        parts += text[last : edit.start], edit.write
        last = edit.end
    return "".join(parts) + text[last:]


def settled(text: str, edits_of: Callable[[str], Sequence[Edit]]) -> str:
    """A text with the edits found in it made, and those that are safe only once their neighbours are made, until none
    is left: fixing it again changes nothing."""
    while edits := edits_of(text):
        text = apply(text, edits)
    return text
