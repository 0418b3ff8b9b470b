"""A hostile file can at most end the process that reads it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from tutela.web.documents import confinement
from tutela.web.documents.confinement import StoppedError, run, workplace

GIGABYTE = 1_000_000_000


@pytest.fixture(autouse=True)
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def are_gone(pids: list[int]) -> bool:
    """Whether the processes are gone; the system may need a moment to bury them."""
    for _ in range(100):
        if not any(map(is_alive, pids)):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("target", "seconds", "code"),
    [
        ("hostile:eat_memory", 60, "too-much-memory"),
        ("hostile:never_end", 1, "too-slow"),
        ("hostile:crash", 60, "reader-stopped"),
        ("hostile:fail", 60, "reader-stopped"),
        ("hostile:no_such_function", 60, "reader-stopped"),
        ("no_such_module:read", 60, "reader-stopped"),
    ],
)
def test_what_goes_wrong_is_told(target: str, seconds: int, code: str) -> None:
    with workplace() as folder, pytest.raises(StoppedError) as caught:
        run(target, folder=folder, memory=GIGABYTE // 2, seconds=seconds)
    assert caught.value.notice.code == code
    for language in ("en", "fr", "es"):
        assert caught.value.notice.what(language)
        assert caught.value.notice.next_step(language)


def test_it_cannot_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "OUTPUT", 2_000_000)
    with workplace() as folder:
        with pytest.raises(StoppedError):
            run("hostile:write_much", folder / "out", folder=folder, memory=GIGABYTE, seconds=60)
        assert (folder / "out").stat().st_size <= 2_000_000


def test_it_knows_no_secret_and_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "TUTELA_DATA_DIR", "TUTELA_MAIL_URL", "DJANGO_SETTINGS_MODULE", "ANYTHING_ELSE"):
        monkeypatch.setenv(name, "secret")
    with workplace() as folder:
        run("hostile:tell", folder / "told", folder=folder, memory=GIGABYTE, seconds=77)
        told = json.loads((folder / "told").read_text())
        assert "secret" not in told["environment"].values()
        assert told["environment"]["TMPDIR"] == str(folder)
    assert told["limits"] == {"RLIMIT_AS": GIGABYTE, "RLIMIT_CPU": 77, "RLIMIT_CORE": 0}
    assert told["nice"] > os.nice(0)
    assert not folder.exists()


def test_what_it_started_ends_with_it() -> None:
    with workplace() as folder:
        run("hostile:leave_a_child", folder / "pids", folder=folder, memory=GIGABYTE, seconds=60)
        assert are_gone([int(pid) for pid in (folder / "pids").read_text().split()])


def test_who_watches_can_stop_it() -> None:
    class NoMoreError(Exception):
        pass

    with workplace() as folder:
        pids = folder / "pids"

        def watch() -> None:
            if pids.exists():
                raise NoMoreError

        with pytest.raises(NoMoreError):
            run("hostile:sleep", pids, folder=folder, memory=GIGABYTE, seconds=60, watch=watch)
        assert are_gone([int(pid) for pid in pids.read_text().split()])


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    import subprocess
    import sys

    pids = tmp_path / "pids"
    script = (
        "from pathlib import Path; from tutela.web.documents.confinement import run\n"
        f"run('hostile:sleep', {str(pids)!r}, folder=Path({str(tmp_path)!r}), memory={GIGABYTE}, seconds=600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    try:
        for _ in range(300):
            if pids.exists():
                break
            time.sleep(0.1)
        started = [int(pid) for pid in pids.read_text().split()]
        assert all(map(is_alive, started))
    finally:
        parent.kill()
        parent.wait()
    assert are_gone(started)
