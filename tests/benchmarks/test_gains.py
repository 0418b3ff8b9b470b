"""What is won and lost against another commit is told whole, and without a word of any passage."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from benchmarks.changes import Change, changes, told
from benchmarks.gains import AS_IT_IS, LEFT_OUT, how, laid_out

POSSESSION, HOTLINE, TRAINING = "legislation.possession", "reporting.hotline", "prevention.training"

PASSAGES = [
    {
        "id": "p1",
        "doc": "Penal Code",
        "lang": "en",
        "text": "Whoever possesses such material shall be punished.",
        "measures": [{"id": POSSESSION, "strength": "full"}, {"id": HOTLINE, "strength": "partial"}],
    },
    {"id": "p2", "doc": "Plan national", "lang": "fr", "text": "Le présent plan est publié.", "measures": []},
]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"p1": {POSSESSION: 0.49}}, {"p1": {POSSESSION: 0.5}}, [("won", "p1", POSSESSION, "full", False)]),
        ({"p1": {HOTLINE: 0.9}}, {"p1": {HOTLINE: 0.2}}, [("lost", "p1", HOTLINE, "partial", False)]),
        ({"p1": {HOTLINE: 0.9}}, {"p1": {HOTLINE: 0.6}}, []),
        ({"p1": {TRAINING: 0.7}}, {}, [("gone", "p1", TRAINING, "", False)]),
        (
            {"p2": {TRAINING: 0.7}},
            {"p2": {HOTLINE: 0.5}},
            [("gone", "p2", TRAINING, "", True), ("new", "p2", HOTLINE, "", True)],
        ),
    ],
    ids=["nothing said", "won", "lost", "weaker, but found", "wrong measure gone", "one false alarm for another"],
)
def test_changes(
    before: dict[str, dict[str, float]],
    after: dict[str, dict[str, float]],
    expected: list[tuple[str, str, str, str, bool]],
) -> None:
    found = changes(PASSAGES, before, after)
    assert [(one.what, one.id, one.measure, one.strength, one.silent) for one in found] == expected


def test_what_is_told() -> None:
    found = [
        Change("won", "p1", "Penal Code", "en", POSSESSION, "full", silent=False),
        Change("lost", "p1", "Penal Code", "en", HOTLINE, "partial", silent=False),
        Change("new", "p2", "Plan national", "fr", HOTLINE, "", silent=True),
    ]
    before = {"all": {"passages": 2, "labels": 2, "f1": 0.5}, "fr": {"passages": 1, "labels": 0, "f1": 0.25}}
    after = {"all": {"passages": 2, "labels": 2, "f1": 0.45}, "fr": {"passages": 1, "labels": 0, "f1": 0.25}}
    lines = [" ".join(line.split()) for line in told(found, before, after).splitlines()]
    for line in (
        "Labels won: 1",
        "p1 en legislation.possession full Penal Code",
        "p1 en reporting.hotline partial Penal Code",
        "False alarms gone (in passages without any label): 0",
        "p2 fr reporting.hotline Plan national",
        "reporting.hotline 0 1 0 1 -2",
        "legislation.possession 1 0 0 0 +1",
        "all 1 1 0 1 -1",
        "all f1 0.500 0.450 -0.050",
        "fr f1 0.250 0.250 +0.000",
    ):
        assert line in lines
    assert lines.index("reporting.hotline 0 1 0 1 -2") < lines.index("legislation.possession 1 0 0 0 +1")


def test_no_word_of_a_passage_is_told() -> None:
    found = changes(PASSAGES, {}, {"p1": {POSSESSION: 0.9}, "p2": {HOTLINE: 0.9}})
    text = told(found, {}, {})
    assert not any(passage["text"] in text for passage in PASSAGES)


def test_a_commit_is_laid_out_as_it_was_and_is_gone_afterwards(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        author = ["-c", "user.name=A Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *author, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "engine.py").write_text("older", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "Older")
    (tmp_path / "src" / "engine.py").write_text("newer", encoding="utf-8")
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "left_out.py").write_text("", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "Newer")
    with laid_out("HEAD~1", tmp_path, tmp_path) as tree:
        assert (tree / "src" / "engine.py").read_text(encoding="utf-8") == "older"
        assert (tree.parent / "shared").exists()
        assert how(tree) == AS_IT_IS
    assert not tree.exists()
    assert (tmp_path / "src" / "engine.py").exists()
    with laid_out("HEAD", tmp_path, tmp_path) as tree:
        assert how(tree) == LEFT_OUT
