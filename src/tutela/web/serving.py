"""``tutela serve``: the web server and the worker, on one machine, with one command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command

from tutela.errors import TutelaError

HOST = "127.0.0.1"
THREADS = 8
"""Requests that each process of the web server answers at a time."""

Tell = Callable[[str], None]


class ServingError(TutelaError):
    """The site could not be started."""


def prepare() -> None:
    """Set Django up and bring the database to the shape that this version needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.web.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def serve(port: int, *, demo: bool, tell: Tell) -> None:
    """Serve on 127.0.0.1 until told to stop (Ctrl-C, SIGTERM); ``tell`` says on the terminal where things are.

    Raises ServingError where the port is taken, or where the demonstration is asked for on a site that others reach.
    """
    if demo:
        os.environ["TUTELA_DEMO"] = "1"
    _check_port(port)
    prepare()
    call_command("collectstatic", interactive=False, verbosity=0)
    from tutela.web.help.first_entries import fill as fill_help
    from tutela.web.help.models import HelpSite
    from tutela.web.library.first_content import fill

    fill()
    fill_help()
    HelpSite.load().show()
    if demo:
        _fill(tell)
    tell(f"Tutela: http://{HOST}:{port}/")
    tell(f"Data: {settings.DATA}")
    tell("Stop with Ctrl-C.")
    _Processes(port).run()


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ServingError(
                f"Port {port} cannot be used ({error.strerror}).",
                "Choose another one with --port, or stop the program that uses it.",
            ) from error


def _fill(tell: Tell) -> None:
    if not settings.IS_LOCAL:
        raise ServingError(
            f"The demonstration has accounts whose passwords are known, and {settings.ADDRESS} is open to others.",
            "Run it without TUTELA_ADDRESS, with a TUTELA_DATA_DIR of its own.",
        )
    from tutela.web.assessments.demo import fill
    from tutela.web.help.demo import fill as fill_help_desk
    from tutela.web.library.demo import fill as fill_library

    tell("The sample State is read and assessed; this takes a moment the first time.")
    accounts = fill()
    fill_library()
    fill_help_desk()
    for account in accounts:
        tell(f"  {account}")


class _Processes:
    """The web server and the worker, each in processes of its own: one that falls is started again."""

    def __init__(self, port: int) -> None:
        workers = os.environ.get("TUTELA_WORKERS", "2")
        self._commands = {
            "server": [
                sys.executable, "-m", "gunicorn", "tutela.web.wsgi:application", "--bind", f"{HOST}:{port}",
                "--workers", workers, "--worker-class", "gthread", "--threads", str(THREADS), "--preload",
                "--timeout", "120", "--graceful-timeout", "10", "--keep-alive", "5", "--log-level", "warning",
                "--max-requests", "20000", "--max-requests-jitter", "2000", "--no-control-socket",
                "--logger-class", "tutela.web.help.server_log.SilentLogger",
            ],
            "worker": [sys.executable, "-m", "tutela.web.jobs.worker"],
        }  # fmt: skip
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False

    def run(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        started = dict.fromkeys(self._commands, 0.0)
        while not self._stopping:
            for name in self._commands:
                process = self._running.get(name)
                if process is None or process.poll() is not None:
                    time.sleep(1.0 if time.monotonic() - started[name] < 5 and process else 0)
                    started[name] = time.monotonic()
                    if not self._stopping:
                        self._start(name)
            time.sleep(0.2)
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self, name: str) -> None:
        # A session of its own: Ctrl-C on the terminal reaches this process alone, which ends the others in good order.
        environment = {**os.environ, "TUTELA_SERVING": "1"}
        self._running[name] = subprocess.Popen(self._commands[name], env=environment, start_new_session=True)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
