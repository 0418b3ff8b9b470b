"""The command line as its users meet it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tutela.cli import main
from tutela.report.json_report import schema

LAW = """# Protection of Children Act

## Article 1

For the purposes of this Act, a child means every person under eighteen years of age.

## Article 2

Any person who produces, distributes, offers or sells child sexual abuse material shall be punished by imprisonment of
five to ten years.

## Article 3

Teachers, doctors and social workers who have reasonable grounds to suspect that a child is sexually exploited shall
report it to the police without delay. Whoever reports in good faith shall not be liable.

## Article 4

The court may order that the child testify by video link, and that the hearing be closed to the public.
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTELA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "act.md").write_text(LAW, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    return folder


def run(*arguments: str | Path) -> int:
    """The exit code of a command."""
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


class TestAssess:
    def test_writes_an_html_report_and_says_where(
        self, laws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("assess", laws, "--state", "Republic of Maravel") == 0
        report = tmp_path / "tutela-report" / "tutela-report.html"
        assert "Republic of Maravel" in report.read_text(encoding="utf-8")
        printed = capsys.readouterr().out
        assert "tutela-report.html" in printed
        assert "broken.pdf" in printed

    def test_all_formats_into_the_folder_that_was_named(self, laws: Path, tmp_path: Path) -> None:
        formats = ["html", "docx", "xlsx", "csv", "json"]
        asked = [part for name in formats for part in ("--format", name)]
        assert run("assess", laws, "--output", tmp_path / "out", *asked) == 0
        assert {path.suffix[1:] for path in (tmp_path / "out").iterdir()} == set(formats)

    def test_json_on_standard_output_is_of_the_published_shape(
        self, laws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("assess", laws, "--json") == 0
        captured = capsys.readouterr()
        report = json.loads(captured.out)
        jsonschema.validate(report, schema())
        assert "broken.pdf" in captured.err
        assert not (tmp_path / "tutela-report").exists()

    def test_findings(self, laws: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run("assess", laws, "--json")
        measures = {measure["id"]: measure for measure in json.loads(capsys.readouterr().out)["measures"]}
        labels = {
            id: [passage["label"] for passage in measures[id]["evidence"]]
            for id in (
                "legislation.child-under-18",
                "offence.csam-conduct",
                "reporting.mandatory",
                "proceedings.testimony",
            )
        }
        assert labels == {
            "legislation.child-under-18": ["Art. 1"],
            "offence.csam-conduct": ["Art. 2"],
            "reporting.mandatory": ["Art. 3"],
            "proceedings.testimony": ["Art. 4"],
        }
        assert measures["online.financial-sector"]["status"] == "not-found"

    def test_two_runs_give_the_same_findings(self, laws: Path, capsys: pytest.CaptureFixture[str]) -> None:
        reports = []
        for option in ("--no-cache", "--json", "--json"):
            run("assess", laws, "--json", *({option} - {"--json"}))
            report = json.loads(capsys.readouterr().out)
            report.pop("created")
            reports.append(report)
        assert reports[0] == reports[1] == reports[2]

    def test_no_cache_keeps_no_document(self, laws: Path, tmp_path: Path) -> None:
        run("assess", laws, "--no-cache")
        assert not (tmp_path / "cache" / "documents").exists()
        run("assess", laws)
        assert list((tmp_path / "cache" / "documents").rglob("*.json"))

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "Not found"), ("fr", "Non trouvé"), ("es", "No se encontr")]
    )
    def test_speaks_the_language_that_was_asked_for(
        self, laws: Path, tmp_path: Path, language: str, words: str
    ) -> None:
        run("assess", laws, "--language", language)
        assert words in (tmp_path / "tutela-report" / "tutela-report.html").read_text(encoding="utf-8")

    def test_nothing_read_ends_with_1(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "empty.pdf").touch()
        assert run("assess", tmp_path / "empty.pdf", tmp_path / "missing.docx") == 1
        printed = capsys.readouterr().out
        assert "empty.pdf" in printed
        assert "missing.docx" in printed

    @pytest.mark.parametrize(
        "arguments",
        [
            ["assess"],
            ["assess", "laws", "--format", "pdf"],
            ["assess", "laws", "--language", "de"],
            ["assess", "laws", "--register", "no-such-folder"],
            ["assess", "laws", "--colour"],
            ["nonsense"],
            ["measures", "no.such-measure"],
            ["measures", "--theme", "nothing"],
        ],
    )
    def test_wrong_use_ends_with_2(self, laws: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert run(*arguments) == 2
        assert capsys.readouterr().err.strip()

    def test_a_file_in_the_way_of_the_reports_ends_with_2(
        self, laws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "out").write_text("in the way", encoding="utf-8")
        assert run("assess", laws, "--output", tmp_path / "out") == 2
        assert "--output" in capsys.readouterr().err


class TestRead:
    def test_a_line_of_json_for_each_passage(self, laws: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("read", laws / "act.md", "--json") == 0
        passages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [passage["label"] for passage in passages] == ["Art. 1", "Art. 2", "Art. 3", "Art. 4"]
        assert set(passages[0]) == {"label", "heading_path", "page", "span", "language", "kind", "lead", "text"}
        assert passages[0]["heading_path"] == ["Protection of Children Act"]
        assert passages[0]["language"] == "en"
        start, end = passages[0]["span"]
        assert end - start == len(passages[0]["text"])

    def test_a_table_for_people(self, laws: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("read", laws / "act.md") == 0
        assert "Art. 3" in capsys.readouterr().out

    @pytest.mark.parametrize("language", ["en", "fr", "es"])
    def test_a_file_that_cannot_be_read_says_why(
        self, laws: Path, language: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("read", laws / "broken.pdf", "--language", language) == 1
        said = capsys.readouterr().err.splitlines()
        assert len(said) == 2
        assert "broken.pdf" in said[0]


class TestMeasures:
    def test_lists_all_measures(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("measures") == 0
        printed = capsys.readouterr().out
        assert "legislation.incorporate" in printed
        assert "cooperation.support" in printed

    def test_filters_add_up(self, capsys: pytest.CaptureFixture[str]) -> None:
        run("measures", "--addressee", "financial-sector", "--section", "IV.C", "--format", "json")
        found = json.loads(capsys.readouterr().out)["measures"]
        assert [measure["id"] for measure in found] == ["online.financial-sector"]
        assert set(found[0]["title"]) == {"en", "fr", "es"}

    def test_csv_in_a_language(self, capsys: pytest.CaptureFixture[str]) -> None:
        run("measures", "--format", "csv", "--language", "fr")
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert len(rows) == 105
        assert all(row["title"] and row["asks"] for row in rows)

    def test_one_measure_in_full(self, capsys: pytest.CaptureFixture[str]) -> None:
        run("measures", "reporting.helpline", "--language", "es")
        assert "reporting.helpline" in capsys.readouterr().out

    def test_an_unknown_id_is_answered_with_those_like_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("measures", "reporting.help-line") == 2
        assert "reporting.helpline" in capsys.readouterr().err


def match(lines: list[str], *arguments: str) -> tuple[list[dict[str, object]], str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "tutela", "match", *arguments],
        input="\n".join(lines).encode() + b"\n",
        capture_output=True,
        check=False,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode(), done.returncode


class TestMatch:
    def test_answers_each_line(self) -> None:
        text = "Whoever possesses child sexual abuse material shall be punished by imprisonment of up to three years."
        lines = [
            json.dumps(
                {"id": "a", "lang": "en", "text": text, "doc": "Code", "label": "Art. 9", "heading": ["Offences"]}
            ),
            json.dumps({"id": "b", "lang": "en", "text": "Vehicles shall be registered every year."}),
            json.dumps({"id": "c", "lang": "de", "text": "Fahrzeuge werden jedes Jahr angemeldet."}),
        ]
        answers, said, code = match(lines)
        assert (code, said) == (0, "")
        assert [answer["id"] for answer in answers] == ["a", "b", "c"]
        best = answers[0]["measures"][0]  # type: ignore[index]
        assert best["id"] == "offence.csam-possession"
        assert best["score"] >= 0.5
        for reason in best["reasons"]:
            assert set(reason["name"]) == {"en", "fr", "es"}
            assert all(0 <= start < end <= len(text) for start, end in reason["spans"])
        assert answers[2]["measures"] == []

    def test_lines_that_cannot_be_read_are_told_and_left_out(self) -> None:
        good = json.dumps({"id": "a", "lang": "en", "text": "The court shall hear the child."})
        answers, said, code = match(["{not json", "[1]", '{"id": "x"}', '{"id": 1, "text": 2}', "", good])
        assert code == 0
        assert [answer["id"] for answer in answers] == ["a"]
        for number in (1, 2, 3, 4):
            assert f"Line {number}:" in said


def test_a_reader_that_goes_away_is_no_error(laws: Path) -> None:
    command = f"{sys.executable} -m tutela measures --format csv | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_version() -> None:
    done = subprocess.run([sys.executable, "-m", "tutela", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("tutela ")
