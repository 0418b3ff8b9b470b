"""``tutela library ...`` as a librarian meets it on the terminal."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pyroaring import BitMap
from tests.web.library.factories import catalogued, field, marc, staff
from typer.testing import CliRunner, Result

from tutela.catalogue.writing import to_iso2709
from tutela.errors import TutelaError
from tutela.library_cli import library_app
from tutela.web.library.facets import BITMAPS
from tutela.web.library.models import (
    Batch,
    BatchState,
    CatalogueRecord,
    Duty,
    FacetIds,
    IdentifierKey,
    IndexedText,
    Item,
    Staff,
    State,
)

DAMAGED = b"00058nam a2200037 a 4500245000700000\x1e10\x1faA\x1e"
"""A record that breaks off."""


@pytest.fixture(autouse=True)
def database_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests needs no migration; nothing is remembered of that of the test before."""
    BITMAPS.forget()
    monkeypatch.setattr("tutela.web.serving.prepare", lambda: None)


def run(*arguments: object) -> Result:
    """A command, its exit code, and what it said on standard output and standard error."""
    result = CliRunner().invoke(library_app, [str(one) for one in arguments])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, TutelaError):
        raise result.exception
    return result


def error_of(result: Result) -> TutelaError:
    assert isinstance(result.exception, TutelaError), result.output
    return result.exception


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """Two records, and one that breaks off."""
    path = tmp_path / "acts.mrc"
    records = [marc("Children Act", number="act-1"), marc("Courts Act", number="act-2", subjects=["Courts"])]
    path.write_bytes(b"".join(map(to_iso2709, records)) + DAMAGED)
    return path


@pytest.mark.django_db
class TestImport:
    def test_the_closing_line_has_the_counts(self, acts: Path) -> None:
        result = run("import", acts)
        assert result.exit_code == 0
        assert "Records: 2 read, 2 added, 1 set aside." in result.stderr
        assert result.stdout == ""
        assert {row.title for row in CatalogueRecord.objects.filter(state=State.PUBLISHED)} == {
            "Children Act",
            "Courts Act",
        }
        assert Batch.objects.get().state == BatchState.DONE

    def test_records_set_aside_are_named_with_what_to_do(self, acts: Path) -> None:
        lines = run("import", acts).stderr.splitlines()
        place = next(at for at, line in enumerate(lines) if line.startswith("acts.mrc, record 3: "))
        assert lines[place + 1].startswith("  ")

    def test_a_second_time_they_are_known(self, acts: Path) -> None:
        run("import", acts)
        assert "2 known already" in run("import", acts).stderr
        assert CatalogueRecord.objects.count() == 2

    def test_drafts(self, acts: Path) -> None:
        run("import", acts, "--drafts")
        assert set(CatalogueRecord.objects.values_list("state", flat=True)) == {State.DRAFT}

    def test_records_with_the_same_number_are_replaced_if_asked(self, acts: Path) -> None:
        catalogued("Old title", number="act-1")
        assert "1 updated" in run("import", acts, "--update").stderr
        assert set(CatalogueRecord.objects.values_list("title", flat=True)) == {"Children Act", "Courts Act"}

    def test_what_was_set_aside_is_written_into_a_file(self, acts: Path, tmp_path: Path) -> None:
        run("import", acts, "--set-aside", tmp_path / "aside.mrc")
        assert (tmp_path / "aside.mrc").read_bytes() == DAMAGED

    @pytest.mark.parametrize(
        ("language", "line"),
        [
            ("en", "Records: 2 read, 2 added"),
            ("fr", "Notices – lues\xa0: 2, ajoutées\xa0: 2"),
            ("es", "Registros – leídos: 2, añadidos: 2"),
        ],
    )
    def test_in_three_languages(self, acts: Path, language: str, line: str) -> None:
        assert line in run("import", acts, "-l", language).stderr

    def test_nothing_readable_ends_with_1(self, tmp_path: Path) -> None:
        (tmp_path / "letter.mrc").write_bytes(b"Dear colleague")
        assert run("import", tmp_path / "letter.mrc").exit_code == 1

    def test_a_gzipped_file_and_a_plain_one(self, acts: Path, tmp_path: Path) -> None:
        (tmp_path / "more.mrc.gz").write_bytes(gzip.compress(to_iso2709(marc("Schools Act"))))
        assert "3 read, 3 added" in run("import", acts, tmp_path / "more.mrc.gz").stderr

    @pytest.mark.parametrize("name", ["missing.mrc", "."])
    def test_a_file_that_cannot_be_opened_is_told_before_anything_is_done(
        self, acts: Path, tmp_path: Path, name: str
    ) -> None:
        error = error_of(run("import", acts, tmp_path / name))
        assert error.next_step
        assert not Batch.objects.exists()


