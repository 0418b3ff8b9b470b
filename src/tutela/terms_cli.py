"""The command line of the terminology checker: ``tutela terms ...``. Parse, call, tell."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from tutela.command_language import Language
from tutela.errors import TutelaError

if TYPE_CHECKING:
    from tutela.terms.files import Listed
    from tutela.terms.rule import Level as RuleLevel
    from tutela.terms.sources import Checked

FINDINGS = 1
UNREADABLE = 2
_NOT_MEANT = frozenset(("unknown-type", "archive", "empty-file", "no-text", "not-a-file"))
"""Why a file cannot be read that nobody named, but a folder that holds it: no reason to fail."""
LISTED = 5
"""Names of files that are told of those that were not read."""

terms_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Words that protect: find terms that harm or trivialise, why, and what to write instead. Official titles, "
    "quotations and references are left alone.",
)
out = Console()
err = Console(stderr=True)


class CheckFormat(StrEnum):
    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    docx = "docx"


class ListFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


class CheckLevel(StrEnum):
    avoid = "avoid"
    care = "care"


class ListLevel(StrEnum):
    avoid = "avoid"
    care = "care"
    fine = "fine"


TextLanguage = Annotated[
    Language | None,
    typer.Option("--language", "-l", help="Language of the text: en, fr or es (default: found out, part by part)."),
]
RuleLanguage = Annotated[
    Language | None, typer.Option("--language", "-l", help="Only the terms of this language: en, fr or es.")
]


@terms_app.command()
def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Files, folders with all that is in them, or - for standard input."),
    ],
    language: TextLanguage = None,
    format: Annotated[
        CheckFormat,
        typer.Option(
            "--format",
            "-f",
            help="text, json, sarif, github (workflow commands), or docx: the text itself with comments.",
        ),
    ] = CheckFormat.text,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write (default: standard output).")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the terms that are left alone too, and why they are.")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Write the one safe replacement where there is one, into the files themselves (plain text, Markdown, "
            "HTML), or to standard output where - is read.",
        ),
    ] = False,
    level: Annotated[
        CheckLevel, typer.Option("--level", help="Least level that is shown: avoid, or care (both).")
    ] = CheckLevel.care,
) -> None:
    """Find terms that harm or trivialise, with their place, why, and what to write instead.

    Settings are those of the nearest .tutela.toml or pyproject.toml ([tool.tutela.terms]) at or above each file.

    Exit codes: 0 nothing at the level that fails (setting fail-on, avoid unless it says otherwise); 1 there is; 2 wrong
    use, or a file cannot be read.
    """
    from tutela.terms.files import files_to_check
    from tutela.terms.rule import Level

    listed, excluded = files_to_check(files)
    _refuse_mixtures([one.path for one in listed], format, fix, output)
    least, said = Level(level.value), language.value if language else None
    done = _checked(listed, said, least, explain=explain, fix=fix)
    told_in = said or _language_of(done.found)
    _tell_left_out(done.others, excluded, told_in)
    if format is CheckFormat.docx:
        _write_docx(done.found, least, explain, said, output)
    else:
        _write(done.found, format, explain, told_in, output, to_error=done.gave_text)
    if any(_fails(checked) for checked in done.found):
        raise typer.Exit(FINDINGS)
    if any(checked.has_failed for checked in done.found):
        raise typer.Exit(UNREADABLE)


@terms_app.command()
def explain(
    term: Annotated[
        list[str], typer.Argument(metavar="TERM", help="A term, any form of it, or the id of a rule, in any language.")
    ],
    language: RuleLanguage = None,
) -> None:
    """Say how a term is judged, why, what to write instead, with examples and the reference.

    Exit codes: 0 done; 2 no rule speaks of it, or wrong use.
    """
    from tutela.terms.explaining import explained, rules_for
    from tutela.terms.loading import LANGUAGES

    rules = rules_for(" ".join(term), (language.value,) if language else LANGUAGES)
    typer.echo("\n".join(explained(rule, min(out.width, 100)) for rule in rules), nl=False)


@terms_app.command("list")
def list_(
    language: RuleLanguage = None,
    level: Annotated[
        ListLevel | None, typer.Option("--level", help="Only the terms of this level: avoid, care or fine.")
    ] = None,
    format: Annotated[
        ListFormat, typer.Option("--format", "-f", help="How to show them: table, json or csv.")
    ] = ListFormat.table,
) -> None:
    """List the terms with their levels and what to write instead.

    Exit codes: 0 done; 2 wrong use.
    """
    from tutela.terms.explaining import chosen, to_csv, to_json
    from tutela.terms.loading import LANGUAGES
    from tutela.terms.rule import Level

    rules = chosen((language.value,) if language else LANGUAGES, Level(level.value) if level else None)
    if format is ListFormat.json:
        typer.echo(to_json(rules), nl=False)
    elif format is ListFormat.csv:
        typer.echo(to_csv(rules), nl=False)
    else:
        from tutela.terms.report.table import terms_table

        out.print(terms_table(rules))


@terms_app.command("export-vale")
def export_vale(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write the package into.")],
    language: RuleLanguage = None,
) -> None:
    """Write the terms as a style package for Vale: .vale.ini, a style for each language, and a vocabulary of titles.

    Vale knows no quotations and few titles: it reports more than “tutela terms check” does.

    Exit codes: 0 done; 2 wrong use.
    """
    from tutela.terms.loading import LANGUAGES
    from tutela.terms.vale import export
    from tutela.terms.wording import number, word

    count = export(folder, (language.value,) if language else LANGUAGES)
    told_in = language.value if language else "en"
    _say(word("commands", "exported", told_in, path=folder, n=number(count, told_in)))


# --- what the commands share ------------------------------------------------------------------------------------------


def _refuse_mixtures(paths: Sequence[str], format: CheckFormat, fix: bool, output: Path | None) -> None:
    """Refuse what cannot be done together."""
    if not paths:
        return
    if output is not None and not output.resolve().parent.is_dir():
        raise TutelaError(f"There is no folder {output.resolve().parent}.", "Make it first, or choose another one.")
    if format is not CheckFormat.docx:
        return
    if fix:
        raise TutelaError("--fix does not write Word documents.", "Leave out --fix or --format docx.")
    if len(paths) > 1:
        raise TutelaError(f"--format docx takes one file, not {len(paths)}.", "Run it once for each file.")
    if output is None and sys.stdout.isatty():
        raise TutelaError("A Word document cannot be shown on a terminal.", "Name a file to write with --output.")
    if output is not None and Path(paths[0]).exists() and output.resolve() == Path(paths[0]).resolve():
        raise TutelaError(f"{output} is the file that is checked.", "Give the commented copy another name.")


@dataclass
class _Done:
    """What was done: ``found`` in the files, ``others`` that a folder holds and nobody meant, and whether a corrected
    text went to standard output, as that of standard input does."""

    found: list[Checked] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    gave_text: bool = False


def _checked(listed: Iterable[Listed], language: str | None, least: RuleLevel, *, explain: bool, fix: bool) -> _Done:
    """Check the files one after the other, and tell what is to be told of each."""
    from tutela.terms.sources import check_file

    done = _Done()
    for one in listed:
        checked = _fixed(one, language, least, done) if fix else check_file(one.path, language, one.settings)
        if not checked.is_read and not one.is_named and checked.notices[0].code in _NOT_MEANT:
            done.others.append(one.path)
            continue
        _tell_notices(checked)
        done.found.append(checked.shown(least, explain=explain))
    return done


def _fixed(one: Listed, language: str | None, least: RuleLevel, done: _Done) -> Checked:
    """Write the safe replacements into a file; gives what is then left in it."""
    from tutela.terms.rewriting import fix_file

    fixed = fix_file(one.path, language, one.settings, least)
    for what, next_step in fixed.told:
        _tell(what, next_step)
    if fixed.text is not None:
        sys.stdout.buffer.write(fixed.text)
        sys.stdout.buffer.flush()
        done.gave_text = True
    return fixed.left


def _write(
    found: Sequence[Checked], format: CheckFormat, explain: bool, language: str, output: Path | None, *, to_error: bool
) -> None:
    """Write the findings to a file, to standard output, or, where a text went there, to standard error."""
    if output is None and format is CheckFormat.text and (err if to_error else out).is_terminal:
        from tutela.terms.report.coloured import print_lines

        print_lines(found, language, err if to_error else out)
        return
    text = _formatted(found, format, explain, language)
    if output is None:
        typer.echo(text, nl=False, err=to_error)
        return
    _put(output, text.encode())
    _say_written(output, language)


def _formatted(found: Sequence[Checked], format: CheckFormat, explain: bool, language: str) -> str:
    if format is CheckFormat.json:
        from tutela.terms.report.json_report import to_json

        return to_json(found, explain=explain)
    if format is CheckFormat.sarif:
        from tutela.terms.report.sarif import to_sarif

        return to_sarif(found)
    if format is CheckFormat.github:
        from tutela.terms.report.github import to_github

        return to_github(found)
    from tutela.terms.report.text import to_text

    return to_text(found, language)


def _write_docx(
    found: Sequence[Checked], least: RuleLevel, explain: bool, language: str | None, output: Path | None
) -> None:
    if not found or found[0].source is None:
        return
    from tutela.terms.report.docx import to_docx

    data = to_docx(found[0], least, explain=explain, language=language)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    _put(output, data)
    from tutela.terms.report.text import summary

    told_in = language or found[0].language
    _say(summary(found, told_in))
    _say_written(output, told_in)


def _put(output: Path, data: bytes) -> None:
    try:
        output.write_bytes(data)
    except OSError as error:
        raise TutelaError(f"{output} cannot be written: {error.strerror}.", "Choose another place.") from error


def _fails(checked: Checked) -> bool:
    """Whether a finding is at the level that the settings of its file fail on."""
    levels = {"avoid": ("avoid",), "care": ("avoid", "care")}.get(checked.settings.fail_on, ())
    return any(one.is_reported and one.finding.rule.level in levels for one in checked.findings)


def _language_of(found: Iterable[Checked]) -> str:
    """The language to speak: the one of the first file that was read."""
    return next((checked.language for checked in found if checked.is_read), "en")


def _tell_notices(checked: Checked) -> None:
    from tutela.terms.wording import word

    language = checked.language
    for notice in checked.notices:
        what = word("commands", "not-read", language, path=checked.path, what=notice.what(language))
        _tell(what, notice.next_step(language))


def _tell_left_out(others: Sequence[str], excluded: Sequence[str], language: str) -> None:
    """Say how many files of a folder were of other kinds, and how many the settings exclude."""
    from tutela.terms.wording import counted

    if others:
        names = ", ".join(others[:LISTED]) + (" …" if len(others) > LISTED else "")
        _say(counted("commands", "other-kinds", len(others), language, names=names))
    if excluded:
        _say(counted("commands", "excluded", len(excluded), language))


def _say_written(output: Path, language: str) -> None:
    from tutela.terms.wording import word

    _say(word("commands", "written", language, path=output))


def _say(line: str) -> None:
    """On standard error: standard output may be the report itself."""
    err.print(line, markup=False, highlight=False, soft_wrap=True)


def _tell(what: str, next_step: str = "") -> None:
    """On standard error, what happened and what to do next."""
    err.print(what, style="bold", markup=False, highlight=False, soft_wrap=True)
    if next_step:
        err.print(f"  {next_step}", markup=False, highlight=False, soft_wrap=True)
