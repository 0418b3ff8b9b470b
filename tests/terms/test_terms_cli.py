"""The commands as they are typed: exit codes, formats, fixes, settings."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
import typer
import yaml
from typer.testing import CliRunner

from tutela.errors import TutelaError
from tutela.terms_cli import terms_app

BILL = "The bill punishes the possession of child pornography with a fine.\n"
FIXED = "The bill punishes the possession of child sexual abuse material with a fine.\n"
CARE = "A paedophile was convicted by the court of the district.\n"
TITLE = "The Optional Protocol on the sale of children, child prostitution and child pornography was ratified.\n"
LOI = "La loi punit la détention de pédopornographie et la diffusion de ces images par un tiers.\n"

app = typer.Typer()
app.add_typer(terms_app, name="terms")


class Done(NamedTuple):
    code: int
    out: str
    err: str
    data: bytes


def run(*arguments: str | Path, stdin: bytes | None = None) -> Done:
    """Run a command as ``tutela.cli.main`` does."""
    result = CliRunner().invoke(app, ["terms", *map(str, arguments)], input=stdin)
    if isinstance(result.exception, TutelaError):
        return Done(2, result.stdout, result.exception.what + result.exception.next_step, b"")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tutela.toml").write_text("[terms]\n")  # what stands above the folder is not ours
    return tmp_path


def write(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "settings", "options", "code"),
    [
        ("The report describes the programme of the ministry.\n", "", (), 0),
        (BILL, "", (), 1),
        (TITLE, "", (), 0),
        (TITLE, "", ("--explain",), 0),
        (CARE, "", (), 0),
        (CARE, 'fail-on = "care"', (), 1),
        (CARE, 'fail-on = "care"', ("--level", "avoid"), 0),
        (BILL, 'fail-on = "never"', (), 0),
        (BILL, 'off = ["child-pornography"]', (), 0),
        (BILL, 'allow = ["possession of child pornography"]', (), 0),
        (BILL, 'unknown = "x"', (), 2),
        (BILL, 'off = ["child-porn"]', (), 2),
        ("", "", (), 0),
        (" \n\n", "", (), 0),
        (BILL, "", ("--language", "de"), 2),
        (BILL, "", ("--format", "pdf"), 2),
    ],
)
def test_exit_codes(folder: Path, text: str, settings: str, options: Sequence[str], code: int) -> None:
    write(".tutela.toml", f"[terms]\n{settings}\n")
    assert run("check", write("a.txt", text), *options).code == code


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_an_empty_document_is_an_error(folder: Path, name: str) -> None:
    assert run("check", write(name, "")).code == 2


def test_empty_input_is_an_error(folder: Path) -> None:
    assert run("check", "-", stdin=b"").code == 2


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[terms]\noff = ["child-porn"]', ["“child-porn”, which does not exist", "Like it: child-pornography", "list"]),
        ('[tool.tutela.terms]\noff = ["minor"]', ["unknown settings: tool", "stand under [terms]"]),
        ('[terms]\nfail_on = "care"', ["unknown settings: fail_on", "fail-on"]),
        ("[terms]\nexclude = 'old/*'", ["“exclude” is not a list of texts"]),
        ("[terms\n", ["cannot be read", "line 1"]),
    ],
)
def test_settings_with_a_mistake_are_told(folder: Path, settings: str, told: Sequence[str]) -> None:
    write(".tutela.toml", settings)
    done = run("check", write("a.txt", BILL))
    assert done.code == 2
    assert [part for part in told if part not in done.err] == []


def test_a_file_that_cannot_be_read_is_told_and_does_not_stop_the_others(folder: Path) -> None:
    done = run("check", "none.txt", write("a.txt", CARE))
    assert done.code == 2
    assert "none.txt: There is no such file or folder." in done.err
    assert "paedophile" in done.out
    assert run("check", "none.txt", write("b.txt", BILL)).code == 1
    assert run("check", "none.txt").out == ""


def test_a_folder_is_checked_with_all_that_is_in_it(folder: Path) -> None:
    write("docs/a.md", BILL)
    write("docs/b/c.txt", CARE)
    write("docs/b/empty.txt", "")
    Path("docs/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = run("check", "docs")
    assert done.code == 1
    assert "docs/a.md:1:37:" in done.out
    assert "docs/b/c.txt:1:3:" in done.out
    assert "in 2 files." in done.out
    assert "2 files were not read, for they are empty or of other kinds: docs/picture.png, docs/b/empty.txt" in done.err


def test_a_damaged_document_in_a_folder_is_told(folder: Path) -> None:
    write("docs/a.md", CARE)
    write("docs/law.pdf", "%PDF-1.7 nothing")
    done = run("check", "docs")
    assert done.code == 2
    assert "docs/law.pdf: " in done.err


def test_excluded_files_are_left_out_even_where_they_are_named(folder: Path) -> None:
    write(".tutela.toml", '[terms]\nexclude = ["old"]\n')
    done = run("check", write("old/a.md", BILL), write("new.md", CARE))
    assert done.code == 0
    assert "1 file is excluded by the settings." in done.err


def test_settings_are_those_of_the_folder_of_each_file(folder: Path) -> None:
    write("one/pyproject.toml", '[tool.tutela.terms]\noff = ["child-pornography"]\n')
    assert run("check", write("one/deep/a.md", BILL)).code == 0
    assert run("check", write("two/a.md", BILL)).code == 1


def test_standard_input(folder: Path) -> None:
    done = run("check", "-", stdin=BILL.encode())
    assert done.code == 1
    assert done.out.startswith("-:1:37: avoid: “child pornography”")
    assert run("check", "-", stdin=b"").code == 2


def test_formats_on_standard_output_and_in_files(folder: Path) -> None:
    write("a.txt", BILL + TITLE)
    found: list[dict[str, Any]] = json.loads(run("check", "a.txt", "-f", "json").out)
    assert [one["words"] for one in found] == ["child pornography"]
    explained = json.loads(run("check", "a.txt", "-f", "json", "--explain").out)
    assert [one["exception"] and one["exception"]["kind"] for one in explained] == [None, "title", "title"]
    assert json.loads(run("check", "a.txt", "-f", "sarif").out)["version"] == "2.1.0"
    assert run("check", "a.txt", "-f", "github").out.startswith("::error file=a.txt,line=1,")
    done = run("check", "a.txt", "-f", "json", "-o", "found.json")
    assert (done.code, done.out) == (1, "")
    assert json.loads(Path("found.json").read_text()) == found


def test_nothing_on_standard_output_but_the_format(folder: Path) -> None:
    Path("latin.txt").write_bytes(LOI.encode("latin-1"))
    done = run("check", "latin.txt", "none.txt", "-f", "json")
    assert len(json.loads(done.out)) == 1
    assert "none.txt" in done.err


def test_a_word_document_with_comments(folder: Path) -> None:
    write("a.txt", BILL)
    done = run("check", "a.txt", "-f", "docx", "-o", "a.docx")
    assert done.code == 1
    assert "Written: a.docx." in done.err
    assert len(list(docx.Document("a.docx").comments)) == 1
    piped = run("check", "a.txt", "-f", "docx")
    assert len(list(docx.Document(io.BytesIO(piped.data)).comments)) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.txt", "b.txt", "-f", "docx", "-o", "x.docx"), "takes one file"),
        (("a.txt", "-f", "docx", "--fix", "-o", "x.docx"), "--fix"),
        (("c.docx", "-f", "docx", "-o", "c.docx"), "is the file that is checked"),
        (("a.txt", "-o", "nowhere/x.txt"), "no folder"),
    ],
)
def test_wrong_use(folder: Path, arguments: Sequence[str], told: str) -> None:
    for name in ("a.txt", "b.txt"):
        write(name, BILL)
    docx.Document().save("c.docx")
    done = run("check", *arguments)
    assert done.code == 2
    assert told in done.err


# --- --fix ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", BILL.encode(), FIXED.encode()),
        ("a.md", f"# Bill\r\n\r\n{BILL}".encode(), f"# Bill\r\n\r\n{FIXED}".encode()),
        ("bom.txt", b"\xef\xbb\xbf" + BILL.encode(), b"\xef\xbb\xbf" + FIXED.encode()),
        ("utf16.txt", BILL.encode("utf-16"), FIXED.encode("utf-16")),
        ("utf16be.txt", b"\xfe\xff" + BILL.encode("utf-16-be"), b"\xfe\xff" + FIXED.encode("utf-16-be")),
        ("latin.txt", f"Caf\xe9. {BILL}".encode("latin-1"), f"Caf\xe9. {FIXED}".encode("latin-1")),
        (
            "a.html",
            f"<p title='x'>Caf&eacute;: {BILL}</p>\n".encode(),
            f"<p title='x'>Caf&eacute;: {FIXED}</p>\n".encode(),
        ),
        ("code.md", f"`child pornography` {BILL}".encode(), f"`child pornography` {FIXED}".encode()),
        ("title.txt", f"{BILL}{TITLE}".encode(), f"{FIXED}{TITLE}".encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fix_replaces_and_changes_nothing_else(folder: Path, name: str, before: bytes, after: bytes) -> None:
    Path(name).write_bytes(before)
    Path(name).chmod(0o640)
    done = run("check", name, "--fix")
    assert Path(name).read_bytes() == after
    assert Path(name).stat().st_mode & 0o777 == 0o640
    assert f"1 term replaced in {name}." in done.err
    assert sorted(path.name for path in folder.iterdir()) == sorted([".tutela.toml", name])
    again = run("check", name, "--fix")
    assert Path(name).read_bytes() == after
    assert "replaced" not in again.err


def test_fix_tells_what_is_left(folder: Path) -> None:
    done = run("check", write("a.txt", BILL + CARE), "--fix")
    assert done.code == 0
    assert "child pornography" not in done.out
    assert "a.txt:2:3: use with care" in done.out


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.py", "a.toml"])
def test_fix_leaves_data_and_source_code_alone(folder: Path, name: str) -> None:
    text = f'# "x": {BILL}'
    write(name, text)
    done = run("check", name, "--fix", "--language", "en")
    assert Path(name).read_text() == text
    assert done.code == 1
    assert f"1 safe replacement not made in {name}" in done.err


def test_fix_leaves_documents_alone(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph(BILL)
    document.save("a.docx")
    before = Path("a.docx").read_bytes()
    done = run("check", "a.docx", "--fix")
    assert Path("a.docx").read_bytes() == before
    assert done.code == 1
    assert "1 safe replacement not made in a.docx" in done.err


def test_fix_does_not_write_what_it_cannot_write_back(folder: Path) -> None:
    before = b"\xff\xfe" + BILL.encode("utf-16-le") + b"\x00"  # half a letter at the end
    Path("a.txt").write_bytes(before)
    run("check", "a.txt", "--fix")
    assert Path("a.txt").read_bytes() == before


def test_fix_of_standard_input_gives_the_text(folder: Path) -> None:
    done = run("check", "-", "--fix", stdin=(BILL + CARE).encode())
    assert done.out == FIXED + CARE
    assert "1 term replaced in -." in done.err
    assert "paedophile" in done.err
    assert run("check", "-", "--fix", stdin=CARE.encode()).out == CARE


def test_fix_keeps_to_the_level(folder: Path) -> None:
    write("a.txt", BILL)
    run("check", "a.txt", "--fix", "--level", "avoid")
    assert Path("a.txt").read_text() == FIXED


def test_fix_follows_links(folder: Path) -> None:
    write("real/a.txt", BILL)
    Path("link.txt").symlink_to("real/a.txt")
    run("check", "link.txt", "--fix")
    assert Path("link.txt").is_symlink()
    assert Path("real/a.txt").read_text() == FIXED


# --- explain, list ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("child-pornography", "-l", "en"), "child-pornography (en)"),
        (("child pornography",), "child-pornography (en)"),
        (("child", "pornography"), "child-pornography (en)"),
        (("Child-Porn",), "child-pornography (en)"),
        (("pédopornographie",), "child-pornography (fr)"),
        (("PEDOPORNOGRAPHIE",), "child-pornography (fr)"),
        (("pornografía infantil",), "child-pornography (es)"),
        (("child prostitutes",), "child-prostitute (en)"),
    ],
)
def test_explain_finds_a_term_by_id_name_or_form(asked: Sequence[str], told: str) -> None:
    done = run("explain", *asked)
    assert done.code == 0
    assert told in done.out


def test_explain_tells_all_that_is_known() -> None:
    said = " ".join(run("explain", "child pornography", "-l", "en").out.split())
    for part in ("Level avoid", "Why Pornography suggests", "Instead child sexual abuse material", "Reported The bill",
                 "Not reported", "Reference Terminology Guidelines for the Protection of Children"):  # fmt: skip
        assert part in said


def test_explain_by_id_tells_all_languages() -> None:
    said = run("explain", "child-pornography").out
    for language in ("en", "fr", "es"):
        assert f"child-pornography ({language})" in said


def test_explain_of_an_unknown_term() -> None:
    done = run("explain", "pornografy child")
    assert done.code == 2
    assert "No rule speaks of “pornografy child”." in done.err
    assert "child-pornography" in run("explain", "child-pornografy").err
    assert "majorité sexuelle" in run("explain", "tourisme sexuel").err


def test_list() -> None:
    rows = json.loads(run("list", "-f", "json").out)
    assert {row["language"] for row in rows} == {"en", "fr", "es"}
    assert {row["level"] for row in json.loads(run("list", "-f", "json", "--level", "avoid").out)} == {"avoid"}
    assert {row["language"] for row in json.loads(run("list", "-f", "json", "-l", "fr").out)} == {"fr"}
    lines = run("list", "-f", "csv", "-l", "es").out.splitlines()
    assert lines[0] == "id,language,level,about,term,instead,reason,source"
    assert any(line.startswith("child-pornography,es,avoid,") for line in lines)
    assert "child-pornography" in run("list", "-l", "en").out


def test_export_vale(folder: Path) -> None:
    done = run("export-vale", "vale", "-l", "en")
    assert done.code == 0
    assert Path("vale/.vale.ini").is_file()
    assert list(Path("vale/styles/Tutela-en").glob("*.yml"))


# --- the hook, and what is loaded -------------------------------------------------------------------------------------


def test_the_hook_is_as_pre_commit_wants_it() -> None:
    (hook,) = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    assert hook["id"] == "tutela-terms"
    assert hook["entry"] == "tutela terms check"
    assert hook["language"] == "python"
    assert {"markdown", "plain-text"} <= set(hook["types_or"])
    assert set(hook) <= {
        "id", "name", "description", "entry", "language", "types_or", "minimum_pre_commit_version", "require_serial",
    }  # fmt: skip


def in_a_process_of_its_own(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert not done.stderr or "Error" not in done.stderr, done.stderr
    return done.stdout


def test_a_small_file_loads_no_more_than_it_needs(folder: Path) -> None:
    write("a.md", f"# Bill\n\n{BILL}\n{TITLE}\n")
    told = in_a_process_of_its_own(
        "import sys, typer; from tutela.terms_cli import terms_app\n"
        "app = typer.Typer(); app.add_typer(terms_app, name='terms')\n"
        "try: app(['terms', 'check', 'a.md'])\n"
        "except SystemExit as end: print('ended with', end.code)\n"
        "heavy = ('docx', 'lxml', 'numpy', 'scipy', 'pypdfium2', 'xlsxwriter', 'jinja2', 'django', 'tutela.evidence')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert "child pornography" in told
    assert "ended with 1" in told
    assert told.splitlines()[-1] == "[]"


def test_heavy_imports_wait_for_their_commands() -> None:
    told = in_a_process_of_its_own(
        "import sys; import tutela.terms_cli\n"
        "print([name for name in ('docx', 'lxml', 'yaml', 'ahocorasick', 'numpy', 'tutela.terms.rule') "
        "if name in sys.modules])"
    )
    assert told.strip() == "[]"
