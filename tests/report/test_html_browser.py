"""The HTML report in a real browser: filters, addresses, narrow screens, and the page without its script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.ui import WebDriverWait
from tests.report.assessments import meridia
from tests.report.graded import graded

from tutela.evidence.finding import Assessment
from tutela.report.html import to_html
from tutela.report.words import words

CONTRASTS = """
const colour = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return {rgb: [r, g, b], a}; };
const light = ({rgb}) => rgb.map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
const ground = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const found = colour(getComputedStyle(at).backgroundColor);
    if (found.a === 1) return found;
  }
};
const weak = [];
for (const node of document.querySelectorAll("main *")) {
  const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  if (!text || !node.checkVisibility() || node.closest("option, .spoken")) continue;
  const [a, b] = [light(colour(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
  if ((a + .05) / (b + .05) < 4.5) weak.push(node.className + ": " + node.textContent.slice(0, 40));
}
return weak;
"""

ALL = ["legislation.child", "legislation.counsel", "data.collect", "online.report", "online.plan"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not program or not driver:
        reason = "Chromium and its driver are not installed (Debian: chromium, chromium-driver)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    options = ChromeOptions()
    options.binary_location = program
    options.add_argument("--headless=new")
    options.add_argument("--no-sandbox")  # needed by root, as in a container; the pages are our own
    options.add_argument("--disable-dev-shm-usage")
    options.add_argument("--force-prefers-reduced-motion")  # no scrolling under way when a button is pressed
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with Chrome(options=options, service=Service(driver)) as chrome:
        yield chrome


@pytest.fixture
def visit(browser: Chrome, tmp_path: Path) -> Callable[..., None]:
    """Opens the report of Meridia (or another) in a language, at a place in it."""

    def open_report(language: str = "en", place: str = "", make: Callable[[], Assessment] = meridia) -> None:
        file = tmp_path / f"{language}.html"
        file.write_text(to_html(make(), language), encoding="utf-8")
        browser.get("about:blank")
        browser.get(file.as_uri() + place)

    return open_report


def shown(browser: Chrome) -> list[str]:
    """The measures that stand on the page now."""
    articles = browser.find_elements(By.CSS_SELECTOR, ".measure")
    ids = [str(article.get_attribute("id")) for article in articles if article.is_displayed()]
    return [id.removeprefix("measure-") for id in ids]


def wait_for(browser: Chrome, *measures: str) -> None:
    WebDriverWait(browser, 5, poll_frequency=0.05).until(lambda _: shown(browser) == list(measures))


def live(browser: Chrome) -> str:
    return browser.find_element(By.CSS_SELECTOR, "[role=status]").text


def place(browser: Chrome) -> str:
    return browser.current_url.partition("#")[2]


def test_the_policy_lets_the_page_work_and_hostile_text_does_nothing(
    browser: Chrome, visit: Callable[..., None]
) -> None:
    visit()
    assert browser.get_log("browser") == []
    assert live(browser) == "5 of 5 measures shown"
    cell = browser.find_element(By.CSS_SELECTOR, "a.cell.addressed")
    assert cell.value_of_css_property("background-color") not in ("rgba(0, 0, 0, 0)", "transparent")


def test_words_status_and_lists_filter_together(browser: Chrome, visit: Callable[..., None]) -> None:
    visit()
    Select(browser.find_element(By.NAME, "addressee")).select_by_value("legislature")
    wait_for(browser, "legislation.child", "legislation.counsel", "online.report")
    Select(browser.find_element(By.NAME, "theme")).select_by_value("child-as-victim")
    wait_for(browser, "legislation.counsel", "online.report")
    browser.find_element(By.CSS_SELECTOR, "[value=not-found]").send_keys(Keys.SPACE)
    wait_for(browser, "legislation.counsel")
    assert live(browser) == "1 of 5 measures shown"
    assert place(browser) == "status=not-found&addressee=legislature&theme=child-as-victim"
    assert not browser.find_element(By.ID, "section-IV.C").is_displayed()
    browser.find_element(By.NAME, "q").send_keys("no such words")
    wait_for(browser)
    assert live(browser) == words("en").plural("filter.shown", 0)
    browser.find_element(By.CSS_SELECTOR, "button[type=reset]").send_keys(Keys.ENTER)
    wait_for(browser, *ALL)
    assert place(browser) == ""


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "ABUSE provider", ["online.report"]),
        ("en", "fine liable", ["online.report"]),
        ("fr", "prevention", ["online.plan"]),
        ("fr", "données chaque", ["data.collect"]),
        ("es", "niños victimas", ["legislation.counsel"]),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(
    browser: Chrome, visit: Callable[..., None], language: str, typed: str, found: list[str]
) -> None:
    visit(language)
    browser.find_element(By.NAME, "q").send_keys(typed)
    wait_for(browser, *found)


def test_an_address_brings_back_its_view(browser: Chrome, visit: Callable[..., None]) -> None:
    visit("en", "#section=IV.C&status=addressed&status=partly&q=report")
    assert shown(browser) == ["online.report"]
    assert browser.find_element(By.NAME, "q").get_attribute("value") == "report"
    visit("en", "#section=no-such-section")
    assert shown(browser) == ALL


def test_kinds_of_passages_filter_and_are_remembered(browser: Chrome, visit: Callable[..., None]) -> None:
    visit("en", make=graded)
    assert browser.get_log("browser") == []
    browser.find_element(By.CSS_SELECTOR, "[name=holds][value=contrary]").send_keys(Keys.SPACE)
    wait_for(browser, "legislation.child", "online.report", "online.plan")
    browser.find_element(By.CSS_SELECTOR, "[name=status][value=not-found]").send_keys(Keys.SPACE)
    wait_for(browser, "online.plan")
    assert place(browser) == "status=not-found&holds=contrary"
    visit("en", "#holds=practice&holds=unsure", make=graded)
    assert shown(browser) == ["legislation.counsel", "data.collect", "online.report"]
    browser.find_element(By.CSS_SELECTOR, "button[type=reset]").send_keys(Keys.ENTER)
    wait_for(browser, *ALL)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_contrary_passages_are_in_sight_without_opening_anything(
    browser: Chrome, visit: Callable[..., None], language: str
) -> None:
    visit(language, make=graded)
    browser.find_element(By.CSS_SELECTOR, "#summary .contrary-measures a").send_keys(Keys.ENTER)
    assert place(browser) == "contrary-legislation.child"
    block = browser.find_element(By.ID, "contrary-legislation.child")
    assert block.find_element(By.CSS_SELECTOR, "blockquote").is_displayed()
    assert words(language)["contrary.note"] in block.text
    browser.find_element(By.CSS_SELECTOR, "#unsure-legislation\\.counsel > summary").send_keys(Keys.ENTER)
    quotations = browser.find_elements(By.CSS_SELECTOR, "#unsure-legislation\\.counsel blockquote")
    assert [quotation.is_displayed() for quotation in quotations] == [True] * 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_texts_stand_out_from_their_ground(browser: Chrome, visit: Callable[..., None], scheme: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1 or more, worked out from the colours that the browser shows."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    try:
        visit("en", make=graded)
        browser.find_element(By.ID, "open-all").click()
        weak = browser.execute_script(CONTRASTS)
        assert weak == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_link_to_a_hidden_measure_shows_it(browser: Chrome, visit: Callable[..., None]) -> None:
    visit("en", "#section=III.A")
    assert shown(browser) == ["legislation.child", "legislation.counsel"]
    browser.find_element(By.CSS_SELECTOR, "a.cell[href='#measure-online.plan']").send_keys(Keys.ENTER)
    wait_for(browser, *ALL)
    assert place(browser) == "measure-online.plan"


def test_all_passages_open_and_close(browser: Chrome, visit: Callable[..., None]) -> None:
    visit()
    button = browser.find_element(By.ID, "open-all")
    folds = browser.find_elements(By.CSS_SELECTOR, "details.more, details.misses")
    assert len(folds) == 2
    assert button.text == words("en")["filter.open-all"]
    button.click()
    assert all(fold.get_attribute("open") for fold in folds)
    assert button.text == words("en")["filter.close-all"]
    button.click()
    assert not any(fold.get_attribute("open") for fold in folds)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_narrow_screen_needs_no_scrolling_sideways(
    browser: Chrome, visit: Callable[..., None], language: str
) -> None:
    size = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for make in (meridia, graded):
            visit(language, make=make)
            browser.find_element(By.ID, "open-all").click()
            assert browser.execute_script("return document.documentElement.scrollWidth") == 320
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_its_script_the_page_shows_everything(browser: Chrome, visit: Callable[..., None]) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        visit()
        assert shown(browser) == ALL
        assert not browser.find_element(By.ID, "filters").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
