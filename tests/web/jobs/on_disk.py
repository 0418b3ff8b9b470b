"""A site on a database file of its own, for tests that kill processes. Everything happens in other processes."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0
"""Seconds after which a test gives up waiting."""

FILL = """
import django, json, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.web.factories import document_in, person
from tutela.web.assessments.opening import open_assessment
from tutela.web.assessments.running import start
from tutela.web.workspaces.models import Workspace
alice = person("Alice")
workspace = Workspace.open("Ombudsman", alice)
documents = [document_in(workspace, text, f"act-{number}.md") for number, text in enumerate(json.load(sys.stdin))]
for number in range(int(sys.argv[1])):
    assessment, _ = open_assessment(workspace, alice, documents, state=f"State {number}", source="state")
    start(assessment, alice)
"""


class Site:
    """A database file with assessments whose runs wait for a worker."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "tutela.sqlite3"
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TUTELA_SERVING")}
        self._environment = {
            **kept,
            "TUTELA_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tutela.web.settings",
            "PYTHONPATH": str(ROOT),
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def fill(self, texts: list[str], assessments: int = 1) -> None:
        subprocess.run(
            [sys.executable, "-c", FILL, str(assessments)],
            input=json.dumps(texts),
            text=True,
            env=self._environment,
            check=True,
            timeout=PATIENCE,
        )

    def start_worker(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen([sys.executable, "-m", "tutela.web.jobs.worker"], env=self._environment)
        self.workers.append(worker)
        return worker

    def end(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
            worker.wait(PATIENCE)

    def rows(self, question: str) -> list[Any]:
        with closing(sqlite3.connect(self._file, timeout=30)) as database:
            return database.execute(question).fetchall()

    def change(self, order: str) -> None:
        with closing(sqlite3.connect(self._file, timeout=30)) as database, database:
            database.execute(order)

    def wait_for(self, question: str, is_so: Callable[[list[Any]], bool]) -> list[Any]:
        """Ask until the answer is as wanted; AssertionError where that takes too long."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = self.rows(question)
            if is_so(answer):
                return answer
            time.sleep(0.02)
        raise AssertionError(f"still {answer} after {PATIENCE} seconds: {question}")
