"""Summaries of a record (520): those that stand twice, and those copied from a publisher's site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from tutela.catalogue.checking.faults import Found
from tutela.catalogue.checking.headings import fold
from tutela.catalogue.record import Record

_LONG = 40
"""Letters of a sentence that is no set phrase."""
_ALIKE = 95  # of 100
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_COPIED = re.compile(
    r"[(\[](?:(?:taken |copied |adapted )?from|source ?:?|(?:extrait|tir[eé]|repris) d[ue]|(?:tomado|extra[ií]do) de)\b"
    r"[^()\[\]]{0,80}\b(?:web ?site|site|web ?page|p[aá]gina|sitio|publisher|[eé]diteur|editorial)\b"
    r"[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)


def summary_faults(record: Record) -> Iterator[Found]:
    """What is wrong with the summaries of a record."""
    notes = [one.text for one in record.notes if one.tag in ("500", "505", "545")]
    if repeated := _repeated(list(record.summaries), notes):
        yield Found("summary-twice", "error", "520", {"quotation": repeated[:80]})
    for summary in record.summaries:
        if found := _COPIED.search(summary):
            yield Found("summary-copied", "advice", "520", {"quotation": found.group()[:80]})
            break


def _repeated(summaries: list[str], notes: list[str]) -> str:
    """A sentence that stands twice in the summaries, or in a summary and a note; or a summary with one much like it."""
    seen: dict[str, str] = {}
    for text in summaries:
        for sentence in _sentences(text):
            key = fold(sentence)
            if key in seen:
                return sentence
            seen[key] = sentence
    for text in notes:
        for sentence in _sentences(text):
            if fold(sentence) in seen:
                return sentence
    for place, text in enumerate(summaries):
        for other in summaries[place + 1 :]:
            if min(len(text), len(other)) > _LONG and fuzz.ratio(text, other, score_cutoff=_ALIKE) >= _ALIKE:
                return text
    return ""


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if len(sentence.strip()) >= _LONG:
            yield sentence.strip()
