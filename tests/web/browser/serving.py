"""The real server, as ``tutela serve`` starts it, for tests that use it from outside."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Site:
    """A site that runs: its address, its data, what it says on its terminal."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(data: Path, *options: str, **environment: str) -> Iterator[Site]:
    """``tutela serve`` with its data in this folder, on a free port, until the block ends.

    The database is SQLite in the folder, whatever the tests run on: the server is another process than they are.
    """
    data.mkdir(parents=True, exist_ok=True)
    log, port = data / "terminal.log", free_port()
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("TUTELA_", "DJANGO_"))}
    variables |= {"TUTELA_DATA_DIR": str(data), "DATABASE_URL": f"sqlite:///{data / 'tutela.sqlite3'}", **environment}
    command = [sys.executable, "-m", "tutela", "serve", "--port", str(port), *options]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, env=variables, stdout=stream, stderr=subprocess.STDOUT)
    site = Site(f"http://127.0.0.1:{port}", data, log, process)
    try:
        _wait(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _wait(site: Site) -> None:
    """Until it answers."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        if site.process.poll() is not None:
            raise AssertionError(f"The server ended: {site.said()}")
        if _answers(site):
            return
        time.sleep(0.2)
    raise AssertionError(f"The server does not answer: {site.said()}")


def _answers(site: Site) -> bool:
    """Whether it says anything at all (elsewhere than on this machine it only sends visitors on)."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=5)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
