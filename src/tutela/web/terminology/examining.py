"""Checking a text or a file: what the site does with it, and what the confined process does. Knows no Django."""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from tutela.terms.finding import Edit, Finding
from tutela.terms.fixing import settled
from tutela.terms.kinds import Kind, Read
from tutela.terms.languages import Region, check_regions, detected, other_languages
from tutela.terms.languages import told as in_one_language
from tutela.terms.report.docx import to_docx
from tutela.terms.rule import Level
from tutela.terms.settings import NO_SETTINGS
from tutela.terms.sources import AsItStands, Placed, Source, check_source, source_of
from tutela.text.document_json import notice_to_json
from tutela.text.notices import UnreadableError
from tutela.text.reading import read_bytes
from tutela.web.terminology.result import Found, Result, result_to_json

LONGEST = 1_000_000
"""Characters of the text of a file, at most."""
SHOWN = 1000
"""Findings that a page shows, at most."""

_ROUNDS = 6  # of replacements; two are enough for any text that was tried


class TooLongError(Exception):
    """A file has more text than is checked here: ``length`` characters."""

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(str(length))


@dataclass(frozen=True, slots=True)
class Asked:
    """What to check: a ``text``, or the file at ``path``; under the name ``name``; in a language, or in those that it
    is found to be in (""); with the terms that are left alone (``exceptions``)."""

    name: str
    text: str = ""
    path: str = ""
    language: str = ""
    exceptions: bool = False


def examined(asked: Asked) -> Result:
    """Check a text or a file. Raises UnreadableError and TooLongError."""
    source = _source(asked)
    findings = check_source(source).findings
    reported = [one.finding.rule.level for one in findings if one.is_reported]
    told = [one for one in findings if one.finding.rule.level is not Level.FINE]
    shown = [one for one in told if one.is_reported or asked.exceptions]
    correction = _Correction([one.finding for one in findings], source.regions)
    return Result(
        text=source.text,
        language=source.language,
        in_lines=source.document is not None,
        findings=tuple(_found(one) for one in shown[:SHOWN]),
        avoid=reported.count(Level.AVOID),
        care=reported.count(Level.CARE),
        left_alone=len(told) - len(reported),
        corrected=settled(source.text, correction),
        replaced=correction.made,
        notices=source.notices,
    )


def commented(asked: Asked) -> bytes:
    """A Word document with comments at the terms. Raises UnreadableError and TooLongError."""
    checked = check_source(_source(asked)).shown(explain=asked.exceptions)
    return to_docx(checked, Level.CARE, explain=asked.exceptions, language=asked.language or None)


def _source(asked: Asked) -> Source:
    language = asked.language or None
    if asked.path:
        source = source_of(asked.path, read_bytes(Path(asked.path)), language)
        if len(source.text) > LONGEST:
            raise TooLongError(len(source.text))
        return replace(source, path=asked.name)
    text = asked.text  # whatever it looks like (a page, a table): what is pasted is meant as it stands
    regions = in_one_language(text, language) if language else detected(text)
    read = Read(Kind.PROSE, "text", text, "utf-8")
    notices = () if language else other_languages(regions)
    return Source(asked.name, read, text, regions, AsItStands(text), notices=notices)


def _found(placed: Placed) -> Found:
    one, place = placed.finding, placed.place
    found = Found(one.rule.id, one.rule.language, one.start, one.end, page=place.page, label=place.label)
    if one.exemption is not None:
        return replace(found, kind=str(one.exemption.kind), what=one.exemption.what)
    if placed.replacement is not None:
        return replace(found, replaces=placed.replacement.replaces, write=placed.replacement.write)
    return found


class _Correction:
    """Finds safe replacements, in a text and in what becomes of it, each part of which stays in its language."""

    def __init__(self, findings: Sequence[Finding], regions: Sequence[Region]) -> None:
        self.made = 0
        self._known: Sequence[Finding] | None = findings
        self._regions = regions
        self._rounds = 0

    def __call__(self, text: str) -> list[Edit]:
        """The replacements to be made in this text, in order and apart."""
        self._rounds += 1
        if self._rounds > _ROUNDS or not self._regions:
            return []
        findings = check_regions(text, self._regions, NO_SETTINGS) if self._known is None else self._known
        self._known = None
        edits: list[Edit] = []
        for edit in sorted(one.edit for one in findings if one.edit is not None and one.is_reported):
            if not edits or edits[-1].end <= edit.start:
                edits.append(edit)
        self.made += len(edits)
        self._regions = _moved(self._regions, edits)
        return edits


def _moved(regions: Sequence[Region], edits: Sequence[Edit]) -> list[Region]:
    """Where parts of a text stand after edits."""
    ends = [edit.end for edit in edits]
    shifts = [0, *accumulate(len(edit.write) - (edit.end - edit.start) for edit in edits)]

    def place(before: int) -> int:
        return before + shifts[bisect_right(ends, before)]

    return [Region(place(one.start), place(one.end), one.language) for one in regions]


# --- in the confined process ----------------------------------------------------------------------------------------


def examine(asked: str, output: str) -> None:
    """Write what was found in the text or file that ``asked`` (JSON) names, or why it cannot be checked."""
    _say_nothing()
    _answer(asked, lambda one: {"result": result_to_json(examined(one))}, output)


def comment(asked: str, output: str, document: str) -> None:
    """Write the commented Word document of the text or file that ``asked`` (JSON) names, or why there is none."""
    _say_nothing()

    def write(one: Asked) -> dict[str, Any]:
        Path(document).write_bytes(commented(one))
        return {"document": document}

    _answer(asked, write, output)


def _answer(asked: str, work: Any, output: str) -> None:
    try:
        answer = work(Asked(**json.loads(Path(asked).read_text("utf-8"))))
    except UnreadableError as error:
        answer = {"refused": notice_to_json(error.notice)}
    except TooLongError as error:
        answer = {"too-long": error.length}
    Path(output).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8", errors="replace")


def _say_nothing() -> None:
    """What this process says is logged by the one that started it; an error message may hold words of the text."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
