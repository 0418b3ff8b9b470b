"""Prints the table: readers, the table of States, the upload of a long PDF."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Run all of it in a folder that is thrown away."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed (Debian: wrk); nothing measured.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TUTELA_DATA_DIR"] = folder
        os.environ.pop("TUTELA_SERVING", None)
        from tutela.web.serving import prepare

        prepare()
        from benchmarks.site.filling import fill, fill_states

        start = time.monotonic()
        filled = fill(str(ROOT / "samples"))
        print(f"Filled in {time.monotonic() - start:.0f} s: {_size(Path(folder, 'tutela.sqlite3'))} MB of database")
        with _serving(Path(folder)) as site:
            _readers(site.url, site.process.pid, filled.slug, filled.assessments, filled.cookie)
            fill_states(filled.slug)
            _states(site.url, filled.cookie)
            _upload(site.url, filled.slug, Path(folder))


def _serving(folder: Path):  # type: ignore[no-untyped-def]
    from tests.web.browser.serving import serving

    return serving(folder)


def _size(file: Path) -> int:
    return file.stat().st_size // 1_000_000


def _readers(url: str, pid: int, slug: str, assessments: list[int], cookie: str) -> None:
    from benchmarks.site.readers import READERS, SECONDS, memory, read
    from tutela.register.loading import load_register

    measures = [measure.id for measure in load_register().measures]
    words = ["children", "%22sexual+exploitation%22", "school+AND+training", "enfant", "tourism+NOT+hotel", "turismo"]
    pages = {
        "measure pages": [
            f"/en/w/{slug}/assessments/{number}/measures/{measure}/"
            for number in assessments
            for measure in measures[:: max(1, len(measures) // 12)]
        ],
        "heat map": [f"/en/w/{slug}/assessments/{number}/" for number in assessments],
        "search": [f"/en/search/?q={word}" for word in words],
        "measures of the register (public)": [f"/en/measures/{measure}/" for measure in measures],
    }
    print(f"{READERS} readers at once, {SECONDS} s each, memory of all processes together")
    for name, paths in pages.items():
        who = "" if "public" in name else cookie
        for path in (paths[0], paths[-1]):
            _check(url + path, who)
        seen = read(url, paths, who)
        print(
            f"  {name:36} {seen.rate:7.1f}/s  median {seen.median:7.0f} ms  p95 {seen.p95:7.0f} ms"
            f"  errors {seen.errors}  {memory(pid):5.0f} MB"
        )


def _check(address: str, cookie: str) -> bytes:
    """One answer, which must be there."""
    request = urllib.request.Request(address, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read()
        assert answer.status == 200, (address, answer.status)
        assert not answer.geturl().endswith("sign-in/"), address
        return content


def _states(url: str, cookie: str) -> None:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        content = _check(f"{url}/en/compare/states/", cookie)
        times.append(time.perf_counter() - start)
    print(
        f"Table of States: server's answer, median of 7: {statistics.median(times):.2f} s, {len(content) / 1e6:.1f} MB"
    )
    print(f"  opened in Chromium (load event and table laid out): {_opened(url, cookie):.2f} s")


def _opened(url: str, cookie: str) -> float:
    from playwright.sync_api import sync_playwright

    name, _, value = cookie.partition("=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": name, "value": value, "url": url}])
        times = []
        for _ in range(5):
            page = context.new_page()
            start = time.perf_counter()
            page.goto(f"{url}/en/compare/states/", wait_until="load")
            page.evaluate("document.querySelector('table').getBoundingClientRect().height")
            times.append(time.perf_counter() - start)
            page.close()
        browser.close()
    return statistics.median(times)


def _upload(url: str, slug: str, folder: Path) -> None:
    from benchmarks.site.long_pdf import PAGES, write
    from tutela.web.accounts.models import Token, User

    path = folder / "long.pdf"
    write(path, ROOT / "scripts" / "samples" / "texts")
    owner = User.objects.get(email="owner@example.org")
    _, key = Token.make(owner, "benchmark", ["read", "upload"])
    base = f"{url}/api/workspaces/{slug}"
    start = time.perf_counter()
    document = _curl(key, f"{base}/documents", "-F", f"file=@{path}")
    uploaded = time.perf_counter() - start
    asked = json.dumps({"state": "Long", "documents": [document["id"]]})
    made = _curl(key, f"{base}/assessments", "-H", "Content-Type: application/json", "-d", asked)
    first = None
    while True:
        told = _curl(key, f"{base}/assessments/{made['id']}")
        if first is None and any(finding["evidence"] for finding in told["findings"]):
            first = time.perf_counter() - start
        if told["is_complete"]:
            break
        time.sleep(0.1)
    whole = time.perf_counter() - start
    print(
        f"PDF of {PAGES} pages ({_size(path)} MB): sent after {uploaded:.1f} s, "
        f"first result after {first or whole:.1f} s, all after {whole:.1f} s"
    )


def _curl(key: str, address: str, *more: str) -> dict:  # type: ignore[type-arg]
    command = ["curl", "-sS", "--fail-with-body", "-H", f"Authorization: Bearer {key}", *more, address]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(f"{address}: {told.stdout} {told.stderr}")
    answer: dict = json.loads(told.stdout)  # type: ignore[type-arg]
    return answer


if __name__ == "__main__":
    main()
