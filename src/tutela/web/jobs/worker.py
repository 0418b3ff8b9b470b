"""The process that does the work: python -m tutela.web.jobs.worker."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import time
from types import FrameType

import django

log = logging.getLogger("tutela.jobs")

IDLE, AWAY = 0.5, 5.0
"""Seconds between two looks for work, and after the database could not be reached."""

STOPS = (signal.SIGTERM, signal.SIGINT)


class Stopping(BaseException):
    """The worker was told to stop: the job at hand is given back, and goes on where it was."""


def main() -> None:
    """Work until told to stop (SIGTERM, SIGINT), or until the server that started this process is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.web.settings")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    django.setup()
    from django.db import connection

    from tutela.web.jobs.queue import release

    # Not the process alone: after a restart its number may be that of a worker that is gone.
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
    for sign in STOPS:
        signal.signal(sign, _stop)
    try:
        _work(name)
    except Stopping:
        pass
    finally:
        for sign in STOPS:  # a second one must not keep the job from being given back
            signal.signal(sign, signal.SIG_IGN)
        connection.close()  # it may have been stopped in the middle of an answer
        release(name)


def _work(name: str) -> None:
    from django.db import InterfaceError, OperationalError, close_old_connections

    from tutela.web.housekeeping import INTERVAL, sweep
    from tutela.web.jobs.doing import do_one

    parent = os.getppid() if os.environ.get("TUTELA_SERVING") else None
    swept = float("-inf")
    while parent is None or os.getppid() == parent:
        close_old_connections()
        try:
            if do_one(name):
                continue
            if time.monotonic() - swept > INTERVAL:
                swept = time.monotonic()
                sweep()
        except (OperationalError, InterfaceError):
            log.exception("The database cannot be reached")
            time.sleep(AWAY)
        except Exception:
            log.exception("Housekeeping failed")  # it is tried again tomorrow: the jobs must go on
        time.sleep(IDLE)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopping


if __name__ == "__main__":
    main()
