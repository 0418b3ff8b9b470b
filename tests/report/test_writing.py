"""Reports on disk: all formats, whole or not at all, and errors that say what to do."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.report.assessments import meridia

from tutela.errors import ReportError
from tutela.report.words import words
from tutela.report.writing import FORMATS, write_reports

LANGUAGES = ("en", "fr", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_formats(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "reports" / "2026"
    written = write_reports(meridia(), language, folder, FORMATS)
    assert written == [folder / f"tutela-report.{format}" for format in FORMATS]
    assert sorted(folder.iterdir()) == sorted(written)
    beginnings = [path.read_bytes()[:4] for path in written]
    assert beginnings[0].lower() == b"<!do"
    assert beginnings[1] == beginnings[2] == b"PK\x03\x04"
    assert json.loads(written[4].read_bytes())["language"] == language


def test_a_format_given_twice_is_written_once(tmp_path: Path) -> None:
    assert write_reports(meridia(), "en", tmp_path, ["csv", "json", "csv"]) == [
        tmp_path / "tutela-report.csv",
        tmp_path / "tutela-report.json",
    ]


def test_a_report_of_an_earlier_run_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "tutela-report.csv").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    [path] = write_reports(meridia(), "en", tmp_path, ["csv"])
    assert path.read_text(encoding="utf-8-sig").startswith("State or organisation,")
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_reports_have_the_rights_of_other_new_files(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    [path] = write_reports(meridia(), "en", tmp_path, ["json"])
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_is_a_file(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "reports"
    folder.write_text("mine")
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), language, folder, ["csv"])
    assert str(folder) in caught.value.what
    assert caught.value.next_step == words(language)["writing.file-in-the-way"]
    assert folder.read_text() == "mine"


def test_a_part_of_the_path_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("mine")
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), "en", tmp_path / "reports" / "2026", ["csv"])
    assert caught.value.next_step == words("en")["writing.file-in-the-way"]


def test_a_folder_has_the_name_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "tutela-report.csv").mkdir()
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), "en", tmp_path, ["csv"])
    assert caught.value.next_step == words("en")["writing.folder-in-the-way"]
    assert [path.name for path in tmp_path.iterdir()] == ["tutela-report.csv"]


def test_the_name_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), "en", tmp_path / ("x" * 300), ["csv"])
    assert caught.value.next_step == words("en")["writing.path-too-long"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EACCES, "no-right"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "other"),
    ],
)
def test_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str) -> None:
    """Failures of disks cannot be had for the asking, nor can missing rights where tests run as root."""
    write_reports(meridia(), "en", tmp_path, ["json"])
    before = (tmp_path / "tutela-report.json").read_bytes()

    def fail(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), "en", tmp_path, ["json"])
    assert caught.value.next_step == words("en")[f"writing.{key}"]
    assert os.strerror(number) in caught.value.what
    assert [path.name for path in tmp_path.iterdir()] == ["tutela-report.json"]
    assert (tmp_path / "tutela-report.json").read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a thing of Linux")
def test_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / ".tutela-report.csv.part").symlink_to("/dev/full")
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), "es", tmp_path, ["csv"])
    assert caught.value.next_step == words("es")["writing.disk-full"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_format(tmp_path: Path, language: str) -> None:
    with pytest.raises(ReportError) as caught:
        write_reports(meridia(), language, tmp_path, ["odt"])
    assert "odt" in caught.value.what
    assert "docx" in caught.value.next_step


def test_the_html_report_does_not_load_the_libraries_of_the_others(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.report.assessments import meridia\n"
        "from tutela.report.writing import write_reports\n"
        f"write_reports(meridia(), 'en', Path({str(tmp_path)!r}), ['html'])\n"
        "print(sorted({'docx', 'xlsxwriter', 'jsonschema', 'rich'} & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
