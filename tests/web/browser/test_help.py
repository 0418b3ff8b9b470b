"""The help pages in a real Chromium: leaving quickly, leaving nothing behind, and working with very little."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.web.browser.serving import Site

EXIT = "https://www.wikipedia.org/"
PAGES = (
    "", "8-11/", "12-15/pictures/", "16-17/messages/", "parents/if-told/", "schools/reporting/", "self/start/", "find/?country=FR&need=talk",
    "now/?country=DE", "traces/", "posters/", "8-11/keep/", "nothing/",
)  # fmt: skip
TRACES = """async () => ({
    local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length,
    caches: self.caches ? (await caches.keys()).length : 0, cookie: document.cookie,
    workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Somebody on a phone; the site behind the exit is answered here, for nothing leaves this machine."""
    opened = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 640}, locale="en-GB")
    opened.route(
        f"{EXIT}**", lambda route: route.fulfill(content_type="text/html", body="<title>Elsewhere</title>Elsewhere")
    )
    yield opened
    opened.close()


def test_the_exit_takes_the_place_of_the_page(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/en/about/")
    page.goto("/en/help/12-15/pictures/")
    length = page.evaluate("history.length")
    page.get_by_role("link", name="Leave this page now").click()
    expect(page).to_have_url(EXIT)
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url.endswith("/en/about/")


def test_shift_three_times_leaves_too(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/es/help/16-17/messages/")
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)  # another key between begins anew
    page.wait_for_timeout(300)
    assert "/es/help/" in page.url
    page.keyboard.press("Shift")
    expect(page).to_have_url(EXIT)
    page.go_back()
    assert page.url == "about:blank"


def test_the_exit_is_always_in_view_and_large_enough(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/fr/help/parents/if-told/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    link = page.locator("#exit")
    expect(link).to_be_in_viewport(ratio=1)
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= 44


def test_a_visit_leaves_no_cookie_no_storage_and_asks_nobody_else(visitor: BrowserContext, site: Site) -> None:
    page = visitor.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in PAGES:
        page.goto(f"/en/help/{place}")
    page.goto("/en/help/find/")
    page.get_by_label("Country").select_option("FR")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="France")).to_be_visible()
    assert page.evaluate(TRACES) == {"local": 0, "session": 0, "databases": 0, "caches": 0, "cookie": "", "workers": 0}
    assert visitor.cookies() == []
    # One request a page: nothing of it is left in a cache under a name of its own.
    assert len(asked) == len(PAGES) + 2
    assert all(one.startswith(f"{site.url}/en/help/") for one in asked)


def test_pages_weigh_little(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    weights: dict[str, float] = {}
    for place in PAGES:
        answer = page.goto(f"/fr/help/{place}")
        assert answer is not None
        sizes = answer.request.sizes()
        weights[place] = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        assert len(answer.body()) < 50_000, place
    assert max(weights.values()) < 50_000, weights


def test_the_keyboard_reaches_the_exit_first_and_then_everything(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/en/help/find/")
    names = []
    for _ in range(9):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
    assert names[0] == "Skip to the content"
    assert names[1] == "Leave this page now"
    page.get_by_label("What do you need?").focus()
    page.keyboard.type("Report or")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**need=image**")


def test_what_a_screen_reader_says(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/en/help/12-15/pictures/")
    expect(page.locator("body")).to_match_aria_snapshot("""
- link "Skip to the content"
- banner:
  - link "Leave this page now"
- navigation "Languages"
- main:
  - navigation "You are here"
  - article:
    - heading [level=1]
- contentinfo:
  - navigation "More"
""")
    page.goto("/en/help/find/?country=FR")
    for name in ("Country", "Language", "What do you need?"):
        expect(page.get_by_role("combobox", name=name, exact=True)).to_be_visible()


def test_all_of_it_works_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False, viewport={"width": 320, "height": 480})
    try:
        context.route(f"{EXIT}**", lambda route: route.fulfill(content_type="text/html", body="Elsewhere"))
        page = context.new_page()
        page.goto("/en/help/")
        page.get_by_role("link", name="I am 12 to 15").click()
        page.locator("ul.topics a").nth(2).click()
        page.get_by_role("link", name="Find help", exact=True).first.click()
        page.get_by_label("Country").select_option("FR")
        page.get_by_label("What do you need?").select_option("talk")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", name="France")).to_be_visible()
        expect(page.locator("#aloud")).to_have_count(0)
        page.get_by_role("link", name="Leave this page now").click()
        expect(page.locator("body")).to_have_text("Elsewhere")
    finally:
        context.close()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_is_cut_off_on_a_narrow_screen(browser: Browser, site: Site, direction: str) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 320, "height": 480})
    try:
        page = context.new_page()
        for language in ("en", "fr", "es"):
            for place in PAGES:
                page.goto(f"/{language}/help/{place}")
                page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, (language, place)
                box = page.evaluate(
                    "(({ left, right }) => [left, 320 - right])(document.getElementById('exit').getBoundingClientRect())"
                )
                assert box[direction == "rtl"] < 30, (language, place)
    finally:
        context.close()


def test_reading_aloud_is_offered_only_where_the_voice_is_on_the_device(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/en/help/8-11/rights/")
    expect(page.locator("#aloud")).to_be_hidden()
    for local in (False, True):
        page.add_init_script(
            f"speechSynthesis.getVoices = () => [{{localService: {str(local).lower()}, lang: 'en-GB'}}]"
        )
        page.goto("/en/help/8-11/rights/")
        expect(page.locator("#aloud")).to_be_visible() if local else expect(page.locator("#aloud")).to_be_hidden()


def test_paper_shows_the_text_and_not_the_buttons(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto("/en/help/12-15/rights/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for hidden in (".leave", ".languages", ".foot", ".crumbs"):
        expect(page.locator(hidden)).to_be_hidden()


def test_a_copy_is_kept_only_when_asked_for_and_then_works_alone(
    visitor: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = visitor.new_page()
    page.goto("/en/help/12-15/keep/")
    with page.expect_download() as saved:
        page.locator("a[href*='notes.html']").click()
    place = tmp_path_factory.mktemp("kept") / saved.value.suggested_filename
    assert place.name == "notes.html"
    saved.value.save_as(place)
    visitor.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(place.as_uri())
    links = page.locator("a[href^='#']")
    assert links.count() >= 7
    for link in links.all():
        expect(page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")).to_have_count(1)
    assert all(one.startswith("file:") for one in asked)
