"""What the terminal shows, in three languages and in narrow windows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from tests.report.assessments import empty, meridia
from tests.report.graded import graded

from tutela.report.terminal import measures_table, passages_table, summary
from tutela.report.words import words

LANGUAGES = ("en", "fr", "es")


def shown(renderable: RenderableType, width: int = 100) -> str:
    file = io.StringIO()
    Console(file=file, width=width, legacy_windows=False).print(renderable)
    return file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_tells_counts_files_and_reports(language: str) -> None:
    assessment = meridia()
    said = words(language)
    text = shown(summary(assessment, language, [Path("review/tutela-report.html")]), 400)
    for file in assessment.set_aside[:2]:
        assert file.path in text
        assert file.notice.next_step(language) in text
    assert said["terminal.reports"] in text
    assert "review/tutela-report.html" in text
    assert said["read.not-no"] in text


def test_the_summary_counts_by_section_and_in_all() -> None:
    rows = [line.split("│")[1:-1] for line in shown(summary(meridia(), "en", [])).splitlines()]
    numbers = {row[0].split()[0]: [cell.strip() for cell in row[1:]] for row in rows if len(row) == 4}
    assert numbers["III.A"] == ["1", "–", "1"]
    assert numbers["III.B"] == ["–", "1", "–"]
    assert numbers["Total"] == ["2", "1", "2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_names_contrary_measures_and_counts_the_rest(language: str) -> None:
    said = words(language)
    text = shown(summary(graded(), language, []), 400)
    assert f"{said['where.law']} 2 · {said['where.policy']} 1 · {said['where.practice']} 1" in text
    assert f"{said['where.only-recommended']} 1" in text
    assert said.plural("contrary.measures", 3) in text
    assert "legislation.child, online.report, online.plan" in text
    assert said.plural("unsure.measures", 2) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_read(language: str) -> None:
    text = shown(summary(empty(), language, []))
    assert words(language)["terminal.reports"] not in text
    assert "scans/decree.pdf" in text


@pytest.mark.parametrize("width", [60, 80, 200])
def test_measures_keep_their_ids_whole(width: int) -> None:
    register = meridia().register
    text = shown(measures_table(register.measures, "en"), width)
    for measure in register.measures:
        assert f" {measure.id} " in text


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_passages_have_a_line_each(language: str, width: int) -> None:
    document = meridia().documents[0]
    lines = shown(passages_table(document, language), width).splitlines()
    assert all(len(line) == width for line in lines)
    assert len([line for line in lines if line.startswith("│")]) == len(document.passages)
    assert any("Art. 12 (b)" in line and "14" in line and "(b) report" in line for line in lines)


def test_no_markup_or_control_of_a_document_reaches_the_terminal() -> None:
    text = shown(summary(meridia(), "en", [])) + shown(passages_table(meridia().documents[2], "en"))
    assert not [character for character in text if ord(character) < 32 and character != "\n"]
    assert "\u202e" not in text
