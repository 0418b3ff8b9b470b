"""Tables of contents: found, so that they are not taken for the text that they announce."""

from __future__ import annotations

import re

from tutela.text.blocks import Block

_LEADER = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,}|·{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})?$")
_TITLE = re.compile(
    r"(?i)^(?:table of )?contents:?$|^(?:arrangement|table) of (?:sections|articles|provisions|regulations|clauses)$"
    r"|^analysis$|^table des mati[èe]res$|^sommaire$"
    r"|^[íi]ndice(?: general| de contenidos?)?$|^(?:tabla de )?contenidos?$|^sumario$"
)
_PAGE_AT_END = re.compile(r"(?:^|\s)\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s+\d{1,4})?$")

_SCHEDULE = re.compile(
    r"(?i)^(?:the |first |second |third |fourth |fifth |sixth )?"
    r"(?:schedules?|annex(?:e|es)?|appendi(?:x|ces)|anexos?)\b"
)
_NUMBER = re.compile(r"^(?:article|art\.|section|sec\.)?\s*\d{1,4}[A-Za-z]{0,2}\s?[.)]?\s?[-–—]?\s*", re.IGNORECASE)
_DIVISION = re.compile(r"(?:chapter|chapitre|capitulo|part|partie|parte|title|titre|titulo|section|seccion)[ivxlc]*")
_NUMBERED = re.compile(r"\d{1,4}[A-Za-z]{0,2}\s?[.)–—]")

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_KEY_LENGTH = 90

_LONGEST_ENTRY = 250
_FURTHEST = 800


def without_contents(blocks: list[Block]) -> list[Block]:
    """The blocks without tables of contents: entries with dot leaders anywhere, and the list after "Contents",
    "Arrangement of sections", "Table des matières", "Índice" as far as it announces what comes later."""
    dropped = {at for at, block in enumerate(blocks) if len(block.text) < 400 and _LEADER.search(block.text[-40:])}
    at = 0
    while at < len(blocks):
        if len(blocks[at].text) < 60 and _TITLE.match(blocks[at].text.strip(" .:–-")):
            found = _repeated_entries(blocks, at) or _entries_with_pages(blocks, at)
            dropped.update(found)
            at = max(found, default=at)
        at += 1
    return [block for at, block in enumerate(blocks) if at not in dropped] if dropped else blocks


def _key(text: str) -> str:
    """What an entry and the heading that it announces have in common: letters, without number and page number."""
    return _NOT_LETTERS.sub("", _NUMBER.sub("", text[:_KEY_LENGTH], count=1)).lower()


def _repeated_entries(blocks: list[Block], start: int) -> list[int]:
    """The table whose title stands at ``start``, if its first entries come again: there the text has begun.

    Its end is the last entry that comes again later; what stands between (a long title, enacting words) belongs to
    the text, but for the schedules that close the list.
    """
    stop = min(len(blocks), start + _FURTHEST)
    keys = [_key(blocks[at].text) for at in range(start + 1, stop)]
    begin = _first_repetition(keys)
    if begin is None:
        return []
    later = [_key(block.text) for block in blocks[start + 1 + begin : start + 1 + begin + 4 * _FURTHEST]]
    announced = set(later)
    starts = {key[:12] for key in later if len(key) >= 12}
    last = max(
        (n for n in range(begin) if len(keys[n]) >= 4 and (keys[n] in announced or keys[n][:12] in starts)),
        default=-1,
    )
    if last < 2 or sum(len(block.text) for block in blocks[start : start + 2 + last]) > _LONGEST_ENTRY * (last + 2) / 2:
        return []  # too few entries, or too much text for a list of titles
    end = start + 1 + last
    while end + 1 < start + 1 + begin and _NUMBERED.match(blocks[end + 1].text):
        end += 1
    between = range(end + 1, start + 1 + begin)
    schedules = [at for at in between if len(blocks[at].text) < 80 and _SCHEDULE.match(blocks[at].text)]
    return [*range(start, end + 1), *schedules]


def _first_repetition(keys: list[str]) -> int | None:
    """The index at which one of the first entries comes again, with one of those that follow it close behind."""
    for entry, key in enumerate(keys[:8]):
        if len(key) < 4:
            continue
        followers = [follower for follower in keys[entry + 1 : entry + 6] if len(follower) >= 4 and follower != key]
        for again in range(entry + 3, len(keys)):
            if _announces(key, keys[again]) and any(
                _announces(follower, candidate) for candidate in keys[again + 1 : again + 25] for follower in followers
            ):
                return again
    return None


def _announces(entry: str, key: str) -> bool:
    """Whether a text begins as the entry says, its title perhaps run on with the text itself."""
    return key == entry or (len(entry) >= 8 and key.startswith(entry) and not _DIVISION.fullmatch(entry))


def _entries_with_pages(blocks: list[Block], start: int) -> list[int]:
    """The table whose title stands at ``start``, as far as most of its short lines end in a page number."""
    end, with_page = start, 0
    for seen, at in enumerate(range(start + 1, min(len(blocks), start + _FURTHEST)), 1):
        if len(blocks[at].text) > _LONGEST_ENTRY or seen - with_page > 6 + with_page:
            break
        if _PAGE_AT_END.search(blocks[at].text):
            with_page += 1
            if with_page * 2 >= seen:
                end = at
    return list(range(start, end + 1)) if with_page >= 3 else []
