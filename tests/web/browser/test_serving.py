"""What ``tutela serve`` does, seen from outside: answers, headers, what it writes where, how it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.web.browser.serving import Site, free_port, serving


def answer(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers (names in small letters) and body, without following redirects."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


@pytest.mark.parametrize(
    ("asked", "language"),
    [("fr-CA,fr;q=0.9,en;q=0.5", "fr"), ("es-MX", "es"), ("de,en;q=0.4", "en"), ("ar", "en"), ("", "en")],
)
def test_the_bare_address_leads_to_the_language_of_the_browser(site: Site, asked: str, language: str) -> None:
    status, headers, _ = answer(site, "/", **{"Accept-Language": asked})
    assert (status, headers["location"]) == (302, f"/{language}/")


@pytest.mark.parametrize(
    "path", ["/en/", "/fr/", "/es/measures/", "/en/sign-in/", "/en/no-such-page/", "/api/openapi.json"]
)
def test_every_answer_is_guarded(site: Site, path: str) -> None:
    _, headers, body = answer(site, path)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert " style=" not in body
    assert "<style" not in body
    assert " onclick=" not in body


def test_a_page_of_the_register_sets_no_cookie(site: Site) -> None:
    assert "set-cookie" not in answer(site, "/en/measures/")[1]


def test_another_host_name_is_refused(site: Site) -> None:
    assert answer(site, "/en/", Host="evil.example.org")[0] == 400


def test_static_files_are_compressed_and_kept(site: Site) -> None:
    _, _, body = answer(site, "/en/")
    sheet = body.split('rel="stylesheet" href="')[1].split('"')[0]
    status, headers, _ = answer(site, sheet, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]


def test_data_is_for_the_server_alone(site: Site) -> None:
    assert stat.S_IMODE((site.data / "secret-key").stat().st_mode) == 0o600
    uploads = [file for file in (site.data / "files").rglob("*") if file.is_file()]
    assert uploads
    assert {stat.S_IMODE(file.stat().st_mode) for file in uploads} == {0o600}
    assert all(len(file.name) == 32 for file in uploads)


def test_no_address_of_a_visitor_is_written(site: Site) -> None:
    answer(site, "/en/measures/?q=somethingtolookfor")
    time.sleep(0.3)
    assert "somethingtolookfor" not in site.said()
    assert "GET /" not in site.said()


def test_the_terminal_says_where_and_with_which_accounts(site: Site) -> None:
    said = site.said()
    assert site.url in said
    assert str(site.data) in said
    assert said.count("@example.org") == 3


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        environment = {**os.environ, "TUTELA_DATA_DIR": str(tmp_path)}
        command = [sys.executable, "-m", "tutela", "serve", "--port", port]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert f"Port {port} cannot be used" in ended.stderr
    assert "--port" in ended.stderr


def test_the_demonstration_is_refused_where_others_come_in(tmp_path: Path) -> None:
    environment = {**os.environ, "TUTELA_DATA_DIR": str(tmp_path), "TUTELA_ADDRESS": "https://tutela.example.org"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tutela", "serve", "--demo", "--port", str(free_port())]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "passwords are known" in ended.stderr


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_what_falls_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        first = children(running.process.pid)
        assert len(first) == 2
        for child in first:
            os.kill(child, signal.SIGKILL)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            now = children(running.process.pid)
            if len(now) == 2 and not set(now) & set(first) and answers(running):
                break
            time.sleep(0.2)
        else:
            raise AssertionError(running.said())
    assert running.process.returncode == 0
    assert not answers(running)


def answers(site: Site) -> bool:
    try:
        return answer(site, "/robots.txt")[0] == 200
    except OSError:
        return False


def test_elsewhere_than_on_this_machine_only_https_is_spoken(tmp_path: Path) -> None:
    with serving(tmp_path / "data", TUTELA_ADDRESS="https://tutela.example.org") as running:
        status, headers, _ = answer(running, "/en/", Host="tutela.example.org")
        assert (status, headers["location"]) == (301, "https://tutela.example.org/en/")
        status, headers, _ = answer(
            running, "/en/sign-in/", Host="tutela.example.org", **{"X-Forwarded-Proto": "https"}
        )
        assert status == 200
        assert headers["strict-transport-security"].startswith("max-age=31536000")
        assert "Secure" in headers["set-cookie"]
