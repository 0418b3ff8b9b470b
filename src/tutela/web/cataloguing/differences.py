"""What differs between two versions of a record, field by field, with the words that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tutela.catalogue.record import Record
from tutela.catalogue.tagged import field_name, to_tagged_text

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 4000  # words of a field that are compared one by one


class Piece(NamedTuple):
    """A stretch of a field; ``is_other`` where the two versions differ in it."""

    text: str
    is_other: bool


class Difference(NamedTuple):
    """A field that was "added", "removed" or "changed": its tag and name, and how it reads before and after."""

    tag: str
    name: str
    kind: str
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()


def differences(one: Record, other: Record, language: str) -> list[Difference]:
    """From one version to another, by tag; nothing where they say the same."""
    before, after = _by_tag(one), _by_tag(other)
    found = []
    for tag in sorted({*before, *after}, key=lambda tag: (tag != "LDR", tag)):
        name = field_name(tag, language)
        for kind, old, new in _compared(before.get(tag, []), after.get(tag, [])):
            found.append(Difference(tag, name, kind, *_marked(old, new)))
    return found


def _by_tag(record: Record) -> dict[str, list[str]]:
    """The lines of the tagged view; of the leader only what says something of the resource."""
    found: dict[str, list[str]] = {}
    for line in to_tagged_text(record).splitlines():
        tag, rest = line[:3], line[4:]
        if tag == "LDR":
            rest = f"{rest[5:9]} {rest[17:20]}"
        found.setdefault(tag, []).append(rest)
    return found


def _compared(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        olds, news = before[start:end], after[new_start:new_end]
        for old, new in zip(olds, news, strict=False):
            yield "changed", old, new
        for old in olds[len(news) :]:
            yield "removed", old, ""
        for new in news[len(olds) :]:
            yield "added", "", new


def _marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if not old or not new:
        return (Piece(old, False),) if old else (), (Piece(new, False),) if new else ()
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(olds) + len(news) > _MOST:
        return (Piece(old, True),), (Piece(new, True),)
    before, after = [], []
    for operation, start, end, new_start, new_end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        is_other = operation != "equal"
        if start < end:
            before.append(Piece("".join(olds[start:end]), is_other))
        if new_start < new_end:
            after.append(Piece("".join(news[new_start:new_end]), is_other))
    return tuple(before), tuple(after)
