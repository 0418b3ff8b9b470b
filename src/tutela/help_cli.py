"""The command line of the help pages for children: ``tutela help-pages ...``. Parse, call, tell."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from tutela.command_language import Language, WordsOption
from tutela.errors import TutelaError
from tutela.library_terminal import bar, out, say, stream_to, tell, visible

NOTHING_READ = 1
SOMETHING_TO_DO = 1
help_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The help pages for children: who looks after them, and the directory of services that they show. Works on "
    "the site's own data (TUTELA_DATA_DIR), while the site runs or not.",
)


Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Address of an account of the site.")]


@help_app.command()
def appoint(email: Email, language: WordsOption = Language.en) -> None:
    """Make somebody an operator: they see the pages before these are public, keep the directory, and switch them on.

    Exit codes: 0 done; 2 there is no such account, or wrong use.
    """
    terminal = _terminal()
    _print(terminal.appoint(email, language.value))


@help_app.command()
def dismiss(email: Email, language: WordsOption = Language.en) -> None:
    """Take the help pages out of somebody's hands. What they confirmed stays confirmed.

    Exit codes: 0 done; 2 they do not look after the pages, or wrong use.
    """
    terminal = _terminal()
    _print(terminal.dismiss(email, language.value))


@help_app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Spreadsheet of services (CSV in UTF-8) with the columns of the export."),
    ],
    language: WordsOption = Language.en,
) -> None:
    """Bring services from a spreadsheet into the directory. What is new or changed waits for an operator to confirm it.

    Rows with a fault are left out and listed, with the column, the reason and what to do; the others come in.

    Exit codes: 0 done; 1 nothing could be read; 2 wrong use.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise TutelaError(
            f"{file} cannot be opened: {error.strerror}.", "Check its name and who may read it."
        ) from error
    done = _terminal().import_file(data, language.value)
    for fault in done.faults:
        tell(fault)
    say(done.line)
    if not done.was_read:
        raise typer.Exit(NOTHING_READ)


@help_app.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="File to write (default: standard output).")
    ] = None,
    language: WordsOption = Language.en,
) -> None:
    """Write the directory as a spreadsheet (CSV in UTF-8) that can be read back.

    Exit codes: 0 done; 2 wrong use.
    """
    data, line = _terminal().export(language.value)
    with stream_to(file) as stream:
        stream.write(data)
    say(line)


@help_app.command()
def check(
    links: Annotated[
        bool, typer.Option("--links", help="Look first whether the websites, chats and sources of all services answer.")
    ] = False,
    language: WordsOption = Language.en,
) -> None:
    """Say which services have expired, will expire within 60 days, are not confirmed, or have links to look at.

    Exit codes: 0 nothing to do; 1 something to do; 2 wrong use.
    """
    terminal = _terminal()
    if links:
        with bar("", None) as advance:
            terminal.check_links(language.value, advance)
    found = terminal.check(language.value)
    for heading, lines in found.parts:
        _print(heading)
        for line in lines:
            _print(f"  {line}")
    say(found.line)
    if found.is_something:
        raise typer.Exit(SOMETHING_TO_DO)


# --- what the commands share ------------------------------------------------------------------------------------------


def _terminal() -> ModuleType:
    """Bring Django and the database up; gives what works on them."""
    from tutela.web.serving import prepare

    prepare()
    from tutela.web.help import terminal

    return terminal


def _print(line: str) -> None:
    out.print(visible(line), markup=False, highlight=False, soft_wrap=True)
