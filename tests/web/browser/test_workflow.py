"""From opening an account to a published page, as people do it, in three languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.browser.people import PASSWORD, accounts, assess, open_workspace, sign_in, sign_up
from tests.web.browser.serving import Site

LAW = {
    "en": "penal-code-extract.pdf",
    "fr": "loi-protection-de-l-enfant.pdf",
    "es": "ley-turismo-y-entorno-digital.pdf",
}
OTHER = {"en": "children-act.docx", "fr": "school-safeguarding-policy.html", "es": "circular-scanned.pdf"}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_from_an_account_to_a_published_page(language: str, page: Page, site: Site, context: BrowserContext) -> None:
    sign_up(page, site, language, "Ines")
    workspace = open_workspace(page, language, f"Institution {language}")
    first = assess(page, workspace, "Maravel", "2021", LAW[language])
    second = assess(page, workspace, "Maravel", "2026", LAW[language], OTHER[language])
    expect(page.locator("html")).to_have_attribute("lang", language)

    decide_by_keyboard(page, second)

    page.goto(f"/{language}/compare/two/?a={first.rstrip('/').split('/')[-1]}&b={second.rstrip('/').split('/')[-1]}")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main table, main li").count() > 5

    with page.expect_download() as download:
        page.goto(f"{second}reports/")
        page.locator("main a[href*='/reports/docx']").first.click()
    assert download.value.suggested_filename.endswith(".docx")

    address = publish(page, second)
    stranger = context.browser.new_context(base_url=site.url)  # type: ignore[union-attr]
    visit = stranger.new_page()
    broken: list[str] = []
    visit.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    assert visit.goto(address).ok  # type: ignore[union-attr]
    expect(visit.locator("h1")).to_contain_text("Maravel")
    assert visit.goto(second).status in (200, 404)  # type: ignore[union-attr]
    assert "Maravel" not in visit.content()
    assert broken == []

    page.goto(f"{second}reports/")
    page.locator("form[action*='/withdraw/'] button").first.click()
    assert visit.goto(address).status == 404  # type: ignore[union-attr]
    stranger.close()


def decide_by_keyboard(page: Page, assessment: str) -> None:
    """Confirm one passage, reject another, go on to the next undecided measure: without the mouse."""
    page.goto(f"{assessment}next/")
    expect(page.locator("article.passage").first).to_be_visible()
    at = page.url
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("article.passage[data-answer=confirmed]").first).to_be_visible()
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != at)
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("article.passage[data-answer=rejected]").first).to_be_attached()
    page.goto(f"{assessment}history/")
    assert page.locator("main tbody tr, main ol li").count() >= 2


def publish(page: Page, assessment: str) -> str:
    """Publish by explicit choice; the address of the published page."""
    page.goto(f"{assessment}publish/")
    for box in page.locator("main form input[type=checkbox][required]").all():
        box.check()
    page.locator("main form button").first.click()
    link = page.locator("main a[href*='/published/']").first
    expect(link).to_be_visible()
    address = link.get_attribute("href")
    assert address
    return address


def test_a_link_lets_a_colleague_in(page: Page, site: Site, context: BrowserContext) -> None:
    passwords = accounts(site)
    sign_in(page, "owner@example.org", passwords["owner@example.org"])
    page.locator("main a[href*='/w/']").first.click()
    found = re.search(r"/en/w/[\w-]+/", page.url)
    assert found
    workspace = found.group()
    page.goto(f"{workspace}members/")
    page.locator("form[action$='/invite/'] button").first.click()
    page.wait_for_function("document.body.outerHTML.includes('/join/')")
    key = re.search(r"/en/join/[\w-]+/", page.content())
    assert key

    other = context.browser.new_context(base_url=site.url)  # type: ignore[union-attr]
    guest = other.new_page()
    assert guest.goto(workspace).ok  # type: ignore[union-attr]
    expect(guest).to_have_url(re.compile("/sign-in/"))
    guest.goto(key.group())
    guest.fill("[name=new-name]", "Joana")
    guest.fill("[name=new-email]", "joana@example.org")
    guest.fill("[name=new-password]", PASSWORD)
    guest.locator("form:has([name=new-name]) button.primary").click()
    expect(guest.locator(".account")).to_contain_text("Joana")
    assert guest.goto(workspace).ok  # type: ignore[union-attr]
    expect(guest.locator("main")).to_contain_text("Maravel")
    other.close()
