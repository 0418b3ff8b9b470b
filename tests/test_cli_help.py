"""``tutela help ...`` as an operator meets it on the terminal."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from tests.web.factories import person
from tests.web.help.factories import entry
from typer.testing import CliRunner, Result

from tutela.errors import TutelaError
from tutela.help_cli import help_app
from tutela.web.help.models import Entry, Operator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests needs no migration."""
    monkeypatch.setattr("tutela.web.serving.prepare", lambda: None)


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(help_app, [str(one) for one in arguments])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, TutelaError):
        raise result.exception
    return result


def error_of(result: Result) -> TutelaError:
    assert isinstance(result.exception, TutelaError), result.output
    return result.exception


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_somebody_is_appointed_and_dismissed(language: str) -> None:
    user = person("Alice")
    for email in ("alice@example.org", " Alice@Example.org"):
        assert "Alice" in run("appoint", email, "-l", language).output
        assert Operator.objects.get().user == user
    assert "Alice" in run("dismiss", "alice@example.org", "-l", language).output
    assert not Operator.objects.exists()
    assert "Alice" in error_of(run("dismiss", "alice@example.org", "-l", language)).what


def test_whether_anybody_is_left_is_said() -> None:
    person("Alice"), person("Bob")
    run("appoint", "alice@example.org")
    run("appoint", "bob@example.org")
    assert "appoint somebody" not in run("dismiss", "bob@example.org").output
    assert "appoint somebody" in run("dismiss", "alice@example.org").output


@pytest.mark.parametrize("command", ["appoint", "dismiss"])
def test_an_account_must_be_there_and_confirmed(command: str) -> None:
    person("Bob", is_active=False)
    for email in ("nobody@example.org", "bob@example.org"):
        error = error_of(run(command, email))
        assert email in error.what
        assert "Sign in" in error.next_step
    assert not Operator.objects.exists()


def test_a_directory_is_written_and_read_back(tmp_path: Path) -> None:
    entry("line", name="=Line", phone="+00 00")
    entry("other", confirmed=False)
    path = tmp_path / "directory.csv"
    assert "2 entries written." in run("export", path).output
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [row["key"] for row in rows] == ["line", "other"]
    assert run("export").stdout.removeprefix("\ufeff").startswith("key,kind,needs")
    assert "0 new, 0 changed, 2 as before" in run("import", path).output
    Entry.objects.all().delete()
    done = run("import", path)
    assert done.exit_code == 0
    assert "2 new" in done.output
    assert Entry.objects.get(key="line").name == "=Line"
    assert not Entry.objects.exclude(confirmed=None).exists()


def test_rows_with_faults_are_listed_and_the_others_come_in(tmp_path: Path) -> None:
    entry("a")
    entry("b", phone="00 99")
    path = tmp_path / "directory.csv"
    run("export", path)
    text = path.read_text("utf-8-sig").replace("00 99", "ask\x1b[31m us").replace("Service a", "Service A")
    path.write_text(text, "utf-8")
    done = run("import", path)
    assert done.exit_code == 0
    assert re.search(r"Row 3, phone: ", done.output)
    assert "\x1b" not in done.output
    assert "0 new, 1 changed, 0 as before" in done.output
    assert Entry.objects.get(key="a").confirmed is None


@pytest.mark.parametrize(("content", "said"), [("", "Row 1"), ("key,kind\nx,y\n", "needs")])
def test_a_file_of_which_nothing_can_be_read(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content, "utf-8")
    done = run("import", path)
    assert done.exit_code == 1
    assert said in done.output


def test_files_that_cannot_be_opened_or_are_of_another_kind(tmp_path: Path) -> None:
    assert "cannot be opened" in error_of(run("import", tmp_path / "none.csv")).what
    assert "cannot be opened" in error_of(run("import", tmp_path)).what
    workbook = tmp_path / "directory.xlsx"
    workbook.write_bytes(b"PK\x03\x04")
    assert "CSV UTF-8" in error_of(run("import", workbook)).next_step
    assert "cannot be written" in error_of(run("export", tmp_path / "none" / "x.csv")).what


def test_what_there_is_to_do_is_listed() -> None:
    empty = run("check")
    assert (empty.exit_code, "empty" in empty.output) == (1, True)
    entry("fresh")
    fine = run("check")
    assert (fine.exit_code, "none expires soon" in fine.output) == (0, True)
    entry("old", days=400)
    entry("soon", days=330)
    entry("new", confirmed=False)
    entry("gone", link_problem="web status 404")
    found = run("check")
    assert found.exit_code == 1
    lines = found.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "Expired, no longer shown",
        "Expire within 60 days",
        "Links to look at",
        "To confirm",
    ]
    assert [key for key in re.findall(r"\((\w+)", found.stdout) if key != "HTTP"] == ["old", "soon", "gone", "new"]
    for language in ("fr", "es"):
        assert run("check", "-l", language).exit_code == 1


def test_links_are_looked_at_on_request() -> None:
    entry("local", web="http://127.0.0.1/", source_address="")
    assert run("check").exit_code == 0
    found = run("check", "--links")
    assert found.exit_code == 1
    assert "private network" in found.stdout


def test_without_a_way_out_nothing_is_said_of_the_links() -> None:
    entry("one", web="https://one.invalid/", source_address="")
    entry("two", web="https://two.invalid/", source_address="")
    assert "No site at all" in error_of(run("check", "--links")).what
    assert not Entry.objects.exclude(links_checked=None).exists()
