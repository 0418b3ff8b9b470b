"""Fifty people reading at once, by wrk on the same machine: requests a second, median, 95th percentile."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

READERS, SECONDS = 50, 15

# The next address each time; the whole site's answers count only where they are 200.
_SCRIPT = """
local paths = { %(paths)s }
local n = 0
local bad = 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n %% #paths + 1], { ["Cookie"] = "%(cookie)s", ["Accept-Encoding"] = "gzip" })
end
done = function(summary, latency, requests)
  io.write(string.format('{"requests": %%d, "seconds": %%f, "median": %%f, "p95": %%f, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Figures:
    """What READERS saw: requests a second, and milliseconds until an answer was there."""

    rate: float
    median: float
    p95: float
    errors: int


def read(url: str, paths: Sequence[str], cookie: str) -> Figures:
    """READERS ask for these addresses in turn for SECONDS."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        quoted = ", ".join(f'"{path}"' for path in paths)
        script.write(_SCRIPT % {"paths": quoted, "cookie": cookie})
        script.flush()
        command = ["wrk", "-t1", f"-c{READERS}", f"-d{SECONDS}s", "--timeout", "30s", "-s", script.name, url]
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS * 4).stdout
    figures = json.loads(told.splitlines()[-1])
    return Figures(figures["requests"] / figures["seconds"], figures["median"], figures["p95"], figures["errors"])


def memory(pid: int) -> float:
    """Megabytes of a process and all that it started (proportional shares: what they share counts once)."""
    total, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        waiting += [int(child) for child in children]
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
    return total
