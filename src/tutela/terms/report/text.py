"""The findings as lines of a terminal, one block each, as compilers tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tutela.terms.report import saying
from tutela.terms.rewriting import replaceable
from tutela.terms.rule import Level
from tutela.terms.sources import Checked, Placed
from tutela.terms.wording import counted, word

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COLOURS = {Level.AVOID: "bold red", Level.CARE: "bold yellow", Level.FINE: "green"}
_QUIET, _GOOD = "dim", "green"


class Piece(NamedTuple):
    """Words of one look."""

    text: str
    style: str = ""


Line = Sequence[Piece]


def to_text(files: Iterable[Checked], language: str) -> str:
    """All files as plain text, with the closing line."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines(files, language))


def lines(files: Iterable[Checked], language: str) -> Iterator[Line]:
    """All files line by line, each piece with its style in the words of rich, with the closing line."""
    known = list(files)
    for checked in known:
        for placed in checked.findings:
            yield from _block(checked.path, placed)
    if any(checked.is_read for checked in known):
        yield (Piece(summary(known, language), "bold"),)


def summary(files: Sequence[Checked], language: str) -> str:
    """How many terms there are of each level, in how many files."""
    placed = [one for checked in files for one in checked.findings]
    reported = [one for one in placed if one.is_reported]
    counts = [
        counted("report", f"count.{level}", n, language)
        for level in (Level.AVOID, Level.CARE)
        if (n := sum(one.finding.rule.level is level for one in reported))
    ]
    if not counts:
        counts.append(word("report", "count.nothing", language))
    if left := len(placed) - len(reported):
        counts.append(counted("report", "count.left-alone", left, language))
    in_files = counted("report", "count.files", sum(checked.is_read for checked in files), language)
    told = word("report", "summary", language, counts=", ".join(counts), files=in_files)
    if fixes := sum(len(replaceable(checked)) for checked in files):
        told += " " + counted("report", "count.fix", fixes, language)
    return told[0].upper() + told[1:]


def _block(path: str, placed: Placed) -> Iterator[Line]:
    rule = placed.finding.rule
    style = _COLOURS[rule.level] if placed.is_reported else _QUIET
    words = saying.quoted(placed.finding.words, rule.language)
    told = [_clean(saying.exception(placed))] if not placed.is_reported else [saying.reason(rule), saying.instead(rule)]
    yield (
        Piece(f"{_clean(path)}:{_where(placed)} ", "bold"),
        Piece(word("report", "judged", rule.language, level=saying.level(rule)) + " ", style),
        Piece(_clean(words), "bold" if placed.is_reported else ""),
        Piece("".join(f" – {one}" for one in told if one)),
        Piece(f" [{rule.id}]", _QUIET),
    )
    place = placed.place
    yield (
        Piece(f"    {_clean(place.before)}", _QUIET),
        Piece(_clean(" ".join(placed.finding.words.split())), style),
        Piece(_clean(place.after), _QUIET),
    )
    if placed.is_reported and (fix := saying.replacement(placed)):
        yield (Piece(f"    {_clean(fix)}", _GOOD),)


def _where(placed: Placed) -> str:
    """Line and column; page and label in a document, with a blank before, as they are words."""
    if placed.place.line is not None:
        return f"{placed.place.line}:{placed.place.column}:"
    return f" {_clean(saying.where(placed))}:" if saying.where(placed) else ""


def _clean(text: str) -> str:
    """A text of an unknown file without the signs that would steer a terminal."""
    return _STEERING.sub("�", text)
