"""Readers of the library in a real browser: linked data beside the policy of the site, and the list on the device."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.web.browser.people import accounts, sign_in
from tests.web.browser.serving import Site

ROOT = Path(__file__).parents[3]
FILL = """
import django
django.setup()
from tests.web.library.factories import catalogued, field
hotline = field("691", " 7", ("a", "online.hotline"), ("2", "tutela"))
rows = [catalogued(f"Act {number} on hotlines", number=f"browser{number}", extra=[hotline]) for number in range(3)]
print(" ".join(row.key for row in rows))
"""


@pytest.fixture(scope="module")
def keys(site: Site) -> list[str]:
    """The keys of three records, put into the data of the site that runs."""
    environment = {
        **os.environ,
        "TUTELA_DATA_DIR": str(site.data),
        "DATABASE_URL": f"sqlite:///{site.data / 'tutela.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tutela.web.settings",
    }
    command = [sys.executable, "-c", FILL]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout.split()


def test_linked_data_is_read_and_not_blocked(page: Page, keys: list[str]) -> None:
    """The context of the test fails it where the browser complains of the policy."""
    answer = page.goto(f"/en/library/{keys[0]}/")
    assert answer
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    data = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert data["name"] == "Act 0 on hotlines"


def test_a_list_is_kept_on_the_device(page: Page, keys: list[str]) -> None:
    for key in keys[:2]:
        page.goto(f"/en/library/{key}/")
        page.get_by_role("button", name="Save “").click()
        expect(page.get_by_text("Saved on this device.")).to_be_visible()
    expect(page.get_by_role("link", name="My list (2)")).to_be_visible()
    page.get_by_role("link", name="My list (2)").click()
    page.wait_for_url(f"**/en/library/list/?keys={keys[1]},{keys[0]}")
    expect(page.get_by_role("heading", name="My list", exact=True)).to_be_visible()
    expect(page.get_by_text("This list is kept on this device")).to_be_visible()
    expect(page.locator(".listed h3")).to_have_text(["Act 1 on hotlines", "Act 0 on hotlines"])
    page.locator(".listed button").first.click()
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
    page.goto("/en/library/list/")
    page.wait_for_url(f"**/en/library/list/?keys={keys[0]}")
    page.get_by_role("button", name="Clear the list on this device").click()
    expect(page.get_by_text("You have saved none so far.")).to_be_visible()


def test_a_list_of_somebody_else_is_not_taken_for_the_own(page: Page, keys: list[str]) -> None:
    page.goto(f"/en/library/{keys[0]}/")
    page.get_by_role("button", name="Save “").click()
    page.goto(f"/en/library/list/?keys={keys[1]},{keys[2]}")
    expect(page.get_by_role("heading", name="A list of resources", exact=True)).to_be_visible()
    expect(page.get_by_text("This list is kept on this device")).to_be_hidden()
    page.get_by_role("button", name="Keep these on this device too").click()
    page.wait_for_url(f"**/en/library/list/?keys={keys[0]},{keys[1]},{keys[2]}")


def test_the_list_moves_into_the_account(page: Page, site: Site, keys: list[str]) -> None:
    page.goto(f"/en/library/{keys[2]}/")
    page.get_by_role("button", name="Save “").click()
    sign_in(page, "owner@example.org", accounts(site)["owner@example.org"])
    page.goto("/en/library/list/")
    page.get_by_role("button", name="Move it into my account").click()
    expect(page.get_by_text("1 record was added to your list.")).to_be_visible()
    expect(page.locator(".listed h3")).to_have_text(["Act 2 on hotlines"])
    assert page.evaluate("localStorage.getItem('tutela-library-list')") is None
    expect(page.get_by_role("button", name="Move it into my account")).to_be_hidden()


def test_a_citation_is_copied(context: BrowserContext, page: Page, keys: list[str]) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/library/{keys[0]}/cite/")
    page.locator("button[data-copy=citation-apa]").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation-apa").text_content()


def test_without_javascript_saving_is_explained(browser: Browser, site: Site, keys: list[str]) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/en/library/{keys[0]}/")
    page.get_by_role("link", name="Save “").click()
    expect(page).to_have_url(f"{site.url}/en/library/{keys[0]}/save/")
    page.get_by_role("link", name="Open a list with this record in its address").click()
    expect(page.locator(".listed h3")).to_have_text(["Act 0 on hotlines"])
    context.close()
