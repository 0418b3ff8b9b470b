"""Measures that a text of the register names by their ids ("belongs to online.hotline")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutela.register.measures import Measure, Register
from tutela.typesetting import typeset
from tutela.web.site.typography import QUOTES

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)+")
_SPANISH_U = re.compile(r"\bu $")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text; with ``measure``, it names that measure, whose title readers see in its place."""

    text: str
    measure: Measure | None = None


def named_by(measure: Measure, register: Register) -> tuple[Measure, ...]:
    """The other measures that are named in what counts as evidence for this one, each once, in their order there."""
    parts = [part for text in measure.counts.values() for part in _parts(text, measure, register)]
    return tuple({part.measure.id: part.measure for part in parts if part.measure}.values())


def with_mentions(measure: Measure, register: Register, language: str) -> list[Part]:
    """What counts as evidence for a measure, in parts: other measures apart from the words and quotes around them."""
    parts = list(_parts(typeset(measure.counts[language], language), measure, register))
    before, after = QUOTES[language]
    shown = []
    for at, part in enumerate(parts):
        text = part.text
        if part.measure is None and at > 0:
            text = after + text
        if part.measure is None and at + 1 < len(parts):
            text = _or(text, parts[at + 1]) + before
        shown.append(replace(part, text=text))
    return shown


def _parts(text: str, measure: Measure, register: Register) -> Iterator[Part]:
    by_id = {other.id: other for other in register.measures}
    family = measure.id.partition(".")[0]
    end = 0
    for found in _ID.finditer(text):
        # The family may be left out where it is the measure's own ("detect-report" in online.industry-regulation).
        other = by_id.get(found[0]) or by_id.get(f"{family}.{found[0]}")
        if other is None or other.id == measure.id:
            continue
        yield Part(text[end : found.start()])
        yield Part(found[0], other)
        end = found.end()
    yield Part(text[end:])


def _or(text: str, named: Part) -> str:
    # Spanish says "u" for "o" only before the sound of an o; a title may begin otherwise than the id in its place.
    if named.measure is None or named.measure.title["es"].lower().startswith(("o", "ho")):
        return text
    return _SPANISH_U.sub("o ", text)
