"""The command line of the library: ``tutela library ...``. Parse, call, tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tutela.command_language import Language, WordsOption
from tutela.errors import TutelaError
from tutela.library_terminal import bar, list_set_aside, number, out, say, stream_to, tell, tell_counts, words

NOTHING_READ = 1
FAULTS_FOUND = 1
library_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The library's catalogue: import, export, check and harvest records. Works on the site's own data "
    "(TUTELA_DATA_DIR), while the site runs or not.",
)


class CheckFormat(StrEnum):
    text = "text"
    json = "json"
    csv = "csv"


class DutyName(StrEnum):
    librarian = "librarian"
    cataloguer = "cataloguer"


@library_app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Files of records: MARC 21 (ISO 2709), MARCXML, MARCMaker or MARC in JSON; also gzipped.",
        ),
    ],
    drafts: Annotated[
        bool, typer.Option("--drafts", help="New records are drafts, and not published at once.")
    ] = False,
    update: Annotated[
        bool,
        typer.Option("--update", help="Records that are here under the same control number are replaced."),
    ] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Mend records whose lengths are wrong.")] = False,
    unimarc: Annotated[bool, typer.Option("--unimarc", help="The records are UNIMARC: convert them.")] = False,
    set_aside: Annotated[
        Path | None,
        typer.Option("--set-aside", metavar="FILE", help="Write the records that cannot be read into this file."),
    ] = None,
    language: WordsOption = Language.en,
) -> None:
    """Take records from files into the catalogue, as one batch that can be undone in the site.

    Records that are here already, byte for byte, are left alone. Those that cannot be read are set aside and listed,
    with their number, the reason and what to do; the others are taken in.

    Exit codes: 0 done; 1 nothing could be read; 2 wrong use.
    """
    _check_files(files)
    _prepare()
    from tutela.web.batches import terminal

    total = sum(path.stat().st_size for path in files)
    reading = words("reading", language, name=files[0].name if len(files) == 1 else f"{files[0].name} …")
    with bar(reading, total, in_bytes=True) as advance:
        done = terminal.import_files(
            files, is_draft=drafts, update=update, mend=mend, unimarc=unimarc, told=lambda more: advance(more)
        )
    list_set_aside(terminal.set_aside_of(done.batch), set_aside, language)
    tell_counts(done.counts.as_dict(), language)
    if done.counts.added or done.counts.updated:
        say(words("undo", language, number=done.batch))
    if not done.counts.read:
        raise typer.Exit(NOTHING_READ)


@library_app.command()
def export(
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="iso2709 (or marc), marcxml, mrk, json (MARC in JSON, one record a line), mods, dublin-core (dc), "
            "bibtex, ris, endnote, csl-json (csl) or schema-org (jsonld).",
        ),
    ] = "iso2709",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write (default: standard output).")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", "-q", help="Only the records that this search finds, for example: subject:justice."),
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Drafts and records under review as well.")] = False,
    language: WordsOption = Language.en,
) -> None:
    """Write the records of the catalogue, one after the other as they are read.

    ISO 2709 gives back the bytes in which a record came, if it was not changed since.

    Exit codes: 0 done; 2 wrong use.
    """
    form = _format(format)
    if query is not None and drafts:
        raise TutelaError("Drafts cannot be searched.", "Leave out --drafts or --query.")
    _check_folder(output)
    _export(form, output, query, drafts, language)


@library_app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE...]", help="Files of records; without any, the catalogue of the site."),
    ] = None,
    format: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="How to tell: text, json (one fault a line) or csv.")
    ] = CheckFormat.text,
    mend: Annotated[
        bool, typer.Option("--mend", help="Mend records whose lengths are wrong, and check them too.")
    ] = False,
    language: WordsOption = Language.en,
) -> None:
    """Say what is wrong with records and what could be better: dates, symbols, summaries, headings, links, languages.

    With FILE no database is needed.

    Exit codes: 0 no errors (advice alone is none); 1 errors found, or nothing could be read; 2 wrong use.
    """
    from tutela.library_check import check_catalogue, check_files

    if files:
        _check_files(files)
        with bar(words("checking", language), sum(path.stat().st_size for path in files), in_bytes=True) as advance:
            outcome = check_files(files, format.value, language.value, sys.stdout, advance, mend=mend)
    else:
        _prepare()
        from tutela.web.batches import terminal

        count, found, advice = terminal.checked_records()
        with bar(words("checking", language), count) as advance:
            outcome = check_catalogue(found, format.value, language.value, sys.stdout, advance, advice)
    numbers = {name: number(value, language) for name, value in outcome._asdict().items()}
    say(words("checked", language, **numbers))
    if outcome.errors or not outcome.checked:
        raise typer.Exit(FAULTS_FOUND)


@library_app.command()
def harvest(
    url: Annotated[str, typer.Argument(metavar="URL", help="Base URL of a repository that speaks OAI-PMH 2.0.")],
    prefix: Annotated[
        str,
        typer.Option(
            "--prefix", help="Metadata format as that repository calls it (default: MARCXML, else Dublin Core)."
        ),
    ] = "",
    set: Annotated[str | None, typer.Option("--set", help="Only this set of that repository.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since", formats=["%Y-%m-%d"], help="Only what changed from this day on (default: since last time)."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Everything once more; what is there no longer is withdrawn here.")
    ] = False,
    publish: Annotated[
        bool | None,
        typer.Option(
            "--publish/--drafts", help="New records are published at once, or are drafts (default: as last time)."
        ),
    ] = None,
    language: WordsOption = Language.en,
) -> None:
    """Take over the records of another catalogue: what is new, changed and deleted there since the last harvest.

    A harvest that was stopped goes on where it was when it is asked for again.

    Exit codes: 0 done; 2 that repository cannot be harvested, or wrong use.
    """
    _prepare()
    from datetime import UTC

    from tutela.web.exchange.harvesting import harvest as harvest_from

    moment = since.replace(tzinfo=UTC) if since else None
    with bar(words("harvesting", language, url=url), None) as advance:
        seen = 0

        def told(counts: Any, total: int | None) -> None:
            nonlocal seen
            advance(counts.read - seen, total)
            seen = counts.read

        counts = harvest_from(url, prefix=prefix, set_=set, since=moment, full=full, publish=publish, progress=told)
    tell_counts(counts.as_dict(), language)


@library_app.command()
def reindex(language: WordsOption = Language.en) -> None:
    """Make the search index, filters and lists anew from the records themselves.

    Exit codes: 0 done; 2 wrong use.
    """
    _prepare()
    from tutela.web.batches.reindexing import reindex as make_anew

    with bar(words("indexing", language), None) as advance:
        count = make_anew(advance)
    say(words("indexed", language, count=number(count, language)))


@library_app.command()
def appoint(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Address of an account of the site.")],
    duty: Annotated[
        DutyName, typer.Option("--duty", help="librarian (may do everything) or cataloguer (drafts records).")
    ] = DutyName.librarian,
    language: WordsOption = Language.en,
) -> None:
    """Give somebody a duty in the library: the first librarian, who appoints the others in the site.

    Exit codes: 0 done; 2 there is no such account, or wrong use.
    """
    _prepare()
    from tutela.web.batches import terminal

    name = terminal.appoint(email, duty.value)
    out.print(
        words("appointed", language, name=name, duty=words(f"duty.{duty.value}", language)),
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip


# --- what the commands share ------------------------------------------------------------------------------------------


def _prepare() -> None:
    """Bring Django and the database up."""
    from tutela.web.serving import prepare

    prepare()


def _export(form: str, output: Path | None, query: str | None, drafts: bool, language: str) -> None:
    _prepare()
    from tutela.web.batches import terminal

    count, found = terminal.records(query, with_drafts=drafts)
    left_out = 0
    pages: dict[int, str] = {}

    def tell_left_out(record: Any, error: Exception) -> None:
        nonlocal left_out
        left_out += 1
        name = record.number or record.title.proper or "?"
        tell(
            words("left-out", language, record=name, why=str(error) or type(error).__name__),
            words("left-out.next", language),
        )

    with bar(words("exporting", language), count) as advance, stream_to(output) as stream:

        def read() -> Iterator[Any]:
            for record, page in found:
                pages.clear()
                pages[id(record)] = page
                yield record
                advance(1)

        for piece in _pieces(form, read(), lambda record: pages.get(id(record), ""), tell_left_out):
            stream.write(piece)
    say(words("exported", language, count=number(count - left_out, language)))


def _check_files(files: Iterable[Path]) -> None:
    for path in files:
        if path.is_dir():
            raise TutelaError(f"{path} is a folder.", "Name the files in it, for example with folder/*.mrc.")
        try:
            with path.open("rb"):
                pass
        except OSError as error:
            raise TutelaError(
                f"{path} cannot be opened: {error.strerror}.", "Check its name and who may read it."
            ) from error


def _check_folder(output: Path | None) -> None:
    if output is not None and not output.resolve().parent.is_dir():
        raise TutelaError(f"There is no folder {output.resolve().parent}.", "Make it first, or choose another one.")


_ALIASES = {"marc": "iso2709", "dc": "dublin-core", "csl": "csl-json", "jsonld": "schema-org", "xml": "marcxml"}
JSON = "json"


def _format(given: str) -> str:
    from tutela.catalogue.formats import FORMATS

    code = _ALIASES.get(given.lower(), given.lower())
    if code not in FORMATS and code != JSON:
        raise TutelaError(f"There is no format “{given}”.", f"Choose among: {', '.join((*FORMATS, JSON))}.")
    return code


def _pieces(
    form: str, records: Iterable[Any], page: Callable[[Any], str], left_out: Callable[[Any, Exception], None]
) -> Iterator[bytes]:
    """The export, piece by piece."""
    if form == JSON:
        from tutela.catalogue.writing import to_json

        return (f"{to_json(record)}\n".encode() for record in records)
    from tutela.catalogue.formats import FORMATS

    return FORMATS[form].write(records, page, left_out)
