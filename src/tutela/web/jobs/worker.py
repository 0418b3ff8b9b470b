"""The process that does the work: python -m tutela.web.jobs.worker."""

from __future__ import annotations

import os
import signal
import socket
import time
from types import FrameType

import django

IDLE = 0.5
"""Seconds between two looks for work."""


class Stopping(BaseException):
    """The worker was told to stop: the job at hand is given back, and goes on where it was."""


def main() -> None:
    """Work until told to stop (SIGTERM, SIGINT), or until the server that started this process is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.web.settings")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    django.setup()
    from tutela.web.jobs.doing import do_one
    from tutela.web.jobs.queue import release

    name = f"{socket.gethostname()[:30]}-{os.getpid()}"
    parent = os.getppid() if os.environ.get("TUTELA_SERVING") else None
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _stop)
    try:
        while parent is None or os.getppid() == parent:
            if not do_one(name):
                time.sleep(IDLE)
    except Stopping:
        pass
    finally:
        release(name)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopping


if __name__ == "__main__":
    main()
