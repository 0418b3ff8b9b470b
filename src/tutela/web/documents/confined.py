"""The process in which a file is opened that nobody vouches for: python -m tutela.web.documents.confined.

It gives up what it does not need (memory, time, files, its place in the queue for the processor) before it touches the
file, and ends with the process that started it. Started by ``confinement.run``; knows no Django, no database, no key.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from importlib import import_module

OUT_OF_MEMORY = 77
"""How it exits where the memory did not suffice."""

_NICE = 10
_FILES = 256
_LOOK = 2.0  # seconds between two looks whether the parent lives


def limit(memory: int, seconds: int, output: int) -> None:
    """Give up all memory, seconds of processor time and bytes of a file beyond these."""
    os.nice(_NICE)
    limits = (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_FSIZE, output, output),
        (resource.RLIMIT_NOFILE, _FILES, _FILES),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for what, soft, hard in limits:
        most = resource.getrlimit(what)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(what, (soft, hard))


def _end_with(parent: int) -> None:
    """End this process and those it started once the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.killpg(0, signal.SIGKILL)


def main(arguments: list[str]) -> int:
    """Set the limits, then call the function that is named ("module:function") with the arguments after it."""
    memory, seconds, output, parent, target, *rest = arguments
    limit(int(memory), int(seconds), int(output))
    threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    module, _, name = target.partition(":")
    try:
        getattr(import_module(module), name)(*rest)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
