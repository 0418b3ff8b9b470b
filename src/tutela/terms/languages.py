"""Which language each part of a text is checked in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tutela.terms.checking import check_terms
from tutela.terms.finding import Finding
from tutela.terms.settings import Settings
from tutela.text.language import language_of, main_language
from tutela.text.notices import Notice, notice

LANGUAGES = ("en", "fr", "es")
UNKNOWN = "und"
SURE = 200
"""Characters from which a text has enough words to be told to be in none of the languages."""

_GAP = re.compile(r"\n[ \t]*\r?\n\s*|\r[ \t]*\r\s*")


class Region(NamedTuple):
    """A part of a text, and its language (ISO 639-1, "und" where it could not be told)."""

    start: int
    end: int
    language: str


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The stretches of a text between empty lines."""
    found, start = [], 0
    for gap in _GAP.finditer(text):
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(text)))
    return [(first, last) for first, last in found if text[first:last].strip()]


def told(text: str, language: str) -> tuple[Region, ...]:
    """A text whose language is known."""
    return (Region(0, len(text), language),)


def detected(text: str, *, is_prose: bool = True) -> tuple[Region, ...]:
    """The paragraphs of a text with their languages; those with too little text take the one of most of it.

    What is no prose (source code, data) holds words of no language at all, so that only one of the three counts there.
    """
    spans = paragraphs(text)
    main = main_language([text[start:end] for start, end in spans]) if spans else UNKNOWN
    if main not in LANGUAGES and (not is_prose or len(text.strip()) < SURE):
        main = UNKNOWN
    found = []
    for start, end in spans:
        language = language_of(text[start:end], main)
        is_doubtful = language not in LANGUAGES and (not is_prose or end - start < SURE)
        found.append(Region(start, end, main if is_doubtful else language))
    return tuple(found)


def check_regions(text: str, regions: Sequence[Region], settings: Settings) -> list[Finding]:
    """The terms in a text, each part checked in its own language, and in all three where it could not be told.

    The whole text is looked at in each language that it has, for what leaves a term alone may stand in another part.
    """
    known = {region.language for region in regions}
    languages = LANGUAGES if UNKNOWN in known else tuple(one for one in LANGUAGES if one in known)
    if len(known) == 1 and len(languages) == 1:
        return check_terms(text, languages[0], settings)
    found: list[Finding] = []
    for language in languages:
        own = [region for region in regions if region.language in (language, UNKNOWN)]
        found += _within(check_terms(text, language, settings), own)
    return _apart(found)


def other_languages(regions: Iterable[Region]) -> tuple[Notice, ...]:
    """What to tell of the parts that are in none of the languages."""
    others = Counter(one.language for one in regions if one.language not in (*LANGUAGES, UNKNOWN))
    if not others:
        return ()
    names = ", ".join(language for language, _ in others.most_common())
    return (notice("other-language", languages=names, count=others.total()),)


def most_used(regions: Iterable[Region], default: str = "en") -> str:
    """The language of most of a text, among the three."""
    sizes: Counter[str] = Counter()
    for region in regions:
        if region.language in LANGUAGES:
            sizes[region.language] += region.end - region.start
    return sizes.most_common(1)[0][0] if sizes else default


def _within(findings: Iterable[Finding], regions: Sequence[Region]) -> list[Finding]:
    found, place = [], 0
    for finding in findings:
        while place < len(regions) and regions[place].end <= finding.start:
            place += 1
        if place < len(regions) and regions[place].start <= finding.start:
            found.append(finding)
    return found


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the text; of two that overlap, the one of the language that comes first."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (one.start, LANGUAGES.index(one.rule.language))):
        if not kept or kept[-1].end <= finding.start:
            kept.append(finding)
    return kept