@pytest.mark.django_db
class TestExport:
    def test_the_bytes_that_came_go_out(self, tmp_path: Path) -> None:
        data = b"".join(to_iso2709(marc(title, number=title)) for title in ("Act One", "Act Two"))
        (tmp_path / "in.mrc").write_bytes(data)
        run("import", tmp_path / "in.mrc")
        result = run("export", "--output", tmp_path / "out.mrc")
        assert (tmp_path / "out.mrc").read_bytes() == data
        assert "Records written: 2." in result.stderr
        assert run("export").stdout_bytes == data

    @pytest.mark.parametrize(
        ("form", "beginning"),
        [
            ("marc", b"0"),
            ("marcxml", b"<?xml"),
            ("mrk", b"=LDR"),
            ("json", b"{"),
            ("mods", b"<?xml"),
            ("dc", b"<?xml"),
            ("bibtex", b"@"),
            ("ris", b"TY"),
            ("endnote", b"%0"),
            ("csl", b"["),
            ("jsonld", b"{"),
        ],
    )
    def test_each_format(self, form: str, beginning: bytes) -> None:
        catalogued("Children Act", names=["Parliament of Maravel"])
        result = run("export", "--format", form)
        assert result.exit_code == 0
        assert result.stdout_bytes.startswith(beginning)
        assert b"Parliament of Maravel" in result.stdout_bytes

    def test_only_what_a_search_finds(self) -> None:
        catalogued("Children Act")
        catalogued("Courts Act", subjects=["Justice"])
        result = run("export", "-f", "mrk", "--query", "subject:justice")
        assert "Courts Act" in result.stdout
        assert "Children Act" not in result.stdout

    def test_drafts_only_if_asked(self) -> None:
        catalogued("Draft Act", state=State.DRAFT)
        catalogued("Gone Act", state=State.WITHDRAWN)
        assert run("export", "-f", "mrk").stdout == ""
        assert "Draft Act" in run("export", "-f", "mrk", "--drafts").stdout

    def test_what_a_format_cannot_hold_is_told_and_left_out(self) -> None:
        catalogued("Long Act", number="long-1", extra=[field("505", "  ", ("a", "word " * 3000))])
        catalogued("Short Act")
        result = run("export", "-f", "marc")
        assert "long-1" in result.stderr
        assert "Records written: 1." in result.stderr
        assert "Long Act" in run("export", "-f", "marcxml").stdout

    @pytest.mark.parametrize(
        "arguments",
        [["-f", "word"], ["-o", "nowhere/at/all.mrc"], ["--query", "x", "--drafts"]],
    )
    def test_wrong_use_is_told_in_words(self, arguments: Sequence[str]) -> None:
        assert error_of(run("export", *arguments)).next_step


