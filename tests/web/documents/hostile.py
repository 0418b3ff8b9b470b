"""What a file that has taken its reader over might do. Called in the confined process, in place of the reader."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from pathlib import Path


def eat_memory(*_: str) -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def never_end(*_: str) -> None:
    while True:
        pass


def sleep(pid_file: str, *_: str) -> None:
    """Start a child, say so, and do nothing for an hour."""
    child = subprocess.Popen(["sleep", "3600"])
    draft = Path(pid_file + ".draft")
    draft.write_text(f"{os.getpid()} {child.pid}")
    draft.rename(pid_file)
    child.wait()


def leave_a_child(pid_file: str, *_: str) -> None:
    child = subprocess.Popen(["sleep", "3600"])
    Path(pid_file).write_text(f"{os.getpid()} {child.pid}")


def crash(*_: str) -> None:
    os.abort()


def fail(*_: str) -> None:
    raise ValueError("the reader did not foresee this")


def write_nonsense(_path: str, _name: str, output: str) -> None:
    Path(output).write_text('{"document": {"text": 7, "passages": [[[]]]}}')


def write_nothing(*_: str) -> None:
    pass


def write_much(output: str) -> None:
    with Path(output).open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1_000_000)


def tell(output: str) -> None:
    limits = {
        name: resource.getrlimit(getattr(resource, name))[0] for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE")
    }
    Path(output).write_text(json.dumps({"environment": dict(os.environ), "limits": limits, "nice": os.nice(0)}))
