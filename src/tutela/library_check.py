"""``tutela library check``: faults of records told as text, JSON lines or CSV, while they are found."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple, TextIO

from tutela.catalogue.checking import check
from tutela.catalogue.checking.faults import Fault
from tutela.catalogue.checking.headings import Advise
from tutela.catalogue.reading import read_stream
from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import SetAside
from tutela.headings import advise
from tutela.library_terminal import visible
from tutela.register.loading import load_register

COLUMNS = ("record", "control_number", "title", "level", "code", "where", "what", "next_step")
"""Of the CSV, and names in the JSON."""

_LEVELS = {
    "error": {"en": "Error", "fr": "Erreur", "es": "Error"},
    "advice": {"en": "Advice", "fr": "Conseil", "es": "Consejo"},
}


class Outcome(NamedTuple):
    """How many records were checked, and what was found."""

    checked: int
    errors: int
    advice: int
    aside: int


@dataclass
class _Seen:
    """The record that is being checked, and how many there were; its faults come before the next one."""

    count: int = 0
    aside: int = 0
    number: str = ""
    title: str = ""
    told: list[Fault] = field(default_factory=list)


def check_files(
    paths: Sequence[Path], form: str, language: str, out: TextIO, advance: Callable[[int], None], *, mend: bool = False
) -> Outcome:
    """Check the records of files; ``form`` is "text", "json" or "csv". Records that cannot be read are told as well."""
    teller = _TELLERS[form](out, language)
    seen = _Seen()

    def records() -> Iterator[tuple[str, Record]]:
        for path in paths:
            with path.open("rb") as stream:
                watched = _Watched(stream, advance)
                for number, one in enumerate(read_stream(watched, path.name, mend=mend), 1):  # type: ignore[arg-type]
                    if isinstance(one, SetAside):
                        seen.aside += 1
                        teller.set_aside(path.name, one)
                    else:
                        yield _labelled(f"{path.name} {number}", one, seen)

    return _checked(records(), seen, teller, advise)


def check_catalogue(
    records: Iterable[tuple[str, Record]],
    form: str,
    language: str,
    out: TextIO,
    advance: Callable[[int], None],
    advice: Advise = advise,
) -> Outcome:
    """Check records of the site, each with the key of its page; ``advance`` hears of each."""
    seen = _Seen()

    def told() -> Iterator[tuple[str, Record]]:
        for key, record in records:
            yield _labelled(key, record, seen)
            advance(1)

    return _checked(told(), seen, _TELLERS[form](out, language), advice)


def _labelled(key: str, record: Record, seen: _Seen) -> tuple[str, Record]:
    seen.count += 1
    seen.number, seen.title = record.number, record.title.full
    return key, record


def _checked(records: Iterable[tuple[str, Record]], seen: _Seen, teller: _Teller, advice: Advise) -> Outcome:
    measures = frozenset(measure.id for measure in load_register().measures)
    errors = hints = 0
    for fault in check(records, advice=advice, measures=measures):
        is_here = fault.number == seen.count
        teller.fault(fault, seen.number if is_here else "", seen.title if is_here else "")
        if fault.level == "error":
            errors += 1
        else:
            hints += 1
    return Outcome(seen.count, errors, hints, seen.aside)


class _Watched:
    """A stream that tells how many bytes were read of it."""

    def __init__(self, stream: IO[bytes], advance: Callable[[int], None]) -> None:
        self._stream, self._advance = stream, advance

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._advance(len(data))
        return data

    def readinto(self, place: Any) -> int:
        data = self._stream.read(len(place))
        place[: len(data)] = data
        self._advance(len(data))
        return len(data)

    def readable(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


# --- how it is told -------------------------------------------------------------------------------------------------


class _Teller:
    def __init__(self, out: TextIO, language: str) -> None:
        self._out, self._language = out, language

    def fault(self, fault: Fault, number: str, title: str) -> None:
        """Tell a fault of a record with this control number and title."""
        said = fault.what(self._language), fault.next_step(self._language)
        self._row((fault.record, number, title, fault.level, fault.code, fault.where, *said))

    def set_aside(self, file: str, one: SetAside) -> None:
        """Tell a record that could not be read."""
        said = one.what(self._language), one.next_step(self._language)
        self._row((f"{file} {one.number}", "", "", "error", f"set-aside.{one.reason}", "", *said))

    def _row(self, row: Sequence[str]) -> None:
        raise NotImplementedError


class _Text(_Teller):
    """A line for the record, then a line for each of its faults, and one for what to do."""

    _last = ""

    def _row(self, row: Sequence[str]) -> None:
        record, number, title, level, _code, where, what, next_step = map(visible, row)
        if record != self._last:
            name = f"“{title[:100]}”" if title else ""
            self._out.write(" ".join(filter(None, (record, f"({number})" if number else "", name))).strip() + "\n")
            self._last = record
        place = f" {where}" if where else ""
        self._out.write(f"  {_LEVELS[level][self._language]}{place}: {what}\n")
        if next_step:
            self._out.write(f"    {next_step}\n")


class _Json(_Teller):
    """One fault a line."""

    def _row(self, row: Sequence[str]) -> None:
        self._out.write(json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n")


class _Csv(_Teller):
    def __init__(self, out: TextIO, language: str) -> None:
        super().__init__(out, language)
        self._writer = csv.writer(out, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def _row(self, row: Sequence[str]) -> None:
        # A text of an unknown file must not become a formula in a spreadsheet.
        self._writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row])


_TELLERS: dict[str, type[_Teller]] = {"text": _Text, "json": _Json, "csv": _Csv}
