"""What the commands of the library say on the terminal: bars, closing lines, records set aside."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from rich.console import Console

from tutela.errors import TutelaError

LISTED = 50
"""Records set aside that are listed on the terminal; all of them go into the file of --set-aside."""

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

out = Console()
err = Console(stderr=True)


@contextlib.contextmanager
def stream_to(output: Path | None) -> Iterator[IO[bytes]]:
    """A file that is there only once it is whole, or standard output."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
        beside.replace(output)
    except OSError as error:
        raise TutelaError(f"{output} cannot be written: {error.strerror}.", "Choose another place.") from error
    finally:
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def bar(description: str, total: int | None, *, in_bytes: bool = False) -> Iterator[Callable[..., None]]:
    """A bar on the terminal; nothing where standard error is none. Gives what moves it on: (more, total)."""
    if not err.is_terminal:
        yield lambda *_told: None
        return
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    counted = DownloadColumn() if in_bytes else MofNCompleteColumn()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), counted, TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(description, total=total)

        def advance(more: int, total: int | None = None) -> None:
            if total is not None:
                progress.update(task, total=total)
            progress.update(task, advance=more)

        yield advance


def list_set_aside(found: Iterable[tuple[str, Any]], target: Path | None, language: str) -> None:
    """Name each record that was set aside, with the reason and what to do; write their bytes into a file if asked."""
    count = 0
    with contextlib.ExitStack() as stack:
        stream: IO[bytes] | None = None
        for file, one in found:
            count += 1
            if target is not None and one.data:
                stream = stream or stack.enter_context(stream_to(target))
                stream.write(one.data)
            if count > LISTED:
                continue
            key = "set-aside.one" if one.number else "set-aside.file"
            tell(
                words(key, language, file=file, number=number(one.number, language), what=_what(one, language)),
                _next_step(one, language),
            )
    if count > LISTED and target is None:
        tell(words("set-aside.more", language, count=number(count - LISTED, language)))
    if target is not None and count:
        say(words("set-aside.kept", language, file=target))


def _what(one: Any, language: str) -> str:
    """What happened to a record, with the detail that its reader gave."""
    said = str(one.what(str(language)))
    return f"{said} ({one.detail})" if one.detail else said


def _next_step(one: Any, language: str) -> str:
    return str(one.next_step(str(language)))


def tell_counts(counts: dict[str, int], language: str) -> None:
    """The closing line; what is nothing is left out, but for what was read."""
    told = [
        words("pair", language, name=words(f"count.{name}", language), count=number(count, language))
        for name, count in counts.items()
        if count or name == "read"
    ]
    say(words("records", language, counts=", ".join(told)))


def words(key: str, language: str, **values: object) -> str:
    """What is said, by its key in words/commands.yaml."""
    from tutela.catalogue.wording import word

    return word("commands", key, str(language), **values)


def number(value: int, language: str) -> str:
    """A number as the language writes it."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=str(language)))


def say(line: str) -> None:
    """On standard error: standard output may be the records themselves."""
    err.print(visible(line), markup=False, highlight=False, soft_wrap=True)


def tell(what: str, next_step: str = "") -> None:
    """On standard error, what happened and what to do next."""
    err.print(visible(what), style="bold", markup=False, highlight=False, soft_wrap=True)
    if next_step:
        err.print(f"  {visible(next_step)}", markup=False, highlight=False, soft_wrap=True)


def visible(text: str) -> str:
    """A text of an unknown file without the signs that would steer a terminal."""
    return _STEERING.sub("�", text)