class TestCheck:
    def test_files_need_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "acts.mrc"
        path.write_bytes(
            to_iso2709(marc("CHILDREN ACT OF THE KINGDOM OF MARAVEL", year=None))
            + to_iso2709(marc("Courts Act"))
            + DAMAGED
        )
        result = run("check", path)
        assert result.exit_code == 1
        assert "acts.mrc 1 “CHILDREN ACT OF THE KINGDOM OF MARAVEL”" in result.stdout
        assert "Records checked: 2." in result.stderr
        assert "Set aside: 1." in result.stderr

    def test_as_json_one_fault_a_line(self, tmp_path: Path) -> None:
        (tmp_path / "acts.mrc").write_bytes(to_iso2709(marc("Act", year=None, number="a1")))
        lines = [json.loads(line) for line in run("check", tmp_path / "acts.mrc", "-f", "json").stdout.splitlines()]
        assert {"missing-date"} <= {line["code"] for line in lines}
        assert all(
            line["record"] == "acts.mrc 1"
            and line["control_number"] == "a1"
            and line["what"]
            and line["level"] in ("error", "advice")
            for line in lines
        )

    def test_as_csv_without_formulas(self, tmp_path: Path) -> None:
        (tmp_path / "acts.mrc").write_bytes(to_iso2709(marc("=HYPERLINK(1)", year=None)))
        rows = list(csv.DictReader(io.StringIO(run("check", tmp_path / "acts.mrc", "-f", "csv").stdout)))
        assert rows
        assert rows[0]["title"] == "'=HYPERLINK(1)"

    def test_signs_that_steer_a_terminal_are_not_printed(self, tmp_path: Path) -> None:
        (tmp_path / "acts.mrc").write_bytes(to_iso2709(marc("Act \x1b[31mred", year=None)))
        assert "\x1b" not in run("check", tmp_path / "acts.mrc").stdout

    @pytest.mark.django_db
    def test_the_catalogue_is_checked_by_its_vocabulary_too(self) -> None:
        from tutela.web.subjects.importing import load_start

        load_start()
        row = catalogued("Children Act", subjects=["Online grooming"], symbol="")
        result = run("check", "-f", "json")
        faults = [json.loads(line) for line in result.stdout.splitlines()]
        assert any(
            one["record"] == row.key and "Solicitation of children" in one["what"] + one["next_step"] for one in faults
        )

    @pytest.mark.parametrize(
        ("language", "word"), [("en", "Records checked"), ("fr", "Notices contrôlées"), ("es", "Registros revisados")]
    )
    def test_in_three_languages(self, tmp_path: Path, language: str, word: str) -> None:
        (tmp_path / "acts.mrc").write_bytes(to_iso2709(marc("Act", year=None)))
        assert word in run("check", tmp_path / "acts.mrc", "-l", language).stderr


@pytest.mark.django_db
class TestTheRest:
    def test_reindex_makes_anew_what_was_lost(self) -> None:
        row = catalogued("Children Act", number="act-1", isbn="9780306406157", subjects=["Courts"])
        draft = catalogued("Draft Act", state=State.DRAFT)
        Item.objects.create(record=row, barcode="1")
        IndexedText.objects.all().delete()
        IdentifierKey.objects.all().delete()
        FacetIds.objects.filter(kind="subject").update(value="wrong", ids=BitMap([7]).serialize())
        CatalogueRecord.objects.update(title="wrong", year=1)
        assert "Records indexed: 2." in run("reindex").stderr
        row.refresh_from_db()
        assert (row.title, row.year, row.facets["availability"]) == ("Children Act", 2019, ["library"])
        assert IndexedText.objects.get().pk == row.pk
        assert IdentifierKey.objects.filter(record=row, kind="isbn").exists()
        facets = BITMAPS.current()
        assert list(facets["subject"]["Courts"]) == list(facets["all"][""]) == [row.pk]
        assert "wrong" not in facets["subject"]
        assert draft.pk not in facets["all"][""]

    @pytest.mark.parametrize(("duty", "expected"), [("librarian", Duty.LIBRARIAN), ("cataloguer", Duty.CATALOGUER)])
    def test_somebody_is_appointed(self, alice: Any, duty: str, expected: Duty) -> None:
        assert "Alice" in run("appoint", alice.email.upper(), "--duty", duty).stdout
        assert Staff.objects.get(user=alice).duty == expected

    def test_an_appointment_changes_a_duty(self) -> None:
        user = staff("Carlos", Duty.CATALOGUER)
        run("appoint", user.email)
        assert Staff.objects.get().duty == Duty.LIBRARIAN

    def test_nobody_is_appointed_who_has_no_account(self) -> None:
        assert "no account" in error_of(run("appoint", "nobody@example.invalid")).what

    @pytest.mark.parametrize("url", ["not an address", "ftp://example.invalid/oai", ""])
    def test_a_harvest_of_nothing_is_told_in_words(self, url: str) -> None:
        assert error_of(run("harvest", url)).what


@pytest.fixture
def alice(db: None) -> Any:
    from tests.web.factories import person

    return person("Alice")


def test_the_commands_say_how_they_end() -> None:
    for command in ("import", "export", "check", "harvest", "reindex", "appoint"):
        assert "Exit codes: 0" in " ".join(run(command, "--help").stdout.split())


def test_importing_the_commands_loads_nothing_heavy() -> None:
    code = "import sys, tutela.library_cli; print([m for m in ('django', 'pymarc', 'lxml', 'rdflib', 'babel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env={**os.environ})
    assert done.stdout.strip() == "[]"
