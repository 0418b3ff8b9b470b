"""What the formats say: text, JSON, SARIF, workflow commands, and their words in three languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tutela.terms.loading import LANGUAGES, load_rules
from tutela.terms.places import Place
from tutela.terms.report import saying
from tutela.terms.report.github import command, to_github
from tutela.terms.report.json_report import to_json
from tutela.terms.report.sarif import to_sarif
from tutela.terms.report.table import terms_table
from tutela.terms.report.text import summary, to_text
from tutela.terms.sources import Checked, Placed, check_source, source_of
from tutela.terms.wording import counted, number, words

TEXT = (
    "# Bill\n\nA paedophile who collected child pornography was sentenced.\n\n"
    "The Optional Protocol on the sale of children, child prostitution and child pornography was ratified.\n"
)
LOI = "La loi punit la détention de pédopornographie et la diffusion de ces images par un tiers.\n"
LEY = "La ley castiga la posesión de pornografía infantil y su difusión por cualquier medio.\n"


def checked(text: str, path: str = "law/bill.md", *, explain: bool = False) -> Checked:
    return check_source(source_of(path, text.encode())).shown(explain=explain)


def test_text_tells_place_level_words_reason_and_what_instead() -> None:
    lines = to_text([checked(TEXT)], "en").splitlines()
    assert lines[0].startswith("law/bill.md:3:3: use with care: “paedophile” – A clinical word")
    assert lines[1] == "    A paedophile who collected child pornography was sentenced."
    assert lines[2].startswith("law/bill.md:3:28: avoid: “child pornography” – Pornography suggests")
    assert " – instead: child sexual abuse material (" in lines[2]
    assert lines[2].endswith(" [child-pornography]")
    assert lines[4] == "    safe replacement: “child pornography” → “child sexual abuse material”"
    assert lines[-1] == "1 term to avoid, 1 to use with care in 1 file. 1 has a safe replacement (--fix)."


def test_text_shows_exceptions_where_they_are_asked_for() -> None:
    text = to_text([checked(TEXT, explain=True)], "en")
    assert re.search(
        r"5:48: avoid: “child prostitution” – left alone \(official title\): “Optional Protocol[^”]+”", text
    )
    assert "2 left alone in 1 file." in text


@pytest.mark.parametrize(
    ("text", "level", "instead", "fix", "end"),
    [
        (
            LOI,
            "à éviter\u00a0: «\u00a0pédopornographie\u00a0»",
            "à la place\u00a0: ",
            "remplacement sûr\u00a0: ",
            "1 terme à éviter dans 1 fichier.",
        ),
        (
            LEY,
            "evitar: «pornografía infantil»",
            "en su lugar: ",
            "sustitución segura: ",
            "1 término que evitar en 1 archivo.",
        ),
    ],
)
def test_text_is_in_the_language_of_what_it_speaks_of(text: str, level: str, instead: str, fix: str, end: str) -> None:
    found = checked(text)
    told = to_text([found], found.language)
    assert f": {level} – " in told
    assert f" – {instead}" in told
    assert end in told
    assert fix in told or not any(one.replacement for one in found.findings)


def test_nothing_found_is_said_and_nothing_read_is_not() -> None:
    assert to_text([checked("The report describes the programme.\n")], "en") == "Nothing to report in 1 file.\n"
    assert to_text([Checked("none.md")], "en") == ""
    assert (
        summary([checked("Le rapport décrit le programme et ses effets.\n")], "fr") == "Rien à signaler dans 1 fichier."
    )


def test_a_file_cannot_steer_the_terminal() -> None:
    told = to_text(
        [checked("\x1b[31m The bill punishes child pornography.\x07\n" + "The ministry answers. " * 20, "a\x1b.md")],
        "en",
    )
    assert "\x1b" not in told
    assert "\x07" not in told


def test_a_place_in_a_document_is_told_by_page_and_label() -> None:
    one = checked(TEXT).findings[1]
    there = Placed(one.finding, Place(page=3, label="Art. 12 (3)"))
    assert to_text([Checked("a.pdf", (there,))], "en").startswith("a.pdf: page 3, Art. 12 (3): avoid: ")
    assert to_text([Checked("a.docx", (Placed(one.finding, Place()),))], "en").startswith("a.docx: avoid: ")


def test_json_is_a_list_of_findings() -> None:
    found: list[dict[str, Any]] = json.loads(to_json([checked(TEXT)]))
    assert [one["level"] for one in found] == ["care", "avoid"]
    one = found[1]
    assert one["rule"] == "child-pornography"
    assert (one["file"], one["line"], one["column"], one["page"]) == ("law/bill.md", 3, 28, None)
    assert one["words"] == "child pornography"
    assert one["context"] == {"before": "A paedophile who collected ", "after": " was sentenced."}
    assert one["reason"]
    assert one["instead"][0]["write"] == "child sexual abuse material"
    assert one["fix"] == {
        "replaces": "child pornography", "write": "child sexual abuse material",
        "line": 3, "column": 28, "end_line": 3, "end_column": 45,
    }  # fmt: skip
    assert "exception" not in one


def test_json_tells_exceptions_where_they_are_asked_for() -> None:
    found = json.loads(to_json([checked(TEXT, explain=True)], explain=True))
    assert [one["exception"] and one["exception"]["kind"] for one in found] == [None, None, "title", "title"]
    assert json.loads(to_json([])) == []


def sarif(*files: Checked) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(to_sarif(files))
    return told


def test_sarif_has_the_shape_of_the_standard() -> None:
    told = sarif(checked(TEXT), checked(LOI, "un dossier/é:a.md"))
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])
    for rule in rules:
        assert {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"} <= set(rule)
        assert "Luxembourg" in rule["help"]["text"]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error"]
    assert [result["ruleId"] for result in run["results"]] == [
        "paedophile/en",
        "child-pornography/en",
        "child-pornography/fr",
    ]
    locations = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
    assert locations[0] == "law/bill.md"
    assert locations[2] == "un%20dossier/%C3%A9%3Aa.md"


def test_sarif_has_fixes_that_can_be_made() -> None:
    result = sarif(checked(TEXT))["runs"][0]["results"][1]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "law/bill.md"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 28, "endLine": 3, "endColumn": 45},
            "insertedContent": {"text": "child sexual abuse material"},
        }
    ]


def test_sarif_tells_exceptions_as_suppressed_and_unread_files_as_failures() -> None:
    run = sarif(checked(TEXT, explain=True), check_missing())["runs"][0]
    suppressed = [result for result in run["results"] if result.get("suppressions")]
    assert [result["level"] for result in suppressed] == ["note", "note"]
    assert suppressed[0]["suppressions"][0]["kind"] == "external"
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["level"] == "error"


def check_missing() -> Checked:
    from tutela.terms.sources import check_file

    return check_file("/nowhere/none.md")


def test_sarif_marks_equal_findings_apart_and_keeps_marks_when_lines_move() -> None:
    text = "The bill punishes child pornography.\n\nThe bill punishes child pornography.\n"
    marks = [result["partialFingerprints"] for result in sarif(checked(text))["runs"][0]["results"]]
    assert marks[0] != marks[1]
    moved = [result["partialFingerprints"] for result in sarif(checked("New line.\n\n" + text))["runs"][0]["results"]]
    assert moved == marks


def test_workflow_commands() -> None:
    first, second = to_github([checked(TEXT)]).splitlines()
    assert first.startswith(
        "::warning file=law/bill.md,line=3,endLine=3,col=3,endColumn=13,title=use with care (paedophile)::“"
    )
    assert second.startswith("::error file=law/bill.md,line=3,endLine=3,col=28,")


def test_workflow_commands_escape_what_would_end_them() -> None:
    one = checked(TEXT).findings[1]
    told = command("a,b:c%.md\n", one)
    assert told.startswith("::error file=a%2Cb%3Ac%25.md%0A,line=3")
    assert "\n" not in told
    broken = checked("The bill punishes child\npornography in all cases.\n")
    assert "endLine=2," in to_github([broken])
    assert "col=" not in to_github([broken])


def test_workflow_commands_of_exceptions_are_notices() -> None:
    assert [line.split(" ")[0] for line in to_github([checked(TEXT, explain=True)]).splitlines()] == [
        "::warning", "::error", "::notice", "::notice",
    ]  # fmt: skip


@pytest.mark.parametrize("subject", ["report", "commands"])
def test_every_word_is_there_in_three_languages_with_the_same_blanks(subject: str) -> None:
    for key, wordings in words(subject).items():
        assert set(wordings) == set(LANGUAGES), key
        blanks = [set(re.findall(r"\{(\w+)\}", text)) for text in wordings.values()]
        assert blanks[0] == blanks[1] == blanks[2], key
        if key.endswith(".one"):
            assert key.removesuffix(".one") + ".other" in words(subject), key


def test_french_signs_have_their_blanks() -> None:
    for subject in ("report", "commands"):
        for key, wordings in words(subject).items():
            assert not re.search(r"(?<=[\w}»)]) [:;?!»]|« ", wordings["fr"]), key
            assert "'" not in wordings["fr"], key


@pytest.mark.parametrize(
    ("n", "language", "text"),
    [
        (1, "en", "1"),
        (1234, "en", "1,234"),
        (1234, "fr", "1\u202f234"),
        (1234, "es", "1234"),
        (12345, "es", "12\u202f345"),
    ],
)
def test_numbers(n: int, language: str, text: str) -> None:
    assert number(n, language) == text


@pytest.mark.parametrize(
    ("n", "language", "text"),
    [(0, "fr", "dans 0 fichier"), (0, "en", "in 0 files"), (1, "es", "en 1 archivo"), (2, "fr", "dans 2 fichiers")],
)
def test_counts(n: int, language: str, text: str) -> None:
    assert counted("report", "count.files", n, language) == text


def test_every_rule_can_be_told() -> None:
    for language in LANGUAGES:
        for rule in load_rules(language):
            assert saying.level(rule)
            assert saying.reason(rule)
            assert saying.source(rule)
            assert bool(saying.instead(rule)) == bool(rule.instead)


def test_a_table_has_a_row_for_each_rule() -> None:
    assert terms_table(load_rules("en")).row_count == len(load_rules("en"))


def test_paths_are_told_as_they_were_given(tmp_path: Path) -> None:
    from tutela.terms.sources import check_file

    path = tmp_path / "a.txt"
    path.write_text("The bill punishes child pornography.")
    assert json.loads(to_json([check_file(str(path))]))[0]["file"] == str(path)
    assert sarif(check_file(str(path)))["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]["uri"].startswith("file:///")


def test_colours_change_no_word() -> None:
    import io

    from rich.console import Console

    from tutela.terms.report.coloured import print_lines

    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", width=40, no_color=False)
    found = [checked(TEXT, "a[bold].md")]
    print_lines(found, "en", console)
    assert "\x1b[" in stream.getvalue()
    assert re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()) == to_text(found, "en")
