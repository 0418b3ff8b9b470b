"""The real servers, built-in and nginx as docs/operations.md sets it up: what they write down of visits to the help pages."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.browser.serving import Site, free_port, serving

DOCS = Path(__file__).parents[3] / "docs" / "operations.md"
VISITS = (
    "/en/help/",
    "/fr/help/12-15/pictures/",
    "/es/help/find/?country=MX&need=talk",
    "/en/help/nothing/",
    "/en/help",
    "/en/help/8-11/notes.pdf",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("help"), TUTELA_WORKERS="1") as running:
        (running.data / "help-is-public").touch()
        yield running


def visit(port: int, path: str, host: str = "127.0.0.1") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host, "User-Agent": "a-visitor", "X-Forwarded-Proto": "https"})
    status = connection.getresponse().status
    connection.close()
    return status


def broken(port: int) -> None:
    """A request that is none, as old or hostile programs send them, with the address of a help page in it."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"GET /en/help/12-15/ HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n")
        line.recv(1000)


def test_the_built_in_server_writes_nothing_down(site: Site) -> None:
    port = int(site.url.rpartition(":")[2])
    for path in VISITS:
        assert visit(port, path) in (200, 301, 404), path
    broken(port)
    visit(port, "/en/not-a-page-of-help/")
    time.sleep(0.5)
    lines = [line for line in site.said().splitlines() if "Data: " not in line and "Tutela: " not in line]
    said = "\n".join(lines)
    assert "not-a-page-of-help" in said  # other pages that are not there are told
    assert not re.search(r"/help\b", said), said
    assert "127.0.0.1" not in said, said
    assert "a-visitor" not in said, said


# --- nginx ------------------------------------------------------------------------------------------------------------


def block(after: str) -> str:
    """The indented block of docs/operations.md that follows these words."""
    text = DOCS.read_text("utf-8").split(after, 1)[1]
    lines = text.split("\n\n", 1)[1].splitlines()
    kept = []
    for line in lines:
        if line and not line.startswith("    "):
            break
        kept.append(line[4:])
    return "\n".join(kept)


@contextlib.contextmanager
def nginx(site: str, place: Path) -> Iterator[tuple[int, int]]:
    """nginx as documented, before a site; only ports, certificate and places of files are others. Gives its two ports."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        reason = "nginx is not installed (Debian: nginx-light)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    port, plain = free_port(), free_port()
    (place / "tutela-proxy.conf").write_text(block("with `/etc/nginx/tutela-proxy.conf`:"), encoding="utf-8")
    config = block("**5. nginx** in")
    config = re.sub(r"^\s*(listen \[::\].*|ssl_.*)$", "", config, flags=re.M)
    config = config.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}").replace(
        "listen 80", f"listen 127.0.0.1:{plain}"
    )
    config = config.replace("/var/log/nginx", str(place)).replace("/etc/nginx", str(place))
    config = config.replace("http://127.0.0.1:8000", site).replace(
        "server_name tutela.example.org", "server_name 127.0.0.1"
    )
    assert f"listen 127.0.0.1:{port}" in config
    kept = "".join(
        f"{name}_temp_path {place}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {place}/pid;\nerror_log {place}/error.log info;\nevents {{}}\n"
        f"http {{\naccess_log {place}/access.log;\n{kept}{config}\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [program, "-p", str(place), "-e", str(place / "start.log"), "-c", str(place / "nginx.conf")]
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port, plain
    finally:
        process.terminate()
        process.wait(timeout=20)


def logged(place: Path) -> str:
    return "\n".join(path.read_text("utf-8", errors="replace") for path in sorted(place.glob("*.log")))


def test_nginx_as_documented_writes_nothing_down(site: Site, tmp_path: Path) -> None:
    with nginx(site.url, tmp_path) as (port, plain):
        for path in VISITS:
            assert visit(port, path) in (200, 301, 404), path
            assert visit(plain, path) == 301
        assert visit(port, "/en/about/") == 200
    said = logged(tmp_path)
    assert "/en/about/" in said  # other pages are logged
    assert not re.search(r"/help\b", said), said
    assert [one for one in (tmp_path / "proxy").rglob("*") if one.is_file()] == []


def test_nginx_writes_nothing_down_when_the_site_does_not_answer(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there, and nobody else can begin to
        with nginx(f"http://127.0.0.1:{taken.getsockname()[1]}", tmp_path) as (port, _plain):
            assert visit(port, "/en/help/12-15/") == 502
            assert visit(port, "/en/about/") == 502
    said = logged(tmp_path)
    assert "/en/about/" in said
    assert not re.search(r"/help\b", said), said
