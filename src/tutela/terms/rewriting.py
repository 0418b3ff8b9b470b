"""Writing safe replacements into a file, which is otherwise left letter for letter and byte for byte as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutela.errors import TutelaError
from tutela.terms.fixing import apply
from tutela.terms.kinds import Kind, Read
from tutela.terms.rule import Level
from tutela.terms.settings import Settings
from tutela.terms.sources import STANDARD_INPUT, Checked, Placed, Source, bytes_of, check_source, source_of
from tutela.terms.wording import counted, word
from tutela.text.notices import UnreadableError


class UnwritableError(TutelaError):
    """A corrected file cannot be written."""


def replaceable(checked: Checked) -> list[Placed]:
    """The findings whose replacement can be written into the file."""
    if checked.source is None or not checked.source.can_be_fixed:
        return []
    return [one for one in checked.findings if one.is_reported and one.replacement and one.replacement.edit]


def survives(read: Read, original: bytes) -> bool:
    """Whether a file that is written back without a change would have its own bytes again."""
    try:
        return read.signature + read.text.encode(read.codec) == original
    except UnicodeEncodeError:
        return False


def corrected(source: Source, found: Iterable[Placed]) -> str:
    """The text of the file with replacements made."""
    edits = [one.replacement.edit for one in found if one.replacement and one.replacement.edit]
    return apply(source.read.text, sorted(edits))


def encoded(text: str, read: Read) -> bytes:
    """A corrected text in the encoding of its file. Raises UnicodeEncodeError where that lacks a letter."""
    return read.signature + text.encode(read.codec)


def write_over(path: Path, data: bytes) -> None:
    """Put new bytes in the place of a file, at once or not at all; its rights stay. Raises UnwritableError."""
    target = path.resolve()  # a link stays a link
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
            beside = Path(stream.name)
            stream.write(data)
        beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise UnwritableError(f"{path} cannot be written: {error.strerror}.", "Check who may write it.") from error


@dataclass(frozen=True)
class Fixed:
    """A file after its replacements: what is ``left`` in it; what is ``told`` of it, with the next step; its ``text``
    where it is to go to standard output, None where it was written into the file."""

    left: Checked
    told: tuple[tuple[str, str], ...] = ()
    text: bytes | None = None


def fix_file(path: str, language: str | None, settings: Settings, least: Level = Level.CARE) -> Fixed:
    """Write the safe replacements of the terms of a level and above into a file, or give the text of standard input
    back with them. A file that cannot be read, or written letter for letter, stays as it is. Raises UnwritableError."""
    try:
        data = bytes_of(path)
        source = source_of(path, data, language)
    except UnreadableError as error:
        return Fixed(Checked(path, notices=(error.notice,), settings=settings))
    checked = check_source(source, settings)
    is_input = path == STANDARD_INPUT
    wanted = [one for one in checked.shown(least).findings if one.replacement]
    made = replaceable(checked.shown(least))
    if not source.can_be_fixed:
        text = data if is_input and source.read.kind is Kind.DATA else None
        return Fixed(checked, _not_made("kind", wanted, source), text)
    if not made:
        return Fixed(checked, (), data if is_input else None)
    found = _settled(source, settings, language, least) if survives(source.read, data) else None
    if found is None:
        return Fixed(checked, _not_made("encoding", made, source), data if is_input else None)
    left, count = found
    assert left.source is not None
    new = encoded(left.source.read.text, left.source.read)
    if not is_input:
        write_over(Path(path), new)
    told = counted("commands", "fixed", count, source.language, path=path)
    return Fixed(left, ((told, ""),), new if is_input else None)


def _settled(source: Source, settings: Settings, language: str | None, least: Level) -> tuple[Checked, int] | None:
    """A file in memory with its replacements made, and those that are safe only once their neighbours are made, and how
    many there were; None where its encoding lacks a letter of the new words."""
    count = 0
    while True:
        checked = check_source(source, settings)
        made = replaceable(checked.shown(least))
        if not made:
            return checked, count
        count += len(made)
        try:
            new = encoded(corrected(source, made), source.read)
        except UnicodeEncodeError:
            return None
        source = source_of(source.path, new, language)


def _not_made(why: str, found: Sequence[Placed], source: Source) -> tuple[tuple[str, str], ...]:
    if not found:
        return ()
    language, key = source.language, f"not-fixed.{why}"
    blanks = {"encoding": source.read.codec} if why == "encoding" else {}
    what = counted("commands", key, len(found), language, path=source.path, **blanks)
    return ((what, word("commands", f"{key}.next", language)),)
