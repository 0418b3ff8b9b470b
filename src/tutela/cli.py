"""The command line: parse, call, write."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from tutela import __version__
from tutela.command_language import Language
from tutela.errors import TutelaError
from tutela.help_cli import help_app
from tutela.library_cli import library_app
from tutela.terms_cli import terms_app

NOTHING_READ = 1
WRONG_USE = 2

app = typer.Typer(
    name="tutela",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads laws, policies and reports against the Guidelines on the Optional Protocol on the sale and sexual "
    "exploitation of children (CRC/C/156). It supports people's judgement and does not replace it.",
)
app.add_typer(help_app, name="help-pages")
app.add_typer(library_app, name="library")
app.add_typer(terms_app, name="terms")
out = Console()
err = Console(stderr=True)


class ReportFormat(StrEnum):
    html = "html"
    docx = "docx"
    xlsx = "xlsx"
    csv = "csv"
    json = "json"


class ListFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


LanguageOption = Annotated[
    Language,
    typer.Option("--language", "-l", help="Language of the words around the documents: en, fr or es."),
]
RegisterOption = Annotated[
    Path | None,
    typer.Option(
        "--register",
        metavar="PATH",
        help="Folder with the register of another instrument (docs/register.md).",
    ),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tutela {__version__}")
        raise typer.Exit


@app.callback()
def _tutela(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    pass


@app.command()
def assess(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with all that is in them.")],
    state: Annotated[
        str, typer.Option("--state", metavar="NAME", help="State or organisation that the documents are of.")
    ] = "",
    language: LanguageOption = Language.en,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Folder for the reports (default: tutela-report)."),
    ] = None,
    format: Annotated[
        list[ReportFormat] | None,
        typer.Option("--format", "-f", help="Report to write; give it again for several (default: html)."),
    ] = None,
    register: RegisterOption = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read every file anew, and keep nothing.")] = False,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print the JSON report on standard output; files are then written only if asked for.",
        ),
    ] = False,
) -> None:
    """Show, for each measure, the passages that answer it and what was not found.

    Exit codes: 0 done; 1 nothing could be read; 2 wrong use.
    """
    from tutela.evidence.assessment import assess as assess_results
    from tutela.register.loading import load_register
    from tutela.report.terminal import summary
    from tutela.report.writing import write_reports
    from tutela.text.cache import DocumentCache
    from tutela.text.folder import list_files, read_files

    measures = load_register(register)
    files = list_files(paths)
    results = read_files(files, None if no_cache else DocumentCache())
    with _progress(language, len(files)) as told:
        assessment = assess_results(told(results), measures, state=state)
    written: list[Path] = []
    if assessment.documents and (not json or format or output):
        formats = [item.value for item in format or [ReportFormat.html]]
        written = write_reports(assessment, language, output or Path("tutela-report"), formats)
    if json:
        from tutela.report.json_report import json_text, to_json

        typer.echo(json_text(to_json(assessment, language)), nl=False)
    (err if json else out).print(summary(assessment, language, written))
    if not assessment.documents:
        raise typer.Exit(NOTHING_READ)


@contextlib.contextmanager
def _progress(language: str, total: int) -> Iterator[Any]:
    """A bar on the terminal while files are read; nothing where standard error is not a terminal.

    Gives a function that hands the results on and moves the bar as each one comes.
    """
    if not err.is_terminal:
        yield iter
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from tutela.report.words import words

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(words(language)["terminal.reading"], total=total)

        def told(results: Iterator[Any]) -> Iterator[Any]:
            for result in results:
                bar.update(task, advance=1, description=Path(result.path).name[:40])
                yield result

        yield told


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    language: LanguageOption = Language.en,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print one passage a line: label, heading_path, page, span, language, kind, lead and text.",
        ),
    ] = False,
    no_ocr: Annotated[bool, typer.Option("--no-ocr", help="Do not read pages without text with Tesseract.")] = False,
) -> None:
    """Show the citable passages of a file.

    Exit codes: 0 done; 1 the file could not be read; 2 wrong use.
    """
    from tutela.text.document import SetAside
    from tutela.text.folder import read_file

    result = read_file(file, str(file), ocr=not no_ocr)
    if isinstance(result, SetAside):
        _tell(f"{file}: {result.notice.what(language)}", result.notice.next_step(language))
        raise typer.Exit(NOTHING_READ)
    for notice in result.notices:
        _tell(f"{file}: {notice.what(language)}", notice.next_step(language))
    if json:
        for line in _passage_lines(result):
            typer.echo(line)
        return
    from tutela.report.terminal import passages_table

    out.print(passages_table(result, language))


def _passage_lines(document: Any) -> Iterator[str]:
    import json

    for passage in document.passages:
        fields = {
            "label": passage.label,
            "heading_path": passage.heading_path,
            "page": passage.page,
            "span": passage.span,
            "language": passage.language,
            "kind": passage.kind,
            "lead": passage.lead,
            "text": passage.text,
        }
        yield json.dumps(fields, ensure_ascii=False)


@app.command()
def measures(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="Show this measure in full.")] = None,
    section: Annotated[str | None, typer.Option("--section", help="Only this section, for example IV.C.")] = None,
    addressee: Annotated[
        str | None, typer.Option("--addressee", help="Only for this addressee, for example law-enforcement.")
    ] = None,
    theme: Annotated[str | None, typer.Option("--theme", help="Only this theme, for example self-generated.")] = None,
    language: LanguageOption = Language.en,
    format: Annotated[
        ListFormat,
        typer.Option("--format", "-f", help="How to show them: table, json (all languages) or csv."),
    ] = ListFormat.table,
    register: RegisterOption = None,
) -> None:
    """List, filter, show and export the measures that the instrument asks."""
    from tutela.register.loading import load_register
    from tutela.register.tables import full_text, to_csv, to_json
    from tutela.report.terminal import measures_table

    source = load_register(register)
    _check_known("section", section, [item.id for item in source.sections])
    _check_known("addressee", addressee, [item.id for item in source.addressees])
    _check_known("theme", theme, [item.id for item in source.themes])
    _check_known("measure", id, [item.id for item in source.measures])
    chosen = list(source.select(section=section, addressee=addressee, theme=theme))
    if id is not None:
        chosen = [source.measure(id)]
    if format is ListFormat.json:
        typer.echo(to_json(chosen, source), nl=False)
    elif format is ListFormat.csv:
        typer.echo(to_csv(chosen, source, language), nl=False)
    elif id is not None:
        typer.echo(full_text(chosen[0], source, language, min(out.width, 100)), nl=False)
    else:
        out.print(measures_table(chosen, language))


def _check_known(noun: str, given: str | None, known: list[str]) -> None:
    """Refuse an id that the register does not have, and name those that it has or that are like it."""
    if given is None or given in known:
        return
    import difflib

    near = difflib.get_close_matches(given, known, n=5, cutoff=0.4) or known
    raise TutelaError(f"There is no {noun} “{given}”.", f"Choose among: {', '.join(near)}.")


@app.command()
def match(register: RegisterOption = None) -> None:
    """Match passages read as JSON lines from standard input, and write JSON lines to standard output.

    A line is {"id", "lang", "text"} and, where known, "doc", "label" and "heading"; the answer is
    {"id", "measures": [{"id", "score", "reasons"}]}, where a score of 0.5 or more says: this is evidence.
    A line that cannot be read is told on standard error and left out.
    """
    from tutela.evidence.lines import match_lines
    from tutela.register.loading import load_register

    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for answer in match_lines(lines, load_register(register), on_error=_tell_line):
        sys.stdout.write(answer + "\n")


@app.command()
def serve(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="N", help="Port on this machine (127.0.0.1).")
    ] = 8000,
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Fill it with the assessed sample State and three accounts, to try it out."),
    ] = False,
) -> None:
    """Serve the site on this machine, with the worker that reads and assesses documents.

    All data is kept in one folder (TUTELA_DATA_DIR). docs/operations.md tells how to serve it to others.
    """
    from tutela.web.serving import serve as serve_site

    serve_site(port, demo=demo, tell=lambda line: out.print(line, markup=False, highlight=False, soft_wrap=True))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, for example tutela.tar.gz.")],
) -> None:
    """Write all that the site holds (accounts, documents, assessments, decisions, uploads) into one file.

    The site may run meanwhile.
    """
    from tutela.web.serving import prepare

    prepare()
    from tutela.web.backup import back_up

    _tell_counts(back_up(file), f"Backed up into {file}:")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that “tutela backup” has written.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the data that the site holds now.")
    ] = False,
) -> None:
    """Put the site into the state of a backup. Stop the site first, and start it again afterwards."""
    from tutela.web.serving import prepare

    prepare()
    from tutela.web.backup import restore as restore_site

    _tell_counts(restore_site(file, replace=replace), f"Restored from {file}:")


def _tell_counts(counts: dict[str, int], opening: str) -> None:
    """Say how many rows of each table there were."""
    out.print(opening, markup=False, highlight=False, soft_wrap=True)
    for name, count in counts.items():
        if count:
            out.print(f"  {count:>8}  {name}", markup=False, highlight=False)


def _tell_line(number: int, what: str, next_step: str) -> None:
    _tell(f"Line {number}: {what}", next_step)


def _tell(what: str, next_step: str = "") -> None:
    """Say on standard error what happened and what to do next, each on one line that a screen can find again."""
    err.print(what, style="bold", markup=False, highlight=False, soft_wrap=True)
    if next_step:
        err.print(f"  {next_step}", markup=False, highlight=False, soft_wrap=True)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; ends the process with the exit code that docs/guide.md gives."""
    # Passages and matches are many, live to the end and form no circles: looking through them for garbage at the usual
    # pace takes a tenth of a run.
    gc.set_threshold(200_000, 20, 20)
    # numpy would start a thread for each core, of no use for small sums.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app(arguments)
    except TutelaError as error:
        _tell(error.what, error.next_step)
        sys.exit(WRONG_USE)
    except BrokenPipeError:
        # The reader of our output has gone ("| head"): nothing more to say, and no trace of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
