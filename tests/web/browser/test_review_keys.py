"""Deciding on the page of a measure without loading it again: keys, undoing, several at once, and where the focus is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from tests.web.browser.people import accounts, sign_in
from tests.web.browser.serving import Site

MEASURE = "tourism.industry-duties"
"""A measure with many passages on which the demonstration's people have not decided."""


@pytest.fixture
def measure(page: Page, site: Site) -> Page:
    """The page of the measure, nothing decided by this reviewer."""
    sign_in(page, "reviewer@example.org", accounts(site)["reviewer@example.org"])
    page.locator("main a[href*='/w/']").first.click()
    found = re.search(r"/en/w/[\w-]+/", page.url)
    assert found
    page.goto(f"{found.group()}assessments/")
    address = max(
        page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))"),
        key=lambda href: bool(re.search(r"/assessments/\d+/$", href or "")),
    )
    page.goto(f"{address}measures/{MEASURE}/")
    expect(page.locator("article.passage").nth(3)).to_be_attached()
    page.keyboard.press("j")
    page.locator("details.group").evaluate_all("folded => folded.forEach(one => one.open = true)")
    page.locator("[data-select-all]").dispatch_event("click")
    page.locator("#bulk [value=withdrawn]").click()
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator("article.passage:not([data-answer=''])")).to_have_count(0)
    page.goto(page.url)
    return page


def cards(page: Page) -> Locator:
    return page.locator("article.passage")


def test_answers_by_key_are_said_and_undone(measure: Page) -> None:
    first = cards(measure).first
    measure.keyboard.press("c")  # on no passage: nothing
    measure.keyboard.press("j")
    expect(first).to_be_focused()
    for key, answer in (("c", "confirmed"), ("r", "rejected"), ("u", "unsure")):
        measure.keyboard.press(key)
        expect(first).to_have_attribute("data-answer", answer)
        expect(first.locator(f".answers [value={answer}][aria-pressed]")).to_have_attribute("aria-pressed", "true")
        expect(first).to_be_focused()
    expect(measure.locator("#said")).to_have_text("1 passage marked as unsure.")
    expect(measure.locator("#standing")).to_contain_text("1 of")
    measure.keyboard.press("z")
    expect(first).to_have_attribute("data-answer", "rejected")
    expect(measure.locator("#said")).to_have_text("Undone.")
    measure.keyboard.press("w")
    expect(first).to_have_attribute("data-answer", "")
    measure.keyboard.press("j")
    expect(cards(measure).nth(1)).to_be_focused()
    measure.keyboard.press("ArrowDown")
    expect(cards(measure).nth(2)).to_be_focused()
    measure.keyboard.press("k")
    expect(cards(measure).nth(1)).to_be_focused()


def test_keys_do_nothing_while_writing_with_modifiers_or_switched_off(measure: Page) -> None:
    first = cards(measure).first
    measure.keyboard.press("j")
    measure.keyboard.press("e")
    note = first.locator("textarea")
    expect(note).to_be_focused()
    measure.keyboard.type("curious people run xenon jugs")
    expect(note).to_have_value("curious people run xenon jugs")
    measure.keyboard.press("Escape")
    expect(first).to_be_focused()
    for chord in ("Control+c", "Alt+r", "Shift+U"):
        measure.keyboard.press(chord)
    measure.keyboard.press("Shift+?")
    dialog = measure.locator("#keys")
    expect(dialog).to_be_visible()
    measure.keyboard.press("c")
    dialog.locator("#keys-on").uncheck()
    measure.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    first.focus()
    for key in ("c", "j", "Shift+?"):
        measure.keyboard.press(key)
    expect(first).to_be_focused()
    measure.goto(measure.url)
    measure.keyboard.press("j")  # the choice holds for the next page too
    expect(cards(measure).first).not_to_be_focused()
    measure.locator("#keys-open").click()
    dialog.locator("#keys-on").check()
    measure.keyboard.press("Escape")
    expect(measure.locator("article.passage:not([data-answer=''])")).to_have_count(0)
    measure.keyboard.press("j")
    measure.keyboard.press("r")
    expect(cards(measure).first).to_have_attribute("data-answer", "rejected")


def test_a_note_goes_with_the_decision(measure: Page) -> None:
    first = cards(measure).first
    measure.keyboard.press("j")
    measure.keyboard.press("e")
    measure.keyboard.type("See the <b>regulation</b>.")
    measure.keyboard.press("Escape")
    measure.keyboard.press("c")
    expect(first.locator(".said .said-note").first).to_have_text("See the <b>regulation</b>.")


def test_several_at_once_and_back_again(measure: Page) -> None:
    expect(measure.locator("#bulk")).to_be_hidden()
    measure.keyboard.press("j")
    measure.keyboard.press("x")
    measure.keyboard.press("j")
    measure.keyboard.press("x")
    expect(measure.locator("[data-count]")).to_have_text("Selected: 2")
    measure.locator("#bulk-note").fill("Both are old.")
    measure.locator("#bulk [value=rejected]").click()
    expect(measure.locator("#said")).to_have_text("2 passages rejected.")
    expect(measure.locator("article.passage[data-answer=rejected]")).to_have_count(2)
    expect(measure.locator("#bulk")).to_be_hidden()
    expect(cards(measure).nth(1)).to_be_focused()  # not thrown back to the top of the page
    measure.locator("#undo").click()
    expect(measure.locator("article.passage[data-answer=rejected]")).to_have_count(0)


def test_confirm_all_shown_leaves_what_was_rejected_meanwhile(measure: Page) -> None:
    evidence = measure.locator("[data-group]:has(#g-evidence) article.passage")
    shown = evidence.count()
    measure.keyboard.press("j")
    evidence.first.locator(".answers [value=rejected]").click()
    expect(evidence.first).to_have_attribute("data-answer", "rejected")
    button = measure.locator("[data-all] button").first
    button.click()
    expect(measure.locator("#said")).to_have_text(f"{shown - 1} passages confirmed.")
    expect(evidence.first).to_have_attribute("data-answer", "rejected")
    expect(button).to_be_hidden()
    assert measure.evaluate("document.activeElement !== document.body")


def test_a_decision_that_cannot_be_sent_says_so_and_shows_nothing_as_decided(
    measure: Page, context: BrowserContext
) -> None:
    first = cards(measure).first
    measure.route("**/decide/", lambda route: route.fulfill(content_type="text/html", body="A proxy was here"))
    measure.goto(measure.url)  # a page that is open already may send its next request past the route
    measure.keyboard.press("j")
    measure.keyboard.press("c")
    expect(measure.locator("#said")).to_contain_text("could not be recorded")
    expect(first).to_have_attribute("data-answer", "")
    measure.unroute("**/decide/")
    measure.goto(measure.url)
    context.clear_cookies()  # signed out meanwhile
    measure.keyboard.press("j")
    measure.keyboard.press("c")
    expect(measure.locator("#said")).to_contain_text("could not be recorded")
    expect(first).to_have_attribute("data-answer", "")
