"""What people do in the browser, in whatever language: by the names of fields and the addresses of pages."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.web.browser.serving import Site

SAMPLES = Path(__file__).parents[3] / "samples"
PASSWORD = "seven quiet rivers"


def accounts(site: Site) -> dict[str, str]:
    """The passwords of the demonstration's accounts, by address, as the terminal shows them."""
    return dict(re.findall(r"(\w+@example\.org), password (\S+)", site.said()))


def sign_in(page: Page, email: str, password: str, language: str = "en") -> None:
    page.goto(f"/{language}/sign-in/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("main form button.primary")
    expect(page).to_have_url(re.compile("/workspaces/$"))


def sign_up(page: Page, site: Site, language: str, name: str) -> None:
    """Open an account, find the letter, confirm."""
    email = f"{name.lower()}-{language}@example.org"
    page.goto(f"/{language}/sign-up/")
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.primary")
    expect(page).to_have_url(re.compile("/sign-up/sent/$"))
    page.goto(letter_link(site, email, "confirm"))
    page.fill("main input[type=password]", PASSWORD)
    page.click("main form button.primary")
    expect(page.locator(".account")).to_contain_text(name)


def letter_link(site: Site, email: str, part: str) -> str:
    """The link in the last letter to an address."""
    letters = sorted((site.data / "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    text = next(text for file in reversed(letters) if f"To: {email}\n" in (text := file.read_text(encoding="utf-8")))
    found = re.search(rf"https?://\S*/{part}/\S+", text)
    assert found, text
    return found.group()


def open_workspace(page: Page, language: str, name: str) -> str:
    """Open a workspace; its address."""
    page.goto(f"/{language}/workspaces/new/")
    page.fill("[name=name]", name)
    page.click("main form button.primary")
    expect(page).to_have_url(re.compile(rf"/{language}/w/[\w-]+/"))
    found = re.search(rf"/{language}/w/[\w-]+/", page.url)
    assert found
    return found.group()


def assess(page: Page, workspace: str, state: str, period: str, *files: str) -> str:
    """Upload files, start, watch the run until it is complete; the address of the assessment."""
    page.goto(f"{workspace}assessments/new/")
    page.fill("[name=state]", state)
    page.fill("[name=period]", period)
    page.set_input_files("[name=uploads]", [SAMPLES / name for name in files])
    page.click("main form button.primary")
    expect(page).to_have_url(re.compile(r"/assessments/\d+/"))
    expect(page.locator("h1")).to_contain_text(state)
    # The page follows the run by itself.
    expect(page.locator("#progress [data-open=yes]")).to_have_count(0, timeout=120_000)
    expect(page.locator("a.cell.addressed").first).to_be_visible(timeout=30_000)
    found = re.search(r"/\w\w/w/[\w-]+/assessments/\d+/", page.url)
    assert found
    return found.group()
