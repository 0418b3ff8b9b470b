"""Asking another repository over HTTP: with patience, within limits, and nothing but HTTP.

oaipmh-scythe was looked at for this and not used: it reads answers of any size whole, fails where Retry-After is a
date, and lets the parser skip what is broken, so that records would be lost in silence. Its HTTP client is used.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx2

from tutela import __version__
from tutela.web.exchange.harvest.errors import HarvestError

LARGEST = 100_000_000
"""Bytes of an answer, decompressed, at most."""

ATTEMPTS = 6
LONGEST_WAIT = 600.0
"""Seconds that are waited before the next attempt, at most, whatever the other side asks for."""

_REDIRECTS = 5
_TIMEOUT = httpx2.Timeout(120.0, connect=20.0)
_BUSY = (429, 500, 502, 503, 504)


def check_address(url: str) -> str:
    """The address of a repository, if it is one of HTTP. Raises HarvestError."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_good = False
    if not is_good or any(character.isspace() or ord(character) < 32 for character in url) or len(url) > 400:
        raise HarvestError(
            f"“{url[:200]}” is not an address of a repository.",
            "Give the base URL of its OAI-PMH interface, which begins with http:// or https://.",
        )
    return url


class Fetcher:
    """Asks one repository, over a connection that stays open: ``with Fetcher(url) as fetcher: fetcher.get(...)``."""

    def __init__(self, url: str) -> None:
        self._url = check_address(url)
        self._client = httpx2.Client(
            timeout=_TIMEOUT,
            follow_redirects=False,
            headers={"User-Agent": f"Tutela/{__version__} (OAI-PMH harvester)", "Accept": "text/xml, application/xml"},
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, arguments: Mapping[str, str]) -> bytes:
        """The answer to a request. Raises HarvestError where there is none after ATTEMPTS, or a wrong one."""
        problem = ""
        for attempt in range(ATTEMPTS):
            try:
                status, headers, data = self._once(arguments)
            except httpx2.TransportError as error:
                problem, wait = str(error) or type(error).__name__, 2.0**attempt
            except httpx2.HTTPError as error:  # what it sends is no HTTP, or is packed wrongly
                raise self._failed(str(error) or type(error).__name__) from error
            else:
                if status == 200:
                    return data
                problem = f"HTTP status {status}"
                if status not in _BUSY:
                    raise self._failed(problem)
                wait = _asked_wait(headers.get("retry-after", "")) or 2.0**attempt
            if attempt + 1 < ATTEMPTS:
                time.sleep(min(wait, LONGEST_WAIT))
        raise self._failed(problem)

    def _once(self, arguments: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        url = httpx2.URL(self._url).copy_merge_params(dict(arguments))
        for _ in range(_REDIRECTS + 1):
            with self._client.stream("GET", url) as response:
                target = response.headers.get("location", "")
                if response.status_code in (301, 302, 303, 307, 308) and target:
                    url = self._redirected(url, target)
                    continue
                return response.status_code, response.headers, self._body(response)
        raise self._failed("it leads round in a circle")

    def _redirected(self, url: Any, target: str) -> Any:
        try:
            found = url.join(target)
        except (httpx2.InvalidURL, ValueError) as error:
            raise self._failed(f"it leads to “{target[:200]}”, which is no address") from error
        if found.scheme not in ("http", "https") or not found.host:
            raise self._failed(f"it leads to “{target[:200]}”, which is not an address of HTTP")
        return found

    def _body(self, response: Any) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes():
            size += len(part)
            if size > LARGEST:
                raise self._failed(f"its answer has more than {LARGEST // 1_000_000} MB")
            parts.append(part)
        return b"".join(parts)

    def _failed(self, problem: str) -> HarvestError:
        return HarvestError(
            f"{self._url} did not answer as a repository does: {problem[:200]}.",
            "Check the address, or try again later: the harvest goes on where it stopped.",
        )


def _asked_wait(text: str) -> float:
    """Seconds that Retry-After asks for, as a number or a date (RFC 9110, 10.2.3); 0 where it does not."""
    if text.strip().isascii() and text.strip().isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
