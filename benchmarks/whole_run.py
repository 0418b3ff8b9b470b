"""A whole assessment of PDF files beside the bare extraction of their text by pypdfium2, in one run.

The bare extraction is the floor: nobody can read the files in less. Both run alternately, five times each, every time
in a fresh process of their own, which measures itself (wall time from its first line on, imports included, and its
peak memory).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pdf"
ROUNDS = 5

_BARE = """
import time; start = time.perf_counter()
import json, resource, sys
import pypdfium2
letters = 0
for path in sys.argv[1:]:
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        text = page.get_textpage()
        letters += len(text.get_text_bounded())
        text.close(); page.close()
    pdf.close()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": time.perf_counter() - start, "peak_mb": peak / 1024, "letters": letters}))
"""

_WHOLE = """
import time; start = time.perf_counter()
import contextlib, io, json, resource, sys
from tutela.cli import main
with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
    try:
        main(["assess", *sys.argv[2:], "--no-cache", "--output", sys.argv[1]])
    except SystemExit as end:
        assert not end.code, end.code
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": time.perf_counter() - start, "peak_mb": peak / 1024}))
"""


def _run(code: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure() -> None:
    """Print the table, or say that the files are absent."""
    files = sorted(str(path) for path in CORPUS.glob("*.pdf"))
    if not files:
        print(f"Whole run: no PDF files in {CORPUS.relative_to(CORPUS.parents[2])}, nothing measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TUTELA_CACHE_DIR"] = f"{folder}/cache"  # the compiled register only: --no-cache reads every file
        _run(_WHOLE, f"{folder}/warm", *files)
        bare, whole = [], []
        for _ in range(ROUNDS):
            bare.append(_run(_BARE, *files))
            whole.append(_run(_WHOLE, f"{folder}/report", *files))
    bare_seconds = statistics.median(run["seconds"] for run in bare)
    whole_seconds = statistics.median(run["seconds"] for run in whole)
    ratios = sorted(w["seconds"] / b["seconds"] for w, b in zip(whole, bare, strict=True))
    print(f"Whole run over {len(files)} PDF files ({bare[0]['letters']:,.0f} characters), medians of {ROUNDS} rounds:")
    print(f"  bare text extraction (pypdfium2)  {bare_seconds:6.2f} s   {max(r['peak_mb'] for r in bare):5.0f} MB")
    print(f"  tutela assess --no-cache          {whole_seconds:6.2f} s   {max(r['peak_mb'] for r in whole):5.0f} MB")
    print(f"  ratio {statistics.median(ratios):.2f} (rounds {ratios[0]:.2f} to {ratios[-1]:.2f}; at most 3 is asked)")
