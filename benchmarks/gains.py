"""``make gains BASE=<commit>``: labels won and lost, and false alarms gone and new, against another commit.

    python -m benchmarks.gains COMMIT

The commit is laid out in a temporary folder. Its engine and the one that is here (with what is not committed yet) run
as programs on the same labelled passages, each with its own register. Where the engine learns from labels the scores
are those with each document left out; that of an older commit is asked through ``tutela match``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.changes import changes, told
from benchmarks.passages import GOLD, ROOT, labelled
from benchmarks.quality import evaluated
from benchmarks.row import Passages, Scores

LEFT_OUT, AS_IT_IS = "each document left out of what it learns", "through `tutela match`, as it learns from no label"


def compare(commit: str) -> None:
    """Print what changed. The process ends with what to do where there is no such commit, or there are no labels."""
    passages = labelled()
    if not passages:
        sys.exit(f"Labelled passages: {GOLD} is absent, so nothing can be won or lost.")
    id = _commit(commit)
    with laid_out(id) as tree:
        name = _git("log", "-1", "--format=%h %s", id).strip()
        print(f"before: {name} ({how(tree)})", flush=True)
        before = answers(tree, passages)
    print(f"after:  what is here ({how(ROOT)})", flush=True)
    after = answers(ROOT, passages)
    print(told(changes(passages, before, after), evaluated(passages, before), evaluated(passages, after)))


@contextmanager
def laid_out(id: str, repository: Path = ROOT, shared: Path = GOLD.parent) -> Iterator[Path]:
    """The files of a commit in a folder of its own, beside them ``shared``, all gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        tree, packed = Path(folder) / "tree", Path(folder) / "tree.tar"
        _git("archive", "--format=tar", "--output", str(packed), id, repository=repository)
        shutil.unpack_archive(packed, tree)
        packed.unlink()
        (Path(folder) / "shared").symlink_to(shared)
        yield tree


def how(tree: Path) -> str:
    """How the engine in this folder is asked."""
    return LEFT_OUT if (tree / "benchmarks" / "left_out.py").exists() else AS_IT_IS


def answers(tree: Path, passages: Passages) -> Scores:
    """What the engine in this folder says of the passages."""
    module = ["benchmarks.left_out"] if how(tree) == LEFT_OUT else ["tutela", "match"]
    lines = "".join(
        json.dumps({key: passage[key] for key in ("id", "lang", "text")}, ensure_ascii=False) + "\n"
        for passage in passages
    )
    with tempfile.TemporaryDirectory() as cache:
        paths = os.pathsep.join((str(tree / "src"), str(tree)))
        done = subprocess.run(
            [sys.executable, "-m", *module],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": paths, "TUTELA_CACHE_DIR": cache},
            input=lines,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode:
        sys.exit(f"The engine in {tree} ended with code {done.returncode}: what it said stands above.")
    given = map(json.loads, done.stdout.splitlines())
    return {answer["id"]: {match["id"]: match["score"] for match in answer["measures"]} for answer in given}


def _commit(name: str) -> str:
    try:
        return _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
    except subprocess.CalledProcessError:
        sys.exit(f"There is no commit “{name}” here. Say which: make gains BASE=HEAD~1")


def _git(*arguments: str, repository: Path = ROOT) -> str:
    return subprocess.run(["git", *arguments], cwd=repository, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("Against which commit? make gains BASE=HEAD~1")
    compare(sys.argv[1])
