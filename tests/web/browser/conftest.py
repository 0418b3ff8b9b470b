"""A real Chromium before the real server with the sample State."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.web.browser.serving import Site, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site"), "--demo") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "Chromium is not installed (Debian: chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser of somebody new; fails the test where a page asks for anything from elsewhere, or breaks a script."""
    opened = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened.set_default_timeout(20_000)
    foreign: list[str] = []
    broken: list[str] = []
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((site.url, "data:", "blob:")) else foreign.append(asked.url),
    )
    opened.on("weberror", lambda error: broken.append(str(error.error)))
    opened.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    yield opened
    opened.close()
    assert foreign == []
    # A page that answers 404 or 403 on purpose is told as an error on the console too.
    assert [text for text in broken if "the server responded with a status of 4" not in text] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
