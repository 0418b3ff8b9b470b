"""Searching the library in a real browser: suggestions from the keyboard, filters, other orders."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.web.browser.serving import Site

ROOT = Path(__file__).parents[3]
FILL = """
import django
django.setup()
from tests.web.library.factories import catalogued
for year in (2001, 2011, 2021):
    catalogued(f"Lighthouse keeping in {year}", year=year, kind="law" if year > 2010 else "report", subjects=["Lighthouses"])
"""


@pytest.fixture(scope="module", autouse=True)
def lighthouses(site: Site) -> None:
    """Three records in the data of the site that runs."""
    environment = {
        **os.environ,
        "TUTELA_DATA_DIR": str(site.data),
        "DATABASE_URL": f"sqlite:///{site.data / 'tutela.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tutela.web.settings",
    }
    subprocess.run(
        [sys.executable, "-c", FILL], cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120
    )


def test_suggestions_from_the_keyboard(page: Page) -> None:
    page.goto("/en/library/search/")
    field = page.get_by_role("combobox", name="Words, a title")
    field.focus()
    page.keyboard.type("lightho")
    options = page.locator("#suggestions").get_by_role("option")
    expect(options).to_have_count(4)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-suggest-status]")).to_have_text("4 suggestions; use the arrow keys")
    page.keyboard.press("ArrowUp")  # from the field to the last
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")  # back to the field
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(".+"))
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("lightho")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(4)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/library/search/?subject=Lighthouses")
    expect(page.get_by_role("heading", name="3 records found")).to_be_visible()


def test_filters_and_orders(page: Page) -> None:
    page.goto("/en/library/search/?q=lighthouse")
    titles = page.locator(".result h3")
    expect(titles).to_have_text([f"Lighthouse keeping in {year}" for year in (2021, 2011, 2001)])
    page.get_by_label("Order").select_option("oldest")
    page.wait_for_url("**sort=oldest**")  # applies itself when it was not chosen from the keyboard
    expect(titles.first).to_have_text("Lighthouse keeping in 2001")
    page.locator("#filter-type").get_by_role("link", name="Law").click()
    page.wait_for_url("**type=law**")
    expect(titles).to_have_text([f"Lighthouse keeping in {year}" for year in (2011, 2021)])
    page.locator("#filter-year").get_by_label("From").fill("2015")
    page.locator("#filter-year").get_by_role("button", name="Apply").click()
    expect(titles).to_have_text(["Lighthouse keeping in 2021"])
    page.get_by_role("link", name="Take all filters away").click()
    expect(titles).to_have_count(3)


@pytest.mark.parametrize("query", ["q=lighthouse&type=law", "q=lighthuose", ""], ids=["found", "not-found", "all"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_barriers(page: Page, query: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/en/library/search/?{query}")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
